"""The records of which the documents of meetings and of feedback are made."""

from dataclasses import dataclass
from datetime import date

from tests.conftest import NOW, World
from xuncha.feedback.models import (
    AgendaItem,
    Attendance,
    Instruction,
    Meeting,
    Opinion,
    OpinionItem,
    Report,
    ReportedFinding,
    Session,
)
from xuncha.findings.models import Classification, Finding
from xuncha.foundation.accounts.models import User
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.foundation.regulations.models import Category

HEARD_ON, FED_BACK_ON = date(2022, 6, 20), date(2022, 7, 1)


@dataclass
class Heard:
    """One meeting with its instruction, one opinion with its feedback meeting."""

    meeting: Meeting
    instruction: Instruction
    opinion: Opinion
    session: Session
    report: Report


def heard(world: World) -> Heard:
    """A meeting whose minutes are approved, an accepted instruction, an opinion fed back."""
    made = {"created_by": world.founder, "created_at": NOW, "state_since": NOW}
    approver = User.objects.create(username="approver", name="审定人")
    approved = {"approved_by": approver, "approved_at": NOW}
    meeting = Meeting.objects.create(
        term=world.term,
        body="leading_group",
        title="市委巡察工作领导小组2022年第2次会议",
        on=HEARD_ON,
        place="市委三楼会议室",
        chair="组长",
        attendees="甲 副组长\n乙 成员",
        minutes="会议听取了第一轮巡察情况汇报，研究了巡察成果运用。",
        state="approved",
        submitted_by=world.founder,
        submitted_at=NOW,
        **approved,
        **made,
    )
    report = Report.objects.create(
        inspection=world.inspections[0],
        number="BG-TC-8-01-01-001",
        overall="该局党组总体上履行了职责，但落实不够。",
        advice="建议督促整改，追缴不合理价款。",
        state="signed",
        signed_by=approver,
        signed_at=NOW,
        **made,
    )
    for place, (title, main) in enumerate((("落实部署走样", True), ("台账不全", False), ("拆分发包", True)), 1):
        finding = Finding.objects.create(
            inspection=world.inspections[0], number=f"H{place}", title=title, text="改过的。", main=main, **made
        )
        if main:
            category = Category.objects.filter(taxonomy__axis="aspect", parent=None).order_by("pk")[place // 3]
            Classification.objects.create(finding=finding, taxonomy=category.taxonomy, category=category)
        ReportedFinding.objects.create(
            report=report, finding=finding, position=place, title=title, text=f"{title}，涉及三个项目。"
        )
    first = AgendaItem.objects.create(
        meeting=meeting, position=1, title="听取第一轮巡察情况汇报", round=world.round, reporter="巡察办主任",
        decision="原则同意汇报，按程序反馈。",
    )  # fmt: skip
    first.reports.add(report)
    stored = StoredFile.objects.create(digest="5" * 64, size=1, media_type="text/plain")
    first.papers.add(
        Attachment.objects.create(file=stored, name="汇报提纲.docx", created_by=world.founder, created_at=NOW)
    )
    AgendaItem.objects.create(meeting=meeting, position=2, title="研究第二轮工作", decision="按计划推进。")
    instruction = Instruction.objects.create(
        term=world.term,
        agenda_item=first,
        inspection=world.inspections[0],
        number="PS-TC-8-001",
        kind="named",
        leader="市委书记",
        on=HEARD_ON,
        text="历史遗留的办证问题，由分管领导牵头限期解决。",
        assigned_to="市自然资源局",
        due_on=date(2022, 8, 31),
        answer="已办结412户。",
        answered_by=world.founder,
        answered_at=NOW,
        accepted_by=approver,
        accepted_at=NOW,
        state="accepted",
        **made,
    )
    return Heard(meeting, instruction, *_fed_back(world, {**made, **approved}), report)


def _fed_back(world: World, made: dict[str, object]) -> tuple[Opinion, Session]:
    plain = {name: value for name, value in made.items() if not name.startswith("approved")}
    session = Session.objects.create(
        round=world.round,
        title="第一轮巡察反馈会",
        principal_on=FED_BACK_ON,
        on=FED_BACK_ON,
        place="二楼会议室",
        host="巡察办主任",
        state="held",
        **plain,
    )
    for name, post, capacity, unit, signed in (
        ("李局长", "党组书记", "principal", world.units[0], True),
        ("王市长", "副市长", "leader", None, True),
        ("赵组长", "组长", "team", None, False),
    ):
        Attendance.objects.create(
            session=session, name=name, post=post, capacity=capacity, organisation=unit, signed=signed
        )
    opinion = Opinion.objects.create(
        inspection=world.inspections[0],
        session=session,
        number="FK-TC-8-01-01-001",
        overall="局党组能够贯彻上级决策部署，但在管党治党上还有差距。",
        demands="一要提高认识，二要立行立改，三要举一反三。",
        state="delivered",
        delivered_on=FED_BACK_ON,
        **made,
    )
    for position, (aspect, title, text) in enumerate(
        (
            ("聚焦群众身边腐败问题和不正之风", "限额以下项目管理不严", "将同一工程拆分为3个项目直接发包。"),
            ("聚焦群众身边腐败问题和不正之风", "公务接待不规范", "12笔接待没有公函。"),
            ("聚焦基层党组织建设", "组织生活不经常", "2021年少开3次党员大会。"),
        ),
        1,
    ):
        OpinionItem.objects.create(opinion=opinion, position=position, aspect=aspect, title=title, text=text)
    return opinion, session
