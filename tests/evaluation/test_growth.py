"""The pages of an evaluation ask the database as often for many bodies, groups, points and votes as for few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import NOW, World
from tests.evaluation.samples import run, scheme
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Card, Follow, Mark, Objection, Panel, Run, Subject
from xuncha.foundation.orgs.models import Organisation


def more(world: World, made_run: Run, user, n: int, start: int) -> None:
    """So many bodies more, each with points, an objection, proposals, a group of its own and a seat."""
    made = {"created_by": world.founder, "created_at": NOW}
    state = {**made, "state_since": NOW}
    first = made_run.subjects.order_by("pk").first()
    for k in range(start, start + n):
        unit = Organisation.objects.create(jurisdiction=world.city, code=f"G{k}", name=f"单位{k}", unit_type="office")
        other = Subject.objects.create(run=made_run, organisation=unit, name=unit.name, state="shown", **state)
        what = ("praise", "letter", "again", "talk", "look_back", "assessment")
        Follow.objects.create(subject=other, what=what[k % len(what)], **state)
        panel = Panel.objects.create(run=made_run, group="staff", asked=9, subject=other, **made)
        Card.objects.create(panel=panel, user=user)
        told = {"code": "duty", "part": "late", "points": 1, "reason": f"样例{k}", "evidence": "样例"}
        Mark.objects.create(subject=first, **told, **made)
        Mark.objects.create(subject=first, code="false", reason=f"样例{k}", evidence="样例", **made)
        Objection.objects.create(subject=first, text=f"样例{k}", **made)
        Run.objects.create(
            round=world.round,
            scheme=scheme(world),
            title=f"评估{k}",
            opens_on=NOW.date(),
            closes_on=NOW.date(),
            **state,
        ).subjects.create(organisation=world.units[0], name="单位", **{**state, "state": "shown"})


PAGES = {
    "run": (Role.OFFICE_CLERK, "evaluation:run"),
    "subject": (Role.OFFICE_CLERK, "evaluation:subject"),
    "votes": (Role.LEADING_GROUP, "evaluation:votes"),
    "own": (Role.UNIT_LIAISON, "evaluation_unit:subjects"),
    "sheet": (Role.UNIT_LIAISON, "evaluation_unit:subject"),
}


@pytest.mark.parametrize("name", PAGES)
def test_as_many_queries_for_many_as_for_few(world: World, at_desk: Callable, hire: Callable, name: str):
    role, address = PAGES[name]
    made_run, user = run(world), hire(role)
    subject = made_run.subjects.get()
    keys = {
        "evaluation:run": [made_run.pk],
        "evaluation:subject": [subject.pk],
        "evaluation_unit:subject": [subject.pk],
    }
    url, desk = reverse(address, args=keys.get(address, [])), at_desk(user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(url).status_code == 200
        return len(asked)

    more(world, made_run, user, 2, 0)
    desk.get(url)  # what is read once for a process is read
    few = queries()
    more(world, made_run, user, 15, 2)
    assert queries() == few
