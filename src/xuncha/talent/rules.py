"""What a person of the pools, a nomination and a declared tie must be. Facts in, reasons out; no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.core.avoidance import whole_years
from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_

SKILL_LIMIT = 20


def reasons_not_to_keep(
    *, code_taken: bool, skills: list[str], entered_on: date | None, left_on: date | None
) -> list[Reason]:
    """Why a person cannot be kept like this."""
    reasons = []
    if code_taken:
        reasons.append(reason("这个人员编号已经用过。", "code"))
    if len(skills) > SKILL_LIMIT:
        reasons.append(reason("专长最多写 {n} 项。", "skills", n=SKILL_LIMIT))
    if any(len(skill) > 10 for skill in skills):
        reasons.append(reason("每项专长不超过 10 字，用顿号分开。", "skills"))
    if entered_on and left_on and left_on < entered_on:
        reasons.append(reason("出库日期应不早于入库日期 {day}。", "left_on", day=f"{entered_on:%Y-%m-%d}"))
    return reasons


def reasons_not_to_declare(*, already: bool, former: bool, until: date | None, today: date) -> list[Reason]:
    """Why a tie cannot be declared like this: once per organisation and kind; an end of post that makes sense."""
    reasons = []
    if already:
        reasons.append(reason("这一单位的同类回避事项已经登记。", "organisation"))
    if until and not former:
        reasons.append(reason("只有曾任职写离任日期。", "until"))
    if until and until > today:
        reasons.append(reason("离任日期应不晚于今天。", "until"))
    return reasons


def reasons_not_to_link(*, other_account: bool, other_person: str, active: bool) -> list[Reason]:
    """One account for one person, and one person for one account."""
    reasons = []
    if other_account:
        reasons.append(reason("此人已关联账号，请先解除。", "user"))
    if other_person:
        reasons.append(reason("这个账号已关联{name}。", "user", name=other_person))
    if not active:
        reasons.append(reason("这个账号已停用。", "user"))
    return reasons


@dataclass(frozen=True, slots=True)
class PoolRule:
    """
    A pool: its stored code, its name, and what a person must be to enter it.

    `ranks` are the ranks of which one is asked, `oldest` the age in whole years that must not be exceeded on the day
    of entry (0: no limit), `status` the political status in words; empty asks for nothing.
    """

    code: str
    name: str
    ranks: tuple[str, ...] = ()
    oldest: int = 0
    status: str = ""


CUSTOMARY: tuple[PoolRule, ...] = (
    PoolRule("leader", N_("组长库")),
    PoolRule("deputy", N_("副组长库")),
    PoolRule("expert", N_("专业人才库")),
    PoolRule("staff", N_("工作人员库")),
)
"""The four pools while the office has laid down nothing else; without conditions."""


def pool_rules(value: Iterable[Mapping[str, Any]] | None) -> tuple[PoolRule, ...]:
    """The pools that a stored setting lays down, in its order; the customary ones without a setting."""
    if value is None:
        return CUSTOMARY
    return tuple(PoolRule(r["code"], r["name"], tuple(r["ranks"]), r["oldest"], r["status"]) for r in value)


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """A person whom somebody wants to nominate for a pool. `status` is the political status in words."""

    name: str
    rule: PoolRule | None  # None: the office has no such pool
    on: date
    reason: str
    rank: str = ""
    born_on: date | None = None
    status: str = ""
    already: bool = False  # in this pool, or nominated for it


def reasons_not_to_nominate(facts: NominationFacts) -> list[Reason]:
    """Why this person cannot be nominated for this pool: every condition that is not met, by name."""
    found = []
    if facts.already:
        found.append(reason("{name}已在这个库，或者已经提名。", "pool", name=facts.name))
    if not facts.reason.strip():
        found.append(reason("请写明提名理由。", "reason"))
    if facts.rule is None:
        return [*found, reason("没有这个人才库，请从列出的里面选。", "pool")]
    return found + _reasons_against_conditions(facts, facts.rule)


def _reasons_against_conditions(facts: NominationFacts, rule: PoolRule) -> list[Reason]:
    found = []
    if rule.ranks and facts.rank not in rule.ranks:
        found.append(
            reason(
                "{pool}要求职级为{ranks}；{name}登记的是「{rank}」。",
                "pool",
                pool=rule.name,
                ranks=list(rule.ranks),
                name=facts.name,
                rank=facts.rank or N_("未登记"),
            )
        )
    if rule.oldest:
        found += _reasons_against_age(facts, rule)
    if rule.status and facts.status != rule.status:
        found.append(
            reason(
                "{pool}要求政治面貌为{wanted}；{name}登记的是「{status}」。",
                "pool",
                pool=rule.name,
                wanted=rule.status,
                name=facts.name,
                status=facts.status or N_("未登记"),
            )
        )
    return found


def _reasons_against_age(facts: NominationFacts, rule: PoolRule) -> list[Reason]:
    if facts.born_on is None:
        return [reason("{pool}有年龄条件，请先登记{name}的出生日期。", "pool", pool=rule.name, name=facts.name)]
    age = whole_years(facts.born_on, facts.on)
    if age <= rule.oldest:
        return []
    return [
        reason(
            "{pool}要求不超过 {n} 周岁；{name} {age} 周岁。",
            "pool",
            pool=rule.name,
            n=rule.oldest,
            name=facts.name,
            age=age,
        )
    ]


def reasons_not_to_enter(*, entered_on: date, nominated_on: date, today: date, own: bool) -> list[Reason]:
    """The entry is decided by another person, for a day between the nomination and today."""
    found = []
    if own:
        found.append(reason("提名人不能审批自己的提名，请由另一人审批。"))
    if not nominated_on <= entered_on <= today:
        found.append(reason("入库日期要在提名之日 {day} 和今天之间。", "entered_on", day=nominated_on.isoformat()))
    return found
