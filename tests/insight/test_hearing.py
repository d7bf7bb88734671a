"""How results were heard and fed back: each figure counts what lies in the period, and its rows are as many."""

from datetime import date

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.figures import Whose
from xuncha.core.permissions import Role
from xuncha.feedback.models import Attendance, Meeting, Opinion, OpinionItem, Session
from xuncha.foundation.accounts.models import User
from xuncha.insight.selectors import Period, readings, rows_of
from xuncha.insight.selectors.hearing import HEARING

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))
INSIDE, BEFORE = date(2022, 7, 1), date(2021, 12, 31)


@pytest.fixture
def heard(world):
    """Two meetings of the leading group, one of each other body, two feedback meetings; and what does not count."""
    made = {"created_by": world.founder, "created_at": NOW, "state_since": NOW}
    approver = User.objects.create(username="approver", name="审定人")
    approved = {"approved_by": approver, "approved_at": NOW}
    for body, state, on, fields in (
        ("leading_group", "held", INSIDE, {}),
        ("leading_group", "approved", INSIDE, approved),
        ("secretary", "minuted", INSIDE, {}),
        ("standing_committee", "approved", INSIDE, approved),
        ("standing_committee", "planned", INSIDE, {}),
        ("standing_committee", "cancelled", INSIDE, {}),
        ("secretary", "held", BEFORE, {}),
    ):
        Meeting.objects.create(term=world.term, body=body, title="会", on=on, state=state, **fields, **made)
    sessions = [
        Session.objects.create(round=world.round, title="反馈会", principal_on=on, on=on, state=state, **made)
        for state, on in (("held", INSIDE), ("held", INSIDE), ("planned", INSIDE), ("held", BEFORE))
    ]
    for session, name, capacity, there in (
        (sessions[0], "甲", "leader", True),
        (sessions[1], "甲", "leader", True),
        (sessions[1], "乙", "leader", True),
        (sessions[1], "丙", "leader", False),
        (sessions[1], "丁", "group", True),
        (sessions[3], "戊", "leader", True),
    ):
        Attendance.objects.create(session=session, name=name, post="副市长", capacity=capacity, attended=there)
    for inspection, session, state, on in (
        (world.inspections[0], sessions[0], "delivered", INSIDE),
        (world.inspections[1], sessions[2], "draft", None),
    ):
        fields = approved if on else {}
        opinion = Opinion.objects.create(
            inspection=inspection, session=session, number=f"FK-{inspection.pk}", state=state, delivered_on=on,
            **fields, **made,
        )  # fmt: skip
        for position, main in enumerate((True, True, False), 1):
            OpinionItem.objects.create(opinion=opinion, position=position, title="题", text="文", main=main)
    return world.city


EXPECTED = {
    "meetings.standing_committee": (1, 1),
    "meetings.secretary": (1, 1),
    "meetings.leading_group": (2, 2),
    "findings.main_fed_back": (2, 2),
    "feedback.meetings": (2, 2),
    "feedback.leaders_attending": (2, 3),
}
"""Value, and how many rows stand behind it: a leader who came twice is one person."""


@pytest.mark.parametrize("code", sorted(HEARING))
def test_counts_what_was_held_in_the_period(heard, code):
    value, rows = EXPECTED[code]
    assert {r.figure.code: r.value for r in readings(heard, PERIOD)}[code] == value
    assert rows_of(code, Whose.SELF, heard, PERIOD).count() == rows


@pytest.mark.parametrize("code", sorted(HEARING))
def test_its_rows_are_listed_for_a_leader(heard, at_desk, code):
    query = {"jurisdiction": heard.pk, "begin": "2022-01-01", "end": "2022-12-31"}
    page = at_desk(Role.LEADING_GROUP).get(reverse("insight:figure-rows", args=[code, "self"]), query)
    assert page.status_code == 200
    assert page.context["shown"].paginator.count == EXPECTED[code][1]
    assert page.context["hidden"] == 0
