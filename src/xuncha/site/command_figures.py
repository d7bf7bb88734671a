"""`xuncha figures`: every figure of one jurisdiction and period, for people or, with --json, for programs."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import prepare

if TYPE_CHECKING:
    from xuncha.insight.selectors import Reading


def run(arguments: Sequence[str]) -> int:
    """Print the figures; a jurisdiction that is not there or a period that runs backwards is refused."""
    given = _parser().parse_args(arguments)
    found = _readings(given)
    print(json.dumps([as_data(r) for r in found], ensure_ascii=False, indent=1) if given.json else as_text(found))
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser("xuncha figures", description=_("按口径统计"))
    parser.add_argument("--jurisdiction", required=True, metavar=_("代码"), help=_("地区代码"))
    parser.add_argument(
        "--from", dest="begin", required=True, type=date.fromisoformat, metavar=_("日期"), help=_("起日")
    )
    parser.add_argument(
        "--to", dest="end", required=True, type=date.fromisoformat, metavar=_("日期"), help=_("止日，含当日")
    )
    parser.add_argument("--as-of", type=date.fromisoformat, metavar=_("日期"), help=_("截至日；之后发生的不计"))
    parser.add_argument("--json", action="store_true")
    return parser


def _readings(given: Namespace) -> "list[Reading]":
    prepare()
    from xuncha.core.errors import RuleViolated
    from xuncha.core.text import say
    from xuncha.foundation.orgs.models import Jurisdiction
    from xuncha.insight.selectors import Period, readings

    jurisdiction = Jurisdiction.objects.filter(code=given.jurisdiction).first()
    if jurisdiction is None:
        raise RuleViolated(say("没有代码为「{code}」的地区。", code=given.jurisdiction))
    if given.end < given.begin:
        raise RuleViolated(say("统计期的止日要不早于起日。"))
    return readings(jurisdiction, Period(given.begin, given.end, given.as_of or given.end))


def as_data(reading: "Reading") -> dict[str, Any]:
    """One figure as programs read it; a ratio is a number from 0 to 1."""
    figure = reading.figure
    return {
        "code": figure.code,
        "value": float(reading.value) if isinstance(reading.value, Decimal) else reading.value,
        "unit": figure.unit,
        "scope": reading.scope,
        "definition": f"{figure.definition}算法：{figure.formula}。{figure.note}",
    }


def as_text(found: "Sequence[Reading]") -> str:
    """One line a figure."""
    return "\n".join(f"{r.figure.code:28} {r.scope:9} {r.value!s:>8} {r.figure.unit:6} {r.figure.label}" for r in found)
