"""What must hold of an import before it is done."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from xuncha.core.errors import Reason
from xuncha.core.text import say


class Named(Protocol):
    """What the rule needs to know of a column."""

    @property
    def field(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def required(self) -> bool: ...


def reasons_not_to_map(columns: Sequence[Named], headers: Sequence[str], mapping: Mapping[str, int]) -> list[Reason]:
    """Why this answer of the mapping dialog cannot be used."""
    reasons = [
        Reason(say("「{label}」必填，要指定它是表里的哪一列。", label=column.label), field=column.field)
        for column in columns
        if column.required and column.field not in mapping
    ]
    used: dict[int, str] = {}
    for column in columns:
        index = mapping.get(column.field)
        if index is None:
            continue
        if not 0 <= index < len(headers):
            reasons.append(Reason(say("「{label}」对应的列不在表里。", label=column.label), field=column.field))
        elif index in used:
            twice = say("「{heading}」已对应「{other}」，一列只能用一次。", heading=headers[index], other=used[index])
            reasons.append(Reason(twice, field=column.field))
        else:
            used[index] = column.label
    return reasons
