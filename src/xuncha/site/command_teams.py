"""`xuncha teams`: form teams from a file, check a result, draw lots. Needs no installation and no database."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.site.terminal import cpu_seconds, tell, writable, write_json
from xuncha.site.terminal import gettext as _


def teams_command(arguments: Sequence[str]) -> int:
    """Do what the word after `teams` says. Refused (1): bad input, no legal teams, a result that breaks a rule."""
    parser = ArgumentParser("xuncha teams", description=_("组建巡察组：求解、核验、抽签"))
    words = parser.add_subparsers(dest="word", required=True)
    solving = words.add_parser("solve", help=_("按规则和目标组建各组，给出证明和理由"))
    solving.add_argument("instance", type=Path)
    solving.add_argument("--cpu-seconds", type=cpu_seconds, default=60.0, help=_("最多用多少 CPU 秒"))
    solving.add_argument(
        "--workers", type=int, default=1, choices=range(1, 17), metavar="N", help=_("最多用几个线程；组建只用一个")
    )
    solving.add_argument("--seed", type=int, default=1)
    solving.add_argument("--out", type=Path, required=True)
    checking = words.add_parser("check", help=_("独立核验一份结果"))
    checking.add_argument("instance", type=Path)
    checking.add_argument("result", type=Path)
    drawing = words.add_parser("draw", help=_("抽签：公开的种子，任何人都能重做"))
    drawing.add_argument("list", type=Path, nargs="?", help=_("名单文件：title、entries、take"))
    drawing.add_argument("--seed", default="", help=_("第一人录入的种子"))
    drawing.add_argument("--seed-again", default="", help=_("第二人录入的种子"))
    drawing.add_argument("--source", default="", help=_("种子取自何处"))
    drawing.add_argument("--out", type=Path, help=_("证书写到哪个文件"))
    drawing.add_argument("--verify", type=Path, metavar=_("证书"), help=_("按证书重做一遍并核对"))
    given = parser.parse_args(arguments)
    if given.word == "draw" and (given.verify is None) == (given.list is None):
        drawing.error(_("给出名单，或用 --verify 给出证书"))
    if given.word == "draw" and given.list and not given.out:
        drawing.error(_("用 --out 写明证书文件"))
    return {"solve": _solve, "check": _check, "draw": _draw}[given.word](given)


def _solve(given: Namespace) -> int:
    """The result is written whatever it says; without legal teams the command fails, after saying why."""
    from xuncha.solving.assigning import RING, UNITS, solve_assignment
    from xuncha.solving.budget import AROUND, Budget
    from xuncha.solving.reading import read_json
    from xuncha.solving.teams.result import solve

    out, budget = writable(given.out), Budget(max(0.0, given.cpu_seconds - AROUND))
    data = read_json(given.instance)
    if isinstance(data, dict) and data.get("format") in {RING, UNITS}:
        assigned = solve_assignment(data, budget)
        write_json(out, assigned)
        tell(_summary(assigned))
        return 0 if assigned["to"] else 1
    result = solve(data, budget, seed=given.seed)
    write_json(out, result)
    tell(_summary(result))
    for sentence in result.get("explanation", ()):
        print(sentence, file=sys.stderr)
    for way in result["repairs"]:
        print(_("可以：{way}").format(way=way["text"]), file=sys.stderr)
    return 0 if result["teams"] else 1


def _summary(result: dict[str, Any]) -> str:
    words = {
        "optimal": _("已证最优"),
        "feasible": _("未证明"),
        "infeasible": _("排不出"),
        "unknown": _("时间内未排出"),
    }
    return _("{status}  目标值 {objective}  下界 {bound}  {seconds} CPU 秒").format(
        status=words[result["status"]], **{name: result[name] for name in ("objective", "bound", "seconds")}
    )


def _check(given: Namespace) -> int:
    from xuncha.solving.reading import read_json
    from xuncha.solving.teams.checker import judge
    from xuncha.solving.teams.reading import read_instance

    instance, result = read_json(given.instance), read_json(given.result)
    read_instance(instance)
    if not isinstance(result, dict):
        raise RuleViolated(say("{path}：须为对象。", path=given.result))
    verdict = judge(instance, result)
    if verdict.violations:
        raise RuleViolated(*verdict.violations)
    tell(_("各项规则都符合，目标值 {objective}。").format(objective=verdict.objective))
    return 0


def _draw(given: Namespace) -> int:
    """A draw with its certificate; or a certificate repeated and compared."""
    from xuncha.solving.draw import agreed, certificate, draw, read_lots, verify
    from xuncha.solving.reading import read_json

    if given.verify:
        found = verify(read_json(given.verify))
        tell(_("重做一遍，结果与证书一致。名单的散列值 {hash}").format(hash=found.hash))
        return 0
    lots = read_lots(read_json(given.list))
    seed = agreed(given.seed, given.seed_again)
    if not given.source.strip():
        raise RuleViolated(say("须用 --source 写明种子取自何处。"))
    source = given.source.strip()
    write_json(given.out, certificate(lots, seed, source))
    tell(_("抽签证书：{title}").format(title=lots.title))
    tell(_("名单 {n} 项，抽取 {take} 项").format(n=len(lots.entries), take=lots.take))
    tell(_("名单的散列值 {hash}").format(hash=lots.hash))
    tell(_("种子 {seed}（{source}），由两人分别录入，一致").format(seed=seed, source=source))
    tell(_("任何人都能重做：xuncha teams draw --verify {file}").format(file=given.out.name))
    for position, name in enumerate(draw(lots, seed), start=1):
        tell(f"{position}\t{name}")
    return 0
