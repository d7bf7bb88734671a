"""Figures of how results are heard and fed back: meetings held, main problems given, leaders who came."""

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from xuncha.feedback.models import Attendance, Body, Meeting, OpinionItem, Session
from xuncha.feedback.workflow import FED_BACK, MeetingState, SessionState
from xuncha.insight.selectors.counting import Counted, Over, distinct

HELD = (MeetingState.HELD, MeetingState.MINUTED, MeetingState.APPROVED)


def meetings(over: Over) -> QuerySet[Meeting]:
    """Meetings held within the period."""
    return Meeting.objects.filter(
        term__jurisdiction__in=over.jurisdictions,
        state__in=HELD,
        on__range=(over.period.begin, over.period.last),
    )


def of_body(body: Body) -> Counted:
    """Those of them that this body held."""
    return Counted(meetings, lambda _over: Q(body=body))


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


PERSON = Concat(F("name"), Value(" "), F("post"))
"""Each person once, however many meetings they came to."""

HEARING: dict[str, Counted] = {
    "meetings.standing_committee": of_body(Body.STANDING_COMMITTEE),
    "meetings.secretary": of_body(Body.SECRETARY),
    "meetings.leading_group": of_body(Body.LEADING_GROUP),
    "findings.main_fed_back": Counted(main_fed_back),
    "feedback.meetings": Counted(sessions),
    "feedback.leaders_attending": Counted(leaders, adds=distinct(PERSON)),
}
