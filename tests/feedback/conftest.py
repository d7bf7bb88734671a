"""The way from confirmed findings to a held feedback meeting, built through use cases."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.feedback import services
from xuncha.feedback.models import AgendaItem, Attendance, Instruction, Meeting, Opinion, OpinionItem, Report, Session
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.workflow import PaperState
from xuncha.findings import services as finding_services
from xuncha.findings.models import Finding
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection
from xuncha.rounds.services import withdraw_inspection

TODAY = NOW.date()
R = Role


@pytest.fixture
def people(hire) -> dict[Role, User]:
    """One person for each role that takes part, and the unit's liaison."""
    roles = (
        R.INSPECTOR,
        R.TEAM_LEADER,
        R.OFFICE_CLERK,
        R.OFFICE_DIRECTOR,
        R.LEADING_GROUP,
        R.SECRETARY,
        R.UNIT_LIAISON,
    )
    return {role: hire(role) for role in roles}


@pytest.fixture
def by(acting, people) -> Callable[..., Act]:
    """A new act by the person of this role, always the same person: `by(Role.INSPECTOR)`."""
    return lambda role, **options: acting(people[role], **options)


@dataclass
class Journey:
    """Makes each record on the way in the state that is asked for."""

    world: World
    by: Callable[..., Act]
    inspector: User
    made: list[Finding] = field(default_factory=list)

    def finding(self, title: str = "拆分发包", text: str = "将同一工程拆分发包，规避竞价。", **options: Any) -> Finding:
        """A finding the leader has confirmed, resting on a paper the leader has signed."""
        inspection = options.pop("inspection", self.world.inspections[0])
        confirmed = options.pop("confirmed", True)
        facts = options.pop("facts", "具体事实。")
        tag = uuid4().hex[:6]
        paper = WorkingPaper.objects.create(
            inspection=inspection,
            provisional_no=f"LS-{tag}",
            number=f"DG-{tag}",
            title=title,
            facts=facts,
            handler=self.inspector,
            state=PaperState.SIGNED,
            state_since=NOW,
            created_by=self.inspector,
            created_at=NOW,
        )
        act = self.by(R.INSPECTOR)
        made = finding_services.raise_finding(act, inspection, papers=[paper], title=title, text=text, **options)
        return finding_services.confirm_finding(self.by(R.TEAM_LEADER), made) if confirmed else made

    def report(self, *findings: Finding, **options: Any) -> Report:
        """A composed draft with these findings."""
        report = services.open_report(self.by(R.INSPECTOR), self.world.inspections[0])
        typed = {"overall": "党的建设不断加强。", "advice": "责令限期整改。", "left_out": {}, **options}
        return services.compose_report(
            self.by(R.INSPECTOR), report, base_version=None, findings=list(findings), **typed
        )

    def signed(self, *findings: Finding, **options: Any) -> Report:
        """A report the leader has signed, with two findings unless others are named."""
        chosen = findings or (self.finding("拆分发包"), self.finding("账目不清", "往来款长期挂账。", main=False))
        self.made = list(chosen)
        return services.sign_report(self.by(R.TEAM_LEADER), self.report(*chosen, **options))

    def opinion(self, *findings: Finding) -> Opinion:
        """A draft with every reported finding as an item, and its texts written."""
        report = self.signed(*findings)
        opinion = services.draft_opinion(self.by(R.OFFICE_CLERK), report)
        services.pick_findings(self.by(R.OFFICE_CLERK), opinion, findings=self.made)
        return services.word_opinion(
            self.by(R.OFFICE_CLERK), opinion, base_version=None, overall="总体较好。", demands="两个月内整改到位。"
        )

    def items(self, opinion: Opinion) -> list[OpinionItem]:
        return list(opinion.items.order_by("position"))

    def approved(self, *findings: Finding) -> Opinion:
        """An opinion a member of the leading group has approved."""
        opinion = services.submit_opinion(self.by(R.OFFICE_CLERK), self.opinion(*findings))
        return services.approve_opinion(self.by(R.LEADING_GROUP), opinion)

    def withdraw(self, *inspections: Inspection) -> None:
        """The teams have left these units, or the first."""
        for inspection in inspections or self.world.inspections[:1]:
            inspection.refresh_from_db()
            if inspection.withdraw_on is None:
                withdraw_inspection(self.by(R.OFFICE_CLERK), inspection, on=TODAY)

    def session(self, *opinions: Opinion, **options: Any) -> Session:
        """A feedback meeting to come after withdrawal, every report heard; the principal and a leader are there."""
        given = {"title": "第一轮反馈会", "on": TODAY, "principal_on": TODAY, **options}
        chosen = opinions or [self.approved()]
        self.withdraw(*(opinion.inspection for opinion in chosen))
        session = services.call_session(self.by(R.OFFICE_CLERK), self.world.round, opinions=chosen, **given)
        self.heard(*(opinion.inspection.report for opinion in chosen))
        self.guests(session)
        return session

    def guests(self, session: Session) -> list[int]:
        """The leader and the principal, marked as present; the principal signed."""
        clerk = R.OFFICE_CLERK
        capacity = Attendance.Capacity
        [leader] = services.list_people(
            self.by(clerk), session, capacity=capacity.LEADER, people=[("王市长", "副市长")]
        )
        [principal] = services.list_people(
            self.by(clerk),
            session,
            capacity=capacity.PRINCIPAL,
            people=[("李局长", "党组书记")],
            organisation=self.world.units[0],
        )
        present = [leader.pk, principal.pk]
        services.call_roll(self.by(clerk), session, attended=present, signed=[principal.pk])
        return present

    def held(self, *opinions: Opinion) -> Session:
        """A feedback meeting that was held today."""
        session = self.session(*opinions)
        return services.hold_session(self.by(R.OFFICE_CLERK), session, principal_on=TODAY, on=TODAY, note="坚决整改。")

    def delivered(self, *findings: Finding) -> Opinion:
        """An opinion that was fed back today."""
        opinion = self.approved(*findings)
        self.held(opinion)
        opinion.refresh_from_db()
        return opinion

    def meeting(self, **options: Any) -> Meeting:
        """A meeting of the leading group to come, with the round as its one matter."""
        given = {"body": "leading_group", "title": "听取第一轮巡察情况", "on": TODAY, **options}
        meeting = services.call_meeting(self.by(R.OFFICE_CLERK), self.world.term, **given)
        services.add_matter(
            self.by(R.OFFICE_CLERK), meeting, title="听取汇报", batch=self.world.round, reporter="巡察办"
        )
        return meeting

    def heard(self, *reports: Report) -> Meeting:
        """A meeting of the leading group that heard these reports today."""
        meeting = services.call_meeting(
            self.by(R.OFFICE_CLERK), self.world.term, body="leading_group", title=f"听取巡察报告 {uuid4()}", on=TODAY
        )
        services.add_matter(self.by(R.OFFICE_CLERK), meeting, title="听取报告", reports=reports)
        return services.hold_meeting(self.by(R.OFFICE_CLERK), meeting, on=TODAY, chair="组长", attendees="甲 副书记")

    def minuted(self, **options: Any) -> Meeting:
        """A held meeting with its minutes and decisions written."""
        meeting = self.meeting(**options)
        clerk = R.OFFICE_CLERK
        services.hold_meeting(self.by(clerk), meeting, on=TODAY, chair="组长", attendees="甲 副书记\n乙 部长")
        matter: AgendaItem = meeting.agenda.get()
        return services.write_minutes(
            self.by(clerk), meeting, base_version=None, minutes="会议听取了汇报。", decisions={matter: "原则同意。"}
        )

    def instruction(self, **options: Any) -> Instruction:
        """A written instruction, open."""
        given = {
            "kind": "written",
            "leader": "市委书记",
            "on": TODAY,
            "text": "请分管领导牵头，限期解决。",
            "assigned_to": "市住建局",
            "due_on": date(2022, 6, 1),
            **options,
        }
        return services.record_instruction(self.by(R.SECRETARY), self.world.term, **given)


@pytest.fixture
def journey(world: World, by, people) -> Journey:
    """The units are still inspected: nobody has come out."""
    for inspection in world.inspections:
        inspection.withdraw_on = None
        inspection.save()
    return Journey(world, by, people[R.INSPECTOR])
