"""The facts that the rules of meetings and of feedback meetings are asked with."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from xuncha.core.permissions import Permission as P
from xuncha.feedback.models import AgendaItem, Attendance, Meeting, Opinion, Report, Session
from xuncha.feedback.rules.meetings import ReportFacts
from xuncha.feedback.rules.sessions import HoldFacts, OpinionFacts
from xuncha.feedback.selectors.reaches import MEETINGS, OPINIONS, REPORTS
from xuncha.feedback.workflow import FED_BACK, SAT, OpinionState, ReportState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.files.models import Attachment
from xuncha.rounds.models import Round

LONGEST_ID = 18  # digits; a longer number is nobody's id
LEADERS = (Attendance.Capacity.LEADER, Attendance.Capacity.GROUP)


def reports_to_hear(actor: Actor, meeting: Meeting) -> QuerySet[Report]:
    """Signed reports of the term that this person may lay before the meeting."""
    rows = REPORTS.visible_to(actor).filter(inspection__round__term=meeting.term_id, state=ReportState.SIGNED)
    return rows.select_related("inspection__organisation", "inspection__round").order_by("inspection__round", "pk")


def report_facts(reports: Iterable[Report], batch: Round | None) -> list[ReportFacts]:
    """Reports about to be laid before a meeting on a round; on a matter without a round any will do."""
    return [
        ReportFacts(str(r), r.state == ReportState.SIGNED, batch is None or r.inspection.round_id == batch.pk)
        for r in reports
    ]


def papers_of(meeting: Meeting) -> QuerySet[Attachment]:
    """Every paper laid before the meeting, on whichever matter."""
    laid = AgendaItem.papers.through.objects.filter(agendaitem__meeting=meeting)
    return Attachment.objects.filter(pk__in=laid.values("attachment")).select_related("file")


def matter_of(actor: Actor, pk: str) -> AgendaItem | None:
    """The matter of this id, where the person may read its meeting."""
    if not pk.isdigit() or len(pk) > LONGEST_ID:
        return None
    rows = AgendaItem.objects.filter(meeting__in=MEETINGS.visible_to(actor))
    return rows.filter(pk=pk).select_related("meeting").first()


def unit_and_post(attendance: Attendance) -> str:
    """Unit and post as one reads them: the unit once, also where the post was written with it."""
    unit = str(attendance.organisation or "")
    return attendance.post if attendance.post.startswith(unit) else f"{unit}{attendance.post}"


def undecided_matters(meeting: Meeting) -> list[str]:
    """Titles of matters whose decision is not written."""
    return list(meeting.agenda.filter(decision="").values_list("title", flat=True))


def opinions_to_feed_back(actor: Actor, batch: Round, session: Session | None = None) -> QuerySet[Opinion]:
    """Opinions of the round that are on no list yet, and those on this meeting's."""
    rows = OPINIONS.visible_to(actor).filter(inspection__round=batch).exclude(state__in=FED_BACK)
    free = rows.filter(session__isnull=True)
    own = rows.filter(session=session) if session is not None else rows.none()
    return (free | own).select_related("inspection__organisation", "inspection__round").order_by("pk")


def rounds_to_feed_back(actor: Actor) -> QuerySet[Round]:
    """Rounds with opinions that are neither fed back nor on a list, for whom runs the feedback."""
    free = OPINIONS.permitted(actor, P.FEEDBACK_RUN).filter(session__isnull=True).exclude(state__in=FED_BACK)
    return Round.objects.filter(pk__in=free.values("inspection__round")).order_by("-year", "-number")


def heard_by(on: date, opinions: QuerySet[Opinion]) -> set[int]:
    """
    The inspections of these opinions whose report was laid before a meeting that took place by this day.

    A report that its leader signed anew afterwards was not heard as it stands.
    """
    sat = {"agenda_items__meeting__state__in": SAT, "agenda_items__meeting__on__lte": on}
    heard = Report.objects.filter(**sat, agenda_items__meeting__on__gte=F("signed_at__date"))
    reports = heard.filter(inspection__opinion__in=opinions)
    return set(reports.values_list("inspection_id", flat=True))


def opinion_facts(
    opinion: Opinion,
    batch: Round,
    session: Session | None,
    principals: Collection[int] = (),
    heard: Collection[int] = (),
) -> OpinionFacts:
    """
    An opinion on the list of a session.

    `principals` are the units whose principal was there, `heard` the inspections whose report a meeting has heard.
    """
    return OpinionFacts(
        str(opinion.inspection.organisation),
        of_the_round=opinion.inspection.round_id == batch.pk,
        elsewhere=opinion.session_id not in (None, session.pk if session else None),
        fed_back=opinion.state in FED_BACK,
        approved=opinion.state == OpinionState.APPROVED,
        approved_on=localdate(opinion.approved_at) if opinion.approved_at else None,
        principal_there=opinion.inspection.organisation_id in principals,
        heard=opinion.inspection_id in heard,
        in_field=opinion.inspection.withdraw_on is None,
        withdrawn_on=opinion.inspection.withdraw_on,
    )


def hold_facts(session: Session, *, principal_on: date | None, on: date, today: date, note: str) -> HoldFacts:
    """What holding the meeting depends on; three queries."""
    there = list(session.attendances.filter(attended=True).values_list("capacity", "organisation_id"))
    principals = {unit for capacity, unit in there if capacity == Attendance.Capacity.PRINCIPAL and unit is not None}
    opinions = session.opinions.select_related("inspection__organisation").order_by("pk")
    heard = heard_by(on, session.opinions.all())
    return HoldFacts(
        principal_on,
        on,
        today,
        [opinion_facts(opinion, session.round, session, principals, heard) for opinion in opinions],
        leader_there=any(capacity in LEADERS for capacity, _unit in there),
        note=note,
    )
