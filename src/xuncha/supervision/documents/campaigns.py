"""A campaign as a document: the plan with items and tasks, and what it brought."""

from xuncha.foundation.documents.content import (
    Align,
    Annex,
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.supervision.models import Campaign
from xuncha.supervision.selectors.campaigns import items_of_campaign, told
from xuncha.supervision.workflow import SEEN

NUMBER = Column("序号", 1, Align.CENTRE)
TASKS = (NUMBER, Column("任务", 5), Column("承办单位", 3), Column("时限", 2), Column("完成情况", 4))
ITEMS = (NUMBER, Column("单位", 3), Column("编号", 3), Column("整改事项", 6))


@in_chinese
def campaign_document(campaign: Campaign, issuer: Issuer) -> Document:
    """The plan of a campaign; once something was reported, its figures and the summing-up."""
    members = "、".join(one.name for one in campaign.members) or "无"
    approved = campaign.state in SEEN
    approved_on = day_of(campaign.approved_at) if campaign.approved_at else None
    blocks: list[Block] = [
        Heading(1, "目标要求"),
        Paragraph(campaign.goal),
        Heading(1, "组织分工"),
        Paragraph(
            f"由{campaign.lead.name}牵头，成员单位：{members}。"
            f"整治时间为{full_date(campaign.from_on)}至{full_date(campaign.to_on)}。"
        ),
    ]
    if campaign.reports.exists():
        figures = "，".join(f"{label}{value}{unit}" for label, value, unit in told(campaign))
        blocks += [Heading(1, "整治成效"), Paragraph(f"截至{full_date(issuer.on)}，{figures}。")]
    if campaign.closing:
        blocks += [Heading(1, "总结"), Paragraph(campaign.closing)]
    tasks = tuple(
        (str(t.position), t.text, t.owner.name, t.due_on.isoformat(), t.result or "正在办理")
        for t in campaign.tasks.select_related("owner").order_by("position")
    )
    items = tuple(
        (str(n), item.plan.inspection.organisation.name, item.number, item.title)
        for n, item in enumerate(items_of_campaign(campaign), 1)
    )
    return Document(
        campaign.title,
        tuple(blocks),
        organ=issuer.office if approved else "",
        subtitle="" if approved else f"（{campaign.get_state_display()}）",
        annexes=("任务清单", "整改事项清单"),
        closing=Closing(issuer.office, approved_on or issuer.on, seal=approved),
        blocks_after=(Annex("任务清单", 1), Table(TASKS, tasks), Annex("整改事项清单", 2), Table(ITEMS, items)),
    )
