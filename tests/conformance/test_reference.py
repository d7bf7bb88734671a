"""The reference pages in docs/reference say what the code says, and everything has its line."""

import re

import pytest

from tests.conformance.source import PACKAGE, ROOT, models
from xuncha.core.figures import FIGURES
from xuncha.core.permissions import Permission, Role
from xuncha.foundation.usecases import REGISTRY
from xuncha.site.command_docs import ENVIRONMENT, differing, docs_command, environment_read, reference, workflows

FOLDER = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return reference()


def test_the_pages_are_those_that_the_code_writes(pages):
    assert differing(pages, FOLDER) == [], "run `xuncha docs`"


def test_no_page_is_left_over(pages):
    assert {path.name for path in FOLDER.glob("*.md")} == set(pages)


def test_everything_has_its_line(pages):
    assert all(flow.mermaid() in pages["states.md"] for flow in workflows())
    assert len(workflows()) >= 6
    assert all(f"`{permission}`" in pages["roles.md"] for permission in Permission)
    assert all(f"`{role}`" in pages["roles.md"] for role in Role)
    own = [name for name in REGISTRY if not name.startswith("tests.")]
    assert all(f"`{name.rpartition('.')[2]}`" in pages["use-cases.md"] for name in own)
    assert all(f"`{code}`" in pages["figures.md"] for code in FIGURES)
    assert all(f"`{model._meta.label}`" in pages["retention.md"] for model in models())
    for document in ("working_paper", "fix_notice", "authorisation_order", "term_plan"):
        assert f"`{document}`" in pages["documents.md"]


def test_every_environment_variable_is_explained():
    assert set(environment_read()) == set(ENVIRONMENT)
    elsewhere = [
        path
        for path in PACKAGE.rglob("*.py")
        if path.name not in {"settings.py", "home.py", "wsgi.py"}
        and re.search(r"environ(\.get\(\s*\"XUNCHA_|\[\"XUNCHA_\w+\"\](?!\s*=[^=]))", path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == [], "read the environment in site/settings.py, where it is documented"


def test_a_page_that_differs_is_named(tmp_path, capsys):
    assert docs_command(["--check", "--into", str(tmp_path)]) == 1
    assert docs_command(["--into", str(tmp_path)]) == 0
    assert docs_command(["--check", "--into", str(tmp_path)]) == 0
    (tmp_path / "roles.md").write_text("old", encoding="utf-8")
    capsys.readouterr()
    assert docs_command(["--check", "--into", str(tmp_path)]) == 1
    assert capsys.readouterr().out.strip().endswith("roles.md")
