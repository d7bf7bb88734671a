"""The sample of a visit: the lists closed before the seed is known, the seed typed by two people, then the items."""

from datetime import date

from django.utils import timezone, translation

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.lookback.models import Point, Sample, Visit
from xuncha.lookback.rules.sampling import (
    ClosingFacts,
    parts_of,
    reasons_not_to_close_list,
    reasons_not_to_retype,
    reasons_not_to_type,
)
from xuncha.lookback.selectors import SAMPLES, VISITS
from xuncha.lookback.selectors.facts import candidates
from xuncha.lookback.selectors.samples import lists_of, references_of, whole_of
from xuncha.lookback.services.visits import list_points
from xuncha.lookback.workflow import SAMPLE, SampleState, VisitState
from xuncha.solving.draw import agreed, mark
from xuncha.solving.sampling import sample as drawn_from

STEPS = SAMPLE.steps
WAITING = (SampleState.CLOSED, SampleState.TYPED)


@use_case(P.LOOKBACK_WRITE, within=VISITS)
def close_list(act: Act, visit: Visit, *, source: str, source_on: date) -> Sample:
    """Close the lists of what may be looked at, a part for each unit and stratum, and name the source of the seed."""
    facts = ClosingFacts(
        running=visit.state == VisitState.RUNNING,
        by_share=visit.per_stratum is not None,
        waiting=visit.samples.filter(state__in=WAITING).exists(),
        drawn=visit.samples.filter(state=SampleState.DRAWN).exists(),
        source_on=source_on,
        today=timezone.localdate(act.now),
    )
    RuleViolated.unless_empty(reasons_not_to_close_list(facts))
    with translation.override("zh-hans"):  # the names of strata stand on the closed lists
        parts = parts_of(candidates(visit), visit.per_stratum or 1)
    written = [{"title": p.title, "entries": [list(entry) for entry in p.entries], "take": p.take} for p in parts]
    closed = Sample(visit=visit, parts=written, source=source.strip(), source_on=source_on)
    closed.list_hash = whole_of(closed).hash
    return act.create(closed, "sample.closed", list_hash=closed.list_hash)


@use_case(STEPS["type"].permission, within=SAMPLES)
def type_seed(act: Act, sample: Sample, *, seed: str) -> Sample:
    """The first of two entries of the seed: only a mark of it is kept, from which nobody can read it."""
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_type(today=today, source_on=sample.source_on, first=False))
    marked = mark(whole_of(sample), seed)
    return act.step(sample, SAMPLE, "type", seed_mark=marked, first_by=act.actor.user, first_at=act.now)


@use_case(STEPS["again"].permission, within=SAMPLES)
def confirm_seed(act: Act, sample: Sample, *, seed: str) -> Sample:
    """
    The second entry, by another person. Where it is the same, the items are drawn and listed in each unit.

    Where it differs nothing is drawn; that it differed stays in the journal.
    """
    SAMPLE.step("again", SampleState(sample.state))
    own = sample.first_by_id == act.actor.pk
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_type(today=today, source_on=sample.source_on, first=own))
    if mark(whole_of(sample), seed) != sample.seed_mark:
        act.record("sample.mismatched", sample)
        return sample
    typed = agreed(seed, seed)
    act.step(sample, SAMPLE, "again", second_by=act.actor.user, second_at=act.now, seed=typed)
    drawn = drawn_from(lists_of(sample), typed)
    list_points(act, sample.visit, references_of(sample, drawn), Point.How.DRAWN)
    return sample


@use_case(STEPS["retype"].permission, within=SAMPLES)
def retype_seed(act: Act, sample: Sample) -> Sample:
    """Take back one's own first entry, to type it again."""
    RuleViolated.unless_empty(reasons_not_to_retype(own=sample.first_by_id == act.actor.pk))
    return act.step(sample, SAMPLE, "retype", seed_mark="", first_by=None, first_at=None)


@use_case(STEPS["cancel"].permission, within=SAMPLES)
def cancel_sample(act: Act, sample: Sample, *, reason: str) -> Sample:
    """Give a closed list up before anything is drawn, with the reason."""
    return act.step(sample, SAMPLE, "cancel", reason=reason)
