"""
`xuncha user …`: the first accounts of an installation, and the way back in when nobody can sign in.

Who may run commands on the server acts as the built-in system person; every act is journaled like anybody's.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import ROLE_LABEL, ROLE_SCOPE, Role, Scope
from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import prepare

if TYPE_CHECKING:
    from xuncha.foundation.accounts.models import Grant, User
    from xuncha.foundation.usecases import Act


def run(arguments: Sequence[str]) -> int:
    """Create and list accounts, give and end roles, reset passwords and locks."""
    given = _parser().parse_args(arguments)
    prepare()
    answer: int = given.do(given)
    return answer


def _parser() -> ArgumentParser:
    parser = ArgumentParser("xuncha user", description=_("账号与授权；以「系统命令」的名义记入操作记录"))
    acts = parser.add_subparsers(dest="act", required=True)
    roles = [role.value for role in Role if ROLE_SCOPE[role] is not Scope.TEAM]

    admins = acts.add_parser("create-admins", help=_("建立三类管理员：系统、安全保密、安全审计，各一人"))
    for option in ("system", "security", "audit"):
        admins.add_argument(f"--{option}", nargs=2, metavar=(_("登录名"), _("姓名")), required=True)
    admins.set_defaults(do=_create_admins)

    create = acts.add_parser("create", help=_("开户并授予一个角色；初始口令打印一次"))
    create.add_argument("username")
    create.add_argument("--name", required=True, help=_("真实姓名"))
    create.add_argument("--role", choices=roles, required=True)
    create.add_argument("--scope", default="", help=_("地区或单位的代码；管理员角色不写"))
    create.add_argument("--until", type=date.fromisoformat, help=_("到期日，如 2026-12-31"))
    create.add_argument("--password-stdin", action="store_true", help=_("从标准输入读初始口令"))
    create.set_defaults(do=_create)

    listing = acts.add_parser("list", help=_("列出账号和有效的授权"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(do=_list)

    password = acts.add_parser("password", help=_("重置口令；新的初始口令打印一次"))
    password.add_argument("username")
    password.add_argument("--password-stdin", action="store_true", help=_("从标准输入读初始口令"))
    password.set_defaults(do=_password)

    unlock = acts.add_parser("unlock", help=_("解锁"))
    unlock.add_argument("username")
    unlock.set_defaults(do=_unlock)

    for name, do, told in (("grant", _grant, "授予角色"), ("end", _end, "收回角色")):
        act = acts.add_parser(name, help=told)
        act.add_argument("username")
        act.add_argument("--role", choices=roles if do is _grant else [role.value for role in Role], required=True)
        act.add_argument("--scope", default="", help=_("地区或单位的代码"))
        act.add_argument("--reason", default="系统命令")
        if do is _grant:
            act.add_argument("--until", type=date.fromisoformat, help=_("到期日"))
        act.set_defaults(do=do)
    return parser


def _create_admins(given: Namespace) -> int:
    from xuncha.foundation.usecases import in_one_transaction

    wanted = (
        (given.system, Role.SYSTEM_ADMIN),
        (given.security, Role.SECURITY_ADMIN),
        (given.audit, Role.AUDIT_ADMIN),
    )
    opened = in_one_transaction(lambda: [_open(username, name, role) for (username, name), role in wanted])()
    for (username, _name), password in zip((who for who, _role in wanted), opened, strict=True):
        print(f"{username}\t{password}")
    print("初始口令只显示这一次，首次登录必须更换。")
    return 0


def _create(given: Namespace) -> int:
    from xuncha.foundation.usecases import in_one_transaction

    role, typed = Role(given.role), _typed(given)
    password = in_one_transaction(_open)(
        given.username, given.name, role, scope=given.scope, until=given.until, password=typed
    )
    print(f"{given.username}\t{password}")
    print("初始口令只显示这一次，首次登录必须更换。")
    return 0


def _list(given: Namespace) -> int:
    from xuncha.foundation.accounts.selectors import people

    act = _act()
    rows: list[dict[str, Any]] = [
        {
            "username": user.username,
            "name": user.name,
            "active": user.is_active,
            "locked": user.is_locked(act.now),
            "second_factor": bool(user.otp_secret),
            "grants": [_told(grant) for grant in user.held_now],  # type: ignore[attr-defined]  # prefetched
        }
        for user in people(act.actor, act.now)
    ]
    if given.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        roles = "、".join(
            ROLE_LABEL[Role(g["role"])] + (f"（{g['scope']}）" if g["scope"] else "") for g in row["grants"]
        )
        state = "已停用" if not row["active"] else "已锁定" if row["locked"] else ""
        print(f"{row['username']}\t{row['name']}\t{roles}\t{state}".rstrip())
    return 0


def _password(given: Namespace) -> int:
    from xuncha.foundation.accounts import credentials, services

    password = _typed(given) or credentials.new_password()
    services.reset_password(_act(), _user(given.username), password=password)
    print(f"{given.username}\t{password}")
    return 0


def _unlock(given: Namespace) -> int:
    from xuncha.foundation.accounts import services

    services.unlock(_act(), _user(given.username))
    print(f"已解锁 {given.username}")
    return 0


def _grant(given: Namespace) -> int:
    grant = _give(_user(given.username), Role(given.role), given.scope, given.until, given.reason)
    print(f"已授予 {given.username}：{ROLE_LABEL[Role(grant.role)]}")
    return 0


def _end(given: Namespace) -> int:
    from xuncha.foundation.accounts import services
    from xuncha.foundation.accounts.selectors import grants_of

    act = _act()
    things = {thing.pk for thing in _thing(Role(given.role), given.scope).values()}
    held = [
        dated.grant
        for dated in grants_of(_user(given.username), act.now)
        if dated.phase != "over" and dated.grant.role == given.role and (not things or dated.grant.scope_id in things)
    ]
    if not held:
        raise RuleViolated(reason("{username} 没有这项授权。", username=given.username))
    for grant in held:
        services.end_grant(_act(), grant, reason=given.reason)
    print(f"已收回 {given.username}：{ROLE_LABEL[Role(given.role)]}，{len(held)} 项")
    return 0


def _open(
    username: str, name: str, role: Role, *, scope: str = "", until: date | None = None, password: str = ""
) -> str:
    """Open an account with one role; the password that was given or made."""
    from xuncha.foundation.accounts import credentials, services

    password = password or credentials.new_password()
    user = services.open_account(_act(), username=username, name=name, password=password)
    _give(user, role, scope, until, "开户")
    return password


def _give(user: "User", role: Role, scope: str, until: date | None, why: str) -> "Grant":
    from django.utils import timezone

    from xuncha.foundation.accounts import services

    return services.grant_role(
        _act(),
        user,
        role=role,
        **_thing(role, scope),
        valid_to=timezone.make_aware(datetime.combine(until, time.max)) if until else None,
        reason=why,
    )


def _thing(role: Role, code: str) -> dict[str, Any]:
    """The jurisdiction or unit of this code, by the name under which `grant_role` takes it; nothing without a code."""
    from xuncha.foundation.orgs.models import Jurisdiction, Organisation

    kinds = {Scope.JURISDICTION: ("jurisdiction", Jurisdiction), Scope.UNIT: ("unit", Organisation)}
    if not code or ROLE_SCOPE[role] not in kinds:
        return {}
    name, model = kinds[ROLE_SCOPE[role]]
    thing = model._default_manager.filter(code=code).first()
    if thing is None:
        raise RuleViolated(reason("没有代码为 {code} 的地区或单位。", code=code))
    return {name: thing}


def _act() -> "Act":
    from django.utils import timezone

    from xuncha.foundation.accounts.system import system_act

    return system_act(timezone.now())  # noqa: TID251 - a command is where the clock is read


def _user(username: str) -> "User":
    from xuncha.foundation.accounts.models import User

    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise RuleViolated(reason("没有账号 {username}。", username=username))
    return user


def _typed(given: Namespace) -> str:
    return sys.stdin.readline().rstrip("\n") if given.password_stdin else ""


def _told(grant: "Grant") -> dict[str, str]:
    until = grant.valid_to.isoformat() if grant.valid_to else ""
    return {"role": grant.role, "scope": grant.scope_name, "until": until}
