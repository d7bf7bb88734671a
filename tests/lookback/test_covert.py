"""A covert check is known to its group, its planner and those who decide; to everybody else it does not exist."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.lookback.conftest import SOON, TODAY, Lookback
from tests.looking import DRAWN
from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.figures import Whose
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.journal.models import JournalRecord
from xuncha.insight.selectors import Period
from xuncha.insight.selectors.figures import values_of
from xuncha.lookback import services
from xuncha.lookback.models import Visit
from xuncha.lookback.selectors import POINTS, SAMPLES, VISITED_UNITS, VISITS
from xuncha.lookback.services import Result

pytestmark = pytest.mark.django_db
OUTSIDE = (Role.UNIT_LIAISON, Role.UNIT_HEAD, Role.OFFICE_CLERK, Role.ORGANISATION, Role.AUDIT_ADMIN)
PAGES = (
    "lookback:visits",
    "lookback:units",
    "lookback:points",
    "lookback:old-items",
    "lookback_unit:visits",
    "lookback_unit:old-items",
    "rectification_unit:home",
    "inbox:inbox",
    "inbox:digest",
    "insight:figures",
    "journal:journal",
)


def seen(people: dict[Role, User]) -> dict[tuple[Role, str], tuple[int, bytes]]:
    """What everybody outside gets, byte for byte but for what is drawn anew for every page."""
    found = {}
    for role, user in people.items():
        client = Client()
        client.force_login(user)
        for name in PAGES:
            answer = client.get(reverse(name))
            found[role, name] = answer.status_code, DRAWN.sub(b"", answer.content)
        found[role, "find"] = 200, DRAWN.sub(b"", client.get(reverse("inbox:find"), {"q": "AF-"}).content)
    return found


def covert(look: Lookback) -> Visit:
    visit = look.running(kind="covert")
    visited = visit.units.get()
    services.record_results(look.act(look.going), visited, [Result(1, "not", "没有执行", "现场", "", "未作说明")])
    services.hand_in_results(look.act(look.going), visited, on=TODAY, present="无")
    return visit


def test_nobody_outside_can_tell_that_there_is_one(look: Lookback, hire, at_desk):
    look.old(1)
    look.crew()
    people = {role: hire(role) for role in OUTSIDE}
    at_desk(look.clerk)  # the clock of the pages stands still
    before = seen(people)
    visit = covert(look)
    after = seen(people)
    assert [where for where in before if before[where] != after[where]] == []
    assert (Role.UNIT_LIAISON, "lookback_unit:visits") in before
    assert before[Role.UNIT_LIAISON, "lookback_unit:visits"][0] == 200
    assert not JournalRecord.objects.filter(body__contains=visit.number).exists()


def test_who_may_know_of_it_and_from_when_on_everybody(look: Lookback, hire):
    look.old(1)
    visit = covert(look)
    visited = visit.units.get()
    other = look.act(hire(Role.OFFICE_CLERK)).actor
    knowing = (look.clerk, look.director, look.going)
    for reach in (VISITS, VISITED_UNITS, POINTS):
        assert not reach.visible_to(other).exists()
        for user in knowing:
            assert reach.visible_to(look.act(user).actor).exists()
    assert not SAMPLES.visible_to(other).exists()
    with pytest.raises(OutOfReach):
        services.finish_visit(look.act(other.user), visit)
    with pytest.raises(RuleViolated, match="暗访还没有结束"):
        services.issue_list(look.act(look.director), visited, demands="", due_on=SOON)
    assert counted(look) == 0
    services.finish_visit(look.act(look.clerk), visit)
    assert VISITS.visible_to(other).exists()
    assert not VISITED_UNITS.visible_to(look.act(look.liaison).actor).exists()
    assert counted(look) == 1
    services.issue_list(look.act(look.director), visited, demands="整改", due_on=SOON)
    assert VISITED_UNITS.visible_to(look.act(look.liaison).actor).exists()


def counted(look: Lookback) -> int:
    period = Period(TODAY, TODAY, TODAY)
    return int(
        values_of(["return_visits.not_in_place"], Whose.SELF, look.world.city, period)["return_visits.not_in_place"]
    )


def test_a_covert_check_has_no_notice_and_a_series_of_its_own(look: Lookback, at_desk):
    look.old(1)
    visited = covert(look).units.get()
    assert look.plan().number == "HF-TC-2022-01"
    page = at_desk(look.clerk).get(reverse("lookback:unit-document", args=[visited.pk, "notice"]))
    assert page.status_code == 404
