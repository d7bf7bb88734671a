"""
Sentences for people, written in Chinese where they arise and translated where they are shown.

The core knows no translation catalogue. A `Say` keeps the Chinese template and its values apart, so that the page
that shows it can look the template up and fill it in. `say()` and `N_()` are also what the catalogue tool looks for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

LIST_SEPARATOR = "、"
"""What stands between the members of a list; every language translates it."""


class Counting(Formatter):
    """Fills a template as `str.format` does; `{n:day|days}` is the first word where n is 1, otherwise the second."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """One place of the template."""
        one, choice, many = format_spec.partition("|")
        return str(super().format_field(value, format_spec)) if not choice else one if value == 1 else many


COUNTING = Counting()


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence template in Chinese with named places, and the values for them: texts, sentences, lists of them."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.render(lambda template: template)

    def render(self, translate: Callable[[str], str]) -> str:
        """Fill the translated template; sentences among the values too, lists joined as the language does."""
        filled = {name: _filled(value, translate) for name, value in self.values.items()}
        return COUNTING.format(translate(self.template), **filled) if filled else translate(self.template)


def _filled(value: Any, translate: Callable[[str], str]) -> Any:
    if isinstance(value, list | tuple):
        return translate(LIST_SEPARATOR).join(str(_filled(one, translate)) for one in value)
    return value.render(translate) if isinstance(value, Say) else value


def say(template: str, /, **values: Any) -> Say:
    """A sentence with its values: `say("还差 {n} 条", n=2)`."""
    return Say(template, values)


def N_(template: str) -> str:  # noqa: N802 - the customary mark of a string that is translated later
    """Mark a label in a table for translation; returns it unchanged."""
    return template


def packed(text: Say) -> list[Any]:
    """The sentence as JSON can hold it, so that it can still be translated when it is shown."""
    return [text.template, {name: _packed(value) for name, value in text.values.items()}]


def _packed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_packed(one) for one in value]
    return {"say": packed(value)} if isinstance(value, Say) else value


def unpacked(stored: Sequence[Any]) -> Say:
    """What `packed` made."""
    template, values = stored
    return Say(template, {name: _unpacked(value) for name, value in values.items()})


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(one) for one in value]
    return unpacked(value["say"]) if isinstance(value, dict) else value
