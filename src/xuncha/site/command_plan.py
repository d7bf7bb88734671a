"""
`xuncha plan solve` and `xuncha plan check`: the coverage plan of a term, from file to file, without the product.

Exit codes: 0 a plan that is legal; 1 no plan, a plan that breaks a rule, or a file that is not sound; 2 usage.
"""

import json
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuncha.site.terminal import cpu_seconds, writable, write_json
from xuncha.site.terminal import gettext as _

if TYPE_CHECKING:
    from xuncha.solving.budget import Progress


def run(arguments: Sequence[str]) -> int:
    """Solve an instance, or check a result against it."""
    given = _parser().parse_args(arguments)
    return _solve(given) if given.act == "solve" else _check(given)


def _parser() -> ArgumentParser:
    parser = ArgumentParser("xuncha plan", description=_("一届全覆盖计划：求解，核对"))
    acts = parser.add_subparsers(dest="act", required=True)
    solve = acts.add_parser("solve", help=_("由题目文件求出计划"))
    solve.add_argument("instance", type=Path, help=_("题目文件（xuncha.plan/1）"))
    solve.add_argument("--cpu-seconds", type=cpu_seconds, required=True, metavar="N", help=_("最多用多少 CPU 秒"))
    solve.add_argument("--workers", type=int, choices=(1, 2), default=2, help=_("同时用几个核"))
    solve.add_argument("--seed", type=int, default=1, metavar="S", help=_("随机种子；同一种子得同一计划"))
    solve.add_argument("--out", type=Path, required=True, metavar="RESULT.json", help=_("结果写到哪里"))
    solve.add_argument("--progress", type=Path, metavar="FILE", help=_("进展写到这个文件，每行一条 JSON，不再显示"))
    check = acts.add_parser("check", help=_("逐条规则核对一份计划"))
    check.add_argument("instance", type=Path, help=_("题目文件（xuncha.plan/1）"))
    check.add_argument("result", type=Path, help=_("结果文件（xuncha.plan-result/1）"))
    return parser


def _solve(given: Namespace) -> int:
    from xuncha.solving.budget import AROUND, Budget
    from xuncha.solving.plan.instance import load_instance
    from xuncha.solving.plan.results import Request, solve, status_words

    instance = load_instance(given.instance)
    out = writable(given.out)
    budget = Budget(max(0.0, given.cpu_seconds - AROUND), tell=_teller(given.progress))
    before = signal.signal(signal.SIGINT, lambda *_received: budget.cancel())
    try:
        result = solve(instance, Request(given.cpu_seconds, given.seed, given.workers), budget)
    finally:
        signal.signal(signal.SIGINT, before)
    write_json(out, result)
    print(status_words(result).render(_))
    for one in (*result.get("conflict", ()), *result.get("repairs", ())):
        print(f"  {one.get('rule', '→')} {one['text']}")
    return 0 if result["objective"] is not None else 1


def _teller(path: Path | None) -> Callable[["Progress"], None]:
    """Where a search says how far it is: to the terminal, or line by line to a file."""
    if path is None:
        return _tell

    def note(progress: "Progress") -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([round(progress.seconds, 2), progress.best, progress.bound]) + "\n")

    return note


def _tell(progress: "Progress") -> None:
    gap = "" if progress.gap is None else f"{100 * progress.gap:.2f} %"
    bound = "" if progress.bound is None else f"{progress.bound:.1f}"
    print(f"{progress.seconds:8.1f} s {progress.best or '':>9} {bound:>10} {gap:>8}", file=sys.stderr, flush=True)


def _check(given: Namespace) -> int:
    from xuncha.solving.plan.checking import check_result
    from xuncha.solving.plan.instance import load_instance
    from xuncha.solving.reading import read_json

    instance, result = load_instance(given.instance), read_json(given.result)
    verdict = check_result(instance, result)
    shown: dict[str, Any] = {
        "legal": verdict.legal,
        "objective": sum(verdict.parts.values()) if verdict.parts else None,
        "parts": verdict.parts,
        "violations": [f"{broken.rule} {broken.text.render(_)}" for broken in verdict.violations],
    }
    print(json.dumps(shown, ensure_ascii=False, indent=1))
    return 0 if verdict.legal else 1
