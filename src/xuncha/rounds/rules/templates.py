"""What a round starts with: its time nodes and the text of its scheme. Offices replace both by parameters."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.core.text import N_


@dataclass(frozen=True, slots=True)
class NodeTemplate:
    """A time node of a round: so many days after (before, when negative) the first or last day of its field period."""

    code: str
    label: str
    anchor: str  # "field_from" or "field_to"
    days: int

    def planned_on(self, field_from: date, field_to: date) -> date:
        """The day for a given field period."""
        return (field_to if self.anchor == "field_to" else field_from) + timedelta(days=self.days)


TIME_NODES = (
    NodeTemplate("noticed", N_("巡察通知"), "field_from", -10),
    NodeTemplate("mobilised", N_("动员部署"), "field_from", -3),
    NodeTemplate("entered", N_("进驻"), "field_from", 0),
    NodeTemplate("midterm", N_("中期汇报"), "field_from", 25),
    NodeTemplate("withdrawn", N_("撤点"), "field_to", 0),
    NodeTemplate("reported", N_("巡察报告"), "field_to", 21),
    NodeTemplate("heard", N_("领导小组听取"), "field_to", 30),
    NodeTemplate("fed_back", N_("反馈"), "field_to", 70),
)
"""Used where the office has no parameter `round.time_nodes` of its own (domain §3.2, §3.3: every number is local)."""


def node_templates(value: object) -> tuple[NodeTemplate, ...]:
    """The templates in a parameter's value, a list of {code, label, anchor, days}; without one, the common table."""
    if not isinstance(value, list):
        return TIME_NODES
    return tuple(NodeTemplate(row["code"], row["label"], row["anchor"], int(row["days"])) for row in value)


SCHEME = """一、指导思想
（写明依据的上级部署和本轮要求）

二、巡察对象和方式
（写明对象、类型、一托几）

三、监督重点
1. 贯彻落实党的路线方针政策和上级决策部署情况；
2. 群众身边腐败问题和不正之风；
3. 基层党组织领导班子和干部队伍建设情况；
4. 巡察、审计等监督发现问题整改情况。

四、时间安排
（写明动员、进驻、中期汇报、撤点、报告的日期）

五、工作要求
（写明纪律、保密、请示报告）
"""
"""Used where the office has no parameter `round.scheme` of its own."""

PLACEHOLDER = re.compile(r"[（(]写明[^（）()]*[）)]")


def placeholders(scheme: str) -> list[tuple[str, str]]:
    """(the line above it, the words) of every remark of the sample that is still to be replaced by the round's own."""
    found, above = [], ""
    for line in map(str.strip, scheme.splitlines()):
        remarks = PLACEHOLDER.findall(line)
        found += [(above, remark) for remark in remarks]
        above = line if line and not remarks else above
    return found
