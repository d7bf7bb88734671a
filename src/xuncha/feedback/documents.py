"""Report, agenda, minutes, decisions, instruction slip, opinion, sign list as official documents. (domain §3.2 3–5)"""

from collections.abc import Mapping
from itertools import groupby

from xuncha.feedback.models import (
    Attendance,
    Body,
    Instruction,
    Meeting,
    Opinion,
    OpinionItem,
    Report,
    ReportedFinding,
    Session,
)
from xuncha.feedback.selectors import aspects_of, lines_of, unit_and_post
from xuncha.feedback.workflow import FED_BACK, InstructionState, MeetingState, ReportState
from xuncha.foundation.documents.content import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Field,
    Form,
    Heading,
    Imprint,
    Line,
    Paragraph,
    Sign,
    Signs,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import chinese_number, day_of, full_date
from xuncha.foundation.documents.profile import Issuer

BLANK = "____________"
ROOM = 6
"""Empty rows at the end of a sign list for people nobody expected."""


def _organ(meeting: Meeting, issuer: Issuer) -> str:
    """Who met: the leading group, or the committee itself."""
    return issuer.group if meeting.body == Body.LEADING_GROUP else issuer.committee


def _when_and_where(meeting: Meeting) -> list[Block]:
    return [
        Line(f"时间：{full_date(meeting.on)}"),
        Line(f"地点：{meeting.place or BLANK}"),
        Line(f"主持：{meeting.chair or BLANK}"),
    ]


@in_chinese
def agenda(meeting: Meeting, issuer: Issuer) -> Document:
    """What the meeting hears, in order, from whom, with which papers."""
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("议题", 5),
        Column("汇报", 2.4),
        Column("会议材料", 4),
    )
    rows = tuple(
        (
            str(matter.position),
            matter.title,
            matter.reporter,
            "、".join([*(r.number for r in matter.reports.all()), *(p.name for p in matter.papers.all())]),
        )
        for matter in meeting.agenda.prefetch_related("reports", "papers")
    )
    return Document(
        f"{meeting.title}议程",
        (*_when_and_where(meeting), Table(columns, rows)),
        subtitle=str(meeting.get_body_display()),
        closing=Closing(issuer.office, issuer.on, seal=False),
    )


@in_chinese
def meeting_minutes(meeting: Meeting, issuer: Issuer) -> Document:
    """Who met, what was heard, what was decided; minutes nobody has approved yet say so."""
    blocks: list[Block] = [
        *_when_and_where(meeting),
        Line(f"出席：{'、'.join(meeting.attendees.split(chr(10))) or BLANK}"),
        Paragraph(meeting.minutes or BLANK),
        Heading(1, "议定事项"),
    ]
    for matter in meeting.agenda.all():
        blocks += [Heading(2, matter.title), Paragraph(matter.decision or BLANK)]
    approved = meeting.state == MeetingState.APPROVED
    return Document(
        f"{meeting.title}纪要",
        tuple(blocks),
        organ=_organ(meeting, issuer),
        subtitle="" if approved else "（未经审定）",
        closing=Closing(_organ(meeting, issuer), issuer.on, seal=approved),
        imprint=Imprint((), issuer.office, issuer.on),
    )


@in_chinese
def decision_sheet(meeting: Meeting, issuer: Issuer) -> Document:
    """What was decided and demanded, who sees to it and by when: handed to those who do it (议定事项通知)."""
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("议题", 3.4),
        Column("议定事项", 6),
    )
    matters = list(meeting.agenda.prefetch_related("instructions"))
    rows = tuple((chinese_number(m.position), m.title, m.decision) for m in matters)
    blocks: list[Block] = [
        Paragraph(
            f"{full_date(meeting.on)}，{meeting.chair or BLANK}主持召开{meeting.get_body_display()}。"
            "现将会议议定事项通知如下，请认真抓好落实："
        ),
        Table(columns, rows, "议定事项"),
    ]
    followed = [instruction for matter in matters for instruction in matter.instructions.all()]
    if followed:
        blocks += [
            Paragraph("下列事项由承办部门按期办理，并书面报告办理情况："),
            Table(
                (
                    Column("编号", 2.6),
                    Column("内容", 5),
                    Column("承办部门", 2.4),
                    Column("期限", 2.4, Align.CENTRE),
                ),
                tuple((i.number, i.text, i.assigned_to, full_date(i.due_on) if i.due_on else "") for i in followed),
                "交办事项",
            ),
        ]
    return Document(
        f"关于{meeting.title}议定事项的通知",
        tuple(blocks),
        organ=issuer.office,
        number=issuer.number,
        to="各承办部门",
        subtitle="" if meeting.state == MeetingState.APPROVED else "（纪要未经审定）",
        closing=Closing(issuer.office, issuer.on),
        imprint=Imprint((), issuer.office, issuer.on),
    )


@in_chinese
def instruction_slip(instruction: Instruction, issuer: Issuer) -> Document:
    """One instruction as it is handed out, with room for what was done (批示办理单)."""
    fields = (
        Field("编号", instruction.number),
        Field("种类", str(instruction.get_kind_display())),
        Field("领导（会议）", instruction.leader),
        Field("日期", full_date(instruction.on)),
        Field("承办部门", instruction.assigned_to),
        Field("办理期限", full_date(instruction.due_on) if instruction.due_on else ""),
        Field("批示内容", instruction.text, wide=True, lines=5),
        Field("办理情况", instruction.answer, wide=True, lines=8),
    )
    accepted = instruction.state == InstructionState.ACCEPTED
    return Document(
        "批示办理单",
        (
            Form(fields),
            Signs(
                (
                    Sign("承办部门主要负责人（签字、盖章）"),
                    Sign(
                        "审阅",
                        str(instruction.accepted_by) if accepted else "",
                        day_of(instruction.accepted_at) if instruction.accepted_at else None,
                        "同意办结。" if accepted else "",
                    ),
                )
            ),
        ),
        subtitle=instruction.number,
        closing=Closing(issuer.office, issuer.on, seal=False),
    )


@in_chinese
def inspection_report(report: Report, issuer: Issuer) -> Document:
    """What the team found of a unit, as the meetings are given it: judgement, chosen problems in order, advice."""
    inspection = report.inspection
    team = f"{issuer.short_committee}{inspection.team.name if inspection.team else '巡察组'}"
    unit = inspection.organisation.name
    lines = list(lines_of(report))
    aspects = aspects_of(line.finding for line in lines)
    main = [line for line in lines if line.finding.main]
    others = [line for line in lines if not line.finding.main]
    first: dict[str, int] = {}
    for line in main:
        first.setdefault(aspects.get(line.finding_id, ""), line.position)
    main.sort(key=lambda line: first[aspects.get(line.finding_id, "")])  # aspects in the order of their first problem
    blocks: list[Block] = [
        Paragraph(
            f"根据{issuer.short_committee}统一部署，{inspection.round.name}期间，{team}对{unit}党组织开展了"
            f"{inspection.get_type_display()}。现将有关情况报告如下："
        ),
        Heading(1, "总体评价"),
        Paragraph(report.overall or BLANK),
        Heading(1, "发现的主要问题"),
        *_reported(main, aspects),
        *([Heading(1, "发现的其他问题"), *_reported(others, {})] if others else []),
        Heading(1, "意见建议"),
        Paragraph(report.advice or BLANK),
    ]
    signed = report.state == ReportState.SIGNED
    return Document(
        f"关于巡察{unit}情况的报告",
        tuple(blocks),
        number=report.number,
        subtitle="" if signed else f"（{report.get_state_display()}）",
        to=issuer.group,
        closing=Closing(team, day_of(report.signed_at) if report.signed_at else issuer.on, seal=False),
    )


def _reported(lines: list[ReportedFinding], aspects: Mapping[int, str]) -> list[Block]:
    """The problems as they were signed, those of one aspect under its heading; unsigned, as the findings read now."""
    blocks: list[Block] = []
    for aspect, rows in groupby(lines, lambda line: aspects.get(line.finding_id, "")):
        if aspect:
            blocks.append(Heading(2, aspect))
        for line in rows:
            title, text = line.title or line.finding.title, line.text or line.finding.text
            blocks += [Heading(3 if aspect else 2, title), Paragraph(text)]
    return blocks


@in_chinese
def feedback_opinion(opinion: Opinion, issuer: Issuer) -> Document:
    """What is fed back to the unit: judgement, problems under their headings, demands. Never where they come from."""
    inspection = opinion.inspection
    items = list(opinion.items.order_by("position"))
    team = f"{issuer.short_committee}{inspection.team.name if inspection.team else '巡察组'}"
    stay = f"对你单位党组织开展了{inspection.get_type_display()}"
    blocks: list[Block] = [
        Paragraph(f"根据{issuer.short_committee}统一部署，{inspection.round.name}期间，{team}{stay}。现反馈如下："),
        Heading(1, "总体评价"),
        Paragraph(opinion.overall or BLANK),
        Heading(1, "巡察发现的主要问题"),
        *_problems(items),
        Heading(1, "整改要求"),
        Paragraph(opinion.demands or BLANK),
        Paragraph("请你单位党组织切实担负整改主体责任，按时报送整改方案和整改情况。"),
    ]
    given = opinion.state in FED_BACK
    return Document(
        f"关于{inspection.round.name}巡察{inspection.organisation.name}的反馈意见",
        tuple(blocks),
        organ=issuer.group if given else "",
        number=opinion.number,
        subtitle="" if given else f"（{opinion.get_state_display()}）",
        to=inspection.organisation.name,
        closing=Closing(team, opinion.delivered_on or issuer.on),
        imprint=Imprint((), issuer.office, issuer.on),
    )


def _problems(items: list[OpinionItem]) -> list[Block]:
    """Under each heading its problems, numbered through; without headings the problems alone."""
    blocks: list[Block] = []
    for aspect, rows in groupby(items, lambda item: item.aspect):
        if aspect:
            blocks.append(Heading(2, aspect))
        for item in rows:
            blocks += [Heading(3 if aspect else 2, item.title), Paragraph(item.text)]
    return blocks


@in_chinese
def sign_list(session: Session, issuer: Issuer) -> Document:
    """Who is expected at a feedback meeting, by capacity, with room to sign (签到表)."""
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("姓名", 2, Align.CENTRE),
        Column("单位、职务", 5),
        Column("身份", 3.2),
        Column("签名", 2.6),
    )
    order = list(Attendance.Capacity)
    people = sorted(
        session.attendances.select_related("organisation"),
        key=lambda a: (order.index(Attendance.Capacity(a.capacity)), a.pk),
    )
    rows = [
        (
            str(n),
            person.name,
            unit_and_post(person),
            str(person.get_capacity_display()),
            "已签" if person.signed else "",
        )
        for n, person in enumerate(people, 1)
    ]
    rows += [(str(n), "", "", "", "") for n in range(len(people) + 1, len(people) + 1 + ROOM)]
    units = "、".join(
        str(o.inspection.organisation) for o in session.opinions.select_related("inspection__organisation")
    )
    blocks: tuple[Block, ...] = (
        Line(f"时间：{full_date(session.on)}"),
        Line(f"地点：{session.place or BLANK}"),
        Line(f"主持：{session.host or BLANK}"),
        Line(f"反馈单位：{units}"),
        Table(columns, tuple(rows)),
    )
    return Document(f"{session.title}签到表", blocks, closing=Closing(issuer.office, issuer.on, seal=False))
