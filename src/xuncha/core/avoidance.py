"""
Recusal: what keeps a person from inspecting an organisation, as predicates over what was declared.

Source: domain §8.4. Each ground is `BLOCK` (must not be named without an approved exception) or `WARN` (must be
looked at). Nothing found means nothing was declared, not that nothing exists.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuncha.core.text import N_, Say, say

FORMER_YEARS = 3
"""For how many years a former post blocks when the office has set no other number."""


class Weight(StrEnum):
    """How much a ground weighs."""

    BLOCK = "block"
    WARN = "warn"


class Bond(StrEnum):
    """The declared kinds of tie; the values are those stored with a tie."""

    KIN = "kin"
    NATIVE = "native"
    RESIDENCE = "residence"
    EMPLOYED = "employed"
    FORMER = "former"
    INTEREST = "interest"


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation and what stands above it, nearest first."""

    pk: int
    name: str
    above: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """
    One tie to a place. `until` is the last day of a former post, None when it is not known.

    `ended_on` is the day since which the tie is no longer declared: a post that ended is a former post from that day
    on, every other tie is over.
    """

    bond: Bond
    place: Place
    until: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground, as a sentence for people."""

    weight: Weight
    bond: Bond
    text: Say


SENTENCES: dict[Bond, str] = {
    Bond.KIN: N_("{person} 的亲属任职于{place}"),
    Bond.NATIVE: N_("{person} 籍贯在{place}"),
    Bond.RESIDENCE: N_("{person} 居住在{place}"),
    Bond.EMPLOYED: N_("{person} 现任职于{place}"),
    Bond.FORMER: N_("{person} 曾任职于{place}，不满 {years} 年"),
    Bond.INTEREST: N_("{person} 与{place}有利益关系"),
}
FORMER_LONG_AGO = N_("{person} 曾任职于{place}，已满 {years} 年")

WEIGHTS: dict[Bond, Weight] = {
    Bond.KIN: Weight.BLOCK,
    Bond.NATIVE: Weight.BLOCK,
    Bond.RESIDENCE: Weight.WARN,
    Bond.EMPLOYED: Weight.BLOCK,
    Bond.FORMER: Weight.BLOCK,
    Bond.INTEREST: Weight.BLOCK,
}


def grounds(
    person: str,
    ties: Iterable[Declared],
    employer: Place | None,
    inspected: Place,
    *,
    on: date,
    former_years: int = FORMER_YEARS,
) -> list[Ground]:
    """
    What speaks against this person inspecting this organisation on this day, the heaviest first.

    A tie to a unit below the inspected one weighs as much as one to itself, because the inspection may be extended to
    it; a tie to a unit above it is to be looked at.
    """
    declared = [*ties]
    if employer and not any(t.bond is Bond.EMPLOYED and t.place.pk == employer.pk and not t.ended_on for t in declared):
        declared.append(Declared(Bond.EMPLOYED, employer))
    found = [_ground(person, tie, inspected, on, former_years) for tie in declared]
    return sorted((g for g in found if g), key=lambda g: (g.weight, g.bond, str(g.text)))


def blocking(found: Sequence[Ground]) -> list[Ground]:
    """Those grounds that keep the person out."""
    return [ground for ground in found if ground.weight is Weight.BLOCK]


def _ground(person: str, tie: Declared, inspected: Place, on: date, former_years: int) -> Ground | None:
    current = _as_of(tie, on)
    if current is None:
        return None
    itself = inspected.pk in {current.place.pk, *current.place.above}
    if not itself and current.place.pk not in inspected.above:
        return None
    long_ago = current.bond is Bond.FORMER and current.until is not None and _years(current.until, on) >= former_years
    weight = WEIGHTS[current.bond] if itself and not long_ago else Weight.WARN
    sentence = say(
        FORMER_LONG_AGO if long_ago else SENTENCES[current.bond],
        person=person,
        place=say("该单位") if current.place.pk == inspected.pk else current.place.name,
        **({"years": former_years} if current.bond is Bond.FORMER else {}),
    )
    return Ground(weight, current.bond, sentence)


def _as_of(tie: Declared, on: date) -> Declared | None:
    """The tie as it stands on the day: a post that ended by then has become a former one, any other is gone."""
    if tie.ended_on is None or on < tie.ended_on:
        return tie
    return Declared(Bond.FORMER, tie.place, tie.ended_on) if tie.bond is Bond.EMPLOYED else None


def _years(since: date, on: date) -> int:
    """Whole years that have passed."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
