"""What rules and pages read of a text: its parts, what the records say of each item, whom it names, when it is due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import localdate

from xuncha.core.deadlines import Due
from xuncha.core.text import N_
from xuncha.disclosure.models import Channel, Comment, Disclosure, Edition, Hearing, Section
from xuncha.disclosure.rules.drafting import Doings
from xuncha.disclosure.rules.grounds import BOTH
from xuncha.disclosure.rules.redaction import Part, Place, name_of, names_in, numbers_in
from xuncha.disclosure.rules.steps import SectionFacts, SubmitFacts, last_day
from xuncha.disclosure.selectors.reaches import DISCLOSURES, HEARINGS
from xuncha.disclosure.workflow import UNPUBLISHED, DisclosureState
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.selectors import due_for
from xuncha.rectification.models import Accountability, Item, Measure, MoneyOutcome, Plan, RuleOutput, UnitReport
from xuncha.rectification.selectors import jurisdiction_of
from xuncha.rectification.workflow import ItemState, UnitReportState
from xuncha.rounds.models import Membership
from xuncha.rounds.selectors.checking import checked_in

REPORT_ACCEPTED, PUBLISHED = "report.accepted", "disclosure.published"
FIRST, AGAIN = "disclosure", "disclosure_again"
"""The codes of the rules by which a text is due."""
FINISHED = frozenset({ItemState.CLOSED, ItemState.REQUESTED, ItemState.DECLARED})
"""Items about which nothing is left to be told later."""
FRAME: Mapping[str, str] = {
    "title": N_("标题"),
    "opening": N_("开头"),
    "leading": N_("党组织和主要负责人组织落实情况"),
    "outlook": N_("下一步打算"),
    "contact": N_("联系方式"),
}


def accepted_report(plan: Plan) -> UnitReport | None:
    """The unit's report on the concentrated period, once the office has accepted it."""
    return plan.unit_reports.filter(kind=UnitReport.Kind.PROGRESS, state=UnitReportState.ACCEPTED).first()


def owed() -> QuerySet[Plan]:
    """Plans whose report was accepted and whose rectification is to be disclosed: nobody has begun with that."""
    accepted = UnitReport.objects.filter(kind=UnitReport.Kind.PROGRESS, state=UnitReportState.ACCEPTED)
    return Plan.objects.filter(pk__in=accepted.values("plan"), disclosures__isnull=True).order_by("pk")


def due_of(text: Disclosure) -> Due | None:
    """By when it is to be published, by the rule in force on the day from which it counts."""
    office = jurisdiction_of(text.plan)
    if text.previous is None:
        report = accepted_report(text.plan)
        since = report and report.reviewed_at
        return due_for(REPORT_ACCEPTED, localdate(since), office, code=FIRST) if since else None
    since_on = published_on(text.previous)
    return due_for(PUBLISHED, since_on, office, code=AGAIN) if since_on else None


def published_on(text: Disclosure) -> date | None:
    """The day on which it was told by the last of its channels."""
    return max((one.on for one in text.publications.all()), default=None)


def published_until(text: Disclosure) -> date | None:
    """The last day on which the public can read it."""
    return max((last_day(one.on, one.days) for one in text.publications.all()), default=None)


def unfinished(text: Disclosure) -> list[Item]:
    """Its items of which more will have to be told."""
    rows = Item.objects.filter(disclosed__disclosure=text).exclude(state__in=FINISHED | {ItemState.ANNULLED})
    return list(rows.order_by("number"))


def continuing(text: Disclosure) -> set[int]:
    """The keys of its items of which more will be told; once it is published, those of the text that follows."""
    if DisclosureState(text.state) in UNPUBLISHED:
        return {item.pk for item in unfinished(text)}
    return set(Section.objects.filter(disclosure__previous=text).values_list("item_id", flat=True))


# --- what the records say of an item ------------------------------------------------------------------------------


def doings_of(items: Sequence[Item]) -> dict[int, Doings]:
    """What was done about each item, by its key; four queries for all of them."""
    keys = [item.pk for item in items]
    measures = _lists(
        Measure.objects.filter(item__in=keys, done_on__isnull=False)
        .order_by("position")
        .values_list("item_id", "text", "progress")
    )
    money = _lists(
        MoneyOutcome.objects.filter(item__in=keys)
        .order_by("kind")
        .values("item_id", "kind")
        .annotate(sum=Sum("amount"))
        .values_list("item_id", "kind", "sum")
    )
    rules = _lists(
        RuleOutput.objects.filter(item__in=keys).order_by("on", "pk").values_list("item_id", "kind", "title")
    )
    dealt = Accountability.objects.filter(item__in=keys).order_by().values_list("item").annotate(n=Sum("persons"))
    persons = dict(dealt)
    return {
        item.pk: Doings(
            item.title,
            item.statement,
            measures[item.pk],
            money[item.pk],
            rules[item.pk],
            persons.get(item.pk, 0),
            finished=item.state in FINISHED,
            lasting=item.state == ItemState.LONG_TERM,
            until=item.due_on,
        )
        for item in items
    }


def _lists(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, Any]]]:
    found: dict[int, list[tuple[Any, Any]]] = defaultdict(list)
    for key, first, second in rows:
        found[key].append((first, second))
    return found


# --- what the rules look at ---------------------------------------------------------------------------------------


def section_facts(text: Disclosure) -> list[SectionFacts]:
    """Its sections as the rules see them; one query."""
    rows = text.standing.values_list("position", "text", "omitted", "accepted")
    return [SectionFacts(*row) for row in rows]


def parts_of(text: Disclosure) -> list[Part]:
    """All that somebody will read, part by part; where people may comment is meant to hold a number and is left out."""
    frame = [Part(label, getattr(text, name), "#frame") for name, label in FRAME.items() if name != "contact"]
    rows = text.standing.exclude(omitted=BOTH)
    return [*frame, *(Part(str(one), f"{one.heading}\n{one.text}", f"#section-{one.position}") for one in rows)]


def submit_facts(text: Disclosure, today: date) -> SubmitFacts:
    """What handing in looks at."""
    return SubmitFacts(
        text.title,
        text.opening,
        text.leading,
        text.contact,
        section_facts(text),
        numbers_in(parts_of(text)),
        first=text.previous_id is None,
        today=today,
    )


def own_names(text: Disclosure) -> list[Place]:
    """Where the text names people of the unit whom the records know: all of it the unit wrote itself."""
    plan, unit = text.plan, text.plan.inspection.organisation
    titles = [plan.principal, *Item.objects.filter(plan=plan).values_list("leader", flat=True)]
    titles += [*Measure.objects.filter(item__plan=plan).values_list("owner", flat=True)]
    holders = Grant.objects.filter(scope_id=unit.pk, role__in=("unit_liaison", "unit_head")).values("user")
    names = [name_of(one) for one in titles] + [*User.objects.filter(pk__in=holders).values_list("name", flat=True)]
    return names_in(parts_of(text), names)


def team_names(text: Disclosure) -> list[Place]:
    """Where it names somebody of the team; for the office alone."""
    members = Membership.objects.filter(team=text.plan.inspection.team).values_list("person__name", flat=True)
    return names_in(parts_of(text), members)


# --- what was handed in -------------------------------------------------------------------------------------------


def content_of(text: Disclosure) -> dict[str, str]:
    """The whole text by its parts, as an edition keeps it."""
    frame = {label: getattr(text, name) for name, label in FRAME.items()}
    return frame | {one.item.number: _said(one) for one in text.standing.select_related("item")}


def _said(section: Section) -> str:
    if not section.omitted:
        return f"{section.heading}\n{section.text}"
    return f"{section.heading}\n{section.text}\n（{section.get_omitted_display()}：{section.get_ground_display()}）"


def editions_of(text: Disclosure) -> list[Edition]:
    """What was handed in, the latest first."""
    return list(text.editions.select_related("created_by").order_by("-number"))


def told_in(text: Disclosure, channel: str) -> list[Section]:
    """The sections that are told by this channel."""
    rows = text.standing.select_related("item")
    return list(rows.filter(omitted="") if channel == Channel.PUBLIC else rows.exclude(omitted=BOTH))


def unanswered(text: Disclosure) -> QuerySet[Comment]:
    """What people said that has no answer yet."""
    return text.comments.filter(answered_at__isnull=True)


def overdue_texts(today: date) -> Q:
    """Texts that should have been published before this day."""
    return Q(state__in=UNPUBLISHED, due_on__lt=today)


def office_of(text: Disclosure) -> Jurisdiction:
    """The office that approves it."""
    return jurisdiction_of(text.plan)


def _checked(text: Disclosure) -> Checked:
    """All that is read, against the petitions about the unit; what was fed back to it is known anyway."""
    known = Item.objects.filter(plan=text.plan).values_list("title", "text")
    texts = [Text(part.name, part.text, part.anchor) for part in parts_of(text)]
    return checked_in(text.plan.inspection, texts, tuple(one for row in known for one in row))


CHECKED[DISCLOSURES.kind] = _checked


def _checked_hearing(hearing: Hearing) -> Checked:
    """What residents, those who left a tip and the unit read; what was disclosed before is known anyway."""
    known = tuple(part.text for part in parts_of(hearing.disclosure))
    words = [Text(N_("标题"), hearing.title), Text(N_("对谁说"), hearing.audience), Text(N_("说的话"), hearing.words)]
    return checked_in(hearing.inspection, words, known)


CHECKED[HEARINGS.kind] = _checked_hearing
