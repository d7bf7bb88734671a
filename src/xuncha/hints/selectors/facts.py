"""What the rules look at, read for many plans with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.timezone import localdate

from xuncha.feedback.models import FedBackFinding, OpinionItem
from xuncha.findings.models import Finding, Severity
from xuncha.hints.models import PhotoLook
from xuncha.hints.rules.facts import NOTHING, ItemFacts, Picture, Piece, PlanFacts, Repeat, Row, Seen, Votes
from xuncha.hints.rules.pictures import PHOTO
from xuncha.rectification.models import (
    Accountability,
    Evidence,
    Item,
    Measure,
    MoneyOutcome,
    Plan,
    Shortfall,
    UnitReport,
)
from xuncha.rectification.selectors.checks import CHECKERS
from xuncha.rectification.workflow import COMPLETED_STATES, STANDING, ItemState, PlanState, UnitReportState
from xuncha.survey.models import Questionnaire
from xuncha.survey.selectors.results import results_of
from xuncha.survey.workflow import QuestionnaireState

AT_ONCE = 400  # plans read together
LIVE = Q(withdrawn_at__isnull=True, replaced_by__isnull=True)
DONE = COMPLETED_STATES | {ItemState.LONG_TERM}
WEIGHT = {Severity.GRAVE.value: 2, Severity.KEY.value: 1}
ABOUT = "整改"
"""What a question of a questionnaire must speak of to say how satisfied people are with it."""
SATISFIED = 2
"""The first so many options of a scale: 很好 and 较好."""

PlanVotes = Callable[[Sequence[int]], Mapping[int, Votes]]


def asked_people(plans: Sequence[int]) -> Mapping[int, Votes]:
    """What a questionnaire that went out after the feedback says of the rectification, by plan."""
    rows = Questionnaire.objects.filter(
        inspection__rectification__in=plans,
        state=QuestionnaireState.COUNTED,
        opens_on__gt=F("inspection__rectification__opinion__delivered_on"),
    )
    found: dict[int, Votes] = {}
    for questionnaire in rows.select_related("inspection__rectification").order_by("pk"):
        for shown in results_of(questionnaire):
            if shown.scaled and ABOUT in shown.label and shown.base:
                satisfied = sum(bar.count for bar in shown.bars[:SATISFIED])
                source = Row("survey.questionnaire", questionnaire.pk, questionnaire.title)
                found[questionnaire.inspection.rectification.pk] = Votes(satisfied, shown.base, source)
    return found


VOTES: list[PlanVotes] = [asked_people]
"""Who knows how satisfied people are, by plan; what a later stage knows comes before what stands earlier here."""


def plan_facts(plans: Iterable[int]) -> Iterator[PlanFacts]:
    """The facts of these plans in the order of their ids; seventeen queries for every few hundred."""
    wanted = sorted(plans)
    for first in range(0, len(wanted), AT_ONCE):
        yield from _chunk(wanted[first : first + AT_ONCE])


def _chunk(plans: Sequence[int]) -> Iterator[PlanFacts]:
    items = _items(plans)
    votes: dict[int, Votes] = {}
    for ask in VOTES:
        votes.update(ask(plans))
    standing = OpinionItem.objects.filter(opinion__plan__in=plans).exclude(rectification__state=ItemState.ANNULLED)
    counted = standing.order_by().values_list("opinion__plan")
    fed_back = dict(counted.annotate(n=Count("pk")))
    reports = {
        plan: (due, state == UnitReportState.DRAFT)
        for plan, due, state in UnitReport.objects.filter(
            plan__in=plans, kind=UnitReport.Kind.PRINCIPAL
        ).values_list("plan_id", "due_on", "state")
    }  # fmt: skip
    rows = Plan.objects.filter(pk__in=plans).order_by("pk")
    for pk, state, entered_on, ends_on, life_meeting_on in rows.values_list(
        "pk", "state", "inspection__entry_on", "ends_on", "life_meeting_on"
    ):
        due, owed = reports.get(pk, (None, False))
        yield PlanFacts(
            pk,
            fed_back.get(pk, 0),
            entered_on,
            state == PlanState.ACCEPTED,
            ends_on,
            life_meeting_on,
            due,
            reported=not owed,
            votes=votes.get(pk),
            items=items.get(pk, ()),
        )


def _items(plans: Sequence[int]) -> Mapping[int, list[ItemFacts]]:
    on_item = {"item__plan__in": plans}
    measures = _lists(Measure.objects.filter(**on_item).order_by("position").values_list("item_id", "kind"))
    pieces = _pieces(plans)
    back = _sums(MoneyOutcome.objects.filter(**on_item, kind__in=("cleared", "recovered")), "amount")
    persons = _sums(Accountability.objects.filter(**on_item), "persons")
    excused = _excused(plans)
    grave, findings = _behind(plans)
    repeats = _repeats(plans)
    checks = _checks(plans)
    found: dict[int, list[ItemFacts]] = defaultdict(list)
    rows = Item.objects.filter(plan__in=plans, state__in=STANDING).order_by("number")
    names = ("pk", "plan_id", "number", "title", "state", "due_on", "requested_at", "settled_at", "money_due")
    for pk, plan, number, title, state, due_on, requested_at, settled_at, money_due in rows.values_list(*names):
        found[plan].append(
            ItemFacts(
                pk,
                number,
                title,
                completed=state in DONE,
                due_on=due_on,
                requested_on=localdate(requested_at) if requested_at else None,
                settled_on=localdate(settled_at) if settled_at else None,
                measures=measures.get(pk, ()),
                pieces=pieces.get(pk, ()),
                money_due=money_due or NOTHING,
                money_back=Decimal(back.get(pk, 0)),
                excused=excused.get(pk, NOTHING),
                persons=int(persons.get(pk, 0)),
                grave=grave.get(pk, 0),
                findings=findings.get(pk, 0),
                repeats=repeats.get(pk, ()),
                checks=checks.get(pk, ()),
            )
        )
    return found


def _lists(pairs: Iterable[tuple[int, Any]]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, value in pairs:
        found[pk].append(value)
    return found


def _sums(rows: Any, field: str) -> Mapping[int, Any]:
    return dict(rows.order_by().values_list("item_id").annotate(sum=Sum(field)))


def _excused(plans: Sequence[int]) -> Mapping[int, Decimal]:
    """The unit's latest word on money that does not come back, where somebody else accepted it."""
    said = Shortfall.objects.filter(item__plan__in=plans).order_by("pk").values_list("item_id", "verdict", "amount")
    return {item: amount if verdict == Shortfall.Verdict.ACCEPTED else NOTHING for item, verdict, amount in said}


def _pieces(plans: Sequence[int]) -> Mapping[int, list[Piece]]:
    rows = list(
        Evidence.objects.filter(LIVE, item__plan__in=plans)
        .order_by("pk")
        .values_list("item_id", "pk", "kind", "attachment__name", "attachment__file_id", "formed_on")
    )
    looks = {
        digest: Picture(int(bits, 16), taken_on, software)
        for digest, bits, taken_on, software in PhotoLook.objects.filter(
            file__in={row[4] for row in rows if row[2] == PHOTO}
        ).exclude(bits="").values_list("file_id", "bits", "taken_on", "software")
    }  # fmt: skip
    return _lists(
        (item, Piece(pk, kind, name, digest, formed_on, looks.get(digest) if kind == PHOTO else None))
        for item, pk, kind, name, digest, formed_on in rows
    )


def _checks(plans: Sequence[int]) -> Mapping[int, list[Seen]]:
    """What was found of each item by whoever looked again, in the order of time."""
    rows = sorted((one for checker in CHECKERS for one in checker.read(plans)), key=lambda check: (check.on, check.pk))
    return _lists(
        (one.item, Seen(one.on, one.in_place, Row(one.kind, one.pk, one.label), one.asked, one.denied)) for one in rows
    )


def _behind(plans: Sequence[int]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """The weight of the gravest problem behind each item, and how many there are."""
    grave: dict[int, int] = defaultdict(int)
    count: dict[int, int] = defaultdict(int)
    rows = FedBackFinding.objects.filter(item__rectification__plan__in=plans)
    for item, severity in rows.order_by().values_list("item__rectification", "finding__severity"):
        grave[item] = max(grave[item], WEIGHT.get(severity, 0))
        count[item] += 1
    return grave, count


def _repeats(plans: Sequence[int]) -> Mapping[int, list[Repeat]]:
    """Later findings about the same: those somebody linked, and those of the same unit from the same checklist line."""
    behind = "item__rectification__plan__in"
    linked = FedBackFinding.objects.filter(**{behind: plans}, finding__repeats__isnull=False)
    found: dict[int, dict[int, Repeat]] = defaultdict(dict)
    for item, pk, number, title, at in linked.order_by("pk").values_list(
        "item__rectification", *(f"finding__repeats__{name}" for name in ("pk", "number", "title", "created_at"))
    ):
        found[item][pk] = Repeat(pk, f"{number} {title}", localdate(at), linked=True)
    lines = defaultdict(set)
    rows = FedBackFinding.objects.filter(**{behind: plans}, finding__papers__checklist_item__isnull=False)
    for item, unit, line, day in rows.order_by("pk").values_list(
        "item__rectification",
        "finding__inspection__organisation",
        "finding__papers__checklist_item",
        "finding__created_at",
    ):
        lines[unit, line].add((item, day))
    later = Finding.objects.filter(
        inspection__organisation__in={unit for unit, _line in lines},
        papers__checklist_item__in={line for _unit, line in lines},
    )
    for pk, number, title, at, unit, line in later.order_by("pk").values_list(
        "pk", "number", "title", "created_at", "inspection__organisation", "papers__checklist_item"
    ):
        for item, day in lines.get((unit, line), ()):
            if at > day and pk not in found[item]:
                found[item][pk] = Repeat(pk, f"{number} {title}", localdate(at), linked=False)
    return {item: list(repeats.values()) for item, repeats in found.items()}
