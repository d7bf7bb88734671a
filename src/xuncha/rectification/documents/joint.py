"""A joint review on paper: every body's opinion with the summary, and the one list of what is to be changed. (§1.5)"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Max, QuerySet

from xuncha.foundation.documents.content import Align, Block, Closing, Column, Document, Heading, Line, Paragraph, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.rectification.documents.parts import NUMBER, day
from xuncha.rectification.models import BodyOpinion, JointReview, Plan, PlanRemark, ReportRemark, UnitReport
from xuncha.rectification.selectors import opinions_of
from xuncha.rectification.workflow import JointState


@in_chinese
def joint_opinions(review: JointReview, issuer: Issuer, *, may_read: Collection[int]) -> Document:
    """What each body found, word and points, and what the office made of it; only opinions of these ids."""
    unit = review.plan.inspection.organisation.name
    opinions = [opinion for opinion in opinions_of(review) if opinion.pk in may_read]
    columns = (NUMBER, Column("联审单位", 3), Column("结论", 2, Align.CENTRE), Column("意见", 7), Column("提意见人", 2))
    rows = tuple((str(n), o.body, o.get_grade_display(), _said(o), _by(o)) for n, o in enumerate(opinions, 1))
    blocks: list[Block] = [
        Line(f"被巡察单位：{unit}　　审核内容：{review.report or '整改方案'}（第{review.times}次报送）"),
        Line(f"送审日期：{full_date(review.begun_on)}　　时限：{full_date(review.due_on)}"),
        Table(columns, rows),
    ]
    concluded = review.state == JointState.CONCLUDED
    if concluded:
        blocks += [Heading(1, f"汇总结论：{review.get_grade_display()}"), Paragraph(review.summary or "各家意见一致。")]
    return Document(
        "巡察整改联审意见表",
        tuple(blocks),
        subtitle="" if concluded else f"（{review.get_state_display()}）",
        closing=Closing(issuer.office, day(review.concluded_at), seal=concluded),
    )


def _said(opinion: BodyOpinion) -> str:
    points = [
        f"{point.position}. {f'[{point.item.number}] ' if point.item else ''}{point.text}"
        for point in opinion.points.all()
    ]
    passed = [f"逾期未提，经催办{opinion.reminders}次后继续：{opinion.passed_reason}"] if opinion.passed_reason else []
    return "\n".join([*([opinion.text] if opinion.text else []), *points, *passed])


def _by(opinion: BodyOpinion) -> str:
    return f"{opinion.given_by}\n{full_date(day(opinion.given_at))}" if opinion.given_by else ""


@in_chinese
def return_list(plan: Plan, issuer: Issuer) -> Document:
    """The numbered list with which a plan went back the last time, with what the unit wrote to each point."""
    return _returned(plan, "整改方案", _last(plan.remarks.select_related("item")), issuer)


@in_chinese
def report_return_list(report: UnitReport, issuer: Issuer) -> Document:
    """The numbered list with which a report went back the last time, with what the unit wrote to each point."""
    return _returned(report.plan, str(report), _last(report.remarks.select_related("item")), issuer)


def _last(remarks: QuerySet[Any]) -> list[Any]:
    last = remarks.aggregate(last=Max("times"))["last"]
    return list(remarks.filter(times=last).order_by("position"))


def _returned(plan: Plan, what: str, remarks: Sequence[PlanRemark | ReportRemark], issuer: Issuer) -> Document:
    columns = (NUMBER, Column("整改事项", 3), Column("退回意见", 6), Column("提出单位", 3), Column("修改说明", 5))
    rows = tuple(
        (str(r.position), r.item.number if r.item else "整体", r.text, r.body or issuer.office, r.reply)
        for r in remarks
    )
    returned = day_of(remarks[0].created_at) if remarks else None
    return Document(
        "巡察整改退回清单",
        (
            Paragraph(f"你单位报送的{what}收悉。经审核，请按下列意见逐条修改，并逐条写明修改情况后重新报送。"),
            Table(columns, rows),
        ),
        subtitle="" if remarks else "（没有退回过）",
        to=plan.inspection.organisation.name,
        closing=Closing(issuer.office, returned, seal=bool(remarks)),
    )
