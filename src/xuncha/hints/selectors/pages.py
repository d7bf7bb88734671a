"""What the pages show of a hint: its sentence, the records it rests on, and how often each kind proved right."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from xuncha.core.signals import SIGNALS, Signal
from xuncha.core.text import N_, Say, unpacked
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import words
from xuncha.foundation.reach import KINDS, page_of
from xuncha.hints.models import Hint
from xuncha.hints.workflow import HintState
from xuncha.rectification.models import Evidence

LABEL: dict[str, str] = {
    "rectification.item": N_("整改事项"),
    "rectification.evidence": N_("佐证"),
    "findings.finding": N_("问题"),
    "survey.questionnaire": N_("问卷"),
    "lookback.point": N_("核查结果"),
}
"""What the records behind hints are called, by kind."""


def sentence(hint: Hint) -> Say:
    """What the hint says, in the language of the page when it is shown."""
    return unpacked(hint.words)


def told(hint: Hint) -> str:
    """What the hint says, in words."""
    return words(sentence(hint))


@dataclass(frozen=True, slots=True)
class Shown:
    """One record behind a hint: what it was called then, where it is; without an address for who may not read it."""

    label: str
    kind: str
    url: str = ""


def rows_of(actor: Actor, hint: Hint) -> tuple[list[Shown], int]:
    """The records that this person may read, and how many there are besides; one query for each kind."""
    found: list[Shown] = []
    by_kind: dict[str, list[tuple[int, str]]] = {}
    for kind, pk, label in hint.rows:
        by_kind.setdefault(kind, []).append((pk, label))
    for kind, rows in by_kind.items():
        reach = KINDS[kind]
        seen = {record.pk: record for record in reach.visible_to(actor).filter(pk__in=[pk for pk, _label in rows])}
        found += [Shown(label, words(LABEL[kind]), _address(seen[pk])) for pk, label in rows if pk in seen]
    return found, len(hint.rows) - len(found)


def _address(record: object) -> str:
    """The page of a record; of a piece of evidence the page of its item."""
    return f"{page_of(record.item)}#evidence" if isinstance(record, Evidence) else page_of(record)  # type: ignore[arg-type]  # a model of a reach


@dataclass(frozen=True, slots=True)
class Tally:
    """How hints of one kind turned out: of those that a person decided on, `precision` per cent were right."""

    label: str
    found: int
    open: int
    confirmed: int
    dismissed: int
    lapsed: int

    @property
    def precision(self) -> str:
        """Confirmed of all decided, in per cent; nothing before anybody has decided."""
        decided = self.confirmed + self.dismissed
        return f"{self.confirmed * 100 / decided:.0f}%" if decided else "—"


def tallies(hints: QuerySet[Hint]) -> list[Tally]:
    """How each kind of signal turned out, all of them, in the order of the table; one query."""
    counted = hints.order_by().values_list("signal").annotate(
        found=Count("pk"),
        **{state: Count("pk", filter=Q(state=state)) for state in HintState},
    )  # fmt: skip
    rows = {signal: counts for signal, *counts in counted}
    return [Tally(words(SIGNALS[signal].label), *rows.get(signal.value, (0, 0, 0, 0, 0))) for signal in Signal]


def summed(rows: Iterable[Tally]) -> Tally:
    """All of them together."""
    names = ("found", "open", "confirmed", "dismissed", "lapsed")
    listed = list(rows)
    return Tally(_("合计"), *(sum(getattr(row, name) for row in listed) for name in names))
