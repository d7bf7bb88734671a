"""
Who is short, counted: Hall's condition for each kind of demand, by augmenting paths.

For one kind (leaders, auditors, …) the teams' needs are matched with the people who may serve them. What stays
unmatched is the exact shortage of that kind, and the teams reached from it by alternating paths are the reason: all
people who could serve them are taken, and they are too few.
"""

from collections import deque
from dataclasses import dataclass

from xuncha.core.text import Say, say
from xuncha.solving.teams.demands import Roster, kind_label
from xuncha.solving.teams.eligibility import BAR_LABELS, Bar, Eligibility


@dataclass(frozen=True)
class Shortage:
    """`missing` people of a kind in `teams`, which together need more than the `able` there are."""

    kind: str
    teams: tuple[int, ...]
    needed: int
    able: tuple[int, ...]

    @property
    def missing(self) -> int:
        """How many are short."""
        return self.needed - len(self.able)


def shortages(roster: Roster, eligible: Eligibility) -> list[Shortage]:
    """The shortage of every kind that is short, in the order of the demands."""
    kinds = dict.fromkeys(demand.kind for demand in roster.demands if demand.need)
    found = (_shortage(roster, eligible, kind) for kind in kinds)
    return [shortage for shortage in found if shortage]


def _shortage(roster: Roster, eligible: Eligibility, kind: str) -> Shortage | None:
    needs = {demand.team: demand.need for demand in roster.demands if demand.kind == kind and demand.need}
    able = {team: [p for p in eligible.allowed[team] if kind in roster.kinds[p]] for team in needs}
    at: dict[int, int] = {}
    held: dict[int, set[int]] = {team: set() for team in needs}
    unmet = [team for team in needs for _ in range(needs[team]) if not _augment(team, able, at, held)]
    if not unmet:
        return None
    teams = _reached(unmet, able, at)
    people = {person for team in teams for person in able[team]}
    return Shortage(kind, tuple(sorted(teams)), sum(needs[team] for team in teams), tuple(sorted(people)))


def _augment(start: int, able: dict[int, list[int]], at: dict[int, int], held: dict[int, set[int]]) -> bool:
    """One more person for a team, moving others on where they can be replaced; shortest chain first."""
    came: dict[int, tuple[int, int]] = {}
    queue, seen = deque([start]), {start}
    while queue:
        team = queue.popleft()
        for person in able[team]:
            if person in held[team]:
                continue
            if person not in at:
                _shift(person, team, came, at, held)
                return True
            other = at[person]
            if other not in seen:
                seen.add(other)
                came[other] = (person, team)
                queue.append(other)
    return False


def _shift(
    person: int, team: int, came: dict[int, tuple[int, int]], at: dict[int, int], held: dict[int, set[int]]
) -> None:
    while True:
        held[team].add(person)
        at[person] = team
        if team not in came:
            return
        person, before = came[team]
        held[team].discard(person)
        team = before


def _reached(unmet: list[int], able: dict[int, list[int]], at: dict[int, int]) -> set[int]:
    queue, seen = deque(unmet), set(unmet)
    while queue:
        for person in able[queue.popleft()]:
            if at[person] not in seen:
                seen.add(at[person])
                queue.append(at[person])
    return seen


def sentence(roster: Roster, eligible: Eligibility, shortage: Shortage) -> Say:
    """The shortage in one sentence with its numbers, and which rules keep how many out."""
    instance = roster.instance
    kept_out = _kept_out(roster, eligible, shortage)
    return say(
        "{n} 个组共缺 {missing} 名{kind}：{teams} 共需 {needed} 名，能去其中任一组的只有 {able} 名{names}{why}。",
        n=len(shortage.teams),
        missing=shortage.missing,
        kind=kind_label(shortage.kind),
        teams=[instance.teams[team].id for team in shortage.teams],
        needed=shortage.needed,
        able=len(shortage.able),
        names=_named([instance.people[person].id for person in shortage.able]),
        why=say("；另有 {reasons}", reasons=kept_out) if kept_out else "",
    )


MOST_NAMED = 12


def _named(names: list[str]) -> Say | str:
    return say("（{names}）", names=names) if 0 < len(names) <= MOST_NAMED else ""


def _kept_out(roster: Roster, eligible: Eligibility, shortage: Shortage) -> list[Say]:
    """Of those of the kind who may join none of the teams: how many each rule keeps out, each person once."""
    counted: dict[Bar, int] = {}
    for person, kinds in enumerate(roster.kinds):
        if shortage.kind in kinds and person not in shortage.able:
            barred = [{ground.bar for ground in eligible.grounds[person, team]} for team in shortage.teams]
            everywhere = set.intersection(*barred)
            first = next(bar for bar in Bar if bar in (everywhere or set.union(*barred)))
            counted[first] = counted.get(first, 0) + 1
    return [say("{n} 名因{rule}不能去", n=counted[bar], rule=say(BAR_LABELS[bar])) for bar in Bar if bar in counted]
