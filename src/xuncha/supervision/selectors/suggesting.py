"""Which letters the system suggests today, why, and with which rows behind it. Nothing of it is stored. (C11)"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.selectors.values import Standing
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors import overdue_on
from xuncha.rectification.selectors.consequences import lowest_on
from xuncha.rectification.workflow import IN_PLACE_STATES, SETTLED, STANDING, PlanState
from xuncha.supervision.models import Dismissal, Letter
from xuncha.supervision.rules.hints import COMMON_UNITS, HINTS, ONCE, TWICE, PlanFacts, still_dismissed, suggested_for
from xuncha.supervision.selectors.letters import overdue_letters
from xuncha.supervision.workflow import CLOSED, LetterState

COMMON = 10  # classes of problems that are suggested at once
HANDED_IN = (PlanState.SUBMITTED, PlanState.ACCEPTED)
TWICE_RETURNED = Q(times_returned__gte=TWICE) & ~Q(state__in=SETTLED)
CATEGORY = "opinion_item__findings__classifications__category"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A letter that might be sent. `subject` is its stable key; `to` is known where the matter has one addressee."""

    hint: str
    subject: str
    label: str
    count: int
    why: Say
    to: Organisation | None = None
    plan: Plan | None = None
    letter: Letter | None = None

    @property
    def kind(self) -> str:
        """The kind of letter that answers it."""
        return HINTS[self.hint].kind


Suggester = Callable[[Jurisdiction, date], Iterable[Suggestion]]


def _of_plans(jurisdiction: Jurisdiction, today: date) -> Iterable[Suggestion]:
    """What the plans and items of the office's units give rise to; four queries."""
    done = Count("items", filter=Q(items__state__in=IN_PLACE_STATES))
    plans = (
        Plan.objects.filter(inspection__round__term__jurisdiction=jurisdiction)
        .select_related("inspection__organisation", "inspection__round")
        .annotate(total=Count("items", filter=Q(items__state__in=STANDING)), done=done)
        .order_by("due_on", "pk")
    )
    overdue, returned = _by_plan(jurisdiction, overdue_on(today)), _by_plan(jurisdiction, TWICE_RETURNED)
    lowest = lowest_on(today, jurisdiction)
    for plan in plans:
        facts = PlanFacts(
            today,
            plan.ends_on,
            plan.due_on,
            plan.state in HANDED_IN,
            plan.total,
            plan.done,
            overdue.get(plan.pk, 0),
            returned.get(plan.pk, 0),
            lowest,
        )
        unit = plan.inspection.organisation
        label = f"{unit} {plan.inspection.round}"
        for one in suggested_for(facts):
            yield Suggestion(one.hint, f"plan-{plan.pk}", label, one.count, one.why, unit, plan)


def _by_plan(jurisdiction: Jurisdiction, condition: Q) -> dict[int, int]:
    rows = Item.objects.filter(condition, plan__inspection__round__term__jurisdiction=jurisdiction)
    return dict(rows.order_by().values_list("plan_id").annotate(n=Count("pk")))


def _unanswered(jurisdiction: Jurisdiction, today: date) -> Iterable[Suggestion]:
    """Letters that are out and overdue; one query."""
    rows = Letter.objects.filter(overdue_letters(today), jurisdiction=jurisdiction).select_related("addressee")
    for letter in rows.order_by("due_on", "pk"):
        if letter.due_on is not None:
            late = (today - letter.due_on).days
            why = say(
                "{number} 应于 {day} 前回复，已逾期 {n} 天", number=letter.number, day=letter.due_on.isoformat(), n=late
            )
            to = letter.addressee
            yield Suggestion("unanswered", f"letter-{letter.pk}", str(to), late, why, to, letter=letter)


def _common(jurisdiction: Jurisdiction, _today: date) -> Iterable[Suggestion]:
    """
    Classes of problems that feedback brought to several units at once, the widest first; two queries.

    They are those of the latest round that has such a class: the first unit fed back in the next one hides nothing.
    """
    batch = "plan__inspection__round"
    classes = Item.objects.filter(**{f"{batch}__term__jurisdiction": jurisdiction, f"{CATEGORY}__isnull": False})
    several = classes.order_by().values(f"{batch}_id", f"{CATEGORY}_id").annotate(units=Count("plan", distinct=True))
    latest = several.filter(units__gte=COMMON_UNITS).aggregate(pk=Max(f"{batch}_id"))["pk"]
    rows = (
        Item.objects.filter(plan__inspection__round=latest, **{f"{CATEGORY}__isnull": False})
        .order_by()
        .values(f"{CATEGORY}_id", f"{CATEGORY}__name", "plan__inspection__round__name")
        .annotate(units=Count("plan", distinct=True), n=Count("pk", distinct=True))
        .filter(units__gte=COMMON_UNITS)
        .order_by("-units", "-n", f"{CATEGORY}_id")
    )
    for row in rows[:COMMON]:
        label = f"{row[f'{CATEGORY}__name']} {row['plan__inspection__round__name']}"
        why = say("{units} 家单位共 {n} 项同类问题", units=row["units"], n=row["n"])
        yield Suggestion("common", f"round-{latest}-category-{row[f'{CATEGORY}_id']}", label, row["n"], why)


SUGGESTERS: list[Suggester] = [_of_plans, _unanswered, _common]
"""Asked one after the other. A later stage that knows more (the evaluation its grades) appends its own."""


def suggestions(jurisdiction: Jurisdiction, today: date) -> list[Suggestion]:
    """Everything suggested today that was neither taken up nor dismissed; as many queries for one unit as for all."""
    dismissed: dict[tuple[str, str], int] = {}
    for hint, subject, count in Dismissal.objects.filter(jurisdiction=jurisdiction).values_list(
        "hint", "subject", "count"
    ):
        dismissed[hint, subject] = max(count, dismissed.get((hint, subject), 0))
    under_way = ~Q(state__in=CLOSED) | Q(hint__in=ONCE) & ~Q(state=LetterState.DROPPED)
    letters = Letter.objects.filter(under_way, jurisdiction=jurisdiction).exclude(hint="")
    taken = set(letters.values_list("hint", "subject"))
    found = (one for suggest in SUGGESTERS for one in suggest(jurisdiction, today))
    return [
        one
        for one in found
        if (one.hint, one.subject) not in taken
        and not still_dismissed(one.count, dismissed.get((one.hint, one.subject)))
    ]


def standing(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """What is suggested on a day, for whoever asks what other settings would change and drafts letters."""
    if JURISDICTIONS.permitted(actor, P.LETTER_WRITE).filter(pk=office.pk).exists():
        for one in suggestions(office, on):
            url = f"{reverse('supervision:suggestions')}?hint={one.hint}#{one.subject}"
            yield Standing(N_("系统建议的函件"), one.label, url, one.why)


def the_suggestion(jurisdiction: Jurisdiction, today: date, hint: str, subject: str) -> Suggestion | None:
    """The one suggested for this reason about this, if it still is."""
    found = (one for one in suggestions(jurisdiction, today) if (one.hint, one.subject) == (hint, subject))
    return next(found, None)


def items_behind(suggestion: Suggestion, today: date) -> QuerySet[Item]:
    """
    The items that gave rise to it.

    Raises:
        OutOfReach: its key names no class of problems.

    """
    if suggestion.plan is not None:
        conditions = {"overdue": overdue_on(today), "returned": TWICE_RETURNED}
        undone = ~Q(state__in=IN_PLACE_STATES)
        condition = Q(pk__in=[]) if suggestion.hint == "no_plan" else conditions.get(suggestion.hint, undone)
        return suggestion.plan.standing.filter(condition)
    if suggestion.hint != "common":
        raise OutOfReach(say("没有这条建议。"))
    _round, batch, _category, category = suggestion.subject.split("-")
    rows = Item.objects.filter(plan__inspection__round=int(batch), **{f"{CATEGORY}_id": category})
    return rows.order_by("plan__inspection__organisation__code", "number").distinct()


def followed(jurisdictions: QuerySet[Jurisdiction]) -> list[tuple[str, int, int]]:
    """(hint, how many letters were made of it, how many times it was dismissed) of every hint; two queries."""
    made = Letter.objects.filter(jurisdiction__in=jurisdictions).exclude(state=LetterState.DROPPED)
    letters = dict(made.order_by().values_list("hint").annotate(n=Count("pk")))
    gone = Dismissal.objects.filter(jurisdiction__in=jurisdictions)
    dismissed = dict(gone.order_by().values_list("hint").annotate(n=Count("pk")))
    return [(hint.label, letters.get(code, 0), dismissed.get(code, 0)) for code, hint in HINTS.items()]
