"""What happened to an item, as its unit may read it: which side did what and when, never who of the office."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.timezone import localdate

from xuncha.core.text import N_
from xuncha.foundation.journal.reading import records_about
from xuncha.rectification.models import Item

MOST = 200


class Side(StrEnum):
    """Who did it."""

    UNIT = "unit"
    OFFICE = "office"
    CLOCK = "clock"


UNIT, OFFICE, CLOCK = Side
SIDE_LABEL: dict[Side, str] = {UNIT: N_("你单位"), OFFICE: N_("巡察办"), CLOCK: N_("系统")}
TOLD: dict[str, tuple[Side, str]] = {
    "rectification.item_listed": (OFFICE, N_("反馈问题")),
    "rectification.item_started": (OFFICE, N_("审核通过方案，开始整改")),
    "rectification.item_progressed": (UNIT, N_("报进展")),
    "rectification.item_measure_added": (UNIT, N_("增加措施")),
    "rectification.item_handed_over": (UNIT, N_("更换责任人")),
    "rectification.item_evidence_added": (UNIT, N_("上传佐证")),
    "rectification.item_evidence_withdrawn": (UNIT, N_("撤回佐证")),
    "rectification.item_evidence_reviewed": (OFFICE, N_("核验佐证")),
    "rectification.item_outcome": (UNIT, N_("登记成效")),
    "rectification.outcome_removed": (UNIT, N_("撤销成效登记")),
    "rectification.item_shortfall_explained": (UNIT, N_("说明追缴差额")),
    "rectification.item_shortfall_judged": (OFFICE, N_("审核追缴差额")),
    "rectification.item_declared": (UNIT, N_("自报完成")),
    "rectification.item_resumed": (UNIT, N_("撤回，继续整改")),
    "rectification.unit_meeting_recorded": (UNIT, N_("登记会议研究情况")),
    "rectification.closeout_requested": (UNIT, N_("申请销号")),
    "rectification.item_closed": (OFFICE, N_("同意销号")),
    "rectification.closeout_returned": (OFFICE, N_("退回整改")),
    "rectification.item_basically_done": (OFFICE, N_("认定基本完成")),
    "rectification.item_long_term": (OFFICE, N_("认定长期坚持")),
    "rectification.item_reopened": (OFFICE, N_("重新打开")),
    "rectification.item_extension_asked": (UNIT, N_("申请延期")),
    "rectification.item_extended": (OFFICE, N_("同意延期")),
    "rectification.item_suspension_asked": (UNIT, N_("申请暂停计时")),
    "rectification.item_suspended": (OFFICE, N_("暂停计时，时限顺延")),
    "rectification.item_query_asked": (UNIT, N_("提出问题或意见")),
    "rectification.item_disputed": (UNIT, N_("提出异议")),
    "rectification.item_dispute_taken_back": (UNIT, N_("撤回异议")),
    "rectification.item_upheld": (OFFICE, N_("答复异议，维持原反馈")),
    "rectification.item_corrected": (OFFICE, N_("答复异议，更正表述")),
    "rectification.item_annulled": (OFFICE, N_("答复异议，撤销这个问题")),
    "rectification.item_note": (CLOCK, N_("到期提示")),
    "rectification.item_near": (CLOCK, N_("临近到期")),
    "rectification.item_late": (CLOCK, N_("转为超期")),
    "rectification.item_kept_note": (CLOCK, N_("快到再报进展的日期")),
    "rectification.item_kept_near": (CLOCK, N_("临近再报进展的日期")),
    "rectification.item_kept_late": (CLOCK, N_("没有按期再报进展")),
}
"""Events that the unit may read, who did them, in words. An event that is not here is not shown."""
SAID = ("text", "file", "reason", "note")
"""Of what an event noted, what the unit may read, in this order."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    on: date
    side: str
    label: str
    said: list[str]
    late: bool = False


def timeline_of(item: Item) -> list[Moment]:
    """The item's story, the newest first; one query."""
    rows = records_about("rectification.item", item.pk).filter(event__in=TOLD)[:MOST]
    moments = [_moment(row.event, localdate(row.at), json.loads(row.body)) for row in rows]
    return sorted(moments, key=lambda moment: moment.on, reverse=True)


def _moment(event: str, day: date, body: Mapping[str, Any]) -> Moment:
    side, label = TOLD[event]
    detail = body["detail"]
    said = [str(detail[name]) for name in SAID if detail.get(name)]
    if "outcome" in body["changes"]:
        said.append(" → ".join(str(value) for value in body["changes"]["outcome"] if value))
    if side is CLOCK:  # dated with the day the step was reached, however late the daily run noticed it
        day = date.fromisoformat(detail["on"])
    return Moment(day, SIDE_LABEL[side], label, said, late=event.endswith("_late"))
