"""Figures of how results are heard and fed back: meetings held, main problems given, leaders who came."""

from decimal import Decimal

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from xuncha.feedback.models import Attendance, Body, Meeting, OpinionItem, Session
from xuncha.feedback.workflow import FED_BACK, MeetingState, SessionState
from xuncha.insight.selectors.counting import Counted, Over

HELD = (MeetingState.HELD, MeetingState.MINUTED, MeetingState.APPROVED)


def meetings(body: Body) -> Counted:
    """Meetings of this body held within the period."""
    return Counted(
        lambda over: Meeting.objects.filter(
            term__jurisdiction__in=over.jurisdictions,
            body=body,
            state__in=HELD,
            on__range=(over.period.begin, over.period.last),
        )
    )


def main_fed_back(over: Over) -> QuerySet[OpinionItem]:
    """Main problems of opinions fed back within the period."""
    return OpinionItem.objects.filter(
        opinion__inspection__round__term__jurisdiction__in=over.jurisdictions,
        opinion__state__in=FED_BACK,
        opinion__delivered_on__range=(over.period.begin, over.period.last),
        main=True,
    )


def sessions(over: Over) -> QuerySet[Session]:
    """Feedback meetings held within the period."""
    return Session.objects.filter(
        round__term__jurisdiction__in=over.jurisdictions,
        state=SessionState.HELD,
        on__range=(over.period.begin, over.period.last),
    )


def leaders(over: Over) -> QuerySet[Attendance]:
    """Leaders of the committee and the government who were at those meetings, once for each meeting."""
    return Attendance.objects.filter(session__in=sessions(over), attended=True, capacity=Attendance.Capacity.LEADER)


def people(_over: Over, rows: QuerySet[Attendance]) -> Decimal | int:
    """Each person once, however many meetings they came to."""
    return rows.annotate(who=Concat(F("name"), Value(" "), F("post"))).values("who").distinct().count()


HEARING: dict[str, Counted] = {
    "meetings.standing_committee": meetings(Body.STANDING_COMMITTEE),
    "meetings.secretary": meetings(Body.SECRETARY),
    "meetings.leading_group": meetings(Body.LEADING_GROUP),
    "findings.main_fed_back": Counted(main_fed_back),
    "feedback.meetings": Counted(sessions),
    "feedback.leaders_attending": Counted(leaders, people),
}
