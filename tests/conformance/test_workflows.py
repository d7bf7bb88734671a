"""Every workflow table: complete, reachable, held by somebody, and answering every state × step."""

import importlib
from enum import StrEnum

import pytest

from tests.conformance.source import python_files
from xuncha.core.errors import InvalidTransition
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import roles_with
from xuncha.core.workflow import State, Step, Workflow

TABLES = {
    table.code: table
    for module, _path in python_files()
    if module.endswith(".workflow") and module != "xuncha.core.workflow"
    for table in vars(importlib.import_module(module)).values()
    if isinstance(table, Workflow)
}
EVERY = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
CELLS = [(table, state, name) for table in TABLES.values() for state in table.states for name in table.steps]


def unreachable(table: Workflow) -> set[StrEnum]:
    """States to which no way leads from the initial one."""
    seen, ahead = {table.initial}, [table.initial]
    while ahead:
        state = ahead.pop()
        for step in table.available(state).values():
            if step.target not in seen:
                seen.add(step.target)
                ahead.append(step.target)
    return set(table.states) - seen


def stuck(table: Workflow) -> set[StrEnum]:
    """States that are not final and from which nothing leads anywhere."""
    return {state for state, info in table.states.items() if not info.final and not table.available(state)}


@EVERY
def test_every_state_is_described_and_can_be_reached_and_left(table):
    assert set(table.states) == set(type(table.initial))
    assert unreachable(table) == set()
    assert stuck(table) == set()


@EVERY
def test_every_step_leads_from_and_to_states_of_the_table(table):
    for step in table.steps.values():
        assert step.sources
        assert {step.target, *step.sources} <= set(table.states)


@EVERY
def test_every_permission_is_held_by_some_role(table):
    asked = {step.permission for step in table.steps.values()} | {i.turn for i in table.states.values() if i.turn}
    assert [permission for permission in asked if not roles_with(permission)] == []


@EVERY
def test_whoever_is_waited_for_can_do_something(table):
    for state, info in table.states.items():
        if info.turn:
            assert info.ask, f"{state}: the inbox needs a sentence"
            assert any(step.permission == info.turn for step in table.available(state).values()), state


@EVERY
def test_events_are_stable_codes(table):
    for step in table.steps.values():
        area, _, verb = step.event.partition(".")
        assert area
        assert verb
        assert step.event.isascii()
        assert step.event == step.event.lower()


@EVERY
def test_the_diagram_shows_every_state_and_step(table):
    diagram = table.mermaid()
    assert diagram.startswith("stateDiagram-v2\n")
    assert all(state.value in diagram for state in table.states)
    assert diagram.count(" --> ") == 1 + sum(len(s.sources) for s in table.steps.values()) + len(table.finished())


@pytest.mark.parametrize(("table", "state", "name"), CELLS, ids=[f"{t.code}-{s}-{n}" for t, s, n in CELLS])
def test_every_state_and_step(table, state, name):
    offered = name in table.available(state)
    assert offered == (state in table.steps[name].sources)
    if offered:
        assert table.step(name, state) is table.steps[name]
        return
    with pytest.raises(InvalidTransition) as caught:
        table.step(name, state)
    assert table.states[state].label in str(caught.value)
    assert table.steps[name].label in str(caught.value)


class Planted(StrEnum):
    START = "start"
    ISLAND = "island"


def test_islands_and_dead_ends_are_seen():
    table = Workflow("planted", "x", Planted.START, {s: State(s.value) for s in Planted}, {})
    assert unreachable(table) == {Planted.ISLAND}
    assert stuck(table) == set(Planted)
    loop = Step("loop", frozenset({Planted.START}), Planted.START, P.ROUND_READ, "x.looped")
    assert stuck(Workflow("planted", "x", Planted.START, table.states, {"loop": loop})) == {Planted.ISLAND}
