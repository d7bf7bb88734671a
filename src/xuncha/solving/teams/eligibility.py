"""
Who may join which team, decided before any search, with the rule and the record behind every exclusion.

The rules and their order are those of the format; one pair may be excluded on several grounds, and all are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from xuncha.core.text import N_, Say, say
from xuncha.solving.teams.instance import Instance, Person, Team


class Bar(StrEnum):
    """The rules that keep a person out of a team; the words are those of the format."""

    AVAILABLE = "available"
    REST = "rest_after_service"
    HOME = "home"
    EMPLOYER = "employer"
    FORMER = "former"
    KIN = "kin_units"
    INTEREST = "interest_units"
    RECUSED = "recused"
    FORBIDDEN = "forbidden"


BAR_LABELS = {
    Bar.AVAILABLE: N_("不能抽调"),
    Bar.REST: N_("连续服务后轮休"),
    Bar.HOME: N_("籍贯地回避"),
    Bar.EMPLOYER: N_("任职回避"),
    Bar.FORMER: N_("原任职回避"),
    Bar.KIN: N_("亲属任职回避"),
    Bar.INTEREST: N_("利益关系回避"),
    Bar.RECUSED: N_("回避"),
    Bar.FORBIDDEN: N_("指明不进本组"),
}

RECORDS = {
    Bar.AVAILABLE: N_("{person} 登记为不能抽调"),
    Bar.REST: N_("{person} 已参加 {n} 轮且上一轮刚参加，本轮应轮休"),
    Bar.HOME: N_("{person} 籍贯在 {unit} 所在地"),
    Bar.EMPLOYER: N_("{person} 现任职于 {unit}"),
    Bar.FORMER: N_("{person} {n} 年前任职于 {unit}"),
    Bar.KIN: N_("{person} 的亲属任职于 {unit}"),
    Bar.INTEREST: N_("{person} 与 {unit} 有利益关系"),
    Bar.RECUSED: N_("{person} 与本组对象有应当回避的情形"),
    Bar.FORBIDDEN: N_("{person} 被指明不进本组"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground against one pair: the rule, the unit concerned, and for a former post how long ago it ended."""

    bar: Bar
    unit: str = ""
    years: int = 0


@dataclass(frozen=True)
class Eligibility:
    """Per team the people who may join, in their order; and all grounds against everybody else."""

    allowed: list[list[int]]
    grounds: dict[tuple[int, int], tuple[Ground, ...]] = field(repr=False)

    def admits(self, person: int, team: int) -> bool:
        """Whether this person may join this team."""
        return (person, team) not in self.grounds


def eligibility(instance: Instance, *, waived: Iterable[Bar] = ()) -> Eligibility:
    """Every pair judged; rules in `waived` are not applied (to see what they cost)."""
    rules = frozenset(Bar) - frozenset(waived)
    always = [tuple(g for g in _whatever_team(instance, person) if g.bar in rules) for person in instance.people]
    ties = [_ties(instance, person) for person in instance.people]
    allowed: list[list[int]] = []
    grounds: dict[tuple[int, int], tuple[Ground, ...]] = {}
    for number, team in enumerate(instance.teams):
        unit_at = {instance.place_of[unit]: unit for unit in reversed(team.units)}
        free = []
        for one, person in enumerate(instance.people):
            found = always[one]
            named = person.id in team.forbidden or person.id in team.recused
            if named or person.home in unit_at or ties[one].keys() & set(team.units):
                found += tuple(g for g in _in_this_team(person, team, unit_at, ties[one]) if g.bar in rules)
            if found:
                grounds[one, number] = found
            else:
                free.append(one)
        allowed.append(free)
    return Eligibility(allowed, grounds)


def _whatever_team(instance: Instance, person: Person) -> list[Ground]:
    found = []
    if not person.available:
        found.append(Ground(Bar.AVAILABLE))
    if person.served_last_round and person.service >= instance.rules.rest_after_service:
        found.append(Ground(Bar.REST))
    return found


def _ties(instance: Instance, person: Person) -> dict[str, list[Ground]]:
    """Per unit the grounds that a person's declared ties to it make."""
    found: dict[str, list[Ground]] = {person.employer: [Ground(Bar.EMPLOYER, person.employer)]}
    for post in person.former:
        if post.years_since <= instance.rules.former_years:
            found.setdefault(post.unit, []).append(Ground(Bar.FORMER, post.unit, post.years_since))
    for unit in person.kin_units:
        found.setdefault(unit, []).append(Ground(Bar.KIN, unit))
    for unit in person.interest_units:
        found.setdefault(unit, []).append(Ground(Bar.INTEREST, unit))
    return found


def _in_this_team(
    person: Person, team: Team, unit_at: dict[int, str], ties: dict[str, list[Ground]]
) -> Iterable[Ground]:
    if person.home in unit_at:
        yield Ground(Bar.HOME, unit_at[person.home])
    for unit in team.units:
        yield from ties.get(unit, ())
    if person.id in team.recused:
        yield Ground(Bar.RECUSED)
    if person.id in team.forbidden:
        yield Ground(Bar.FORBIDDEN)


def told(ground: Ground, person: Person) -> Say:
    """The ground as a sentence: the rule and the record behind it."""
    n = person.service if ground.bar is Bar.REST else ground.years
    return say(RECORDS[ground.bar], person=person.id, unit=ground.unit, n=n)
