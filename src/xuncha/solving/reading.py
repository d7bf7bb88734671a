"""
Instance files: JSON in, every fault out as one sentence that begins with its place, as in `units[17].latest`.

A `Part` is a value of the file together with its place. Its methods read one member, note what is wrong with it and
return something harmless, so that one reading finds all faults; `Faults.refuse()` then raises them together.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.text import Say, say

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_NUMBER = 10**9
LONGEST_TEXT = 200
SHOWN = 20
"""Bytes, sizes of numbers and texts beyond which a file is not an instance; faults shown of one file."""
HALF_A_CHARACTER = "\\ud"
"""How JSON writes characters that only a second one like it makes whole."""


@dataclass
class Faults:
    """What is wrong with one file."""

    reasons: list[Reason] = field(default_factory=list)

    def add(self, place: str, template: str, /, **values: Any) -> None:
        """Note one fault: the sentence `template` about the value at `place`."""
        self.reasons.append(Reason(say("{place}：{fault}", place=place, fault=say(template, **values)), field=place))

    def refuse(self) -> None:
        """Raise everything that was noted, or return when the file is sound."""
        beyond = len(self.reasons) - SHOWN
        more = [Reason(say("另有 {n} 处。", n=beyond))] if beyond > 0 else []
        RuleViolated.unless_empty(self.reasons[:SHOWN] + more)


class _RepeatedKeyError(ValueError):
    """An object of the file names the same member twice."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedKeyError(next(name for name in names if names.count(name) > 1))
    return found


def _no_number(text: str) -> Any:
    raise _NotJsonError(say("文件里的「{text}」不是数。", text=text))


class _NotJsonError(ValueError):
    """The text is no JSON that we read; the sentence says why."""

    def __init__(self, why: Say) -> None:
        super().__init__(str(why))
        self.why = why


def read_json(path: Path) -> Any:
    """
    The JSON value in a file.

    Refused: a file that cannot be read, is too large, is not UTF-8 or not JSON, repeats a member of an object, or has
    half a character or a number of thousands of digits.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise RuleViolated(say("{path}：打不开文件（{fault}）。", path=path, fault=fault.strerror or fault)) from fault
    if len(content) > LARGEST_FILE:
        raise RuleViolated(say("{path}：文件超过 64 MB。", path=path))
    try:
        return _value(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        why = say("不是 UTF-8 编码的文本（第 {n} 字节起）。", n=fault.start)
    except json.JSONDecodeError as fault:
        why = say("不是 JSON：第 {line} 行第 {column} 列。", line=fault.lineno, column=fault.colno)
    except RecursionError:
        why = say("不是 JSON：嵌套过深。")
    except _RepeatedKeyError as fault:
        why = say("同一个对象里「{name}」写了两次。", name=fault)
    except _NotJsonError as fault:
        why = fault.why
    except UnicodeEncodeError:
        why = say("有一处文字只有半个字符（\\ud800 到 \\udfff 须成对）。")
    except ValueError:
        why = say("有一个整数的位数过多。")
    raise RuleViolated(say("{path}：{fault}", path=path, fault=why))


def _value(text: str) -> Any:
    value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_number)
    if HALF_A_CHARACTER in text.lower():
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


class Part:
    """A value of the file and its place."""

    def __init__(self, value: Any, place: str, faults: Faults) -> None:
        self.value, self.place, self.faults = value, place, faults

    def at(self, name: str) -> str:
        """The place of a member."""
        return f"{self.place}.{name}" if self.place else name

    def fault(self, name: str, template: str, /, **values: Any) -> None:
        """Note a fault of a member."""
        self.faults.add((self.at(name) if name else self.place) or "JSON", template, **values)

    def is_object(self) -> bool:
        """Whether the value is an object; otherwise noted."""
        if not isinstance(self.value, dict):
            self.fault("", "须为对象。")
        return isinstance(self.value, dict)

    def get(self, name: str) -> Any:
        """The raw member; None where there is none."""
        return self.value.get(name) if isinstance(self.value, dict) else None

    def text(self, name: str, *, optional: bool = False) -> str | None:
        """A text that is not empty; None where it is optional and absent, "" where it is faulty."""
        value = self.get(name)
        if value is None and optional:
            return None
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            self.fault(name, "须为 1 到 {n} 字的文字，现为「{value}」。", n=LONGEST_TEXT, value=_short(value))
            return ""
        return value

    def whole(self, name: str, *, low: int = 0, high: int = LARGEST_NUMBER) -> int:
        """A whole number from `low` to `high`; `low` where it is faulty."""
        found = self.whole_or_none(name, low=low, high=high, optional=False)
        return low if found is None else found

    def whole_or_none(
        self, name: str, *, low: int = 0, high: int = LARGEST_NUMBER, optional: bool = True
    ) -> int | None:
        """A whole number from `low` to `high`, or None where the member is null or absent."""
        value = self.get(name)
        if value is None and optional:
            return None
        if not _is_whole(value) or not low <= value <= high:
            self.fault(name, "须为 {low} 到 {high} 的整数，现为「{value}」。", low=low, high=high, value=_short(value))
            return None
        return int(value)

    def wholes(self, name: str, *, low: int = 0, high: int = LARGEST_NUMBER) -> list[int]:
        """A list of whole numbers; those that are none are noted and left out."""
        found = []
        for position, value in enumerate(self._list(name)):
            if _is_whole(value) and low <= value <= high:
                found.append(int(value))
            else:
                place = f"{name}[{position}]"
                self.fault(
                    place, "须为 {low} 到 {high} 的整数，现为「{value}」。", low=low, high=high, value=_short(value)
                )
        return found

    def yes_or_no(self, name: str, *, default: bool | None = None) -> bool:
        """A truth value; `default`, if given, where it is absent."""
        value = self.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, bool):
            self.fault(name, "须为 true 或 false，现为「{value}」。", value=_short(value))
        return value is True

    def choice(self, name: str, of: Collection[str]) -> str:
        """One of the words in `of`; the first of them where it is faulty."""
        value = self.get(name)
        if not isinstance(value, str) or value not in of:
            self.fault(name, "须为 {words} 之一，现为「{value}」。", words=list(of), value=_short(value))
            return next(iter(of))
        return value

    def known(self, name: str, ids: Collection[str], what: Say, *, optional: bool = False) -> str | None:
        """An id that the file defines elsewhere; `what` names the kind of thing in the sentence."""
        value = self.text(name, optional=optional)
        if value and value not in ids:
            self.fault(name, "没有「{value}」这个{what}。", value=value, what=what)
        return value

    def known_ids(self, name: str, ids: Collection[str], what: Say) -> list[str]:
        """A list of ids that the file defines elsewhere, none of them twice."""
        found: dict[str, None] = {}
        for position, value in enumerate(self._list(name)):
            place = f"{name}[{position}]"
            if not isinstance(value, str) or value not in ids:
                self.fault(place, "没有「{value}」这个{what}。", value=_short(value), what=what)
            elif value in found:
                self.fault(place, "「{value}」重复。", value=value)
            else:
                found[value] = None
        return list(found)

    def part(self, name: str) -> "Part":
        """A member that must be an object."""
        part = Part(self.get(name), self.at(name), self.faults)
        part.is_object()
        return part

    def parts(self, name: str, *, at_most: int = 100_000, at_least: int = 0) -> "Iterator[Part]":
        """The objects of a list."""
        values = self._list(name)
        if not at_least <= len(values) <= at_most:
            self.fault(name, "须有 {low} 到 {high} 项，现有 {n} 项。", low=at_least, high=at_most, n=len(values))
        for position, value in enumerate(values[:at_most]):
            part = Part(value, f"{self.at(name)}[{position}]", self.faults)
            if part.is_object():
                yield part

    def _list(self, name: str) -> list[Any]:
        value = self.get(name)
        if not isinstance(value, list):
            self.fault(name, "须为列表。")
            return []
        return value


def once(seen: dict[str, str], identifier: str | None, part: Part, name: str = "id") -> None:
    """Note an id that was used before; `seen` remembers each id with its place."""
    if identifier and identifier in seen:
        part.fault(name, "「{id}」与 {other} 重复。", id=identifier, other=seen[identifier])
    elif identifier:
        seen[identifier] = part.at(name)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:39] + "…"
