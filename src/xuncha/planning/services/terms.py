"""Terms and their targets."""

from collections.abc import Iterable

from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import Target, Term
from xuncha.planning.rules import reasons_not_to_open_term, reasons_not_to_target
from xuncha.planning.selectors import TARGETS, TERMS, term_facts


@use_case(P.PLAN_DRAFT, within=JURISDICTIONS)
def create_term(
    act: Act, jurisdiction: Jurisdiction, *, number: int, name: str, first_year: int, last_year: int
) -> Term:
    """Open a committee's term, over which full coverage is planned and measured."""
    RuleViolated.unless_empty(reasons_not_to_open_term(term_facts(jurisdiction.pk, number, first_year, last_year)))
    term = Term(jurisdiction=jurisdiction, number=number, name=name, first_year=first_year, last_year=last_year)
    return act.create(term, "term.opened")


@use_case(P.PLAN_DRAFT, within=TERMS)
def add_targets(
    act: Act, term: Term, organisations: Iterable[Organisation], *, counts: bool = True, note: str = ""
) -> list[Target]:
    """
    Make organisations targets of the term at once: all of them, or none with the reasons of each.

    One that was withdrawn becomes a target again.
    """
    chosen = list(organisations)
    if not chosen:
        raise RuleViolated(Reason(say("没有选择任何一家单位。"), "organisation"))
    known = {target.organisation_id: target for target in term.targets.filter(organisation__in=chosen)}
    RuleViolated.unless_empty([why for unit in chosen for why in _against(term, unit, known.get(unit.pk))])
    back = [_restored(act, known[unit.pk], counts, note) for unit in chosen if unit.pk in known]
    new = [Target(term=term, organisation=u, counts=counts, note=note) for u in chosen if u.pk not in known]
    return [*back, *act.create_many(Target, new, "target.added", term=str(term), counts=counts)]


def new_target(act: Act, term: Term, organisation: Organisation, *, counts: bool, note: str) -> Target:
    """Within an act: the organisation as a target of the term, new or restored."""
    known = term.targets.filter(organisation=organisation).first()
    RuleViolated.unless_empty(_against(term, organisation, known))
    if known is not None:
        return _restored(act, known, counts, note)
    target = Target(term=term, organisation=organisation, counts=counts, note=note)
    return act.create(target, "target.added", term=str(term), counts=counts)


def _restored(act: Act, target: Target, counts: bool, note: str) -> Target:
    return act.change(target, "target.restored", counts=counts, note=note, withdrawn_on=None, withdrawn_reason="")


def _against(term: Term, organisation: Organisation, known: Target | None) -> list[Reason]:
    already = known is not None and known.withdrawn_on is None
    area, own = term.jurisdiction, organisation.jurisdiction
    within_area = own == area or own.path.startswith(f"{area.path}/")
    closed = organisation.closed_on is not None
    return reasons_not_to_target(name=str(organisation), within_area=within_area, closed=closed, already=already)


@use_case(P.PLAN_DRAFT, within=TARGETS)
def change_target(act: Act, target: Target, *, counts: bool, note: str = "", base_version: int | None = None) -> Target:
    """Say whether a target counts for full coverage, and what is noted of it."""
    return act.change(target, "target.changed", base_version=base_version, counts=counts, note=note)


@use_case(P.PLAN_DRAFT, within=TARGETS)
def withdraw_target(act: Act, target: Target, *, reason: str) -> Target:
    """Take an organisation off the term's targets: merged, abolished, moved to another level. Old plans keep it."""
    if target.withdrawn_on is not None:
        raise RuleViolated(say("{name}已撤出本届巡察对象。", name=str(target)))
    if not reason.strip():
        raise RuleViolated(Reason(say("撤出巡察对象要写明理由。"), "reason"))
    return act.change(target, "target.withdrawn", withdrawn_on=timezone.localdate(act.now), withdrawn_reason=reason)
