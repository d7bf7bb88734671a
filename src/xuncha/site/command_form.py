"""
`xuncha form`: the public form as a process of its own, on another host if you like, through one shared exit.

It takes in and hands back to whoever has a receipt, and knows no other address. On PostgreSQL give it a role of its
own: `xuncha form --grants ROLE` prints the few rights it needs. With them it can put sealed boxes in and never read
one: not even what it has written itself.
"""

import os
import re
from argparse import ArgumentParser
from collections.abc import Sequence

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import prepare, tell

ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
READS: dict[str, tuple[str, ...]] = {
    "intake_mailbox": (),
    "rounds_inspection": (),
    "orgs_organisation": (),
    "rounds_team": (),
    "preparation_entry": (),
    "sealing_circle": (),
    "sealing_circlekey": (),
    "intake_tip": (),
    "intake_word": (),
    "intake_petition": ("tip_id", "state"),
    "sealing_sealedbox": ("id",),
    "leaks_trace": ("id",),
    "intake_enclosure": ("id",),
    "intake_told": (),
}
"""What the form reads: which mailbox, how to seal for it, how far a tip has come, what is told to all.
No columns named: all of them."""
ADDS = ("sealing_sealedbox", "leaks_trace", "intake_tip", "intake_enclosure", "intake_word")
"""What it adds to; a tip has no counter, the others have."""
WITHOUT_COUNTER = {"intake_tip"}


def form(arguments: Sequence[str]) -> int:
    """Serve the public form alone, or print the rights of its role in the database."""
    parser = ArgumentParser("xuncha form", description=_("单独运行匿名反映页面，不含其他任何页面"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--grants", metavar="ROLE", help=_("打印这个数据库角色需要的权限（PostgreSQL），不启动"))
    given = parser.parse_args(arguments)
    if given.grants is not None:
        for line in grants(given.grants):
            tell(line)
        return 0
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuncha.site.form_settings"
    prepare()
    from xuncha.site.command_serve import listen

    server = listen(given.host, given.port)
    tell(f"xuncha form: http://{given.host}:{given.port}/tip/")
    server.run()
    return 0


def grants(role: str) -> list[str]:
    """
    The rights of the form's role as SQL, one statement a line.

    Raises:
        RuleViolated: the role has a name that would have to be quoted.

    """
    if not ROLE.fullmatch(role):
        raise RuleViolated(say("角色名请用小写字母、数字和下划线：{role}", role=role))
    found = ["GRANT USAGE ON SCHEMA public TO " + role + ";"]
    for table, columns in READS.items():
        only = f" ({', '.join(columns)})" if columns else ""
        found.append(f"GRANT SELECT{only} ON {table} TO {role};")
    for table in ADDS:
        found.append(f"GRANT INSERT ON {table} TO {role};")
        if table not in WITHOUT_COUNTER:
            found.append(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {role};")
    return found
