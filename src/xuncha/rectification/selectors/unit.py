"""What the inspected unit has before it: its plans, what is to be done next and by when, and what was said to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.timezone import localdate

from xuncha.core.deadlines import Due, Light, light
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.regulations.selectors import dues_for
from xuncha.rectification.models import (
    Evidence,
    EvidenceReview,
    Extension,
    Item,
    Measure,
    PeriodReport,
    Plan,
    Query,
    UnitReport,
)
from xuncha.rectification.rules.lights import light_of
from xuncha.rectification.selectors.drafts import Filled, items_as_drafted, measures_as_drafted
from xuncha.rectification.selectors.facts import (
    LIVE,
    dues_of,
    fed_back_on,
    is_bare,
    jurisdiction_of,
    warn_days,
)
from xuncha.rectification.selectors.reaches import EXTENSIONS, ITEMS, PLANS, QUERIES
from xuncha.rectification.selectors.results import overdue_on
from xuncha.rectification.workflow import (
    ITEM,
    KEPT_UP,
    RUNNING,
    SETTLED,
    ExtensionState,
    ItemState,
    PeriodState,
    PlanState,
    UnitReportState,
)

UNDER_WAY = RUNNING | {ItemState.REQUESTED, ItemState.BASICALLY}
ASKED_AGAIN = timedelta(days=30)
"""So long before it is due a report on what is kept for good stands among what the unit has to do."""
WITH_UNIT = (PlanState.DRAFTING, PlanState.RETURNED)
WRITTEN = (UnitReportState.DRAFT, UnitReportState.RETURNED)
DONE = Q(measures__done_on__isnull=False)
LAST = {"plan": 0, "report": 2, "period": 2}
"""Of what is due on one day, the plan comes first and a report after the items it is about."""


def unit_plans(actor: Actor) -> QuerySet[Plan]:
    """The plans of the units this person answers for, the latest first."""
    plans = PLANS.permitted(actor, P.RECT_FOLLOW).order_by("-pk")
    return plans.select_related("inspection__organisation", "inspection__round__term__jurisdiction", "opinion")


def unit_items(actor: Actor) -> QuerySet[Item]:
    """The items of those plans, with how many measures each has and how many are done."""
    return counted_measures(ITEMS.permitted(actor, P.RECT_FOLLOW))


def counted_measures(items: QuerySet[Item]) -> QuerySet[Item]:
    """Items with `measures_all` and `measures_done`."""
    return items.annotate(measures_all=Count("measures"), measures_done=Count("measures", filter=DONE))


@dataclass(frozen=True, slots=True)
class Tally:
    """How the items of a plan stand; `late` lies across the others."""

    fed_back: int
    closed: int
    waiting: int
    under_way: int
    late: int


def tally(plan: Plan, now: datetime) -> Tally:
    """The counts of the sentence at the top of the portal; one query."""
    found = plan.standing.order_by().aggregate(
        fed_back=Count("pk"),
        closed=Count("pk", filter=Q(state__in=SETTLED - {ItemState.BASICALLY})),
        waiting=Count("pk", filter=Q(state=ItemState.REQUESTED)),
        under_way=Count("pk", filter=Q(state__in=(RUNNING | {ItemState.BASICALLY, ItemState.LISTED}))),
        late=Count("pk", filter=overdue_on(localdate(now))),
    )
    return Tally(**found)


# --- the band of milestones ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Milestone:
    """One station of the rectification: done, under way (`now`), or to come, with its day in words."""

    label: str
    when: Say
    done: bool
    now: bool = False


DISCLOSED: list[Callable[[Plan], date | None]] = []
"""Asked for the day on which a unit's rectification had been told inside the party and to the public."""


def milestones(plan: Plan, reports: Sequence[UnitReport], now: datetime) -> list[Milestone]:
    """The stations by the dated rules and what has happened; the first that is not done is under way."""
    today = localdate(now)
    dues = dues_of(plan)
    progress = next((r for r in reports if r.kind == UnitReport.Kind.PROGRESS), None)
    reported = progress is not None and progress.state not in WRITTEN
    accepted = progress is not None and progress.state == UnitReportState.ACCEPTED
    held = plan.life_meeting_on is not None and plan.life_meeting_on <= today
    told = next((day for asked in DISCLOSED if (day := asked(plan))), None)
    stations = [
        Milestone(N_("反馈"), _on(fed_back_on(plan)), done=True),
        Milestone(
            N_("整改方案"),
            say("{day} 审核通过", day=_day(plan.accepted_at)) if plan.accepted_at else _by(plan.due_on),
            done=plan.state == PlanState.ACCEPTED,
        ),
        Milestone(
            N_("专题民主生活会"),
            _on(plan.life_meeting_on) if held else _by(_due_on(dues.get("life_meeting"))),
            done=held,
        ),
        Milestone(N_("集中整改"), _until(plan.ends_on, today), done=plan.ends_on is not None and plan.ends_on < today),
        Milestone(
            N_("报送整改报告"),
            _on(_day_of(progress.submitted_at)) if progress and reported else _by(plan.ends_on),
            done=reported,
        ),
        Milestone(
            N_("党内通报、社会公开"),
            _on(told) if told else _disclosure(plan, progress) if accepted else say("审定后"),
            done=told is not None,
        ),
        Milestone(N_("整改评估"), _evaluation(plan), done=False),
    ]
    first = next(n for n, station in enumerate(stations) if not station.done)
    return [Milestone(s.label, s.when, s.done, now=n == first) for n, s in enumerate(stations)]


def _day_of(moment: datetime | None) -> date | None:
    return localdate(moment) if moment else None


def _day(moment: datetime) -> str:
    return localdate(moment).isoformat()


def _due_on(due: Due | None) -> date | None:
    return due.on if due else None


def _on(day: date | None) -> Say:
    return say("{day}", day=day.isoformat()) if day else say("未定")


def _by(day: date | None) -> Say:
    return say("{day} 前", day=day.isoformat()) if day else say("未定")


def _until(day: date | None, today: date) -> Say:
    if day is None:
        return say("未定")
    if day < today:
        return say("{day} 止", day=day.isoformat())
    return say("至 {day}，余 {n} 天", day=day.isoformat(), n=(day - today).days)


def _disclosure(plan: Plan, report: UnitReport | None) -> Say:
    if report is None or report.reviewed_at is None:
        return say("审定后")
    dues = dues_for("report.accepted", localdate(report.reviewed_at), jurisdiction_of(plan))
    return _by(next((due.on for due in dues if due.rule.code == "disclosure"), None))


def _evaluation(plan: Plan) -> Say:
    if plan.ends_on is None:
        return say("未定")
    dues = dues_for("rectification.ended", plan.ends_on, jurisdiction_of(plan))
    return _by(next((due.on for due in dues if due.rule.code == "evaluation"), None))


# --- what is to be done -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Task:
    """One row of 要你办的: the record, its light, the next step in words, and which one button leads there."""

    record: Plan | Item | UnitReport | PeriodReport
    department: str
    due_on: date | None
    light: Light | None
    next: Say
    act: str  # the code of the button: plan, progress, declare, request, report, period, look
    writes: bool = True


def _asked_extensions() -> "Prefetch[str, QuerySet[Extension], str]":
    """The extensions that wait for an answer, as `open_extensions`."""
    return Prefetch("extensions", Extension.objects.filter(state=ExtensionState.ASKED), to_attr="open_extensions")


def tasks(plan: Plan, reports: Sequence[UnitReport], now: datetime) -> list[Task]:
    """Everything that the unit has before it, the earliest first, what the office has in hand last; five queries."""
    today = localdate(now)
    by_difficulty = warn_days(plan)
    warned = by_difficulty[""]
    found = [_report_task(report, today, warned) for report in reports if report.state in ("draft", "returned")]
    if plan.state in WITH_UNIT:
        found.append(_plan_task(plan, today, warned))
    found += [_period_task(one, today) for one in plan.periods.filter(state=PeriodState.OPEN)]
    soon = Q(state=ItemState.LONG_TERM, next_on__lte=today + ASKED_AGAIN)
    items = plan.items.filter(Q(state__in=UNDER_WAY) | soon).prefetch_related(_asked_extensions(), "measures")
    found += [_item_task(item, today, by_difficulty[item.difficulty]) for item in items]
    return sorted(found, key=lambda task: (task.act == "look", task.due_on or date.max, LAST.get(task.act, 1)))


def _is_unfilled(one: Filled) -> bool:
    item = one.item
    said = item.objective and item.leader and item.department and item.due_on and one.measures
    return not said or any(is_bare(measure) for measure in one.measures)


def _plan_task(plan: Plan, today: date, warned: Sequence[int]) -> Task:
    lit = light(plan.due_on, today, warned) if plan.due_on else None
    if plan.state == PlanState.RETURNED:
        return Task(plan, "", plan.due_on, lit, say("巡察办退回，逐条修改后再报送"), "plan")
    bare = sum(_is_unfilled(one) for one in items_as_drafted(plan))
    words = say("还有 {n} 个问题没有填全", n=bare) if bare else say("问题都填全了，可以报送")
    return Task(plan, "", plan.due_on, lit, words, "plan")


def _report_task(report: UnitReport, today: date, warned: Sequence[int]) -> Task:
    lit = light(report.due_on, today, warned) if report.due_on else None
    returned = report.state == UnitReportState.RETURNED
    words = say("退回：{why}", why=report.return_reason) if returned else say("写好后报送")
    return Task(report, "", report.due_on, lit, words, "report")


def _period_task(report: PeriodReport, today: date) -> Task:
    lit = light(report.due_on, today, ()) if report.due_on else None
    return Task(report, "", report.due_on, lit, say("内容已由记录带出，看过就可以报送"), "period")


def item_light(item: Item, today: date, warned: Sequence[int]) -> Light | None:
    """The light of an item, None where no clock runs."""
    if item.due_on is None:
        return None
    requested = _day_of(item.requested_at)
    return light_of(
        ItemState(item.state), item.due_on, today, warned,
        requested_on=requested, stopped=item.stands_still(today), next_on=item.next_on,
    )  # fmt: skip


def _item_task(item: Item, today: date, warned: Sequence[int]) -> Task:
    words, act = _next(item)
    due_on = item.next_on if item.state in KEPT_UP else item.due_on
    return Task(item, item.department, due_on, item_light(item, today, warned), words, act)


def _next(item: Item) -> tuple[Say, str]:
    """What comes next for an item under way, and the button for it."""
    by_state = {
        ItemState.REQUESTED: (say("已申请销号，等巡察办审核"), "look"),
        ItemState.DECLARED: (say("已自报完成，开会研究后申请销号"), "request"),
        ItemState.RETURNED: (say("退回：{why}", why=item.opinion_text), "progress"),
        ItemState.BASICALLY: (say("基本完成，继续推进"), "progress"),
        ItemState.LONG_TERM: (say("长期坚持，报告新的进展"), "progress"),
    }
    return by_state.get(ItemState(item.state)) or _next_measure(item)


def _next_measure(item: Item) -> tuple[Say, str]:
    if item.open_extensions:  # type: ignore[attr-defined]  # prefetched by `tasks`
        return say("延期申请待审批"), "look"
    measures = list(item.measures.all())
    undone = [m.position for m in measures if m.done_on is None]
    if not undone:
        return say("措施都已完成，可以自报完成"), "declare"
    done = len(measures) - len(undone)
    if done:
        return say("已完成 {done}/{all} 条措施", done=done, all=len(measures)), "progress"
    return say("措施 {numbers} 未完成", numbers=[str(n) for n in undone]), "progress"


def next_of(item: Item) -> Say:
    """What is asked of the unit about one item now."""
    if ItemState(item.state) is ItemState.LISTED:
        return say("编写整改措施，随整改方案报送")
    if ItemState(item.state) in ITEM.finished():
        return say("这个问题已经办结，不用再报")
    prefetch_related_objects([item], _asked_extensions())
    return _next(item)[0]


# --- one item -----------------------------------------------------------------------------------------------------


def measures_of(item: Item) -> list[Measure]:
    """The measures, each with the evidence that counts in `shown`, each piece with its reviews; three queries."""
    if item.state == ItemState.LISTED:
        return [_with_nothing(measure) for measure in measures_as_drafted(item)]
    pieces = Prefetch("evidence", _pieces(Evidence.objects.filter(LIVE)), to_attr="shown")
    return list(item.measures.prefetch_related(pieces).order_by("position"))


def _with_nothing(measure: Measure) -> Measure:
    """While the plan is being written there is no evidence yet."""
    measure.shown = []  # type: ignore[attr-defined]  # as it is prefetched above
    return measure


def evidence_of_whole(item: Item) -> list[Evidence]:
    """The evidence that counts and belongs to no single measure; two queries."""
    return list(_pieces(item.evidence.filter(LIVE, measure=None)))


def evidence_gone(item: Item) -> list[Evidence]:
    """What was replaced or withdrawn, with its reviews."""
    return list(_pieces(item.evidence.exclude(LIVE)))


def _pieces(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    verdicts = Prefetch("reviews", EvidenceReview.objects.order_by("-pk"), to_attr="judged")
    return rows.select_related("attachment__file", "created_by").prefetch_related(verdicts).order_by("pk")


def asked_by_unit(actor: Actor) -> tuple[list[Extension], list[Query]]:
    """What the unit asked for and what was answered, the latest first; two queries."""
    extensions = (
        EXTENSIONS.permitted(actor, P.RECT_FOLLOW).select_related("item").prefetch_related("files").order_by("-pk")
    )
    queries = QUERIES.permitted(actor, P.RECT_FOLLOW).select_related("item").prefetch_related("files").order_by("-pk")
    return list(extensions[:100]), list(queries[:100])
