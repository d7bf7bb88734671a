"""Which regulation is in force on a day for an office: its own before the common one. Due dates. Comparisons."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from xuncha.core.deadlines import TRIGGERS, Calendar, Due, due
from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.text import say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import ANY_CODE, ANY_KEY, Reach, Written
from xuncha.foundation.regulations.models import (
    CalendarDay,
    Category,
    Checklist,
    ChecklistItem,
    CrossWalk,
    DeadlineRule,
    Parameter,
    Taxonomy,
)
from xuncha.foundation.regulations.rules import PARAMETERS, RuleFacts
from xuncha.foundation.regulations.selectors.values import supposed
from xuncha.foundation.ui.spine import Option, spine_options

OFFICE, TEAM = "jurisdiction_id", "jurisdiction__terms__rounds__teams"
COMMON = Q(jurisdiction__isnull=True)
READ = P.REGULATIONS_READ

OWN_CHECKLISTS: list[Callable[[Actor], Q]] = []
"""Which checklists made for one unit a person reads: the stage that makes them says so, of those who reach the unit."""


def _checklists_for(actor: Actor) -> Q:
    """The lists of offices, and of those made for one unit what `OWN_CHECKLISTS` lets through."""
    return reduce(or_, (own(actor) for own in OWN_CHECKLISTS), Q(single=False))


def _items_for(actor: Actor) -> Q:
    return Q(checklist__single=False) | Q(checklist__in=Checklist.objects.filter(_checklists_for(actor)).order_by())


TAXONOMIES = Reach(
    Taxonomy, "regulations.taxonomy", "分类体系", READ, OFFICE, TEAM, common=COMMON, many=True,
    url_name="regulations:taxonomy",
)  # fmt: skip
CATEGORIES = Reach(
    Category, "regulations.category", "类别", READ, f"taxonomy__{OFFICE}", f"taxonomy__{TEAM}",
    common=Q(taxonomy__jurisdiction__isnull=True), many=True,
)  # fmt: skip
CHECKLISTS = Reach(
    Checklist, "regulations.checklist", "检查清单", READ, OFFICE, TEAM, common=COMMON, many=True,
    named=_checklists_for, url_name="regulations:checklist",
)  # fmt: skip
ITEMS = Reach(
    ChecklistItem, "regulations.item", "清单条目", READ, f"checklist__{OFFICE}", f"checklist__{TEAM}",
    common=Q(checklist__jurisdiction__isnull=True), many=True, named=_items_for, url_name="regulations:item",
)  # fmt: skip
RULES = Reach(
    DeadlineRule, "regulations.rule", "时限规则", READ, OFFICE, TEAM, common=COMMON, many=True,
    url_name="regulations:rule",
)  # fmt: skip
PARAMETER_VALUES = Reach(
    Parameter, "regulations.parameter", "制度参数", READ, OFFICE, TEAM, common=COMMON, many=True,
    url_name="regulations:parameter",
)  # fmt: skip
CALENDAR_DAYS = Reach(CalendarDay, "regulations.day", "工作日历", READ, common=Q(pk__isnull=False))

R = TypeVar("R", bound=Model)


def in_force(day: date) -> Q:
    """The versions in force on a day: [valid_from, valid_to)."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def of_office(jurisdiction: Jurisdiction | None) -> Q:
    """The office's own records and the common ones."""
    return COMMON if jurisdiction is None else COMMON | Q(jurisdiction=jurisdiction)


def own_before_common(rows: Iterable[R]) -> dict[str, R]:
    """One record per code: the office's own where there is one, the latest where versions overlap."""
    chosen: dict[str, R] = {}
    for row in sorted(rows, key=lambda r: (r.jurisdiction_id is not None, r.valid_from)):  # type: ignore[attr-defined]  # dated records of an office
        chosen[row.code] = row  # type: ignore[attr-defined]  # dated records of an office
    return chosen


def calendar() -> Calendar:
    """The working-day calendar as entered; one query."""
    days = CalendarDay.objects.values_list("day", "works")
    return Calendar(frozenset(d for d, works in days if not works), frozenset(d for d, works in days if works))


def rules_in_force(trigger: str, day: date, jurisdiction: Jurisdiction | None) -> list[DeadlineRule]:
    """The rules that count from this event, as they stood on the day."""
    rows = DeadlineRule.objects.filter(of_office(jurisdiction), in_force(day), trigger=trigger)
    return sorted(own_before_common(rows).values(), key=lambda rule: rule.code)


def rule_in_force(code: str, day: date, jurisdiction: Jurisdiction | None) -> DeadlineRule | None:
    """The rule of this code as it stood on the day; the office's own before the common one."""
    rows = DeadlineRule.objects.filter(of_office(jurisdiction), in_force(day), code=code)
    return own_before_common(rows).get(code)


def dues_for(trigger: str, event_on: date, jurisdiction: Jurisdiction | None) -> list[Due]:
    """Everything that falls due because of an event, the earliest first; two queries."""
    known = calendar()
    dues = [due(rule.as_rule(), event_on, known) for rule in rules_in_force(trigger, event_on, jurisdiction)]
    return sorted(dues, key=lambda d: (d.on, d.rule.code))


def due_for(trigger: str, event_on: date, jurisdiction: Jurisdiction | None, *, code: str = "") -> Due | None:
    """The due date of one rule, or of the earliest one that counts from the event; None without a rule."""
    dues = dues_for(trigger, event_on, jurisdiction)
    return next((d for d in dues if code in ("", d.rule.code)), None)


def parameters_in_force(day: date, jurisdiction: Jurisdiction | None, *codes: str) -> dict[str, Parameter]:
    """Every parameter as it stands on the day, or those of these codes that are in force."""
    rows = Parameter.objects.filter(of_office(jurisdiction), in_force(day))
    more = [one for one in supposed(jurisdiction, day) if not codes or one.code in codes]
    return own_before_common([*(rows.filter(code__in=codes).order_by() if codes else rows), *more])


@cache
def _versions(_vendor: str) -> Written[Parameter]:
    """The query for every version of one parameter, the common ones and an office's own."""
    rows = Parameter.objects.filter(COMMON | Q(jurisdiction=ANY_KEY), code=ANY_CODE).order_by()
    return Written(rows, (ANY_KEY, ANY_CODE))


def parameter_on(code: str, day: date, jurisdiction: Jurisdiction | None) -> Parameter | None:
    """
    The version of a parameter in force on a day, the office's own before the common one; None where none is.

    Hardly an act does without one: the query is written out once.
    """
    versions = _versions(connection.vendor).records(jurisdiction.pk if jurisdiction else ANY_KEY, code)
    more = [one for one in supposed(jurisdiction, day) if one.code == code]
    return own_before_common([*(one for one in versions if one.holds_on(day)), *more]).get(code)


def parameter_in_force(code: str, day: date, jurisdiction: Jurisdiction | None) -> Any:
    """
    The value of a parameter on a day; the office's own before the common one.

    Raises:
        RuleViolated: no version is in force; names the parameter and where it is set.

    """
    row = parameter_on(code, day, jurisdiction)
    if row is None:
        label = say(PARAMETERS[code].label) if code in PARAMETERS else code
        raise RuleViolated(
            reason(
                "「{label}」在 {day} 没有生效的值，请先在制度参数里设置。",
                mend="regulations:parameters",
                label=label,
                day=day.isoformat(),
            )
        )
    return row.value


def taxonomies_on(day: date, jurisdiction: Jurisdiction | None, axis: str = "") -> list[Taxonomy]:
    """The classifications in force on a day, one per code, with their categories."""
    rows = Taxonomy.objects.filter(of_office(jurisdiction), in_force(day)).prefetch_related("categories")
    if axis:
        rows = rows.filter(axis=axis)
    return sorted(own_before_common(rows).values(), key=lambda t: (t.axis, t.code))


def crosswalk(source: Taxonomy, target: Taxonomy) -> list[tuple[Category, list[CrossWalk]]]:
    """Every category of the source with its links into the target; those without any are shown as such."""
    links = CrossWalk.objects.filter(source__taxonomy=source, target__taxonomy=target).select_related("target")
    by_source: dict[int, list[CrossWalk]] = {}
    for link in links.order_by("target__position"):
        by_source.setdefault(link.source_id, []).append(link)
    return [(category, by_source.get(category.pk, [])) for category in source.categories.all()]


def checklists_in_force(day: date, jurisdiction: Jurisdiction | None) -> list[Checklist]:
    """The checklists in use on a day, one per code: the office's own before the common one, none made for one unit."""
    in_use = Q(retired_on__isnull=True) | Q(retired_on__gt=day)
    rows = Checklist.objects.filter(of_office(jurisdiction), in_use, published_on__lte=day, single=False)
    chosen: dict[str, Checklist] = {}
    for row in sorted(rows, key=lambda c: (c.jurisdiction_id is not None, c.number)):
        chosen[row.code] = row
    return [chosen[code] for code in sorted(chosen)]


def items_for(checklist: Checklist, unit_type: str = "") -> list[ChecklistItem]:
    """The items of a checklist, all or those that concern a kind of unit, with their aspects."""
    items = checklist.items.select_related("category", "category__parent")
    return [item for item in items if not unit_type or item.fits(unit_type)]


def versions_of(checklist: Checklist) -> QuerySet[Checklist]:
    """All versions of the same list in the same office, the newest first."""
    return Checklist.objects.filter(code=checklist.code, jurisdiction=checklist.jurisdiction).order_by("-number")


COMPARED = ("manifestation", "check_points", "basis", "evidence", "unit_types", "clue_only", "category")


@dataclass(frozen=True, slots=True)
class Change:
    """One item that differs between two versions: `fields` lists {field: (old, new)}."""

    code: str
    old: ChecklistItem | None
    new: ChecklistItem | None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def compare(old: Checklist, new: Checklist) -> list[Change]:
    """Items added, left out and changed between two versions, in the order of codes."""
    before = {item.code: item for item in old.items.select_related("category")}
    after = {item.code: item for item in new.items.select_related("category")}
    changes = []
    for code in sorted(before.keys() | after.keys()):
        one, other = before.get(code), after.get(code)
        if one is None or other is None:
            changes.append(Change(code, one, other))
            continue
        differs = {
            name: (getattr(one, name), getattr(other, name))
            for name in COMPARED
            if getattr(one, name) != getattr(other, name)
        }
        if differs:
            changes.append(Change(code, one, other, differs))
    return changes


def trigger_label(trigger: str) -> str:
    """The name of a trigger, or its code when it is not known here."""
    return TRIGGERS.get(trigger, trigger)


def offices_of(actor: Actor) -> QuerySet[Jurisdiction]:
    """The offices for which a person lays down regulations."""
    return JURISDICTIONS.permitted(actor, P.REGULATIONS_WRITE)


def office_for(actor: Actor) -> Jurisdiction | None:
    """The office whose regulations concern a person: of a clerk the own, of a team member that of the round."""
    by_team = Q(terms__rounds__teams__in=actor.scope_ids(READ, Scope.TEAM))
    own = Q(pk__in=actor.scope_ids(READ, Scope.JURISDICTION))
    return Jurisdiction.objects.filter(own | by_team).order_by("path").first()


def aspects_for(checklist: Checklist) -> QuerySet[Category]:
    """The aspects under which items of a checklist may stand: those its items already use, with their siblings."""
    used = Taxonomy.objects.filter(categories__checklist_items__checklist=checklist)
    frames = used if used.exists() else Taxonomy.objects.filter(code="aspect24", jurisdiction=None)
    return Category.objects.filter(taxonomy__in=frames, parent__isnull=False, retired_on=None).order_by("position")


def other_categories(actor: Actor, category: Category) -> QuerySet[Category]:
    """Categories of the other classifications of the same axis."""
    rows = CATEGORIES.visible_to(actor).filter(taxonomy__axis=category.taxonomy.axis, retired_on=None)
    return rows.exclude(taxonomy=category.taxonomy).select_related("taxonomy").order_by("taxonomy__code", "position")


def rule_facts(
    office: Jurisdiction, code: str, *, trigger: str, unit: str, offset: int, warn_days: Sequence[int], valid_from: date
) -> RuleFacts:
    """What laying down a version of a rule looks at; one query."""
    versions = DeadlineRule.objects.filter(code=code, jurisdiction=office).order_by("-valid_from")
    latest = versions.values_list("valid_from", flat=True).first()
    return RuleFacts(trigger, unit, offset, warn_days, valid_from, latest)


def rule_versions(actor: Actor, rule: DeadlineRule) -> QuerySet[DeadlineRule]:
    """Every version of a rule that a person reads, the common ones and the office's own, the newest first."""
    return RULES.visible_to(actor).filter(code=rule.code).select_related("jurisdiction").order_by("-valid_from")


def parameter_versions(actor: Actor, code: str) -> QuerySet[Parameter]:
    """Every version of a parameter that a person reads, the newest first."""
    rows = PARAMETER_VALUES.visible_to(actor).filter(code=code)
    return rows.select_related("jurisdiction").order_by("-valid_from", "-jurisdiction_id")


def days_between(first: date, last: date) -> dict[date, CalendarDay]:
    """The exceptions of the calendar from one day to another, both included."""
    return {row.day: row for row in CalendarDay.objects.filter(day__range=(first, last))}


def taxonomy_versions(actor: Actor) -> QuerySet[Taxonomy]:
    """Every edition of every classification a person reads, by axis."""
    rows = TAXONOMIES.visible_to(actor).select_related("jurisdiction")
    return rows.order_by("axis", "code", "-valid_from")


def checklists_read_by(actor: Actor) -> QuerySet[Checklist]:
    """Every version of every checklist a person reads; drafts only by those who write."""
    rows = CHECKLISTS.visible_to(actor).select_related("jurisdiction", "based_on")
    return rows if actor.holds(P.REGULATIONS_WRITE) else rows.exclude(published_on=None)


def came_from(category: Category) -> QuerySet[Category]:
    """The categories of other classifications that mean this one."""
    return Category.objects.filter(leads_to__target=category).select_related("taxonomy").order_by("taxonomy__code")


@spine_options("category")
def category_choices(actor: Actor, now: datetime) -> dict[str, list[Option]]:
    """分类: every category the person may read, old editions too, for old records carry them."""
    rows = CATEGORIES.visible_to(actor).order_by("taxonomy__name", "position", "code")
    lines = list(rows.values_list("pk", "name", "taxonomy__name", "taxonomy__edition"))  # hundreds: no models of them
    frames = {key: str(Taxonomy(name=key[0], edition=key[1])) for key in {line[2:] for line in lines}}
    return {"category": [(str(line[0]), f"{frames[line[2:]]} / {line[1]}") for line in lines]}
