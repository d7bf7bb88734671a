"""
What it would cost to have somebody else in a seat: computed by putting them there, with all other seats as they are.

A candidate either comes from the pool or changes places with a member of another team; both teams stay legal. Of an
optimal formation no price is negative. The same prices serve a replacement in mid-round.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xuncha.core.text import Say, say
from xuncha.solving.teams.demands import SIZE, Roster, Seats, kind_label
from xuncha.solving.teams.eligibility import Eligibility
from xuncha.solving.teams.instance import Rank

SHOWN = 3
"""Candidates named per seat."""


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """Somebody else for a seat and what that changes in the objective; `other_team` where both change places."""

    cost: int
    person: int
    other_team: int = -1


class Table:
    """Formed teams, looked at seat by seat."""

    def __init__(self, roster: Roster, eligible: Eligibility, seats: Seats) -> None:
        self.roster, self.eligible, self.seats, self.instance = roster, eligible, seats, roster.instance
        self.seated = {person: team for team, members in enumerate(seats) for person in members}
        self.counts = [Counter(kind for p in members for kind in roster.kinds[p]) for members in seats]
        self.employers = [Counter(self.instance.people[p].employer for p in members) for members in seats]
        self.needs: list[dict[str, tuple[int, bool]]] = [{} for _ in seats]
        for demand in roster.demands:
            self.needs[demand.team][demand.kind] = (demand.need, demand.exact)
        self._bench = [self._free(team) for team in range(len(seats))]

    def _free(self, team: int) -> list[tuple[int, int]]:
        """Who sits nowhere and may join, by price."""
        return sorted((self.instance.cost(p, team), p) for p in self.eligible.allowed[team] if p not in self.seated)

    def candidates(self, person: int, shown: int = SHOWN, *, exchanges: bool = True) -> list[Candidate]:
        """The cheapest others for somebody's seat: from the pool, then by changing places where these are too few."""
        team = self.seated[person]
        if (person, team) in self.roster.pinned:
            return []
        leaving = self.instance.cost(person, team) + self._repeats(person, team)
        found: list[Candidate] = []
        for price, other in self._bench[team]:
            if len(found) >= shown and price - leaving >= found[shown - 1].cost:
                break
            if self.legal(team, person, other):
                cost = price + self._repeats(other, team, without=person) - leaving
                found = sorted([*found, Candidate(cost, other)])[:shown]
        if exchanges and len(found) < shown:
            found += heapq.nsmallest(shown - len(found), self._exchanges(person, team))
        return found

    def _exchanges(self, person: int, team: int) -> Iterator[Candidate]:
        for other in self.eligible.allowed[team]:
            there = self.seated.get(other, team)
            if there == team or (other, there) in self.roster.pinned or not self.eligible.admits(person, there):
                continue
            if self.legal(team, person, other) and self.legal(there, other, person):
                before = self._price(person, team) + self._price(other, there)
                after = self._price(other, team, without=person) + self._price(person, there, without=other)
                yield Candidate(after - before, other, there)

    def _price(self, person: int, team: int, without: int | None = None) -> int:
        return self.instance.cost(person, team) + self._repeats(person, team, without=without)

    def _repeats(self, person: int, team: int, without: int | None = None) -> int:
        past = self.instance.past_of.get(person, frozenset())
        again = sum(one in past for one in self.seats[team] if one not in (person, without)) if past else 0
        return self.instance.weights.repeat_pair * again

    def legal(self, team: int, out: int, into: int) -> bool:
        """Whether a team stays legal when somebody eligible takes somebody's seat."""
        return next(self.against(team, out, into), None) is None

    def against(self, team: int, out: int, into: int) -> Iterator[Say]:
        """What speaks against somebody eligible taking somebody's seat."""
        instance, counts = self.instance, self.counts[team]
        old, new = self.roster.kinds[out], self.roster.kinds[into]
        for kind, (need, exact) in self.needs[team].items():
            now = counts[kind] - (kind in old) + (kind in new)
            if now < need or (exact and now != need):
                yield say("本组{kind}须 {n} 名，换后为 {m} 名", kind=kind_label(kind), n=need, m=now)
        employer = instance.people[into].employer
        colleagues = self.employers[team][employer] - (instance.people[out].employer == employer)
        if colleagues >= instance.rules.max_same_employer:
            yield say("本组已有 {n} 人同在一个单位任职", n=colleagues)
        kin = instance.kin_of.get(into, frozenset())
        for one in self.seats[team]:
            if one != out and one in kin:
                yield say("与本组{person}登记为亲属或上下级", person=instance.people[one].id)

    def needed_for(self, person: int) -> list[str]:
        """The kinds of which the team would have too few without this person."""
        team = self.seated[person]
        own = self.roster.kinds[person] - {SIZE}
        return [
            kind for kind, (need, _) in self.needs[team].items() if kind in own and self.counts[team][kind] - 1 < need
        ]

    def why(self, person: int, candidates: Sequence[Candidate]) -> Say:
        """Why this person sits here: given, needed, the price, and what the next would cost."""
        instance, team = self.instance, self.seated[person]
        name = instance.teams[team].id
        if (person, team) in self.roster.pinned:
            return say("指定在 {team}。", team=name)
        kinds = [kind for kind in self.needed_for(person) if kind not in tuple(Rank)]
        needed = say("，本组须有的{kinds}离不开此人", kinds=[kind_label(kind) for kind in kinds]) if kinds else ""
        price = say("以往轮次计 {service}", service=instance.service(person))
        if instance.weights.travel:
            price = say("路程计 {travel}，{service}", travel=instance.travel(person, team), service=price)
        others = [self.told(one) for one in candidates]
        instead = say("其他席位不动，换人依次是：{others}", others=others) if others else say("没有合规的人可以替换")
        rank = kind_label(instance.people[person].rank)
        return say("{rank}{needed}；{price}；{instead}。", rank=rank, needed=needed, price=price, instead=instead)

    def told(self, candidate: Candidate) -> Say:
        """A candidate with the price, and with whom they would change places."""
        person = self.instance.people[candidate.person].id
        cost = f"{candidate.cost:+d}" if candidate.cost else "±0"
        if candidate.other_team < 0:
            return say("{person}（{cost}）", person=person, cost=cost)
        team = self.instance.teams[candidate.other_team].id
        return say("与 {team} 的 {person} 对调（{cost}）", person=person, team=team, cost=cost)


def replacements(table: Table, person: int, shown: int = SHOWN) -> list[Candidate]:
    """Who from the pool could take over somebody's seat in mid-round, cheapest first."""
    return table.candidates(person, shown, exchanges=False)


def everybody(table: Table) -> Iterable[tuple[int, int, list[Candidate]]]:
    """Every seat with its candidates: (team, person, candidates)."""
    for team, members in enumerate(table.seats):
        for person in members:
            yield team, person, table.candidates(person)
