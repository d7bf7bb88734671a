"""
P17: the nightly look at the dates of an office's items under way.

    python -m benchmarks P17 [--rows 100000]

A quiet night, on which no item reaches a step of warning, and the night before all of them are due, on which each is
noted and its people are told. The floor is one pass that reads the items' dates and does nothing with them.
"""

from datetime import date, timedelta
from random import Random

from benchmarks.figures import Line, Times, show
from benchmarks.hint_world import DUE, World, at
from benchmarks.hints import A_PLAN, ordinary_plan
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.system import system_act
from xuncha.rectification.models import Item
from xuncha.rectification.services import note_due_dates
from xuncha.rectification.workflow import ItemState

LONG_BEFORE, THE_DAY_BEFORE = DUE - timedelta(days=365), DUE - timedelta(days=1)


def main(many: str) -> None:
    """Build the office and print both nights."""
    world, rng = World(), Random(1)  # noqa: S311 - made-up texts
    world.add([ordinary_plan(rng) for _ in range(int(many) // A_PLAN)])
    Item.objects.update(state=ItemState.IN_PROGRESS)

    def night(day: date) -> int:
        return note_due_dates(system_act(at(day), Role.OFFICE_CLERK, world.office.pk), world.office)

    floor, quiet, busy = Times(), Times(), Times()
    for _ in range(3):
        floor.take(_read)
        quiet.take(lambda: night(LONG_BEFORE))
    steps = busy.take(lambda: night(THE_DAY_BEFORE))
    show(
        f"P17  due dates of {int(many):,} items under way; floor: one pass reading their dates",
        (Line("a quiet night", quiet, floor), Line(f"a night with {steps:,} steps", busy, floor)),
    )


def _read() -> int:
    return sum(1 for _row in Item.objects.values_list("pk", "state", "due_on", "dated_on", "difficulty").iterator())
