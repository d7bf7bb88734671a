"""A visit from its plan to the end on the spot: units, group, approval by another person."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from xuncha.core.errors import InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act, use_case
from xuncha.lookback.models import Kind, Point, Visit, Visited, VisitMember
from xuncha.lookback.rules.planning import (
    reasons_against_dates,
    reasons_not_to_approve,
    reasons_not_to_drop,
    reasons_not_to_finish,
    reasons_not_to_submit,
)
from xuncha.lookback.selectors import VISITS
from xuncha.lookback.selectors.facts import (
    candidates,
    organisations_for,
    possible_members,
    units_of_matters,
    visit_facts,
)
from xuncha.lookback.selectors.suggesting import Suggestion, by_unit
from xuncha.lookback.workflow import FOUND, VISIT, VISITED, VisitState
from xuncha.talent.models import Person


@use_case(P.LOOKBACK_WRITE, within=JURISDICTIONS, lock=False)
def plan_visit(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    kind: str,
    title: str,
    from_on: date,
    to_on: date,
    purpose: str,
    units: Collection[Organisation],
    per_stratum: int | None = None,
    strata: str = "none",
) -> Visit:
    """Begin the plan of a visit with its units. Covert ones have a series of their own: no gap tells of them."""
    RuleViolated.unless_empty(reasons_against_dates(from_on, to_on))
    number = take_number(act, "covert" if kind == Kind.COVERT else "visit", jurisdiction)
    visit = Visit(
        jurisdiction=jurisdiction,
        number=number,
        kind=kind,
        title=title,
        from_on=from_on,
        to_on=to_on,
        purpose=purpose,
        per_stratum=per_stratum,
        strata=strata,
    )
    act.create(visit, "visit.planned")
    _add(act, visit, units)
    return visit


@use_case(P.LOOKBACK_WRITE, within=VISITS)
def change_visit(act: Act, visit: Visit, /, *, base_version: int | None = None, **fields: Any) -> Visit:
    """Change the plan of a visit that was not submitted: title, days, purpose, how much is looked at."""
    _must_be_draft(visit)
    RuleViolated.unless_empty(reasons_against_dates(fields["from_on"], fields["to_on"]))
    return act.change(visit, "visit.changed", base_version=base_version, **fields)


@use_case(P.LOOKBACK_WRITE, within=VISITS)
def add_units(act: Act, visit: Visit, *, units: Collection[Organisation]) -> Visit:
    """Put units on the visit; those that are on it stay once."""
    _must_be_draft(visit)
    _add(act, visit, units)
    return visit


@use_case(P.LOOKBACK_WRITE, within=VISITS)
def remove_unit(act: Act, visit: Visit, *, organisation: Organisation) -> Visit:
    """Take a unit off a visit that was not submitted."""
    _must_be_draft(visit)
    act.record("visit.unit_removed", visit, unit=str(organisation))
    visit.units.filter(organisation=organisation).delete()
    return visit


def _add(act: Act, visit: Visit, units: Collection[Organisation]) -> None:
    wanted = organisations_for(visit.jurisdiction).filter(pk__in=[unit.pk for unit in units])
    fresh = list(wanted.exclude(return_visits__visit=visit))
    asked_for = by_unit(visit.jurisdiction) if visit.kind == Kind.LOOK_BACK else {}
    rows = [_visited(visit, unit, asked_for.get(unit.pk)) for unit in fresh]
    act.create_many(Visited, rows, "visit.unit_added")
    act.record("visit.unit_added", visit, units=[str(unit) for unit in fresh])


def _visited(visit: Visit, unit: Organisation, one: Suggestion | None) -> Visited:
    """On the visit; a look back thereby does what was suggested for the unit."""
    source, why = (one.source, str(one.why)) if one else ("", "")
    return Visited(visit=visit, organisation=unit, source=source, why=why)


@use_case(P.LOOKBACK_WRITE, within=VISITS)
def name_member(act: Act, visit: Visit, *, person: Person, leads: bool = False) -> Visit:
    """Name somebody of the office's pools to the group; a new leader takes the place of the former."""
    _must_be_draft(visit)
    if not possible_members(visit, localdate(act.now)).filter(pk=person.pk).exists():
        raise OutOfReach(say("这位同志不在本辖区的人才库里。"))
    if leads:
        visit.members.update(leads=False)
    VisitMember.objects.update_or_create(visit=visit, person=person, defaults={"leads": leads})
    act.record("visit.member_named", visit, member=str(person), leads=leads)
    return visit


@use_case(P.LOOKBACK_WRITE, within=VISITS)
def remove_member(act: Act, visit: Visit, *, person: Person) -> Visit:
    """Take somebody out of the group of a visit that was not submitted."""
    _must_be_draft(visit)
    act.record("visit.member_removed", visit, member=str(person))
    visit.members.filter(person=person).delete()
    return visit


def _must_be_draft(visit: Visit) -> None:
    if visit.state != VisitState.DRAFT:
        raise InvalidTransition(say("已经提交，不能再改；要改的请先退回。"))


@use_case(VISIT.steps["submit"].permission, within=VISITS)
def submit_visit(act: Act, visit: Visit) -> Visit:
    """Hand the plan in for approval: units with something to look at, a group without ties."""
    VISIT.step("submit", VisitState(visit.state))
    RuleViolated.unless_empty(reasons_not_to_submit(visit_facts(visit, act.now)))
    return act.step(visit, VISIT, "submit", submitted_by=act.actor.user, submitted_at=act.now)


@use_case(VISIT.steps["return"].permission, within=VISITS)
def return_visit(act: Act, visit: Visit, *, reason: str) -> Visit:
    """Send the plan back with the reason."""
    RuleViolated.unless_empty(reasons_not_to_approve(own=visit.submitted_by_id == act.actor.pk))
    return act.step(visit, VISIT, "return", reason=reason)


@use_case(VISIT.steps["approve"].permission, within=VISITS)
def approve_visit(act: Act, visit: Visit) -> Visit:
    """
    Let the group go, as somebody else than who submitted the plan; ties are looked at once more.

    Where all items are looked at they are listed now; where a share is, they wait for the draw.
    """
    VISIT.step("approve", VisitState(visit.state))
    own = reasons_not_to_approve(own=visit.submitted_by_id == act.actor.pk)
    RuleViolated.unless_empty(own + reasons_not_to_submit(visit_facts(visit, act.now)))
    for visited in visit.units.select_related("organisation", "visit"):
        act.step(visited, VISITED, "begin")
    if visit.per_stratum is None:
        list_points(act, visit, [one.reference for one in candidates(visit)], Point.How.ALL)
    return act.step(visit, VISIT, "approve", approved_by=act.actor.user, approved_at=act.now)


def list_points(act: Act, visit: Visit, references: Sequence[str], how: Point.How) -> None:
    """Write down what is looked at in each unit, in the given order; noted once for each unit."""
    by_unit: dict[int, list[Point]] = {}
    wanted = [(kind, int(pk)) for kind, pk in (reference.split(":") for reference in references)]
    unit_of = units_of_matters(wanted)
    for kind, pk in wanted:
        point = Point(how=how, created_by=act.actor.user, created_at=act.now, **{f"{kind}_id": pk})
        by_unit.setdefault(unit_of[kind, pk], []).append(point)
    for visited in visit.units.select_related("organisation", "visit").filter(organisation__in=by_unit):
        points = by_unit[visited.organisation_id]
        for position, point in enumerate(points, visited.points.count() + 1):
            point.visited, point.position = visited, position
        Point.objects.bulk_create(points)
        act.record("visited.listed_points", visited, how=how.value, items=len(points))


@use_case(VISIT.steps["finish"].permission, within=VISITS)
def finish_visit(act: Act, visit: Visit) -> Visit:
    """End the visit on the spot: every unit was looked at. From here on a covert one is known like any other."""
    VISIT.step("finish", VisitState(visit.state))
    left = visit.units.exclude(state__in=FOUND).select_related("organisation")
    RuleViolated.unless_empty(reasons_not_to_finish(unchecked=[str(one.organisation) for one in left]))
    return act.step(visit, VISIT, "finish")


@use_case(VISIT.steps["drop"].permission, within=VISITS)
def drop_visit(act: Act, visit: Visit, *, reason: str) -> Visit:
    """Give a visit up, with the reason, before any unit's results were handed in."""
    RuleViolated.unless_empty(reasons_not_to_drop(checked=visit.units.filter(state__in=FOUND).count()))
    return act.step(visit, VISIT, "drop", reason=reason)
