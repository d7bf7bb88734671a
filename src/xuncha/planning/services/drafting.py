"""Beginning a version: the first plan, an amendment of the plan in force, an annual plan."""

from collections.abc import Iterable

from xuncha.core.errors import InvalidTransition, Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import PlanEntry, PlanVersion, Term
from xuncha.planning.selectors import PLANS, TERMS, open_version, plan_in_force
from xuncha.planning.workflow import PlanState


@use_case(P.PLAN_DRAFT, within=TERMS)
def draft_first_plan(act: Act, term: Term) -> PlanVersion:
    """Begin the five-year plan of a term, empty; for a term that has one, amend it instead."""
    _nothing_open(term, 0)
    if plan_in_force(term):
        raise RuleViolated(say("{term}已有现行规划，请起草调整。", term=str(term)))
    return _new_version(act, term, 0, f"{term.name}巡察工作五年规划")


@use_case(P.PLAN_DRAFT, within=PLANS)
def amend(act: Act, published: PlanVersion, *, reason: str) -> PlanVersion:
    """Begin the next version of the plan in force: a draft with the same entries (增、补、调)."""
    if published.state != PlanState.PUBLISHED:
        raise InvalidTransition(say("只有现行版本可以起草调整，{plan}不是现行版本。", plan=str(published)))
    if not reason.strip():
        raise RuleViolated(Reason(say("起草调整要写明理由。"), "reason"))
    _nothing_open(published.term, published.year)
    draft = _new_version(act, published.term, published.year, published.title, base=published, reason=reason)
    copy_entries(draft, published.entries.all())
    return draft


@use_case(P.PLAN_DRAFT, within=TERMS)
def draft_annual_plan(act: Act, term: Term, year: int) -> PlanVersion:
    """Begin the annual plan of a year with what the five-year plan in force says of it."""
    if year not in term.years:
        first, last = term.first_year, term.last_year
        raise RuleViolated(reason("年度应在本届任期 {first}—{last} 年之内。", "year", first=first, last=last))
    _nothing_open(term, year)
    if plan_in_force(term, year):
        raise RuleViolated(reason("{year} 年已有现行计划，请起草调整。", "year", year=year))
    outline = plan_in_force(term)
    if outline is None:
        raise RuleViolated(reason("五年规划批准后才能起草年度计划。", "year"))
    draft = _new_version(act, term, year, f"{term.name}{year}年度巡察工作计划")
    copy_entries(draft, outline.entries.filter(year=year, target__withdrawn_on__isnull=True))
    return draft


def _nothing_open(term: Term, year: int) -> None:
    waiting = open_version(term, year)
    if waiting:
        raise RuleViolated(say("{plan}还没有办完，请先办完或者作废。", plan=str(waiting)))


def _new_version(
    act: Act, term: Term, year: int, title: str, *, base: PlanVersion | None = None, reason: str = ""
) -> PlanVersion:
    last = term.plans.filter(year=year, what_if_of__isnull=True).order_by("-number").first()
    number = last.number + 1 if last else 1
    draft = PlanVersion(term=term, year=year, number=number, title=title, base=base, reason=reason)
    return act.create(draft, "plan.drafted", base=str(base or ""), reason=reason)


def copy_entries(draft: PlanVersion, entries: Iterable[PlanEntry]) -> None:
    """Within an act: copy entries into a new draft; the draft's own journal entry says what it was copied from."""
    same = ("target_id", "year", "round_number", "type", "note")
    copies = [PlanEntry(plan=draft, **{name: getattr(entry, name) for name in same}) for entry in entries]
    PlanEntry.objects.bulk_create(copies, batch_size=500)


@use_case(P.PLAN_DRAFT, within=PLANS)
def restate(act: Act, plan: PlanVersion, *, title: str, reason: str, base_version: int | None = None) -> PlanVersion:
    """Change the title of a draft or why it amends the plan in force."""
    if not plan.is_open:
        raise InvalidTransition(say("{plan}不在起草中，内容不能改动。", plan=str(plan)))
    return act.change(plan, "plan.restated", base_version=base_version, title=title, reason=reason)
