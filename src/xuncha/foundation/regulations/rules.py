"""What must hold before a regulation is changed, and which parameters the product knows. No database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from xuncha.core.deadlines import TRIGGERS
from xuncha.core.errors import Reason, reason
from xuncha.core.parameters import CHECKS, Shape, read, some, written
from xuncha.core.text import N_


class ChecklistState(StrEnum):
    """Where a version of a checklist is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


CHECKLIST_STATE_LABEL: dict[ChecklistState, str] = {
    ChecklistState.DRAFT: N_("起草中"),
    ChecklistState.PUBLISHED: N_("已发布"),
    ChecklistState.RETIRED: N_("已停用"),
}


def checklist_state(published_on: date | None, retired_on: date | None) -> ChecklistState:
    """The state follows from the dates."""
    if published_on is None:
        return ChecklistState.DRAFT
    return ChecklistState.PUBLISHED if retired_on is None else ChecklistState.RETIRED


def reasons_not_to_edit(state: ChecklistState) -> list[Reason]:
    """Only a draft may change: papers refer to published versions."""
    if state is ChecklistState.DRAFT:
        return []
    return [reason("已发布的清单不能改，请另起一版，改好再发布。", mend="#versions")]


@dataclass(frozen=True, slots=True)
class ChecklistFacts:
    """What publishing a checklist looks at."""

    state: ChecklistState
    items: int
    without_points: Sequence[str] = ()
    without_category: Sequence[str] = ()


def reasons_not_to_publish(facts: ChecklistFacts) -> list[Reason]:
    """A published list must be usable: not empty, every item with its aspect and something to check."""
    reasons = []
    if facts.state is not ChecklistState.DRAFT:
        reasons.append(reason("这一版已经发布过。", mend="#versions"))
    if not facts.items:
        reasons.append(reason("清单里还没有条目。", mend="#items"))
    if facts.without_category:
        reasons.append(reason("{codes} 还没有归到方面。", mend="#items", codes=some(facts.without_category)))
    if facts.without_points:
        reasons.append(reason("{codes} 还没有写检查要点。", mend="#items", codes=some(facts.without_points)))
    return reasons


def reasons_not_to_keep_item(code: str, manifestation: str, taken: frozenset[str]) -> list[Reason]:
    """An item has a code of its own and says what it looks like."""
    reasons = []
    if not re.fullmatch(r"[A-Za-z0-9.\-]{1,20}", code):
        reasons.append(reason("编码用字母和数字，例如 A01。", field="code"))
    if code in taken:
        reasons.append(reason("这份清单里已经有 {code}。", field="code", code=code))
    if not manifestation.strip():
        reasons.append(reason("请写明具体表现。", field="manifestation"))
    return reasons


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What a new version of a deadline rule looks at. `latest_from` is when the version before it began."""

    trigger: str
    unit: str
    offset: int
    warn_days: Sequence[int]
    valid_from: date
    latest_from: date | None = None


MAX_OFFSET = 2000
"""Five years and a half in days: longer than any period of the handbook."""


def reasons_not_to_set_rule(facts: RuleFacts) -> list[Reason]:
    """A rule counts from a known event, and versions of one rule follow each other in time."""
    reasons = reasons_not_to_date(facts.valid_from, facts.latest_from)
    if facts.trigger not in TRIGGERS:
        reasons.append(reason("请从列出的起算事件里选一个。", field="trigger"))
    if abs(facts.offset) > MAX_OFFSET:
        reasons.append(reason("天数在 -{n} 到 {n} 之间。", field="offset", n=MAX_OFFSET))
    if list(facts.warn_days) != sorted(set(facts.warn_days), reverse=True) or any(d < 1 for d in facts.warn_days):
        reasons.append(reason("提醒天数从大到小写，例如 20、10。", field="warn_days"))
    return reasons


def reasons_not_to_date(valid_from: date, latest_from: date | None) -> list[Reason]:
    """Versions of one thing begin one after the other; what was in force stays as it was."""
    if latest_from is None or valid_from > latest_from:
        return []
    return [reason("生效日期要晚于上一版的 {day}，已生效过的不改。", field="valid_from", day=latest_from.isoformat())]


@dataclass(frozen=True, slots=True)
class ParameterKind:
    """
    One parameter the product knows: its name, its hint and the shape of its value; `later` says why no record that is
    there already can change with it.
    """

    label: str
    hint: str
    shape: Shape
    later: str = ""


_PATTERN_HINT = N_(
    "可用 name（辖区名称，不带市、县）、area（辖区编码）、term、round、team、year 和流水号 n，"
    "写在花括号里；冒号后是位数。"
)

PARAMETERS: dict[str, ParameterKind] = {
    "numbering.paper": ParameterKind(N_("底稿正式编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.paper_provisional": ParameterKind(N_("底稿临时编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.finding": ParameterKind(N_("问题编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.fact": ParameterKind(N_("事实确认单编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.fix": ParameterKind(N_("立行立改通知书编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.report": ParameterKind(N_("巡察报告编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.opinion": ParameterKind(N_("反馈意见编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.item": ParameterKind(N_("整改事项编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.instruction": ParameterKind(N_("批示编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.petition": ParameterKind(N_("信访件编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.clue": ParameterKind(N_("问题线索编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.referral": ParameterKind(N_("移交事项编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.referral_letter": ParameterKind(N_("事项移交函编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.special": ParameterKind(N_("专题材料和即时报告编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.clue_letter": ParameterKind(N_("线索移交函编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.visit": ParameterKind(N_("回访编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.covert": ParameterKind(N_("暗访编号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.letter": ParameterKind(N_("发文字号"), _PATTERN_HINT, Shape.PATTERN),
    "numbering.supervision": ParameterKind(
        N_("督办交办函件编号"),
        N_("与发文字号写法相同，另可用 kind，即函件种类的字号；每个种类、每年各自连续编号。"),
        Shape.PATTERN,
    ),
    "numbering.result_use": ParameterKind(
        N_("成果运用文书编号"),
        N_("与发文字号写法相同，另可用 kind，即种类的字号；每个种类、每年各自连续编号。"),
        Shape.PATTERN,
    ),
    "fieldwork.meter_weights": ParameterKind(N_("底稿完整度分值"), N_("每行一项，写「项目=分值」。"), Shape.WEIGHTS),
    "fieldwork.ended_regulations": ParameterKind(
        N_("已失效的制度文件"), N_("每行一份：名称、失效日期、替代文件，用逗号隔开；替代文件可不写。"), Shape.ENDED
    ),
    "round.time_nodes": ParameterKind(
        N_("轮次时间节点模板"),
        N_("每行一个节点：编码、名称、起算日（进驻或撤点）、天数，用逗号隔开；负数是之前。"),
        Shape.NODES,
    ),
    "planning.capacity": ParameterKind(
        N_("每年可承担的常规巡察家数"), N_("规划里某一年超过这个数时给出提示；没有设置时按任期年均提示。"), Shape.NUMBER
    ),
    "planning.pace": ParameterKind(
        N_("五年规划的年度进度"),
        N_("每行一年，写「第几年=到年底累计应巡的百分比」，如「1=20」；没有设置时按任期平均。"),
        Shape.WEIGHTS,
    ),
    "recusal.former_years": ParameterKind(
        N_("曾任职的回避年限"), N_("离任不满这个年数应当回避，满了只提示；没有设置时按三年。"), Shape.NUMBER
    ),
    "recusal.weights": ParameterKind(
        N_("回避情形怎样处理"),
        N_("每行一条：情形、职务（或全部）、处理（回避、提示、不计），用逗号隔开；没写的照通用办法。"),
        Shape.RECUSAL,
    ),
    "talent.pools": ParameterKind(
        N_("人才库和入库条件"),
        N_("每行一个库：编码、名称、职级（几个用斜杠隔开）、年龄上限、政治面貌，用逗号隔开；不限的空着。"),
        Shape.POOLS,
    ),
    "talent.young_age": ParameterKind(
        N_("年轻干部的年龄上限"), N_("抽调之日不超过这个周岁数算年轻干部；没有设置时按四十岁。"), Shape.NUMBER
    ),
    "talent.promoted_years": ParameterKind(
        N_("新提拔的年限"), N_("抽调之日任现职级不满这个年数算新提拔；没有设置时按一年。"), Shape.NUMBER
    ),
    "rectification.extension_ahead": ParameterKind(
        N_("申请延期的提前天数"), N_("整改事项到期前至少这么多天提出延期，晚了不受理。"), Shape.NUMBER
    ),
    "rectification.extensions_most": ParameterKind(
        N_("一个事项最多延期几次"), N_("满了这个次数不再受理延期；没有设置时不限次数。"), Shape.NUMBER
    ),
    "rectification.extensions_raised": ParameterKind(
        N_("第几次延期起由上级审批"),
        N_("从这一次起，由领导小组成员或者党委书记审批；没有设置时都由巡察办主任以上审批。"),
        Shape.NUMBER,
    ),
    "rectification.suspension_most": ParameterKind(
        N_("一次最多暂停计时的天数"),
        N_("按申请那天的值；没有设置时不限天数。"),
        Shape.NUMBER,
        N_("已经提出的暂停申请按申请那天的值，不会因此改变；新的值只管以后的申请，所以没有可以预先列出的记录。"),
    ),
    "rectification.addressees": ParameterKind(
        N_("整改到期提醒发给谁"),
        N_("三档各一行，例如「临近到期=被巡察单位联络员、被巡察单位主要负责人」；按到达那一档的日期取值。"),
        Shape.ADDRESSEES,
    ),
    "rectification.warn_days": ParameterKind(
        N_("整改事项提前几天提醒"),
        N_("每行一种难易，例如「较难=20、10」；按反馈那天的值，没有写到的难易按时限规则的提醒天数。"),
        Shape.STEPS,
    ),
    "rectification.joint_review": ParameterKind(
        N_("整改方案和报告由哪些单位联审"),
        N_(
            "每行一家：名称、由谁提意见、看哪些问题，用逗号隔开；看哪些问题写「全部」或类别名称，几个用斜杠隔开。"
            "没有账号的单位写巡察办工作人员，由巡察办代录。没有设置或写「不联审」的，由审核人一人审核。"
        ),
        Shape.BODIES,
        N_("已经开始的联审不会因此改变；新的值只管以后报送的方案和报告，所以没有可以预先列出的记录。"),
    ),
    "rectification.required_steps": ParameterKind(
        N_("整改的规定动作"),
        N_("每行写一样必须有的，缺了不能报送方案或报告；按反馈那天的值。没有设置时只要求方案经会议研究。"),
        Shape.PROOFS,
    ),
    "rectification.lowest_in_place": ParameterKind(
        N_("整改到位率下限（百分数）"), N_("集中整改期满后低于这个数的单位，列入请领导定的事。"), Shape.NUMBER
    ),
    "rectification.below_limit": ParameterKind(
        N_("整改到位率低于下限的处理"),
        N_("写责令单位做什么，例如「作出书面检查」；由一人提出、另一人审定，不会自动下达。"),
        Shape.TEXT,
    ),
    "rectification.period": ParameterKind(
        N_("整改定期台账多久报一次"),
        N_("写「每周」「每半月」或「每月」；改了以后，从下一份台账起按新的周期。"),
        Shape.PERIOD,
    ),
    "hints.signals": ParameterKind(
        N_("整改核查提示的种类和门槛"),
        N_("每行一种，写「提示=门槛」；不写或者写 0 的不提示。改了以后，下一次核查全部重新核对。"),
        Shape.SIGNALS,
    ),
    "survey.smallest_group": ParameterKind(
        N_("问卷至少几份才显示"),
        N_("答卷不足这个数的题和分组不显示，少于三的按三；以发放那天的值为准，没有设置时按五份。"),
        Shape.NUMBER,
        N_("已经发放的问卷按发放那天的值，不会因此改变；新的值只管以后发放的，所以没有可以预先列出的记录。"),
    ),
    "survey.village_share": ParameterKind(
        N_("每村走访户数的比例（百分数）"), N_("走访户数至少占总户数的这个比例；没有设置时按百分之十。"), Shape.NUMBER
    ),
    "round.auditor": ParameterKind(
        N_("每组至少一名审计人员"),
        N_("写「必须」「提示」或「不要求」；必须的，缺审计人员的轮次不能提交；没有设置时按提示。"),
        Shape.DEMAND,
    ),
    "conduct.pledge": ParameterKind(
        N_("签保密承诺和“十不准”承诺"),
        N_(
            "写「必须」「提示」或「不要求」；必须的，没有签的组员不能写底稿，不能办理谈话、调阅、走访、信访和小分队；没有设置时按提示。"
        ),
        Shape.DEMAND,
    ),
    "round.scheme": ParameterKind(N_("巡察工作方案底本"), N_("新建轮次时方案从这段文字开始。"), Shape.TEXT),
    "custody.drill_months": ParameterKind(
        N_("口令恢复演练的间隔（月）"),
        N_("现任保管人先演练一次，以后每过这么多个月再演练；到期在巡察办主任的待办页提醒。"),
        Shape.NUMBER,
    ),
}


def reasons_not_to_set_parameter(code: str, value: Any, valid_from: date, latest_from: date | None) -> list[Reason]:
    """A parameter is one the product knows, its value has the right shape, and its versions follow each other."""
    kind = PARAMETERS.get(code)
    if kind is None:
        return [reason("没有「{code}」这个参数。", field="code", code=code)]
    return reasons_not_to_date(valid_from, latest_from) + CHECKS[kind.shape](value)


def reasons_not_to_link(source_taxonomy: int, target_taxonomy: int) -> list[Reason]:
    """A cross-walk leads from one taxonomy to another."""
    if source_taxonomy != target_taxonomy:
        return []
    return [reason("对照关系要连到另一套分类体系。", field="target")]


__all__ = [
    "CHECKLIST_STATE_LABEL",
    "PARAMETERS",
    "ChecklistFacts",
    "ChecklistState",
    "ParameterKind",
    "RuleFacts",
    "Shape",
    "checklist_state",
    "read",
    "reasons_not_to_date",
    "reasons_not_to_edit",
    "reasons_not_to_keep_item",
    "reasons_not_to_link",
    "reasons_not_to_publish",
    "reasons_not_to_set_parameter",
    "reasons_not_to_set_rule",
    "written",
]
