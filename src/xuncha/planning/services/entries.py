"""The entries of a draft: 增、补、调、减. Every act leaves one journal entry on the draft, old → new per target."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.utils import timezone

from xuncha.core.errors import InvalidTransition, OutOfReach, Reason, RuleViolated, StaleEdit, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import InspectionType, PlanEntry, PlanVersion, Target
from xuncha.planning.rules import Line, reasons_not_to_add, reasons_not_to_move, reasons_not_to_touch
from xuncha.planning.selectors import PLANS, facts_of, line_of, removal_key
from xuncha.planning.services.terms import new_target


@dataclass(frozen=True, slots=True)
class Where:
    """The place of entries in a plan."""

    year: int
    round_number: int | None
    type: str
    note: str


@use_case(P.PLAN_DRAFT, within=PLANS)
def add_entries(
    act: Act,
    plan: PlanVersion,
    targets: Sequence[Target],
    *,
    year: int,
    round_number: int | None = None,
    type: str = InspectionType.ROUTINE,  # noqa: A002 - the field's name
    note: str = "",
) -> list[PlanEntry]:
    """Place many targets in one year and round of a draft: all of them, or none with the reasons of each."""
    return _place(act, plan, targets, Where(year, round_number, type, note))


@use_case(P.PLAN_DRAFT, within=PLANS)
def supplement(
    act: Act,
    plan: PlanVersion,
    organisation: Organisation,
    *,
    year: int,
    round_number: int | None = None,
    type: str = InspectionType.ROUTINE,  # noqa: A002 - the field's name
    counts: bool = True,
    note: str = "",
) -> PlanEntry:
    """Make an organisation a target of the term and place it in a draft in one go (补)."""
    _still_draft(plan)
    target = new_target(act, plan.term, organisation, counts=counts, note=note)
    return _place(act, plan, [target], Where(year, round_number, type, note))[0]


@use_case(P.PLAN_DRAFT, within=PLANS)
def adjust(
    act: Act,
    plan: PlanVersion,
    entry: PlanEntry,
    *,
    year: int,
    round_number: int | None,
    type: str,  # noqa: A002 - the field's name
    note: str = "",
    base_version: int | None = None,
) -> PlanEntry:
    """
    Move an entry of a draft to another year, round or type (调), or change its note.

    Raises:
        StaleEdit: `base_version` is not the entry's: somebody else moved it since the form was shown.

    """
    _still_draft(plan)
    [own] = _own(plan, [entry.pk])
    fields = {"year": year, "round_number": round_number, "type": type, "note": note}
    theirs = {name: getattr(own, name) for name in fields}
    if base_version not in {None, own.version}:
        raise StaleEdit(fields, theirs, own.version)
    if fields == theirs:
        raise RuleViolated(reason("年度、轮次和类型都没有变化。", "year"))
    old, new = line_of(own), Line(own.target_id, type, year, round_number or 0)
    if old != new:
        RuleViolated.unless_empty(reasons_not_to_move(facts_of(plan, _today(act)), (old, new)))
    _rewrite(own, fields)
    act.record("plan.entry_moved", plan, changes=told([(own.target, old, new)]), note=note)
    return own


@use_case(P.PLAN_DRAFT, within=PLANS)
def move_entries(
    act: Act, plan: PlanVersion, entries: Sequence[int], *, year: int, round_number: int | None
) -> list[PlanEntry]:
    """Move many entries of a draft to one year and round: all of them, or none with the reasons of each."""
    _still_draft(plan)
    facts = facts_of(plan, _today(act))
    own = [entry for entry in _own(plan, entries) if (entry.year, entry.round_number) != (year, round_number)]
    if not own:
        raise RuleViolated(reason("勾选的条目已经在这一年度和轮次。", "year"))
    moves = [(e, line_of(e), replace(line_of(e), year=year, round_number=round_number or 0)) for e in own]
    RuleViolated.unless_empty(reasons_not_to_move(facts, *((old, new) for _, old, new in moves)))
    for entry in own:
        _rewrite(entry, {"year": year, "round_number": round_number})
    act.record("plan.entry_moved", plan, changes=told([(e.target, old, new) for e, old, new in moves]))
    return own


@use_case(P.PLAN_DRAFT, within=PLANS)
def remove_entries(act: Act, plan: PlanVersion, entries: Sequence[int], *, reason: str) -> PlanVersion:
    """Take entries out of a draft (减), with the reason that the difference to the plan in force will show."""
    _still_draft(plan)
    if not reason.strip():
        raise RuleViolated(Reason(say("从规划中减去要写明理由。"), "reason"))
    facts, own = facts_of(plan, _today(act)), _own(plan, entries)
    lines = [line_of(entry) for entry in own]
    RuleViolated.unless_empty(reasons_not_to_touch(facts, *((line, None) for line in lines)))
    plan.removals = {**plan.removals, **{removal_key(line): reason for line in lines}}
    plan.save(update_fields=["removals"])
    gone = [(entry.target, line, None) for entry, line in zip(own, lines, strict=True)]
    PlanEntry.objects.filter(pk__in=[entry.pk for entry in own]).delete()
    act.record("plan.entry_removed", plan, changes=told(gone), reason=reason)
    return plan


def _today(act: Act) -> date:
    return timezone.localdate(act.now)


def _still_draft(plan: PlanVersion) -> None:
    if not plan.is_open:
        raise InvalidTransition(say("{plan}不在起草中，内容不能改动。", plan=str(plan)))


def _own(plan: PlanVersion, entries: Sequence[int]) -> list[PlanEntry]:
    """The draft's entries with these ids; any other id does not exist here."""
    own = list(plan.entries.filter(pk__in=entries).select_related("target__organisation"))
    if not entries:
        raise RuleViolated(reason("没有勾选任何一条。", "entries"))
    if len(own) != len(set(entries)):
        raise OutOfReach(say("勾选的条目有的已不在本版规划中，请刷新后再选。"))
    return own


def _place(act: Act, plan: PlanVersion, targets: Sequence[Target], where: Where) -> list[PlanEntry]:
    _still_draft(plan)
    if not targets:
        raise RuleViolated(reason("没有选择任何一家单位。", "targets"))
    if any(target.term_id != plan.term_id for target in targets):
        raise OutOfReach(say("没有这个巡察对象，或者它不属于本届。"))
    facts = facts_of(plan, _today(act))
    lines = [Line(target.pk, where.type, where.year, where.round_number or 0) for target in targets]
    RuleViolated.unless_empty(reasons_not_to_add(facts, *lines))
    entries = [PlanEntry(plan=plan, target=target, **asdict(where)) for target in targets]
    entries[0].full_clean(exclude=["plan", "target"], validate_unique=False, validate_constraints=False)
    created = PlanEntry.objects.bulk_create(entries, batch_size=500)
    back = {removal_key(line) for line in lines}
    plan.removals = {key: why for key, why in plan.removals.items() if key not in back}
    plan.save(update_fields=["removals"])
    come = [(target, None, line) for target, line in zip(targets, lines, strict=True)]
    act.record("plan.entry_added", plan, changes=told(come), note=where.note)
    return created


def _rewrite(entry: PlanEntry, fields: Mapping[str, object]) -> None:
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.full_clean(exclude=["plan", "target"], validate_unique=False, validate_constraints=False)
    entry.version += 1
    entry.save(update_fields=[*fields, "version"])


def told(moves: Sequence[tuple[Target, Line | None, Line | None]]) -> dict[str, list[list[str]]]:
    """Within an act: old and new places of some targets, as the draft's journal entry keeps them."""
    old = [_placed(target, before) for target, before, _ in moves if before]
    new = [_placed(target, after) for target, _, after in moves if after]
    return {"entries": [old, new]}


def _placed(target: Target, line: Line) -> str:
    turn = f"第 {line.round_number} 轮" if line.round_number else ""
    return f"{target} {line.year} 年{turn}{InspectionType(line.type).label}"
