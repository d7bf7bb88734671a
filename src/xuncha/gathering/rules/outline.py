"""The outline of a talk (谈话提纲): proposed from the areas of the checklist, written and read as plain lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xuncha.core.errors import Reason, reason

OPENING = ("请介绍您的岗位、分管或者从事的工作，任现职的时间。",)
CLOSING = ("您认为本单位最突出的问题是什么？", "对班子和干部队伍建设、对巡察工作，您有什么意见建议？")
FIRST, LAST = "基本情况", "总的看法"
SHOWN = 2
"""So many manifestations of each area are asked about by name; more would lead the person."""
MOST_LINES, LONGEST = 60, 300


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the checklist with the manifestations that concern the unit, and what binds this unit alone."""

    name: str
    manifestations: tuple[str, ...]
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an outline, under its area."""

    area: str
    text: str


def proposed(areas: Iterable[Area]) -> list[Question]:
    """An opening, for each area an open question, what binds the unit, its first manifestations, and a closing."""
    found = [Question(FIRST, text) for text in OPENING]
    for area in areas:
        found.append(Question(area.name, f"在{area.name}方面，您了解哪些做法和问题？请说时间、经过和知情的人。"))
        found += [Question(area.name, f"“{one}”，实际是怎么落实的？") for one in area.duties[:SHOWN]]
        found += [Question(area.name, f"有没有这样的情况：{one}？") for one in area.manifestations[:SHOWN]]
    return found + [Question(LAST, text) for text in CLOSING]


def as_text(outline: Sequence[Question]) -> str:
    """An area on a line of its own in 【】, its questions below, each on one line."""
    lines, area = [], ""
    for one in outline:
        if one.area != area:
            area = one.area
            lines.append(f"【{area}】")
        lines.append(one.text)
    return "\n".join(lines)


def from_text(text: str) -> list[Question]:
    """What `as_text` writes, read again; empty lines are left out."""
    found, area = [], ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("【") and line.endswith("】"):
            area = line[1:-1].strip()
        elif line:
            found.append(Question(area, line))
    return found


def reasons_against_outline(outline: Sequence[Question]) -> list[Reason]:
    """An outline has a question, not too many, none too long."""
    if not outline:
        return [reason("提纲至少要有一个问题。", "outline", "#id_outline")]
    found = []
    if len(outline) > MOST_LINES:
        found.append(reason("提纲最多 {n} 个问题，请合并。", "outline", "#id_outline", n=MOST_LINES))
    for n, one in enumerate(outline, 1):
        if len(one.text) > LONGEST:
            found.append(reason("第 {n} 个问题超过 {most} 字。", "outline", "#id_outline", n=n, most=LONGEST))
    return found
