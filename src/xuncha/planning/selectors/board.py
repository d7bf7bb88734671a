"""The timetable of a version as its entries are now, and what differs from another version of the same plan."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xuncha.core.text import Say, say
from xuncha.planning.models import InspectionType, MarkKind, PlanMark, PlanVersion, Proposal, Schedule
from xuncha.planning.rules.board import Decided, Figure, Moved, Places, Timetable, figures, moves, placed_anew
from xuncha.planning.selectors.schedule import marks_of, schedule_of
from xuncha.planning.selectors.task import PlanTask, plan_task
from xuncha.planning.workflow import PlanState

PARTS: dict[str, Say] = {
    "sector_round": say("板块集中"),
    "priority": say("急的先巡"),
    "balance": say("各轮均衡"),
    "moved": say("少改动"),
}
COMPARED = (PlanState.DRAFT, PlanState.TRIAL, PlanState.SUBMITTED, PlanState.PUBLISHED)


@dataclass(frozen=True)
class Board:
    """A version's timetable: the task, the places, and what people decided of single units."""

    plan: PlanVersion
    schedule: Schedule
    task: PlanTask
    table: Timetable
    marks: list[PlanMark]

    @property
    def decided(self) -> Decided:
        """What people decided, by the names of the task."""
        names = {pk: name for name, pk in self.task.units.items()}
        position = {number: n for n, number in enumerate(self.task.numbers)}
        return {
            (names[one.target_id], position[one.round_number], one.kind == MarkKind.PINNED): one.reason
            for one in self.marks
            if one.target_id in names and one.round_number in position
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """What one version changes against another."""

    other: PlanVersion
    moved: list[Moved]
    anew: list[str]
    figures: list[Figure]


def board_of(plan: PlanVersion, schedule: Schedule, day: date) -> Board:
    """
    The board of a version; what is asked may be another's, for a version that has none of its own.

    Raises:
        RuleViolated: there is no task, as `plan_task` says.

    """
    task = plan_task(plan, schedule, day)
    return Board(
        plan, schedule, task, Timetable(task.data, _places(plan, task), task.numbers), list(marks_of(schedule))
    )


def _places(plan: PlanVersion, task: PlanTask) -> Places:
    """Where the entries put things; what a round has settled comes before what is written in the version."""
    names = {pk: name for name, pk in task.units.items()}
    position = {number: n for n, number in enumerate(task.numbers)}
    placed: dict[str, dict[str, int]] = {kind: {} for kind in InspectionType.values}
    rows = plan.entries.filter(round_number__isnull=False).values_list("target_id", "type", "round_number")
    for target, kind, number in rows:
        if target in names and number in position:
            placed[kind][names[target]] = position[number]
    settled = {names[t]: position[n] for t, n in task.rounds.fixed.items() if t in names and n in position}
    special = placed[InspectionType.SPECIAL]
    topics = {
        topic["id"]: next(special[member] for member in topic["members"] if member in special)
        for topic in task.data["topics"]
        if special.keys() & set(topic["members"])
    }
    return Places({**placed[InspectionType.ROUTINE], **settled}, placed[InspectionType.FOLLOW_UP], topics)


def comparable_with(plan: PlanVersion) -> QuerySet[PlanVersion]:
    """The versions of the same plan that a version is put beside: in force, drafted, tried; the latest first."""
    rows = plan.term.plans.filter(Q(state__in=COMPARED), year=plan.year).exclude(pk=plan.pk)
    return rows.select_related("term", "base", "what_if_of").order_by("-pk")


def compared(board: Board, other: PlanVersion, day: date) -> Compared:
    """What the board's version changes against another one."""
    old = board_of(other, schedule_of(other) or board.schedule, day).table
    table = board.table
    moved, anew = moves(old, table, board.decided), placed_anew(old, table)
    return Compared(other, moved, anew, list(figures(old, table, PARTS)))


def latest_answer(plan: PlanVersion) -> Proposal | None:
    """The last thing a search said of the version, without its task."""
    return plan.proposals.defer("task").order_by("-pk").first()
