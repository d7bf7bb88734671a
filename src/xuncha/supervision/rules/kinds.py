"""
The kinds of letters as data: what each is called, to whom it goes, by which rule its reply is due, what it says.

What a letter says is an official text and therefore always Chinese. (domain §1.5, §5.5)
"""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.text import N_


class To(StrEnum):
    """Who gets a kind of letter: a unit about its own rectification, or a department about the work in its charge."""

    UNIT = "unit"
    DEPARTMENT = "department"


UNIT, DEPARTMENT = frozenset({To.UNIT}), frozenset({To.DEPARTMENT})


@dataclass(frozen=True, slots=True)
class Kind:
    """
    One kind. `mark` stands in its number; `opening` is completed from the items: `{rounds}` the rounds that found
    them, `{n}` how many. `demand` is what the drafter begins with. `follows` names the kind it comes after, in a chain.
    """

    code: str
    label: str
    mark: str
    to: frozenset[To]
    opening: str
    demand: str
    rule: str = "letter_reply"
    follows: str = ""


_ACCOUNT = "请逐项说明原因、已采取的措施、责任人和完成时间，附佐证材料，书面回复。"
_FOUND = "{rounds}巡察反馈后，你单位下列{n}项整改事项"

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "supervision",
            N_("督办函"),
            "督",
            UNIT,
            f"{_FOUND}推进不力、成效不明显，现予督办。",
            f"一、主要负责人要亲自过问，逐项明确责任领导、责任部门和完成时限。\n二、{_ACCOUNT}",
        ),
        Kind(
            "assignment",
            N_("交办函"),
            "交",
            DEPARTMENT,
            "{rounds}巡察发现下列{n}项问题，涉及你单位主管领域，现交你单位办理。",
            "一、对所列问题给予业务指导，督促有关单位整改到位。\n"
            "二、在本系统开展清查，完善制度机制，举一反三。\n三、办理情况请书面回复。",
            "assignment_reply",
        ),
        Kind(
            "recommendation",
            N_("巡察建议书"),
            "建",
            UNIT | DEPARTMENT,
            "{rounds}巡察发现下列{n}项问题，反映出制度和监管上的薄弱环节，现提出建议。",
            "一、分析产生问题的体制机制原因，完善制度。\n二、采纳情况和改进措施请书面回复。",
            "assignment_reply",
        ),
        Kind(
            "reminder",
            N_("整改提醒书"),
            "提",
            UNIT,
            f"{_FOUND}进度滞后，现予提醒。",
            f"请对照整改方案倒排时间，按期完成。\n{_ACCOUNT}",
        ),
        Kind(
            "warning",
            N_("告诫书"),
            "告",
            UNIT,
            f"{_FOUND}整改不力，现予告诫。",
            f"请党组织主要负责人向巡察工作领导小组说明情况，限期整改到位。\n{_ACCOUNT}",
        ),
        Kind(
            "re_rectification",
            N_("重改通知书"),
            "重",
            UNIT,
            f"{_FOUND}整改责任未落实、问题依然明显，责令重新整改。",
            f"请重新制定整改措施，重新整改，重新申请销号。\n{_ACCOUNT}",
        ),
        Kind(
            "chain_notice",
            N_("整改督查督办通知书"),
            "督一",
            UNIT,
            f"{_FOUND}未按要求推进，现予督查督办。",
            f"请对照整改方案抓紧推进。\n{_ACCOUNT}",
        ),
        Kind(
            "chain_guidance",
            N_("阶段督查指导书"),
            "督二",
            UNIT,
            f"经督查，{_FOUND}仍有差距，现作阶段指导，请主要负责人签收。",
            f"请按指导意见调整措施、补齐佐证。\n{_ACCOUNT}",
            follows="chain_notice",
        ),
        Kind(
            "chain_reminder",
            N_("整改情况提醒书"),
            "督三",
            UNIT,
            f"经指导，{_FOUND}仍未整改到位，现予提醒。",
            f"请主要负责人牵头研究，限期整改。\n{_ACCOUNT}",
            follows="chain_guidance",
        ),
        Kind(
            "chain_admonition",
            N_("整改情况告诫书"),
            "督四",
            UNIT,
            f"经提醒，{_FOUND}仍未整改到位，现予告诫，并重新确定最后期限。",
            f"请在最后期限前整改到位，逾期将启动问责。\n{_ACCOUNT}",
            follows="chain_reminder",
        ),
        Kind(
            "chain_accountability",
            N_("巡察整改问责书"),
            "督五",
            UNIT,
            f"经告诫，{_FOUND}在最后期限内仍未整改到位，现按规定启动问责。",
            f"请党组织主要负责人作出书面检查，配合问责调查，并继续整改。\n{_ACCOUNT}",
            follows="chain_admonition",
        ),
    )
}
"""By code, in the order in which they are offered. Codes are stored and must never change."""

CHAIN = tuple(kind.code for kind in KINDS.values() if kind.code.startswith("chain_"))
"""The five books: 督办通知 → 指导 → 提醒 → 告诫 → 问责, each only after the one before brought nothing."""


def next_in_chain(code: str) -> str:
    """The kind that comes after this one in a chain; empty at its end and outside of one."""
    return next((kind.code for kind in KINDS.values() if kind.follows == code), "")


def follow_ups(code: str) -> list[str]:
    """
    The kinds by which an unanswered or insufficiently answered letter may be issued again.

    Within the chain only its next book, or its last once more; otherwise the same kind, and for a unit a warning or a
    demand to begin anew.
    """
    if code in CHAIN:
        return [next_in_chain(code) or code]
    sharper = [other for other in ("re_rectification", "warning") if other != code]
    return [code, *(sharper if To.UNIT in KINDS[code].to else [])]
