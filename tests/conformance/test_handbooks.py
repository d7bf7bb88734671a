"""What the hand-written pages of docs/ tell people to run, read or set exists."""

import re
import shlex
from pathlib import Path

import pytest

from tests.conformance.source import ROOT, is_there
from xuncha.foundation.accounts.models import Grant
from xuncha.site.command_docs import ENVIRONMENT
from xuncha.site.commands import COMMANDS, run

PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / "docs/adr").glob("*"),
]
ADMINISTRATION = ROOT / "docs" / "administration.md"


def strangers(text: str, folder: Path) -> list[str]:
    """Commands, files, settings and tests that a page names and that do not exist."""
    commands = [
        f"xuncha {word}" for word in re.findall(r"(?m)(?:^|[`/ ])xuncha ([a-z]+)\b", text) if word not in COMMANDS
    ]
    links = [
        link
        for link in re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r"`(docs/[^`]+|src/[^`]+)`", text)
        if not (folder / link).exists() and not (ROOT / link).exists()
    ]
    settings = [name for name in re.findall(r"\bXUNCHA_[A-Z_]+\b", text) if name not in ENVIRONMENT]
    named = re.findall(r"`(?:tests/)?((?:\w+/)+test_\w+\.py(?:::\w+)?)`", text)
    tests = [name for name in named if not is_there(name)]
    return commands + links + settings + tests


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page(page: Path):
    assert strangers(page.read_text(encoding="utf-8"), page.parent) == []


def test_both_readmes_name_the_same_pages_commands_and_people():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    named = r"docs/[\w./-]+|SECURITY\.md|make [a-z]+|XUNCHA_[A-Z]+|src/[\w./-]+|沈知远|何砚秋|程一苇|顾长河|林向川"
    assert set(re.findall(named, english)) == set(re.findall(named, chinese))


def test_every_decision_stands_in_the_index():
    folder = ROOT / "docs/adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    titles = {path.name: path.read_text(encoding="utf-8").splitlines()[0] for path in folder.glob("0*.md")}
    assert [name for name, title in titles.items() if f"({name}) | {title.removeprefix('# ')} |" not in index] == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "`xuncha fly`",
            "see [there](nowhere.md)",
            "in `docs/nowhere.md`",
            "set `XUNCHA_SPEED`",
            "\nxuncha fly --now",
        ),
        "shown by `core/test_nothing.py::test_x`",
    ],
)
def test_a_stranger_is_seen(text):
    assert len(strangers(text, ROOT / "docs")) == 1


def test_every_setting_is_in_the_administrators_table():
    table = ADMINISTRATION.read_text(encoding="utf-8")
    assert [name for name in ENVIRONMENT if f"`{name}`" not in table] == ["XUNCHA_DEMO"]


@pytest.mark.django_db
def test_the_first_people_are_made_as_it_is_written():
    section = ADMINISTRATION.read_text(encoding="utf-8").partition("## First people")[2].split("```")[1]
    lines = [shlex.split(line) for line in section.splitlines() if line.startswith("xuncha ")]
    assert len(lines) == 6
    assert [run(words[1:]) for words in lines] == [0] * 6
    held = set(Grant.objects.values_list("user__username", "role"))
    assert held == {
        ("sys", "system_admin"),
        ("sec", "security_admin"),
        ("aud", "audit_admin"),
        ("clerk", "office_clerk"),
        ("director", "office_director"),
        ("secretary", "secretary"),
    }
