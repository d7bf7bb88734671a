"""Paper ballots of a group, counted and keyed by two people. The journal tells how many, not what stands on them."""

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.scoring import Scheme
from xuncha.evaluation.models import Count, Subject, Tally
from xuncha.evaluation.rules.ballots import (
    Counts,
    differences,
    only_known,
    reasons_not_to_key,
    reasons_not_to_key_again,
    reasons_not_to_resolve,
)
from xuncha.evaluation.selectors import SUBJECTS, TALLIES, asked_of
from xuncha.evaluation.workflow import RunState
from xuncha.foundation.usecases import Act, use_case


@use_case(P.EVALUATION_WRITE, within=SUBJECTS)
def key_tally(act: Act, subject: Subject, *, group: str, sheets: int, counts: Counts) -> Tally:
    """Key the paper ballots of one group in: how many, and how many chose what."""
    if subject.tallies.filter(group=group).exists():
        raise RuleViolated(reason("这一组的纸质票已经录过，请另一位同志复录。", "group"))
    scheme = _possible(act, subject, group, sheets, counts)
    made = Tally(subject=subject, group=group, sheets=sheets, counts=only_known(scheme, counts))
    return act.create(made, "evaluation.tally_keyed", sheets=sheets)


@use_case(P.EVALUATION_WRITE, within=TALLIES)
def key_tally_again(act: Act, tally: Tally, *, sheets: int, counts: Counts) -> Tally:
    """Key the same pile a second time, by somebody else; where both differ, it waits to be settled."""
    scheme = _possible(act, tally.subject, tally.group, sheets, counts)
    own, keyed = tally.created_by_id == act.actor.pk, tally.second is not None
    RuleViolated.unless_empty(reasons_not_to_key_again(own=own, keyed=keyed, sheets=sheets, first=tally.sheets))
    tally.second = only_known(scheme, counts)
    tally.save(update_fields=["second"])  # not by `act.change`: what stands on ballots is nobody's to read in a journal
    differing = len(differences(tally.counts, tally.second))
    return act.change(
        tally,
        "evaluation.tally_keyed_again",
        detail={"differing": differing},
        second_by=act.actor.user,
        second_at=act.now,
    )


@use_case(P.EVALUATION_WRITE, within=TALLIES)
def settle_tally(act: Act, tally: Tally, *, sheets: int, counts: Counts, why: str) -> Tally:
    """Settle a difference with the paper in hand: this third counting counts."""
    scheme = _possible(act, tally.subject, tally.group, sheets, counts)
    differs = tally.second is not None and not tally.agreed
    own = tally.created_by_id == act.actor.pk
    RuleViolated.unless_empty(reasons_not_to_resolve(differs=differs, own=own, why=why))
    tally.counts = only_known(scheme, counts)
    tally.save(update_fields=["counts"])  # as above
    return act.change(
        tally,
        "evaluation.tally_settled",
        sheets=sheets,
        why=why.strip(),
        settled_by=act.actor.user,
        settled_at=act.now,
    )


def _possible(act: Act, subject: Subject, group: str, sheets: int, counts: Counts) -> Scheme:
    """The scheme, if these counts can be right."""
    scheme, run = subject.run.scheme.scored, act.lock(subject.run)
    running = run.state == RunState.OPEN and run.opens_on <= localdate(act.now)
    RuleViolated.unless_empty(
        reasons_not_to_key(
            scheme,
            counts,
            sheets=sheets,
            asked=asked_of(subject).get(group, 0),
            cast=cast_electronically(subject, group),
            running=running,
        )
    )
    return scheme


def cast_electronically(subject: Subject, group: str) -> int:
    """How many of a group have voted on this body by phone or web."""
    sums: dict[str, int] = {}
    for indicator, n in Count.objects.filter(subject=subject, group=group).values_list("indicator", "n"):
        sums[indicator] = sums.get(indicator, 0) + n
    return max(sums.values(), default=0)
