"""Feedback meetings: prepared with opinions and a list of people, held; holding one delivers every opinion on it."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils import timezone

from xuncha.core.errors import OutOfReach, Reason, RuleViolated, reason, reasons_not_to_repeat
from xuncha.core.given import against_persons
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.feedback.models import Attendance, Opinion, Session, Talk
from xuncha.feedback.rules.sessions import (
    reasons_against_guest,
    reasons_against_session,
    reasons_against_talk,
    reasons_not_to_change_session,
    reasons_not_to_hold,
)
from xuncha.feedback.selectors import AFTER_DELIVERY, OPINIONS, SESSIONS, hold_facts, opinion_facts, persons_in
from xuncha.feedback.workflow import OPINION, SESSION, SessionState
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Round
from xuncha.rounds.selectors import ROUNDS


@use_case(P.FEEDBACK_RUN, within=ROUNDS, lock=False)
def call_session(
    act: Act,
    batch: Round,
    /,
    *,
    title: str,
    on: date,
    opinions: Sequence[Opinion],
    principal_on: date | None = None,
    place: str = "",
    host: str = "",
) -> Session:
    """Prepare a feedback meeting for one or several units of a round."""
    chosen = _readable(act, opinions)
    facts = [opinion_facts(opinion, batch, None) for opinion in chosen]
    RuleViolated.unless_empty(reasons_against_session(title, principal_on, on, facts))
    session = Session(
        round=batch, title=title.strip(), on=on, principal_on=principal_on, place=place.strip(), host=host.strip()
    )
    act.create(session, "feedback.called", opinions=[str(opinion) for opinion in chosen])
    _list(act, session, chosen)
    return session


@use_case(P.FEEDBACK_RUN, within=SESSIONS)
def change_session(
    act: Act,
    session: Session,
    *,
    base_version: int | None,
    title: str,
    on: date,
    opinions: Sequence[Opinion],
    principal_on: date | None = None,
    place: str = "",
    host: str = "",
) -> Session:
    """Change days, place, host or units of a feedback meeting to come."""
    chosen = _readable(act, opinions)
    facts = [opinion_facts(opinion, session.round, session) for opinion in chosen]
    RuleViolated.unless_empty(_open(session) or reasons_against_session(title, principal_on, on, facts))
    act.change(
        session,
        "feedback.changed",
        base_version=base_version,
        title=title.strip(),
        on=on,
        principal_on=principal_on,
        place=place.strip(),
        host=host.strip(),
    )
    _list(act, session, chosen)
    return session


def _open(session: Session) -> list[Reason]:
    return reasons_not_to_change_session(SessionState(session.state))


def _readable(act: Act, opinions: Sequence[Opinion]) -> list[Opinion]:
    keys = {opinion.pk for opinion in opinions}
    rows = OPINIONS.permitted(act.actor, P.FEEDBACK_RUN).filter(pk__in=keys)
    read = list(rows.select_related("inspection__organisation").order_by("pk"))
    if len(read) < len(keys):
        raise OutOfReach(say("选中的反馈意见里有不在您工作范围内的，请重新选择。"))
    return read


def _list(act: Act, session: Session, chosen: Sequence[Opinion]) -> None:
    """Put these opinions on the meeting's list and take the others off it."""
    wanted = {opinion.pk for opinion in chosen}
    for opinion in session.opinions.exclude(pk__in=wanted):
        act.change(opinion, "opinion.unlisted", session=None)
    for opinion in chosen:
        if opinion.session_id != session.pk:
            act.change(opinion, "opinion.listed", session=session)


@use_case(P.FEEDBACK_RUN, within=SESSIONS)
def list_people(
    act: Act,
    session: Session,
    *,
    capacity: str,
    people: Sequence[tuple[str, str]],
    organisation: Organisation | None = None,
) -> list[Attendance]:
    """Put people on the list of those expected: (name, post), in one capacity, of one unit where they belong to one."""
    known = set(session.attendances.values_list("name", "post"))
    reasons = _open(session) or ([] if people else [reason("请写姓名和职务，一行一人。", field="people")])
    of_unit = capacity in {Attendance.Capacity.PRINCIPAL, Attendance.Capacity.UNIT}
    if of_unit and (organisation is None or not _unit_of(session, organisation)):
        reasons.append(reason("请选这些人所在的被巡察单位。", field="organisation"))
    for name, post in people:
        reasons += reasons_against_guest(name, post, twice=(name, post) in known)
        known.add((name, post))
    RuleViolated.unless_empty(reasons)
    return act.create_many(
        Attendance,
        [
            Attendance(
                session=session,
                organisation=organisation if of_unit else None,
                name=name,
                post=post,
                capacity=capacity,
                attended=False,
            )
            for name, post in people
        ],
        "feedback.person_listed",
        session=str(session),
    )


def _unit_of(session: Session, organisation: Organisation) -> bool:
    return session.opinions.filter(inspection__organisation=organisation).exists()


@use_case(P.FEEDBACK_RUN, within=SESSIONS)
def call_roll(
    act: Act, session: Session, *, attended: Collection[int], signed: Collection[int], off: Collection[int] = ()
) -> Session:
    """Note who was there and who signed; `off` are taken off the list. Each is an attendance of this meeting."""
    RuleViolated.unless_empty(_open(session))
    for row in session.attendances.all():
        if row.pk in off:
            act.record("feedback.person_unlisted", session, person=str(row))
            row.delete()
            continue
        there = row.pk in attended or row.pk in signed
        if (row.attended, row.signed) != (there, row.pk in signed):
            act.change(row, "feedback.attended", attended=there, signed=row.pk in signed)
    act.record("feedback.roll_called", session, attended=len(attended), signed=len(signed))
    return session


@use_case(P.FEEDBACK_RUN, within=SESSIONS)
def note_talk(
    act: Act,
    session: Session,
    *,
    organisation: Organisation,
    on: date,
    with_name: str,
    with_post: str,
    by_name: str,
    note: str = "",
) -> Talk:
    """Note a one-to-one talk: with whom of which unit, by whom, when."""
    there = session.talks.filter(organisation=organisation, on=on, with_name=with_name.strip(), by_name=by_name.strip())
    RuleViolated.unless_empty(
        reasons_not_to_repeat("with_name", there=there.exists())
        + reasons_against_talk(
            with_name=with_name,
            by_name=by_name,
            note=note,
            on=on,
            today=timezone.localdate(act.now),
            of_session=_unit_of(session, organisation),
        )
        + against_persons(persons_in(note=note))
    )
    talk = Talk(
        session=session,
        organisation=organisation,
        on=on,
        with_name=with_name.strip(),
        with_post=with_post.strip(),
        by_name=by_name.strip(),
        note=note.strip(),
    )
    return act.create(talk, "feedback.talk_noted", session=str(session))


@use_case(SESSION.steps["hold"].permission, within=SESSIONS)
def hold_session(act: Act, session: Session, *, principal_on: date | None, on: date, note: str = "") -> Session:
    """Note that a feedback meeting was held: every opinion on it is delivered, and from its day the deadlines run."""
    SESSION.step("hold", SessionState(session.state))
    today = timezone.localdate(act.now)
    facts = hold_facts(session, principal_on=principal_on, on=on, today=today, note=note)
    RuleViolated.unless_empty(reasons_not_to_hold(facts) + against_persons(persons_in(note=note)))
    act.step(session, SESSION, "hold", principal_on=principal_on, on=on, note=note.strip())
    for row in session.opinions.order_by("pk"):
        opinion = act.lock(row)
        act.step(opinion, OPINION, "deliver", delivered_on=on)
        for follow in AFTER_DELIVERY:
            follow(act, opinion)
    return session


@use_case(SESSION.steps["cancel"].permission, within=SESSIONS)
def cancel_session(act: Act, session: Session, *, reason: str) -> Session:
    """Cancel a feedback meeting; its opinions wait for another one."""
    act.step(session, SESSION, "cancel", reason=reason)
    _list(act, session, [])
    return session
