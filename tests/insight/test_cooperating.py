"""Figures of agreements, conferences and joint checks are those of the records."""

from datetime import date

from tests.conftest import NOW
from tests.cooperation.conftest import coop
from xuncha.cooperation import services
from xuncha.cooperation.models import Conference, JointCheck
from xuncha.core.figures import Whose
from xuncha.insight.selectors import Period, values_of
from xuncha.insight.selectors.cooperating import COOPERATING, partners
from xuncha.insight.selectors.counting import Over

__all__ = ["coop"]
YEAR = Period(date(2022, 1, 1), NOW.date(), NOW.date())


def test_what_stands_was_held_and_was_checked_is_counted(coop, world):
    coop.in_force()
    coop.in_force(title="另一项机制")  # the same department: counted once
    coop.submitted(title="还没有批准")
    coop.held()
    coop.held(kind=Conference.Kind.JOINT)
    coop.called(kind=Conference.Kind.BRIEFING)  # not held: does not count
    coop.check()
    for kind in (JointCheck.Kind.APPOINTMENTS, JointCheck.Kind.PARTY_WORK):
        coop.check(kind=kind)
    elsewhere = coop.check(inspections=[world.inspections[1]])
    services.drop_check(coop.act(coop.clerk), elsewhere, reason="不查。")
    found = values_of(COOPERATING, Whose.SELF, world.city, YEAR)
    assert {code: found[code] for code in COOPERATING} == {
        "cooperation.departments": 1,
        "cooperation.joint_meetings": 1,
        "cooperation.consultations": 1,
        "cooperation.briefings": 0,
        "joint_checks.units_with_organisation": 1,
        "joint_checks.units_with_audit": 1,
    }


def test_what_was_ended_or_ran_out_no_longer_stands(coop, world):
    over = Over((world.city.pk,), YEAR)
    ended = coop.in_force()
    assert partners(over).count() == 1
    services.end_agreement(coop.act(coop.clerk), ended, reason="到期。")
    run_out = coop.in_force()
    type(run_out).objects.filter(pk=run_out.pk).update(from_on=date(2022, 1, 1), until=date(2022, 5, 9))
    assert not partners(over).exists()
