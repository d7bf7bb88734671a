"""Random legal and illegal sequences of steps: the records only ever go where the workflow tables lead."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feedback.conftest import TODAY, Journey
from xuncha.core.errors import Denied, InvalidTransition, RuleViolated
from xuncha.core.permissions import Role as R
from xuncha.core.workflow import Workflow
from xuncha.feedback import services
from xuncha.feedback.models import FedBackFinding
from xuncha.feedback.workflow import FED_BACK, INSTRUCTION, MEETING, OPINION, REPORT, OpinionState, SessionState
from xuncha.foundation.journal.models import JournalRecord

QUICK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CLERK, GROUP, LEADER = R.OFFICE_CLERK, R.LEADING_GROUP, R.TEAM_LEADER
PEOPLE = st.sampled_from([CLERK, GROUP, LEADER, R.SECRETARY, R.UNIT_LIAISON])


@dataclass(frozen=True)
class Attempts:
    """The acts of one workflow, each called with (act, record)."""

    table: Workflow
    acts: dict[str, Callable]


REPORTS = Attempts(
    REPORT, {"sign": services.sign_report, "reopen": lambda act, r: services.reopen_report(act, r, reason="改")}
)
MEETINGS = Attempts(
    MEETING,
    {
        "hold": lambda act, m: services.hold_meeting(act, m, on=TODAY, chair="组长", attendees="甲"),
        "submit": services.submit_minutes,
        "approve": services.approve_minutes,
        "return": lambda act, m: services.return_minutes(act, m, reason="改"),
        "cancel": lambda act, m: services.cancel_meeting(act, m, reason="不开"),
    },
)
INSTRUCTIONS = Attempts(
    INSTRUCTION,
    {
        "answer": lambda act, i: services.answer_instruction(act, i, answer="办了。"),
        "accept": services.accept_instruction,
        "return": lambda act, i: services.return_instruction(act, i, reason="没办好"),
    },
)


def run(attempts: Attempts, journey: Journey, record, plan: list[tuple[R, str]]) -> None:
    """Take each attempt; a refused one changes nothing, one that goes through lands where the table says."""
    for who, name in plan:
        record.refresh_from_db()
        state = type(attempts.table.initial)(record.state)
        before = JournalRecord.objects.filter(event=attempts.table.steps[name].event).count()
        offered = name in attempts.table.available(state)
        try:
            attempts.acts[name](journey.by(who), record)
        except (Denied, InvalidTransition, RuleViolated):
            record.refresh_from_db()
            assert record.state == state
            assert JournalRecord.objects.filter(event=attempts.table.steps[name].event).count() == before
        else:
            record.refresh_from_db()
            assert offered
            assert record.state == attempts.table.steps[name].target
            assert JournalRecord.objects.filter(event=attempts.table.steps[name].event).count() == before + 1


def plans(attempts: Attempts):
    return st.lists(st.tuples(PEOPLE, st.sampled_from(sorted(attempts.acts))), min_size=4, max_size=12)


def undone(body: Callable[[], None]) -> None:
    """Run one example and take back what it wrote."""
    with transaction.atomic():
        body()
        transaction.set_rollback(True)


@QUICK
@given(plan=plans(REPORTS))
def test_reports(plan, journey):
    undone(lambda: run(REPORTS, journey, journey.report(journey.finding()), plan))


@QUICK
@given(plan=plans(MEETINGS), writes=st.booleans())
def test_meetings(plan, writes, journey):
    def example() -> None:
        meeting = journey.minuted() if writes else journey.meeting()
        run(MEETINGS, journey, meeting, plan)
        meeting.refresh_from_db()
        if meeting.state == "approved":
            assert meeting.minutes
            assert meeting.approved_by != meeting.submitted_by

    undone(example)


@QUICK
@given(plan=plans(INSTRUCTIONS))
def test_instructions(plan, journey):
    def example() -> None:
        instruction = journey.instruction()
        run(INSTRUCTIONS, journey, instruction, plan)
        instruction.refresh_from_db()
        if instruction.state == "accepted":
            assert instruction.accepted_by != instruction.answered_by

    undone(example)


ON_THE_WAY = {
    "submit": services.submit_opinion,
    "approve": services.approve_opinion,
    "return": lambda act, o: services.return_opinion(act, o, reason="改"),
    "receive": services.receive_opinion,
}


@QUICK
@given(
    plan=st.lists(st.tuples(PEOPLE, st.sampled_from([*ON_THE_WAY, "hold", "cancel", "drop"])), min_size=5, max_size=14)
)
def test_opinions_and_their_meeting(plan, journey):
    """Whatever is tried: an opinion is delivered only by a held meeting, once, complete, approved by another."""

    def example() -> None:
        opinion = journey.opinion()
        session = journey.session(opinion)
        opinion.refresh_from_db()
        acts = {
            "hold": lambda act: services.hold_session(act, session, principal_on=TODAY, on=TODAY),
            "cancel": lambda act: services.cancel_session(act, session, reason="改期"),
            "drop": lambda act: services.drop_item(act, opinion, item=opinion.items.first()),
            **{name: lambda act, do=do: do(act, opinion) for name, do in ON_THE_WAY.items()},
        }
        for who, name in plan:
            state = OpinionState(opinion.state)
            if name == "drop" and opinion.items.count() < 2:
                continue
            try:
                acts[name](journey.by(who))
            except (Denied, InvalidTransition, RuleViolated):
                stood = opinion.state
                opinion.refresh_from_db()
                assert opinion.state == stood == state
            opinion.refresh_from_db()
            session.refresh_from_db()
            reachable = {step.target for step in OPINION.available(state).values()} | {state}
            assert opinion.state in reachable
            assert (opinion.state in FED_BACK) == (session.state == SessionState.HELD)
        if opinion.state in FED_BACK:
            assert opinion.approved_by_id not in (None, opinion.submitted_by_id)
            assert FedBackFinding.objects.filter(item__opinion=opinion).exists()
        delivered = JournalRecord.objects.filter(event="opinion.delivered").count()
        assert delivered == int(opinion.state in FED_BACK)

    undone(example)


def test_a_sequence_that_goes_all_the_way(journey):
    """The sequences above would say nothing if none of them could come to the end."""
    meeting = journey.minuted()
    run(MEETINGS, journey, meeting, [(CLERK, "submit"), (CLERK, "approve"), (GROUP, "approve"), (GROUP, "return")])
    meeting.refresh_from_db()
    assert meeting.state == "approved"
    with pytest.raises(InvalidTransition):
        services.cancel_meeting(journey.by(CLERK), meeting, reason="晚了")
