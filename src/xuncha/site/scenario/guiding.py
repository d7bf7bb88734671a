"""Guidance and conduct in the demo: registers of a round, comments, a hearing, a contact, what binds a unit."""

from collections.abc import Callable
from datetime import timedelta

from xuncha.conduct.models import Approach, Guidance, Pledge, Training
from xuncha.conduct.selectors import members_of
from xuncha.conduct.services import (
    accept_comment,
    comment_on,
    draft_guidance,
    enter_pledge,
    issue_device,
    issue_guidance,
    register_training,
    report_approach,
)
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.foundation.accounts.models import User
from xuncha.preparation.models import Instruction
from xuncha.preparation.rules import duties_in
from xuncha.preparation.selectors import areas_on
from xuncha.preparation.services import Line, file_instruction, take_up
from xuncha.rounds.models import Inspection, Position, Round
from xuncha.rounds.workflow import RoundState
from xuncha.site.scenario.stage import Stage

MANDATE = (
    "一、主要职责\n（一）负责贯彻落实上级关于本行业的决策部署，拟订年度工作计划并组织实施。\n"
    "（二）每季度研究一次党风廉政建设工作，督促责任落实到科室。\n"
    "（三）当年年底前完成3项专项整治，建立长效机制。"
)
UNSIGNED = 2
"""So many members of a round have not signed yet, as the page of the round shows."""


def guide(stage: Stage) -> None:
    """For rounds in the field: registers from its first day, guidance and comments while it runs."""
    for batch in Round.objects.filter(state=RoundState.IN_FIELD).select_related("term__jurisdiction").order_by("pk"):
        code = batch.term.jurisdiction.code
        if (Role.OFFICE_CLERK, code) in stage.roles and batch.field_from:
            stage.later(batch.field_from + timedelta(days=1), _registers(stage, batch, code))
            stage.later(stage.today, _guidance(stage, batch, code))


def _registers(stage: Stage, batch: Round, code: str) -> Callable[[], None]:
    def do() -> None:
        members, on = list(members_of(batch)), stage.moment.date()
        register_training(
            stage.by_role(Role.OFFICE_CLERK, code),
            batch,
            kind=Training.Kind.TRAINING,
            title="巡前集中培训",
            on=on,
            members=members,
            teacher="巡察办",
        )
        for n, member in enumerate(members):
            if n >= UNSIGNED:
                for kind in Pledge.Kind:
                    enter_pledge(stage.by_role(Role.OFFICE_CLERK, code), member.team, kind=kind, member=member)
            if member.position == Position.LIAISON:
                act, number = stage.by_role(Role.OFFICE_CLERK, code), f"XC-{batch.pk}-{n:03}"
                issue_device(act, member.team, member=member, name="保密笔记本电脑", number=number, on=on)

    return do


def _guidance(stage: Stage, batch: Round, code: str) -> Callable[[], None]:
    def do() -> None:
        here = batch.inspections.filter(entry_on__isnull=False).select_related("team", "organisation").order_by("pk")
        inspection = next((one for one in here if _leader(stage, one)), None)
        if inspection is None:
            return
        _hearing(stage, inspection, code)
        _comments(stage, inspection, code)
        _duties(stage, inspection, code)

    return do


def _leader(stage: Stage, inspection: Inspection) -> User | None:
    """The leader of the team that is in the unit, if the scenario gave them an account."""
    if inspection.team is None:
        return None
    places = inspection.team.memberships.filter(position=Position.LEADER, left_on__isnull=True)
    user = places.values_list("person__user__username", flat=True).first()
    return stage.users.get(user) if user else None


def _hearing(stage: Stage, inspection: Inspection, code: str) -> None:
    draft = draft_guidance(
        stage.by_role(Role.OFFICE_CLERK, code),
        inspection,
        kind=Guidance.Kind.HEARING,
        on=stage.moment.date(),
        place="巡察办会议室",
        attendees="巡察办主任、综合科、该组组长和联络员",
        content="听取该组中期汇报：谈话、走访和账目核查进度；问题底稿起草情况。",
        demands="补做基层站所走访；重点问题的佐证核对原件。",
        due_on=stage.moment.date() + timedelta(days=7),
    )
    issue_guidance(stage.by_role(Role.OFFICE_CLERK, code), draft)
    leader = _leader(stage, inspection)
    if leader is not None:
        report_approach(
            stage.by(leader),
            inspection,
            kind=Approach.Kind.ASKING,
            on=stage.moment.date(),
            who="该单位一名中层干部，托熟人打电话",
            about="打听查到哪几个年度的账",
            answer="当场回绝，未透露任何情况",
        )


def _comments(stage: Stage, inspection: Inspection, code: str) -> None:
    papers = WorkingPaper.objects.filter(inspection=inspection).exclude(facts="").order_by("pk")[:2]
    said = ("写明哪一天、在哪里核对的。", "后果写具体一些，可以补一处数据。")
    leader = _leader(stage, inspection)
    for n, (paper, text) in enumerate(zip(papers, said, strict=False)):
        act = stage.by_role(Role.OFFICE_CLERK, code)
        comment = comment_on(act, inspection, kind="fieldwork.paper", record=paper.pk, place="具体事实", text=text)
        if n == 0 and leader is not None:
            accept_comment(stage.by(leader), comment, reason="已请经办人补写日期和地点")


def _duties(stage: Stage, inspection: Inspection, code: str) -> None:
    areas = areas_on(inspection)
    area = next((area for area, _words in areas.values()), None)
    if area is None:
        return
    act, title = stage.by_role(Role.OFFICE_CLERK, code), "职能配置、内设机构和人员编制规定"
    filed = file_instruction(act, inspection, kind=Instruction.Kind.MANDATE, title=title, text=MANDATE)
    lines = [Line(duty.text, duty.check_points, area) for duty in duties_in(MANDATE)]
    take_up(stage.by_role(Role.OFFICE_CLERK, code), filed, lines=lines)
