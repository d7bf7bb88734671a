"""The list of wanted material as it goes to the unit, with room for both signatures. (domain §1.5)"""

from xuncha.foundation.documents.content import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Line,
    Paragraph,
    Sign,
    Signs,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.gathering.models import MaterialItem, MaterialRequest, Way

COLUMNS = (
    Column("序号", 1, Align.CENTRE),
    Column("资料名称", 6),
    Column("页数", 1.2, Align.CENTRE),
    Column("收到日期", 2.4, Align.CENTRE),
    Column("是否齐全", 2.2, Align.CENTRE),
    Column("备注", 2.6),
)


@in_chinese
def material_list(request: MaterialRequest, issuer: Issuer) -> Document:
    """What the unit is asked for and what came; nothing of what was noticed in reading it."""
    inspection = request.inspection
    team = f"{issuer.short_committee}{inspection.team.name if inspection.team else '巡察组'}"
    by = f"请于{full_date(request.due_on)}前" if request.due_on else "请及时"
    rows = tuple(_row(item) for item in request.items.order_by("position"))
    blocks: list[Block] = [
        Paragraph(
            f"根据巡察工作需要，请你单位提供下列资料。{by}通过网上或者纸质方式交巡察组；没有的，请书面说明。资料用后退还或者销毁。"
        ),
        Table(COLUMNS, rows, request.title),
    ]
    if request.note:
        blocks.append(Line(f"说明：{request.note}"))
    handed = Sign("退还时单位签收", request.signed_for, request.disposed_on)
    blocks.append(Signs((Sign("巡察组经办人"), Sign("单位经办人"), handed)))
    return Document(
        "调阅资料清单",
        tuple(blocks),
        to=inspection.organisation.name,
        closing=Closing(team, request.sent_on or issuer.on, seal=False),
    )


def _row(item: MaterialItem) -> tuple[str, ...]:
    came = full_date(item.delivered_on) if item.delivered_on else ""
    whole = "没有" if item.way == Way.NONE else "齐全" if item.complete else "不齐全" if item.missing else ""
    return (str(item.position), item.text, str(item.pages or ""), came, whole, item.missing or item.said)
