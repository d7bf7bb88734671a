"""`xuncha found CODE`: the jurisdiction at the top, which everything else in an installation hangs under."""

from argparse import ArgumentParser
from collections.abc import Sequence

from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import prepare, tell


def found(arguments: Sequence[str]) -> int:
    """Set up the top jurisdiction, in the name of the system command; its office adds the lower ones on its pages."""
    parser = ArgumentParser("xuncha found", description=_("设立最上一级地区；下级地区由其巡察办在页面上添加"))
    parser.add_argument("code", metavar=_("代码"), help=_("小写字母、数字和短横线，如 anhe"))
    parser.add_argument("--name", required=True, help=_("地区名称，如 安和市"))
    parser.add_argument("--office", required=True, help=_("巡察机构名称，如 安和市委巡察办"))
    parser.add_argument("--level", required=True, choices=("province", "city", "county", "town"))
    given = parser.parse_args(arguments)
    prepare()
    from django.utils import timezone

    from xuncha.core.permissions import Role
    from xuncha.foundation.accounts.system import system_act
    from xuncha.foundation.orgs.services import found_jurisdiction

    act = system_act(timezone.now(), Role.SYSTEM_ADMIN)  # noqa: TID251 - a command is where the clock is read
    made = found_jurisdiction(act, code=given.code, name=given.name, office_name=given.office, level=given.level)
    tell(f"已设立 {made.name}（{made.code}）。接着用 xuncha user create 给它的巡察办开户。")
    return 0
