"""Writing a paper: opening one, saving it, naming who works on it with you, tying it to a manifestation."""

from typing import Any

from xuncha.core.errors import InvalidTransition, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.rules import reasons_not_to_keep, reasons_not_to_pair, reasons_not_to_touch
from xuncha.fieldwork.selectors import PAPERS, colleagues, hands_of
from xuncha.fieldwork.services.numbers import PROVISIONAL, next_number
from xuncha.fieldwork.workflow import PAPER, TAKE_BACK, PaperState
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

WRITABLE = frozenset(
    {
        "title",
        "category",
        "checklist_item",
        "points_done",
        "sources",
        "facts",
        "characterisation",
        "basis",
        "cause",
        "why_political",
        "responsibility",
        "amount",
        "persons",
        "period_from",
        "period_to",
    }
)
"""What a handler writes. `amount` is in yuan."""

OPEN = frozenset({PaperState.DRAFT, PaperState.RETURNED})


def must_be_own(act: Act, paper: WorkingPaper) -> None:
    """
    Only the handlers go on.

    Raises:
        RuleViolated: the actor is neither the handler nor the second handler.

    """
    RuleViolated.unless_empty(reasons_not_to_touch(hands_of(act.actor, paper)))


def must_be_open(paper: WorkingPaper) -> None:
    """
    Only papers in the handlers' hands go on.

    Raises:
        InvalidTransition: the paper is with a reviewer, signed, superseded or void.

    """
    state = PaperState(paper.state)
    if state not in OPEN:
        raise InvalidTransition(
            say("底稿现在是「{state}」，不能直接改；要改先收回。", state=say(PAPER.states[state].label))
            if PAPER.available(state).keys() & {*TAKE_BACK}
            else say("底稿现在是「{state}」，内容不能再改。", state=say(PAPER.states[state].label))
        )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = fields.keys() - WRITABLE
    if unknown:
        raise TypeError(f"not fields of a working paper: {', '.join(sorted(unknown))}")
    RuleViolated.unless_empty(reasons_not_to_keep(fields))
    return fields


@use_case(P.PAPER_WRITE, within=INSPECTIONS, lock=False)
def create_paper(
    act: Act, inspection: Inspection, /, *, second_handler: User | None = None, **fields: Any
) -> WorkingPaper:
    """Open a working paper on an inspection; whoever opens it is its handler. The door asks for the pledges first."""
    handler = act.actor.user
    if second_handler is not None:
        _pair(act, inspection, handler, second_handler)
    paper = WorkingPaper(
        inspection=inspection,
        provisional_no=next_number(act, PROVISIONAL, inspection),
        handler=handler,
        second_handler=second_handler,
        **_known({"title": "", **fields}),
    )
    return act.create(paper, "paper.created")


@use_case(P.PAPER_WRITE, within=PAPERS)
def save_paper(act: Act, paper: WorkingPaper, /, *, base_version: int | None, **fields: Any) -> WorkingPaper:
    """Save what a handler wrote; refused when somebody else has saved in between."""
    must_be_own(act, paper)
    must_be_open(paper)
    period = {"period_from": paper.period_from, "period_to": paper.period_to}
    RuleViolated.unless_empty(reasons_not_to_keep({**period, **_known(fields)}))
    return act.change(paper, "paper.saved", base_version=base_version, **fields)


@use_case(P.PAPER_WRITE, within=PAPERS)
def set_second_handler(act: Act, paper: WorkingPaper, *, second_handler: User) -> WorkingPaper:
    """Name the colleague who works on the paper together with its handler."""
    must_be_own(act, paper)
    must_be_open(paper)
    _pair(act, paper.inspection, paper.handler, second_handler)
    return act.change(paper, "paper.second_handler_set", second_handler=second_handler)


def _pair(act: Act, inspection: Inspection, handler: User, second: User) -> None:
    team = frozenset(user.pk for user in colleagues(inspection, act.now))
    RuleViolated.unless_empty(reasons_not_to_pair(handler.pk, second.pk, team))
