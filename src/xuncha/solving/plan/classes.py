"""
Units that must go together become one atom; atoms that are alike become one class.

An atom is a sector that lies in one round, a `together` group, or a unit of its own. Atoms of a class are
interchangeable for every rule and for the objective, so a plan says only how many atoms of a class each round gets, and
`members_by_round` gives the names back in the order of the file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuncha.solving.plan.instance import SAME_ROUND, Instance, Unit

Counts = dict[tuple[int, int], int]
"""How many atoms of a class (by number) are in a round."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Everything about an atom that a rule or the objective looks at."""

    rounds: tuple[int, ...]
    loads: tuple[tuple[str, int], ...]
    units: int
    sectors: tuple[str, ...]
    priority: int
    published: tuple[tuple[int, int], ...]
    topics: tuple[int, ...]
    follow_ups: tuple[int, ...]

    def moved(self, here: int) -> int:
        """How many of its units were published in another round than this."""
        return sum(n for round_, n in self.published if round_ != here)


@dataclass(frozen=True, slots=True)
class UnitClass:
    """Atoms of one kind, each a tuple of unit numbers, in the order of the file."""

    kind: Kind
    atoms: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """How many atoms."""
        return len(self.atoms)


def allowed_rounds(instance: Instance, unit: Unit) -> frozenset[int]:
    """The rounds in which R1 lets a unit be visited, looking at nothing else."""
    if unit.published is not None and instance.rounds[unit.published].closed:
        return frozenset({unit.published})
    window = range(unit.earliest, unit.latest + 1) if unit.pinned is None else {unit.pinned}
    return frozenset(
        r
        for r in window
        if unit.earliest <= r <= unit.latest and r not in unit.forbidden and not instance.rounds[r].closed
    )


def atoms_of(instance: Instance) -> list[list[int]]:
    """Units, by number, that must share a round: by `together` (R2), by a sector of one round (R3), or by both."""
    parent = list(range(len(instance.units)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    in_one_round = {s.id for s in instance.sectors if s.link == SAME_ROUND}
    first: dict[tuple[str, str], int] = {}
    for number, unit in enumerate(instance.units):
        bonds = [("together", unit.together)] if unit.together is not None else []
        if unit.sector in in_one_round:
            bonds.append(("sector", unit.sector))
        for bond in bonds:
            parent[root(number)] = root(first.setdefault(bond, number))
    groups = defaultdict(list)
    for number in range(len(instance.units)):
        groups[root(number)].append(number)
    return sorted(groups.values())


def classes_of(instance: Instance) -> list[UnitClass]:
    """The classes of an instance, in the order of their first unit. One without a round means there is no plan."""
    topics, follow_ups = defaultdict(list), defaultdict(list)
    for number, topic in enumerate(instance.topics):
        for member in topic.members:
            topics[member].append(number)
    for number, wanted in enumerate(instance.follow_ups):
        follow_ups[wanted.unit].append(number)
    alike: dict[Kind, list[tuple[int, ...]]] = defaultdict(list)
    for atom in atoms_of(instance):
        units = [instance.units[number] for number in atom]
        rounds = frozenset.intersection(*(allowed_rounds(instance, u) for u in units))
        loads: Counter[str] = Counter()
        for unit in units:
            loads[unit.pool] += unit.workload
        kind = Kind(
            tuple(sorted(rounds)),
            tuple(sorted(loads.items())),
            len(units),
            tuple(sorted({u.sector for u in units if u.sector is not None})),
            sum(u.priority for u in units),
            tuple(sorted(Counter(u.published for u in units if u.published is not None).items())),
            _all_of(topics, units),
            _all_of(follow_ups, units),
        )
        alike[kind].append(tuple(atom))
    return [UnitClass(kind, tuple(atoms)) for kind, atoms in alike.items()]


def _all_of(numbers: Mapping[str, list[int]], units: Iterable[Unit]) -> tuple[int, ...]:
    return tuple(sorted({n for u in units for n in numbers.get(u.id, ())}))


def visits_of(instance: Instance, classes: list[UnitClass], counts: Counts) -> dict[str, int]:
    """The round of each unit: the first atoms of a class go to its first round, and so on."""
    visits = {}
    for number, one in enumerate(classes):
        atoms = iter(one.atoms)
        for here in one.kind.rounds:
            for _ in range(counts.get((number, here), 0)):
                for unit in next(atoms):
                    visits[instance.units[unit].id] = here
    return visits
