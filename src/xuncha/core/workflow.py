"""
Workflows are tables. This module reads them; it knows no table by name.

Buttons, 409 answers, the inbox, state diagrams and the role matrix in the docs all come from the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from xuncha.core.errors import InvalidTransition
from xuncha.core.permissions import Permission
from xuncha.core.text import say

S = TypeVar("S", bound=StrEnum)


class Relation(StrEnum):
    """What must hold between the person and the record besides the grant; checked by the use case's rule."""

    ANY = "any"
    OWN = "own"  # the record is the actor's own work (handler, author)
    OTHER = "other"  # the record must not be the actor's own work: nobody signs off what they wrote


@dataclass(frozen=True, slots=True)
class State:
    """
    How a state is shown and whose turn it is.

    `shape` is the status class of the style sheet: "" open, "half" in someone else's hands, "near" returned,
    "done" finished, "stop" paused, "late" blocked. `turn` is the permission whose holders act next; None when the
    record waits for nobody. `turn_own` narrows the turn to the record's own handler. `ask` is the sentence of the
    inbox, for instance "底稿待复核".
    """

    label: str
    shape: str = ""
    turn: Permission | None = None
    turn_own: bool = False
    ask: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """One way from some states to another: who may take it and what it is called."""

    label: str
    sources: frozenset[S]
    target: S
    permission: Permission
    event: str
    relation: Relation = Relation.ANY
    needs_reason: bool = False
    weight: str = ""  # "p" the page's main action, "x" a withdrawing one
    starts: str = ""  # trigger event of the deadline rules that starts here
    follows: bool = False  # comes with a step of another record, which is the one that people are told of


@dataclass(frozen=True, slots=True)
class Workflow(Generic[S]):
    """A named table of states and steps. `code` is stored in the journal and must never change."""

    code: str
    label: str
    initial: S
    states: Mapping[S, State]
    steps: Mapping[str, Step[S]]

    def step(self, name: str, state: S) -> Step[S]:
        """
        The step of this name from this state.

        Raises:
            InvalidTransition: the step does not exist from here; the sentence names both.

        """
        step = self.steps[name]
        if state not in step.sources:
            raise InvalidTransition(
                say(
                    "{what}现在是「{state}」，不能{step}。",
                    what=say(self.label),
                    state=say(self.states[state].label),
                    step=say(step.label),
                )
            )
        return step

    def available(self, state: S) -> dict[str, Step[S]]:
        """Steps that exist from this state, in table order."""
        return {name: step for name, step in self.steps.items() if state in step.sources}

    def waiting(self) -> list[S]:
        """States in which somebody is expected to act."""
        return [s for s, info in self.states.items() if info.turn is not None]

    def finished(self) -> list[S]:
        """States after which nothing more is expected (是否办结)."""
        return [s for s, info in self.states.items() if info.final]

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for name, step in self.steps.items():
            lines += [f"    {source} --> {step.target}: {name}" for source in sorted(step.sources)]
        lines += [f"    {state} --> [*]" for state in sorted(self.finished())]
        return "\n".join(lines)
