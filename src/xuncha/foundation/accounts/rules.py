"""When a grant or a sign-in is refused. Facts in, reasons out; no database. (domain §2.2, features E02 E03)"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from xuncha.core.errors import Reason, reason
from xuncha.core.permissions import ADMINISTRATORS, ROLE_LABEL, ROLE_SCOPE, Role, Scope, can_hold_together
from xuncha.core.text import say


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """`held` are the roles of every grant that has not ended; `same` says whether one of them is this very grant."""

    role: Role
    held: frozenset[Role]
    same: bool
    own: bool
    active: bool
    begins: datetime
    ends: datetime | None


def reasons_not_to_grant(facts: GrantFacts) -> list[Reason]:
    """Nobody grants themselves anything, and an administrator holds one role and no other (invariant of E02)."""
    reasons = []
    if facts.own:
        reasons.append(reason("不能给自己授权，请由另一位有权的人办理。"))
    if not facts.active:
        reasons.append(reason("这个账号已停用，启用后才能授权。"))
    if facts.same:
        reasons.append(reason("这项授权已经有了，不必再授。", field="role"))
    if not can_hold_together(facts.held, facts.role):
        held = sorted(facts.held, key=list(Role).index)
        reasons.append(
            reason(
                "「{wanted}」不能与「{held}」由同一人担任：三类管理员彼此独立，也不兼任业务角色。",
                field="role",
                wanted=say(ROLE_LABEL[facts.role]),
                held=say(ROLE_LABEL[next((r for r in held if r in ADMINISTRATORS), held[0])]),
            )
        )
    if facts.ends is not None and facts.ends <= facts.begins:
        reasons.append(reason("到期日应晚于开始日。", field="valid_to"))
    return reasons


def reasons_not_to_grant_by_hand(role: Role, *, thing_exists: bool) -> list[Reason]:
    """Team roles come with the authorisation of a round (一次一授权); every other role needs its thing."""
    if ROLE_SCOPE[role] is Scope.TEAM:
        return [reason("巡察组的角色随轮次授权产生，轮次结束即失效，不在这里授予。", field="role")]
    if not thing_exists:
        kind = {Scope.JURISDICTION: say("所在地区"), Scope.UNIT: say("被巡察单位")}[ROLE_SCOPE[role]]
        return [reason("「{role}」要写明{kind}。", field=ROLE_SCOPE[role].value, role=say(ROLE_LABEL[role]), kind=kind)]
    return []


def reasons_not_to_take_away(*, own: bool, last_security_admin: bool) -> list[Reason]:
    """Before a grant ends or an account is switched off: not one's own, and never the last who can open accounts."""
    reasons = []
    if own:
        reasons.append(reason("不能停用自己或收回自己的授权，请由另一位安全保密管理员办理。"))
    if last_security_admin:
        reasons.append(reason("这是最后一位安全保密管理员，先授权另一位再收回。"))
    return reasons


def needs_second_factor(roles: frozenset[Role]) -> bool:
    """Staff need a second factor where the installation asks for it; people of units and departments may do without."""
    return not roles or not roles <= {Role.UNIT_LIAISON, Role.UNIT_HEAD, Role.UNIT_CONTRIBUTOR, Role.DEPARTMENT}


@dataclass(frozen=True, slots=True)
class Lock:
    """How many sign-ins in a row failed, and until when the account stays shut."""

    failed: int
    until: datetime | None


def after_failure(lock: Lock, now: datetime, *, limit: int, minutes: int) -> Lock:
    """
    Count one more failure; at the limit the account shuts for `minutes`.

    While it is shut nothing is counted, so that knocking does not keep it shut; after that counting starts anew.
    """
    if lock.until is not None:
        if now < lock.until:
            return lock
        lock = Lock(0, None)
    failed = lock.failed + 1
    return Lock(failed, now + timedelta(minutes=minutes) if failed >= limit else None)
