"""Every use case says in one English sentence what the person achieves, and lives in a services module."""

import importlib
import re

import pytest

from tests.conformance.source import python_files
from xuncha.foundation.usecases import PERSONAL, REGISTRY

for module, _path in python_files():
    if ".services" in module:
        importlib.import_module(module)

KNOWN = sorted(REGISTRY)
SENTENCES = {name: use_case.summary for name, use_case in REGISTRY.items()} | PERSONAL


def is_a_sentence(summary: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][^.]*[\w)”\"`]\.(?: .*\.)?", summary))


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_says_what_it_does(name):
    assert is_a_sentence(SENTENCES[name]), SENTENCES[name]


@pytest.mark.parametrize("name", [name for name in KNOWN if not name.startswith("tests.")])
def test_lives_in_services(name):
    assert "services" in name.split("."), f"{name}: use cases live in services"


@pytest.mark.parametrize("text", ["", "no capital.", "No full stop"])
def test_other_text_is_seen(text):
    assert not is_a_sentence(text)
