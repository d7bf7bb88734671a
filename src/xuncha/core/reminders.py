"""
How many days before its due date an item is warned of, by its difficulty, and the practices that places are known for.

A practice sets two dated parameters of an office at once: when each step of warning is reached, and to whom it is said.
(domain §3.3 D18–D20, §5.5; C08)
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_

DIFFICULTY_LABEL: Mapping[str, str] = {"easy": N_("一般"), "medium": N_("较难"), "hard": N_("疑难")}
"""The three classes of difficulty (domain §5.2). The code is stored and must never change."""
MOST_STEPS, MOST_DAYS = 6, 365


def reasons_against_steps(value: Any) -> list[Reason]:
    """Each class that is named has its days, from many to few; of one that is not the deadline rule's days count."""
    if not isinstance(value, Mapping) or not value or not set(value) <= set(DIFFICULTY_LABEL):
        return [reason("每行写「难易=天数」，难易写：{names}。", field="value", names=list(DIFFICULTY_LABEL.values()))]
    wrong = [DIFFICULTY_LABEL[name] for name, days in value.items() if not _are_steps(days)]
    if not wrong:
        return []
    return [
        reason(
            "{names} 的提醒天数从大到小写，例如 20、10；最多 {n} 档，每档 1 到 {most} 天。",
            field="value", names=wrong, n=MOST_STEPS, most=MOST_DAYS,
        )
    ]  # fmt: skip


def _are_steps(days: Any) -> bool:
    whole = isinstance(days, list) and all(isinstance(n, int) and 1 <= n <= MOST_DAYS for n in days)
    return whole and 0 < len(days) <= MOST_STEPS and days == sorted(set(days), reverse=True)


def steps_in_words(value: Mapping[str, Sequence[int]]) -> str:
    """One line for each class of difficulty."""
    return "\n".join(
        f"{label}={days_in_words(value[code])}" for code, label in DIFFICULTY_LABEL.items() if code in value
    )


def days_in_words(days: Sequence[int]) -> str:
    """「20、10」."""
    return "、".join(map(str, days))


def steps_from_words(n: int, line: str) -> tuple[str, list[int]]:
    """
    「较难=20、10」 as a class and its days.

    Raises:
        ValueError: the line cannot be read; its argument is the number of the line.

    """
    name, _, days = line.replace("＝", "=").partition("=")
    code = next((code for code, label in DIFFICULTY_LABEL.items() if label == name.strip()), "")
    numbers = re.split(r"[、，,]", days.replace(" ", ""))
    if not code or not all(re.fullmatch(r"\d{1,4}", number) for number in numbers):
        raise ValueError(n)
    return code, [int(number) for number in numbers]


@dataclass(frozen=True, slots=True)
class Preset:
    """
    A practice by its name. `days` are the steps of warning by difficulty, `told` the roles that hear of each level.

    Roles and levels are stored codes (`core.permissions.Role`, `core.deadlines.Level`).
    """

    label: str
    days: Mapping[str, Sequence[int]]
    told: Mapping[str, Sequence[str]]


_ALIKE = {"easy": (20, 10), "medium": (20, 10), "hard": (20, 10)}
PRESETS: Mapping[str, Preset] = {
    "three_colours": Preset(
        N_("三色预警：余 20 天告知承办人，余 10 天加告分管领导，超期告知单位和主要负责人"),
        _ALIKE,
        {
            "note": ("unit_liaison",),
            "near": ("unit_liaison", "supervising_leader"),
            "late": ("unit_liaison", "unit_head"),
        },
    ),
    "with_office": Preset(
        N_("单位和巡察办：临近告知主要负责人，超期巡察办同时知道"),
        _ALIKE,
        {
            "note": ("unit_liaison",),
            "near": ("unit_liaison", "unit_head"),
            "late": ("unit_liaison", "unit_head", "office_clerk", "office_director"),
        },
    ),
    "by_difficulty": Preset(
        N_("按难易分档：一般余 10 天，较难余 20、10 天，疑难余 60、30、10 天"),
        {"easy": (10,), "medium": (20, 10), "hard": (60, 30, 10)},
        {
            "note": ("unit_liaison",),
            "near": ("unit_liaison", "unit_head", "office_clerk"),
            "late": ("unit_liaison", "unit_head", "office_clerk", "office_director"),
        },
    ),
    "step_by_step": Preset(
        N_("逐级升级：余 30 天起每十天一档，超期报领导小组和纪检监察机关"),
        dict.fromkeys(DIFFICULTY_LABEL, (30, 20, 10)),
        {
            "note": ("unit_liaison", "unit_head"),
            "near": ("unit_liaison", "unit_head", "office_clerk"),
            "late": ("unit_liaison", "unit_head", "office_director", "leading_group", "discipline"),
        },
    ),
}
"""Practices of places (domain §3.3, §5.5); every office adapts what it takes over."""


def values_of(preset: str) -> dict[str, dict[str, list[Any]]]:
    """The values that a practice gives to its two parameters, by their codes."""
    chosen = PRESETS[preset]
    return {
        "rectification.warn_days": {code: list(days) for code, days in chosen.days.items()},
        "rectification.addressees": {level: list(roles) for level, roles in chosen.told.items()},
    }
