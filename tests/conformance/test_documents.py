"""Every official document of the second half is read whole by a test that compares it with its approved text."""

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

TESTS = Path(__file__).resolve().parents[1]
GOLDENS = TESTS / "documents" / "goldens"
STAGES = ("rectification", "supervision", "accountability", "disclosure", "cooperation", "lookback", "evaluation")
READING = {path: path.read_text(encoding="utf-8") for path in TESTS.glob("*/test_*.py")}
COMPARING = "\n".join(text for path, text in READING.items() if "GOLDENS /" in text and path != Path(__file__))


def made_by(module: ModuleType) -> set[str]:
    """The functions of a stage that make a document."""
    return {
        name for name, made in vars(module).items() if callable(made) and getattr(made, "__wrapped__", None) is not None
    }


@pytest.mark.parametrize("stage", STAGES)
def test_every_document_is_compared_with_its_approved_text(stage: str) -> None:
    found = made_by(import_module(f"xuncha.{stage}.documents"))
    assert found, "no document was found: look at how they are told"
    assert not {name for name in found if not re.search(rf"\b{name}\b", COMPARING)}


def test_every_approved_text_is_compared() -> None:
    assert not {path.stem for path in GOLDENS.glob("*.txt") if not re.search(rf'"{path.stem}(\.txt)?"', COMPARING)}
