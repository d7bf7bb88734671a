"""The file `xuncha.teams/1` in; every fault out as a sentence with its place."""

from typing import Any

from xuncha.core.text import N_, say
from xuncha.solving.reading import Faults, Part, once
from xuncha.solving.teams.instance import (
    FORMAT,
    SKILL_LABELS,
    Instance,
    Person,
    Post,
    Rank,
    Rules,
    Team,
    Weights,
)

MOST_PEOPLE = 10_000
MOST_TEAMS = 500
MOST_PLACES = 10_000
MOST_YEARS = 100
UNIT, PERSON = N_("单位"), N_("人员")


def read_instance(data: Any) -> Instance:
    """The task in the file; everything that is wrong with it is refused together, each fault with its place."""
    faults = Faults()
    root = Part(data, "", faults)
    if not root.is_object():
        faults.refuse()
    root.choice("format", (FORMAT,))
    name = root.text("name") or ""
    places = root.whole("places", low=1, high=MOST_PLACES)
    place_of = _units(root, places)
    people = _people(root, places, place_of)
    numbers = {person.id: number for number, person in enumerate(people)}
    teams = _teams(root, place_of, numbers)
    kin, past = _pairs(root, "kin_pairs", numbers), _pairs(root, "past_pairs", numbers)
    rules, weights = root.part("rules"), root.part("weights")
    instance = Instance(
        name=name,
        places=places,
        place_of=place_of,
        people=people,
        teams=teams,
        kin_pairs=kin,
        past_pairs=past,
        rules=Rules(
            former_years=rules.whole("former_years", high=MOST_YEARS),
            max_same_employer=rules.whole("max_same_employer", low=1),
            rest_after_service=rules.whole("rest_after_service", high=1000),
        ),
        weights=Weights(
            travel=weights.whole("travel", high=1000),
            service=weights.whole("service", high=1000),
            repeat_pair=weights.whole("repeat_pair", high=100_000),
        ),
    )
    faults.refuse()
    return instance


def _units(root: Part, places: int) -> dict[str, int]:
    place_of: dict[str, int] = {}
    seen: dict[str, str] = {}
    for part in root.parts("units"):
        identifier = part.text("id")
        once(seen, identifier, part)
        place_of[identifier or ""] = part.whole("place", high=places - 1)
    return place_of


def _people(root: Part, places: int, place_of: dict[str, int]) -> list[Person]:
    people = []
    seen: dict[str, str] = {}
    for part in root.parts("people", at_least=1, at_most=MOST_PEOPLE):
        identifier = part.text("id")
        once(seen, identifier, part)
        former = [
            Post(post.known("unit", place_of, say(UNIT)) or "", post.whole("years_since", high=MOST_YEARS))
            for post in part.parts("former")
        ]
        person = Person(
            id=identifier or "",
            rank=Rank(part.choice("rank", tuple(Rank))),
            skills=frozenset(part.known_ids("skills", SKILL_LABELS, say("专长"))),
            home=part.whole("home", high=places - 1),
            base=part.whole("base", high=places - 1),
            employer=part.text("employer") or "",
            former=tuple(former),
            kin_units=frozenset(part.known_ids("kin_units", place_of, say(UNIT))),
            interest_units=frozenset(part.known_ids("interest_units", place_of, say(UNIT))),
            available=part.yes_or_no("available"),
            service=part.whole("service", high=1000),
            served_last_round=part.yes_or_no("served_last_round"),
        )
        people.append(person)
    return people


def _teams(root: Part, place_of: dict[str, int], people: dict[str, int]) -> list[Team]:
    teams = []
    seen: dict[str, str] = {}
    pinned_at: dict[str, str] = {}
    for part in root.parts("teams", at_least=1, at_most=MOST_TEAMS):
        identifier = part.text("id")
        once(seen, identifier, part)
        team = Team(
            id=identifier or "",
            units=tuple(part.known_ids("units", place_of, say(UNIT))),
            size=part.whole("size", high=MOST_PEOPLE),
            leaders=part.whole("leaders", high=MOST_PEOPLE),
            deputies=part.whole("deputies", high=MOST_PEOPLE),
            skills=_demands(part),
            experienced=part.whole("experienced", high=MOST_PEOPLE),
            pinned=tuple(part.known_ids("pinned", people, say(PERSON))),
            forbidden=tuple(part.known_ids("forbidden", people, say(PERSON))),
            recused=tuple(part.known_ids("recused", people, say(PERSON))) if part.get("recused") is not None else (),
        )
        _contradictions(part, team, pinned_at)
        teams.append(team)
    return teams


def _demands(part: Part) -> dict[str, int]:
    skills = part.part("skills")
    demands = {}
    for name in skills.value if isinstance(skills.value, dict) else ():
        if name not in SKILL_LABELS:
            skills.fault(name, "没有「{value}」这个{what}。", value=name, what=say("专长"))
        else:
            demands[name] = skills.whole(name, high=MOST_PEOPLE)
    return {name: demand for name, demand in demands.items() if demand}


def _contradictions(part: Part, team: Team, pinned_at: dict[str, str]) -> None:
    """What no pool whatever could satisfy."""
    if team.leaders + team.deputies > team.size:
        part.fault(
            "size", "组长和副组长共 {n} 人，多于本组 {size} 人。", n=team.leaders + team.deputies, size=team.size
        )
    for place, demand in (("experienced", team.experienced), *((f"skills.{s}", n) for s, n in team.skills.items())):
        if demand > team.size:
            part.fault(place, "要求 {n} 人，多于本组 {size} 人。", n=demand, size=team.size)
    if len(team.pinned) > team.size:
        part.fault("pinned", "指定了 {n} 人，多于本组 {size} 人。", n=len(team.pinned), size=team.size)
    for position, person in enumerate(team.pinned):
        place = f"pinned[{position}]"
        if person in team.forbidden:
            part.fault(place, "「{id}」既指定在本组，又不得进本组。", id=person)
        if person in pinned_at:
            part.fault(place, "「{id}」已由 {other} 指定在另一组。", id=person, other=pinned_at[person])
        pinned_at.setdefault(person, part.at(place))


def _pairs(root: Part, name: str, people: dict[str, int]) -> frozenset[tuple[int, int]]:
    values = root.get(name)
    if not isinstance(values, list):
        root.fault(name, "须为列表。")
        return frozenset()
    pairs = set()
    for position, value in enumerate(values):
        place = f"{name}[{position}]"
        if not (isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value)):
            root.fault(place, "须为两个人员的编号。")
            continue
        unknown = [one for one in value if one not in people]
        for one in unknown:
            root.fault(place, "没有「{value}」这个{what}。", value=one, what=say(PERSON))
        if not unknown and value[0] == value[1]:
            root.fault(place, "两个编号是同一个人。")
        elif not unknown:
            low, high = sorted(people[one] for one in value)
            pairs.add((low, high))
    return frozenset(pairs)
