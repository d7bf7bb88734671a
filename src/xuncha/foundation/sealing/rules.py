"""When somebody keeps a circle, starts over, is custodian, and when a key is recovered. Facts in, reasons out."""

from collections.abc import Collection
from dataclasses import dataclass

from xuncha.core.errors import Reason, reason


def reasons_not_to_admit(*, name: str, candidate: bool, has_key: bool) -> list[Reason]:
    """A newcomer may be asked to keep this, and has made a key of their own."""
    if not candidate:
        return [
            reason(
                "{name}不能打开这些材料：不是本组受理人员、需要回避，或者已经是保管人。", field="newcomer", name=name
            )
        ]
    if not has_key:
        return [reason("{name}还没有设置保密口令，请本人先到“个人设置”里设置。", field="newcomer", name=name)]
    return []


def reasons_not_to_start_over(*, has_key: bool, sure: bool) -> list[Reason]:
    """There is a key to give up, and the person has read what that means."""
    if not has_key:
        return [reason("您还没有设置保密口令。")]
    if not sure:
        return [reason("请先确认：只有您一人能打开的材料将打不开。", field="sure")]
    return []


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """Who is to be custodian: all of them, those without a key, the administrators; and how many recover a key."""

    people: Collection[str]
    keyless: Collection[str]
    administrators: Collection[str]
    needed: int


LEAST_NEEDED = 2
"""Nobody recovers somebody's key alone."""


def reasons_not_to_appoint(facts: PanelFacts) -> list[Reason]:
    """At least two together, one of whom may be missing; no administrator, each with a key of their own."""
    reasons = []
    if facts.needed < LEAST_NEEDED:
        reasons.append(reason("至少要 {n} 人共同才能恢复。", field="needed", n=LEAST_NEEDED))
    if len(facts.people) <= facts.needed:
        reasons.append(
            reason(
                "保管人要比共同恢复的人数多，缺一人时也能恢复：请至少选 {n} 人。", field="people", n=facts.needed + 1
            )
        )
    if facts.keyless:
        names = sorted(facts.keyless)
        reasons.append(reason("{names}还没有设置保密口令，请本人先到“个人设置”里设置。", field="people", names=names))
    if facts.administrators:
        names = sorted(facts.administrators)
        reasons.append(reason("{names}是管理员，不能兼任保管人。", field="people", names=names))
    return reasons


def reasons_not_to_deposit(*, others: int, needed: int) -> list[Reason]:
    """Enough custodians besides the owner, whose own key would open nothing when it is lost."""
    if others < needed:
        return [
            reason("除您本人外，现在只有 {n} 名保管人能收，不够 {needed} 人。请联系巡察办。", n=others, needed=needed)
        ]
    return []


def reasons_not_to_ask(*, deposited: bool, live: int, needed: int, asked_already: bool) -> list[Reason]:
    """The key was deposited, enough shares are still held, and nothing is asked for already."""
    if not deposited:
        return [reason("您没有把钥匙交存给保管人，无法恢复。请按“重新设置”办理。")]
    if asked_already:
        return [reason("您已经提出恢复，请在恢复页查看进度。")]
    if live < needed:
        return [reason("保管人已更换，留存的份额不足 {n} 份，无法恢复。请按“重新设置”办理。", n=needed)]
    return []


def reasons_not_to_give(*, code: str, right: str) -> list[Reason]:
    """The custodian spoke with the person: they know the digits that only the person's page shows."""
    if "".join(code.split()) != right:
        return [reason("核对码不对。请当面或打电话向本人核对，不要看别人转来的。", field="code")]
    return []


def reasons_not_to_finish(*, given: int, needed: int) -> list[Reason]:
    """Enough custodians have given their share."""
    if given < needed:
        return [reason("还差 {n} 名保管人交出份额。", n=needed - given)]
    return []
