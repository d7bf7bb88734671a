"""A quick legal formation to start from: scarce demands first, each by the cheapest person who fits."""

from collections import Counter
from collections.abc import Sequence

from xuncha.solving.teams.demands import SIZE, Demand, Roster, Seats
from xuncha.solving.teams.eligibility import Eligibility
from xuncha.solving.teams.instance import Rank


def greedy(roster: Roster, eligible: Eligibility) -> Seats | None:
    """Teams filled one demand at a time, the demand with the fewest people to spare first; None where that fails."""
    table = _Table(roster, eligible)
    if not all(
        table.fits(person, team, pinned=True) and table.seat(person, team) for person, team in sorted(roster.pinned)
    ):
        return None
    for demand in sorted(roster.demands, key=lambda d: (d.kind == SIZE, _spare(roster, eligible, d), d.team)):
        while table.missing(demand) > 0:
            best = table.cheapest(demand)
            if best is None:
                return None
            table.seat(best, demand.team)
    seats = tuple(tuple(sorted(members)) for members in table.members)
    return seats if table.complete() else None


def _spare(roster: Roster, eligible: Eligibility, demand: Demand) -> float:
    """How many could answer the demand, per person it needs."""
    able = sum(demand.kind in roster.kinds[person] for person in eligible.allowed[demand.team])
    return able / max(1, demand.need)


class _Table:
    """Teams while they fill."""

    def __init__(self, roster: Roster, eligible: Eligibility) -> None:
        self.roster, self.eligible, self.instance = roster, eligible, roster.instance
        self.members: list[list[int]] = [[] for _ in self.instance.teams]
        self.counts: list[Counter[str]] = [Counter() for _ in self.instance.teams]
        self.employers: list[Counter[str]] = [Counter() for _ in self.instance.teams]
        self.placed: set[int] = set()
        self.needs: list[dict[str, int]] = [{} for _ in self.instance.teams]
        for demand in roster.demands:
            self.needs[demand.team][demand.kind] = demand.need

    def missing(self, demand: Demand) -> int:
        return demand.need - self.counts[demand.team][demand.kind]

    def complete(self) -> bool:
        return all(
            self.missing(demand) == 0 if demand.exact else self.missing(demand) <= 0 for demand in self.roster.demands
        )

    def seat(self, person: int, team: int) -> bool:
        self.members[team].append(person)
        self.counts[team].update(self.roster.kinds[person])
        self.employers[team][self.instance.people[person].employer] += 1
        self.placed.add(person)
        return True

    def fits(self, person: int, team: int, *, pinned: bool = False) -> bool:
        """Whether the team stays legal, and still has seats for what it lacks, with this person in it."""
        if person in self.placed or not self.eligible.admits(person, team):
            return False
        counts, needs, kinds = self.counts[team], self.needs[team], self.roster.kinds[person]
        rank = str(self.instance.people[person].rank)
        if rank != Rank.MEMBER and counts[rank] >= needs[rank]:
            return False
        if self.employers[team][self.instance.people[person].employer] >= self.instance.rules.max_same_employer:
            return False
        if self.instance.kin_of.get(person, frozenset()) & set(self.members[team]):
            return False
        left = needs[SIZE] - counts[SIZE] - 1
        ranks = sum(max(0, needs[r] - counts[r] - (r == rank)) for r in (Rank.LEADER, Rank.DEPUTY))
        lacking = [needs[kind] - counts[kind] - (kind in kinds) for kind in needs if kind != SIZE]
        return left >= 0 and (pinned or (left >= ranks and left >= max(lacking, default=0)))

    def cheapest(self, demand: Demand) -> int | None:
        """Who answers the demand for the least, those who served with the members before counted in."""
        instance, team = self.instance, demand.team
        able = (p for p in self.eligible.allowed[team] if demand.kind in self.roster.kinds[p] and self.fits(p, team))
        return min(able, key=lambda p: (instance.cost(p, team) + self._repeats(p, self.members[team]), p), default=None)

    def _repeats(self, person: int, members: Sequence[int]) -> int:
        past = self.instance.past_of.get(person, frozenset())
        return self.instance.weights.repeat_pair * sum(other in past for other in members)
