"""Which acts hold a text back that repeats a petition: one that no longer does would let it go out without a word."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import xuncha

SOURCE = Path(xuncha.__file__).parent
HELD = {
    "clues": {"approve_referral", "want_more"},
    "cooperation": {"plan_checks", "return_check", "call_conference", "hold_conference", "add_decision"},
    "disclosure": {"open_hearing"},
    "findings": {"issue_fix", "return_fix"},
    "gathering": {"send_materials", "reopen_materials", "check_item"},
    "hints": {"ask_unit", "ask_again"},
    "lookback": {"issue_list", "ask_again", "reopen_matter", "return_old_item"},
    "rectification": {
        "return_plan", "return_report", "answer_query", "answer_dispute", "judge_shortfall", "reopen_item",
        "close_item", "close_items", "keep_long_term", "find_basically_done", "return_closeout", "return_closeouts",
        "grant_extension", "grant_raised_extension", "refuse_extension", "refuse_raised_extension",
        "grant_suspension", "refuse_suspension",
    },
    "supervision": {"approve_campaign", "send_back_result"},
}  # fmt: skip
"""The acts of the table in docs/threat-model.md, by stage; those that ask first and then submit are not among them."""


def services(stage: str) -> Iterator[Path]:
    yield from sorted((SOURCE / stage / "services").glob("*.py"))
    yield from (SOURCE / stage).glob("services.py")


def held_in(module: Path) -> set[str]:
    """The use cases of a module that hold back, themselves or by a function of theirs."""
    functions = {f.name: f for f in ast.parse(module.read_text("utf-8")).body if isinstance(f, ast.FunctionDef)}
    calls = {
        name: {c.func.id for c in ast.walk(f) if isinstance(c, ast.Call) and isinstance(c.func, ast.Name)}
        for name, f in functions.items()
    }
    holding = {"hold_back"}
    while more := {name for name, called in calls.items() if called & holding} - holding:
        holding |= more
    return {name for name in holding & set(functions) if functions[name].decorator_list}


@pytest.mark.parametrize("stage", HELD)
def test_every_act_that_sends_a_text_out_holds_it_back(stage):
    assert set().union(*map(held_in, services(stage))) == HELD[stage]


def test_no_other_stage_holds_back_unlisted():
    stages = {path.name for path in SOURCE.iterdir() if path.is_dir()} - set(HELD)
    assert {stage for stage in stages if any(map(held_in, services(stage)))} == set()
