"""Scenario files: found by name or path, checked against the schema, faults told with the place in the file."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say

FOLDER = Path(__file__).parent
SHIPPED = ("city-2022", "county-2018", "district-2020")


def schema() -> dict[str, Any]:
    """The published schema of `xuncha.scenario/1`."""
    loaded: dict[str, Any] = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    return loaded


def read(source: str) -> dict[str, Any]:
    """
    A scenario by the name of one that ships or by the path of a file.

    Raises:
        RuleViolated: no such file, not JSON, or not of the format; each fault names its place in the file.

    """
    path = FOLDER / f"{source}.json" if source in SHIPPED else Path(source)
    try:
        scenario: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise RuleViolated(
            say("没有找到场景文件 {source}。随产品提供的有：{names}。", source=source, names=SHIPPED)
        ) from None
    except ValueError as fault:
        raise RuleViolated(say("场景文件不是有效的 JSON：{fault}", fault=fault)) from None
    faults = sorted(Draft202012Validator(schema()).iter_errors(scenario), key=lambda e: list(map(str, e.path)))
    if faults:
        raise RuleViolated(
            *(
                say("{place}：{fault}", place="/".join(map(str, f.path)) or "/", fault=f.message[:200])
                for f in faults[:20]
            )
        )
    return scenario
