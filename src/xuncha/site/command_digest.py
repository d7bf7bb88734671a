"""`xuncha digest`: what waits for one person today, for people or, with --json, for programs. It is sent nowhere."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import prepare, tell

if TYPE_CHECKING:
    from xuncha.foundation.inbox.digest import Digest
    from xuncha.foundation.inbox.sources import Todo


def run(arguments: Sequence[str]) -> int:
    """Print the digest of a person with the grants in force now; a name nobody has is refused."""
    parser = ArgumentParser("xuncha digest", description=_("一个人今天的待办摘要；只打印，不外发"))
    parser.add_argument("--user", required=True, metavar=_("用户名"), help=_("登录用的名字"))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    prepare()
    from django.utils import timezone

    from xuncha.core.errors import RuleViolated
    from xuncha.core.text import say
    from xuncha.foundation.accounts.actors import actor_of
    from xuncha.foundation.accounts.models import User
    from xuncha.foundation.inbox.digest import as_data, digest_of

    user = User.objects.filter(username=given.user, is_active=True).first()
    if user is None:
        raise RuleViolated(say("没有用户名为「{name}」的在用账号。", name=given.user))
    now = timezone.localtime()
    digest = digest_of(actor_of(user, now), now)
    tell(json.dumps(as_data(digest), ensure_ascii=False, indent=1) if given.json else as_text(digest))
    return 0


def as_text(digest: "Digest") -> str:
    """The parts of the digest under their headings; a part without anything says so."""
    parts = {"已超期": digest.late, "三天内到期": digest.soon, "其他待办": digest.rest, "他人已超期": digest.others}
    lines = [f"{digest.name} {digest.on.isoformat()} 待办摘要"]
    for heading, todos in parts.items():
        lines += ["", f"{heading} {len(todos)} 项", *(line(todo) for todo in todos)]
    return "\n".join(lines)


def line(todo: "Todo") -> str:
    """One to-do in one line."""
    from xuncha.foundation.http import words

    due = f"{todo.due.isoformat()} 前" if todo.due else "没有时限"
    back = f"，退回 {todo.returned.times} 次：{todo.returned.reason}" if todo.returned else ""
    turn = "、".join(words(role) for role in todo.turn)
    return f"  {words(todo.ask)}  {todo.number} {todo.title}  {todo.unit}  {due}  由{turn}办理{back}"
