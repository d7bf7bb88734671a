"""
Recusal: what keeps a person from inspecting an organisation, as predicates over what was declared.

Source: domain §8.4. Each ground is `BLOCK` (must not be named without an approved exception), `WARN` (must be looked
at) or `OK` (does not count); an office lays down which, by kind of tie and by place in the team (`Weighing`). Nothing
found means nothing was declared, not that nothing exists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from xuncha.core.text import N_, Say, say

FORMER_YEARS = 3
"""For how many years a former post blocks when the office has set no other number."""


class Weight(StrEnum):
    """How much a ground weighs."""

    BLOCK = "block"
    WARN = "warn"
    OK = "ok"


class Bond(StrEnum):
    """The declared kinds of tie; the values are those stored with a tie."""

    KIN = "kin"
    NATIVE = "native"
    RESIDENCE = "residence"
    EMPLOYED = "employed"
    FORMER = "former"
    INTEREST = "interest"
    TEAM_KIN = "team_kin"  # two members of one team are relatives
    TEAM_SUPERIOR = "team_superior"  # of two members of one team one leads the other


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
    Bond.TEAM_KIN: N_("{person} 与同组的{place}是亲属"),
    Bond.TEAM_SUPERIOR: N_("{person} 与同组的{place}是上下级"),
}
FORMER_LONG_AGO = N_("{person} 曾任职于{place}，已满 {years} 年")

WEIGHTS: dict[Bond, Weight] = {
    Bond.KIN: Weight.BLOCK,
    Bond.NATIVE: Weight.BLOCK,
    Bond.RESIDENCE: Weight.WARN,
    Bond.EMPLOYED: Weight.BLOCK,
    Bond.FORMER: Weight.BLOCK,
    Bond.INTEREST: Weight.BLOCK,
    Bond.TEAM_KIN: Weight.BLOCK,
    Bond.TEAM_SUPERIOR: Weight.WARN,
}
"""What each kind weighs while the office has laid down nothing else."""

BOND_LABEL: dict[Bond, str] = {
    Bond.KIN: N_("亲属任职"),
    Bond.NATIVE: N_("籍贯地"),
    Bond.RESIDENCE: N_("居住地"),
    Bond.EMPLOYED: N_("现任职"),
    Bond.FORMER: N_("曾任职"),
    Bond.INTEREST: N_("利益关系"),
    Bond.TEAM_KIN: N_("同组亲属"),
    Bond.TEAM_SUPERIOR: N_("同组上下级"),
}
WEIGHT_LABEL: dict[Weight, str] = {
    Weight.BLOCK: N_("回避"),
    Weight.WARN: N_("提示"),
    Weight.OK: N_("不计"),
}
POSITION_LABEL: dict[str, str] = {
    "": N_("全部"),
    "team_leader": N_("组长"),
    "deputy_leader": N_("副组长"),
    "team_liaison": N_("联络员"),
    "inspector": N_("组员"),
}
"""A place in a team by the code of its role; the empty one stands for all of them."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """
    What the kinds of tie weigh on one day in one office: by (kind, place in the team), then by kind, then as usual.

    A person who has no place in a team yet is weighed as strictly as in any of them.
    """

    laid_down: Mapping[tuple[Bond, str], Weight] = field(default_factory=dict)
    former_years: int = FORMER_YEARS

    def of(self, bond: Bond, position: str = "") -> Weight:
        """What this kind weighs in this place."""
        usual = self.laid_down.get((bond, ""), WEIGHTS[bond])
        if position:
            return self.laid_down.get((bond, position), usual)
        return min(
            [usual, *(weight for (kind, _place), weight in self.laid_down.items() if kind is bond)], key=HEAVIEST
        )


HEAVIEST = [Weight.BLOCK, Weight.WARN, Weight.OK].index


def weighing(rows: Iterable[Mapping[str, str]], former_years: int = FORMER_YEARS) -> Weighing:
    """The weighing that stored rows lay down: each has a kind (`bond`), a place (`position`) and a `weight`."""
    return Weighing({(Bond(r["bond"]), r["position"]): Weight(r["weight"]) for r in rows}, former_years)


USUAL = Weighing()

ROW: dict[str, Mapping[str, str]] = {
    "bond": {str(bond): label for bond, label in BOND_LABEL.items()},
    "position": POSITION_LABEL,
    "weight": {str(weight): label for weight, label in WEIGHT_LABEL.items()},
}
"""The parts of a row that an office lays down, each with the words for its codes."""


def in_words(row: Mapping[str, str]) -> list[str]:
    """A row as people write it: 籍贯地，组长，回避."""
    return [words[row[part]] for part, words in ROW.items()]


def from_words(line: int, cells: Sequence[str]) -> dict[str, str]:
    """
    The row that people wrote.

    Raises:
        ValueError: a cell is missing or not one of the words; its argument is the number of the line.

    """
    codes = [{label: code for code, label in words.items()} for words in ROW.values()]
    if len(cells) != len(codes) or any(cell not in known for cell, known in zip(cells, codes, strict=True)):
        raise ValueError(line)
    return {part: known[cell] for part, cell, known in zip(ROW, cells, codes, strict=True)}


def grounds(
    person: str,
    ties: Iterable[Declared],
    employer: Place | None,
    inspected: Place,
    *,
    on: date,
    rules: Weighing = USUAL,
    position: str = "",
) -> list[Ground]:
    """
    What speaks against this person inspecting this organisation on this day, the heaviest first.

    A tie to a unit below the inspected one weighs as much as one to itself, because the inspection may be extended to
    it; a tie to a unit above it is to be looked at.
    """
    declared = [*ties]
    if employer and not any(t.bond is Bond.EMPLOYED and t.place.pk == employer.pk and not t.ended_on for t in declared):
        declared.append(Declared(Bond.EMPLOYED, employer))
    found = [_ground(person, tie, inspected, on=on, rules=rules, position=position) for tie in declared]
    return heaviest_first(g for g in found if g)


def within_team(person: str, other: str, bond: Bond, *, rules: Weighing = USUAL, position: str = "") -> Ground | None:
    """What a relation between two members of one team weighs for one of them; None where it does not count."""
    weight = rules.of(bond, position)
    return None if weight is Weight.OK else Ground(weight, bond, say(SENTENCES[bond], person=person, place=other))


def heaviest_first(found: Iterable[Ground]) -> list[Ground]:
    """The grounds in the order in which people read them, each once."""
    once = {(HEAVIEST(ground.weight), ground.bond, str(ground.text)): ground for ground in found}
    return [once[place] for place in sorted(once)]


def blocking(found: Sequence[Ground]) -> list[Ground]:
    """Those grounds that keep the person out."""
    return [ground for ground in found if ground.weight is Weight.BLOCK]


def _ground(person: str, tie: Declared, inspected: Place, *, on: date, rules: Weighing, position: str) -> Ground | None:
    current = _as_of(tie, on)
    if current is None:
        return None
    itself = inspected.pk in {current.place.pk, *current.place.above}
    if not itself and current.place.pk not in inspected.above:
        return None
    years, weight = rules.former_years, rules.of(current.bond, position)
    long_ago = current.bond is Bond.FORMER and current.until is not None and whole_years(current.until, on) >= years
    if weight is Weight.OK:
        return None
    if not itself or long_ago:
        weight = Weight.WARN
    sentence = say(
        FORMER_LONG_AGO if long_ago else SENTENCES[current.bond],
        person=person,
        place=say("该单位") if current.place.pk == inspected.pk else current.place.name,
        **({"years": years} if current.bond is Bond.FORMER else {}),
    )
    return Ground(weight, current.bond, sentence)


def _as_of(tie: Declared, on: date) -> Declared | None:
    """The tie as it stands on the day: a post that ended by then has become a former one, any other is gone."""
    if tie.ended_on is None or on < tie.ended_on:
        return tie
    return Declared(Bond.FORMER, tie.place, tie.ended_on) if tie.bond is Bond.EMPLOYED else None


def whole_years(since: date, on: date) -> int:
    """Whole years that have passed."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
