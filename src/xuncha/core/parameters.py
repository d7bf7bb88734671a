"""What the value of each parameter looks like: what is wrong with one, and how people write and read it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from xuncha.core import avoidance, joint, reminders
from xuncha.core.deadlines import Level
from xuncha.core.errors import Reason, reason
from xuncha.core.numbering import reasons_not_to_use
from xuncha.core.periods import PERIOD_LABEL, Period
from xuncha.core.permissions import GRANTS, ROLE_LABEL, Permission, Role
from xuncha.core.signals import SIGNALS, Signal
from xuncha.core.text import N_, Say, say


def some(codes: Sequence[str], most: int = 5) -> Say:
    """The first few of them in a sentence."""
    return say("{codes}…" if len(codes) > most else "{codes}", codes=codes[:most])


def _pattern(value: Any) -> list[Reason]:
    if not isinstance(value, str):
        return [reason("编号规则是一行文字。", field="value")]
    return reasons_not_to_use(value)


def _weights(value: Any) -> list[Reason]:
    if not isinstance(value, Mapping) or not value:
        return [reason("每行写「项目=分值」，至少一行。", field="value")]
    wrong = [str(k) for k, v in value.items() if not isinstance(v, int | float) or isinstance(v, bool) or v < 0]
    return [reason("{names} 的分值要写不小于 0 的数。", field="value", names=some(wrong))] if wrong else []


ANCHORS = ("field_from", "field_to")


def _nodes(value: Any) -> list[Reason]:
    if not isinstance(value, list) or not value:
        return [reason("至少写一个节点。", field="value")]
    wrong = [
        str(n)
        for n, row in enumerate(value, 1)
        if not isinstance(row, Mapping)
        or not all(isinstance(row.get(k), str) and row[k] for k in ("code", "label"))
        or row.get("anchor") not in ANCHORS
        or not isinstance(row.get("days"), int)
    ]
    if wrong:
        return [reason("第 {rows} 行要写全：编码、名称、起算日、天数。", field="value", rows=some(wrong))]
    twice = _twice(value)
    return [reason("节点编码 {codes} 重复。", field="value", codes=some(twice))] if twice else []


def _twice(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    codes = [row["code"] for row in rows]
    return sorted({code for code in codes if codes.count(code) > 1})


def _ended(value: Any) -> list[Reason]:
    if not isinstance(value, list):
        return [reason("每行写一份文件。", field="value")]
    wrong = [str(n) for n, row in enumerate(value, 1) if not (row.get("name") and _is_day(row.get("ended_on", "")))]
    return [reason("第 {rows} 行要写名称和失效日期。", field="value", rows=some(wrong))] if wrong else []


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(value: Any) -> list[Reason]:
    return [] if isinstance(value, str) and value.strip() else [reason("请写明内容。", field="value")]


def _number(value: Any) -> list[Reason]:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return [] if whole and 1 <= value <= 1000 else [reason("写 1 到 1000 之间的整数。", field="value")]


def _pools(value: Any) -> list[Reason]:
    if not isinstance(value, list) or not value:
        return [reason("至少写一个人才库。", field="value")]
    wrong = [
        str(n)
        for n, row in enumerate(value, 1)
        if not re.fullmatch(r"[a-z0-9_]{1,20}", row.get("code", "")) or not row.get("name")
    ]
    if wrong:
        return [reason("第 {rows} 行要写编码（小写字母和数字）和名称。", field="value", rows=some(wrong))]
    twice = _twice(value)
    return [reason("人才库编码 {codes} 重复。", field="value", codes=some(twice))] if twice else []


def _recusal(value: Any) -> list[Reason]:
    if not isinstance(value, list) or not value:
        return [reason("至少写一行：情形、职务、处理。", field="value")]
    cells = [(row["bond"], row["position"]) for row in value]
    twice = [str(n) for n, cell in enumerate(cells, 1) if cell in cells[: n - 1]]
    return [reason("第 {rows} 行的情形和职务前面已经写过。", field="value", rows=some(twice))] if twice else []


WARNING_LABEL: dict[Level, str] = {Level.NOTE: N_("到期提示"), Level.NEAR: N_("临近到期"), Level.LATE: N_("超期")}
"""The steps of warning, each with its own people to tell. (domain §3.3 D18–D20)"""

MAY_BE_TOLD: dict[Role, str] = {
    role: ROLE_LABEL[role] for role, granted in GRANTS.items() if Permission.RECT_READ in granted
}
"""Who reads rectification at all: a notice to anybody else would reach nobody."""


def _addressees(value: Any) -> list[Reason]:
    levels = [level.value for level in WARNING_LABEL]
    if not isinstance(value, Mapping) or sorted(value) != sorted(levels) or not all(value.values()):
        return [reason("三档都要写，每档至少写一个角色：{steps}。", field="value", steps=list(WARNING_LABEL.values()))]
    wrong = sorted({str(role) for roles in value.values() for role in roles if role not in MAY_BE_TOLD})
    if wrong:
        may = list(MAY_BE_TOLD.values())
        return [reason("{names} 看不到整改，请写：{may}。", field="value", names=some(wrong), may=may)]
    return []


def _signals(value: Any) -> list[Reason]:
    if not isinstance(value, Mapping) or not set(value) <= set(Signal) or not all(map(_is_whole, value.values())):
        return [reason("每行写「提示=门槛」，门槛是整数，写 0 的不提示。", field="value")]
    return [
        reason(
            "「{label}」的门槛是{counts}，写 {lowest} 到 {highest}，不提示的写 0。",
            field="value",
            label=say(SIGNALS[Signal(code)].label),
            counts=say(SIGNALS[Signal(code)].counts),
            lowest=SIGNALS[Signal(code)].lowest,
            highest=SIGNALS[Signal(code)].highest,
        )
        for code, threshold in value.items()
        if threshold and not SIGNALS[Signal(code)].lowest <= threshold <= SIGNALS[Signal(code)].highest
    ]


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


class Demand(StrEnum):
    """Whether something is asked for: it holds the record back, it is told, or neither."""

    BLOCK = "block"
    HINT = "hint"
    OFF = "off"


DEMAND_LABEL: dict[Demand, str] = {
    Demand.BLOCK: N_("必须"),
    Demand.HINT: N_("提示"),
    Demand.OFF: N_("不要求"),
}


def _one_of(labels: Mapping[Any, str]) -> Callable[[Any], list[Reason]]:
    def check(value: Any) -> list[Reason]:
        known = isinstance(value, str) and value in labels
        return [] if known else [reason("请写其中一个：{words}。", field="value", words=list(labels.values()))]

    return check


class Shape(StrEnum):
    """How a parameter's value is written in a form."""

    PATTERN = "pattern"
    WEIGHTS = "weights"
    NODES = "nodes"
    ENDED = "ended"
    TEXT = "text"
    NUMBER = "number"
    POOLS = "pools"
    RECUSAL = "recusal"
    ADDRESSEES = "addressees"
    SIGNALS = "signals"
    DEMAND = "demand"
    PERIOD = "period"
    BODIES = "bodies"
    PROOFS = "proofs"
    STEPS = "steps"


CHOSEN: dict[Shape, Mapping[Any, str]] = {Shape.DEMAND: DEMAND_LABEL, Shape.PERIOD: PERIOD_LABEL}
"""Those shapes that are one of a few words, by code."""

CHECKS: dict[Shape, Callable[[Any], list[Reason]]] = {
    Shape.PATTERN: _pattern,
    Shape.WEIGHTS: _weights,
    Shape.NODES: _nodes,
    Shape.ENDED: _ended,
    Shape.TEXT: _text,
    Shape.NUMBER: _number,
    Shape.POOLS: _pools,
    Shape.RECUSAL: _recusal,
    Shape.ADDRESSEES: _addressees,
    Shape.SIGNALS: _signals,
    Shape.BODIES: joint.reasons_against_bodies,
    Shape.PROOFS: joint.reasons_against_proofs,
    Shape.STEPS: reminders.reasons_against_steps,
    **{shape: _one_of(labels) for shape, labels in CHOSEN.items()},
}


ANCHOR_LABEL: dict[str, str] = {"field_from": "进驻", "field_to": "撤点"}
_COLUMNS = 4


_POOL = ("code", "name", "ranks", "oldest", "status")


def _cell(value: Any) -> str:
    return "/".join(value) if isinstance(value, list) else str(value or "")


WRITTEN: dict[Shape, Callable[[Any], str]] = {
    Shape.WEIGHTS: lambda value: "\n".join(f"{name}={points}" for name, points in value.items()),
    Shape.NODES: lambda value: "\n".join(
        f"{r['code']}，{r['label']}，{ANCHOR_LABEL[r['anchor']]}，{r['days']}" for r in value
    ),
    Shape.ENDED: lambda value: "\n".join(
        f"{r['name']}，{r['ended_on']}，{r.get('successor', '')}".rstrip("，") for r in value
    ),
    Shape.POOLS: lambda value: "\n".join(
        "，".join(_cell(row.get(name)) for name in _POOL).rstrip("，") for row in value
    ),
    Shape.RECUSAL: lambda value: "\n".join("，".join(avoidance.in_words(row)) for row in value),
    Shape.ADDRESSEES: lambda value: "\n".join(
        f"{WARNING_LABEL[level]}={'、'.join(ROLE_LABEL[Role(code)] for code in value[level])}"
        for level in WARNING_LABEL
    ),
    Shape.SIGNALS: lambda value: "\n".join(f"{kind.label}={value.get(code, 0)}" for code, kind in SIGNALS.items()),
    Shape.BODIES: joint.bodies_in_words,
    Shape.STEPS: reminders.steps_in_words,
    Shape.PROOFS: lambda value: "\n".join(joint.PROOF_LABEL[joint.Proof(code)] for code in value),
    Shape.DEMAND: lambda value: DEMAND_LABEL[Demand(value)],
    Shape.PERIOD: lambda value: PERIOD_LABEL[Period(value)],
}


def written(shape: Shape, value: Any) -> str:
    """A value as people edit it."""
    return WRITTEN.get(shape, str)(value)


def read(shape: Shape, text: str) -> Any:
    """
    What people wrote, as a value.

    Raises:
        ValueError: a line cannot be read; its argument is the number of the line.

    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if shape in PAIRS:
        return dict(PAIRS[shape](n, line) for n, line in lines)
    if shape is Shape.BODIES and text.strip() == joint.NOBODY:
        return []
    if shape in ROWS:
        return [ROWS[shape](n, _cells(line)) for n, line in lines]
    if shape in CHOSEN:
        return next((code.value for code, label in CHOSEN[shape].items() if label == text.strip()), text.strip())
    if shape is Shape.NUMBER:
        if not re.fullmatch(r"\s*\d{1,6}\s*", text):
            raise ValueError(1)
        return int(text)
    return text.strip()


def _weight(n: int, line: str) -> tuple[str, float | int]:
    name, _, points = line.replace("＝", "=").partition("=")
    try:
        number = float(points)
    except ValueError:
        raise ValueError(n) from None
    return name.strip(), int(number) if number.is_integer() else number


def _told(n: int, line: str) -> tuple[str, list[str]]:
    name, _, roles = line.replace("＝", "=").partition("=")
    codes = {label: code.value for code, label in MAY_BE_TOLD.items()}
    levels = {label: level.value for level, label in WARNING_LABEL.items()}
    named = [role.strip() for role in roles.split("、")]
    if name.strip() not in levels or not set(named) <= set(codes):
        raise ValueError(n)
    return levels[name.strip()], [codes[role] for role in named]


def _threshold(n: int, line: str) -> tuple[str, int]:
    name, _, threshold = line.replace("＝", "=").partition("=")
    code = next((code.value for code, kind in SIGNALS.items() if kind.label == name.strip()), "")
    if not code or not re.fullmatch(r"\s*\d{1,7}\s*", threshold):
        raise ValueError(n)
    return code, int(threshold)


PAIRS: dict[Shape, Callable[[int, str], tuple[str, Any]]] = {
    Shape.WEIGHTS: _weight,
    Shape.ADDRESSEES: _told,
    Shape.SIGNALS: _threshold,
    Shape.STEPS: reminders.steps_from_words,
}
"""Those shapes of which every line is a name and its value, and how a line is read."""


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.replace(",", "，").split("，")]


def _pool(n: int, cells: Sequence[str]) -> dict[str, Any]:
    code, name, ranks, oldest, status, *more = [*cells, "", "", "", ""]
    if any(more) or not re.fullmatch(r"\d{0,2}", oldest):
        raise ValueError(n)
    return {
        "code": code,
        "name": name,
        "ranks": [rank.strip() for rank in ranks.split("/") if rank.strip()],
        "oldest": int(oldest or 0),
        "status": status,
    }


def _node(n: int, cells: Sequence[str]) -> dict[str, str | int]:
    anchors = {label: anchor for anchor, label in ANCHOR_LABEL.items()}
    if len(cells) != _COLUMNS or cells[2] not in anchors or not re.fullmatch(r"-?\d{1,4}", cells[3]):
        raise ValueError(n)
    return {"code": cells[0], "label": cells[1], "anchor": anchors[cells[2]], "days": int(cells[3])}


def _ended_row(_n: int, cells: Sequence[str]) -> dict[str, str]:
    return dict(zip(("name", "ended_on", "successor"), cells, strict=False))


ROWS: dict[Shape, Callable[[int, Sequence[str]], Any]] = {
    Shape.NODES: _node,
    Shape.ENDED: _ended_row,
    Shape.POOLS: _pool,
    Shape.RECUSAL: avoidance.from_words,
    Shape.BODIES: joint.body_from_words,
    Shape.PROOFS: joint.proof_from_words,
}
"""Those shapes of which every line is a row of cells, and how a row is read."""
