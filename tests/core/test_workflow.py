"""A workflow is read as a table: what leads on, what waits, what is finished, and its diagram."""

from enum import StrEnum

import pytest

from xuncha.core.errors import InvalidTransition
from xuncha.core.permissions import Permission
from xuncha.core.workflow import State, Step, Workflow


class Letter(StrEnum):
    DRAFT = "draft"
    WITH_LEADER = "with_leader"
    SENT = "sent"


def step(label: str, sources: set[Letter], target: Letter) -> Step[Letter]:
    return Step(label, frozenset(sources), target, Permission.ROUND_DRAFT, f"letter.{target}")


LETTER = Workflow(
    "letter",
    "函件",
    Letter.DRAFT,
    {
        Letter.DRAFT: State("草稿", turn=Permission.ROUND_DRAFT),
        Letter.WITH_LEADER: State("待签发"),
        Letter.SENT: State("已发出", final=True),
    },
    {
        "submit": step("送签", {Letter.DRAFT}, Letter.WITH_LEADER),
        "send": step("签发", {Letter.WITH_LEADER, Letter.DRAFT}, Letter.SENT),
    },
)


def test_a_step_is_taken_where_it_begins_and_refused_elsewhere_by_both_names():
    assert LETTER.step("submit", Letter.DRAFT).target is Letter.WITH_LEADER
    with pytest.raises(InvalidTransition, match="函件现在是「已发出」，不能送签"):
        LETTER.step("submit", Letter.SENT)


def test_what_leads_on_from_a_state():
    assert list(LETTER.available(Letter.DRAFT)) == ["submit", "send"]
    assert LETTER.available(Letter.SENT) == {}


def test_what_waits_for_somebody_and_what_is_finished():
    assert LETTER.waiting() == [Letter.DRAFT]
    assert LETTER.finished() == [Letter.SENT]


def test_the_diagram_draws_every_way():
    assert LETTER.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> draft",
        "    draft --> with_leader: submit",
        "    draft --> sent: send",
        "    with_leader --> sent: send",
        "    sent --> [*]",
    ]
