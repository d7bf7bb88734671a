"""Tasks for the team formation, seeded: the make-up of real pools at the size of a county, prefecture, province."""

import random
from dataclasses import dataclass
from typing import Any

SKILLS = {"general": 0.33, "discipline": 0.25, "organisation": 0.2, "finance": 0.18, "audit": 0.14, "engineering": 0.07}
RANKS = {"leader": 0.1, "deputy": 0.2}
SERVICE = (0,) * 59 + (1,) * 25 + (2,) * 10 + (3,) * 4 + (4, 6)


@dataclass(frozen=True)
class Size:
    """How large a task is; a team has `size` members, `deputies` of them deputies, and two units."""

    people: int
    teams: int
    units: int
    places: int
    size: int
    deputies: int


COUNTY, PREFECTURE, PROVINCE = (
    Size(60, 4, 100, 16, 8, 1),
    Size(431, 11, 101, 5, 9, 2),
    Size(1000, 65, 3844, 21, 10, 2),
)


def task(size: Size, seed: int) -> dict[str, Any]:
    """One task; the same seed gives the same one."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    units = [{"id": f"u{n}", "place": chance.randrange(size.places)} for n in range(1, size.units + 1)]
    ranks = [rank for rank, share in RANKS.items() for _ in range(round(share * size.people))]
    ranks += ["member"] * (size.people - len(ranks))
    chance.shuffle(ranks)
    people = [_person(chance, size, number, rank) for number, rank in enumerate(ranks, start=1)]
    inspected = chance.sample(units, 2 * size.teams)
    teams = [_team(chance, size, number, inspected[2 * number : 2 * number + 2]) for number in range(size.teams)]
    return {
        "format": "xuncha.teams/1",
        "name": f"{size.people}-{seed}",
        "places": size.places,
        "units": units,
        "people": people,
        "kin_pairs": [_pair(chance, size) for _ in range(max(2, size.people // 40))],
        "past_pairs": [_pair(chance, size) for _ in range(2 * size.people)],
        "teams": teams,
        "rules": {"former_years": 3, "max_same_employer": 2, "rest_after_service": 3},
        "weights": {"travel": 2, "service": 3, "repeat_pair": 8},
    }


def short(size: Size, seed: int) -> dict[str, Any]:
    """The task with two auditors fewer than there are teams."""
    data = task(size, seed)
    auditors = [person for person in data["people"] if "audit" in person["skills"]]
    for person in auditors[size.teams - 2 :]:
        person["skills"] = [skill for skill in person["skills"] if skill != "audit"] or ["general"]
    return data


def _person(chance: random.Random, size: Size, number: int, rank: str) -> dict[str, Any]:
    def some_units(most: int) -> list[str]:
        return [f"u{n}" for n in sorted(chance.sample(range(1, size.units + 1), chance.randint(0, most)))]

    service = chance.choice(SERVICE)
    skills = [skill for skill, share in SKILLS.items() if chance.random() < share] or ["general"]
    return {
        "id": f"p{number}",
        "rank": rank,
        "skills": skills,
        "home": chance.randrange(size.places),
        "base": chance.randrange(size.places),
        "employer": f"u{chance.randint(1, size.units)}",
        "former": [{"unit": unit, "years_since": chance.randint(1, 10)} for unit in some_units(2)],
        "kin_units": some_units(1),
        "interest_units": some_units(1) if chance.random() < 0.2 else [],
        "available": chance.random() < 0.9,
        "service": service,
        "served_last_round": service > 0 and chance.random() < 0.5,
    }


def _team(chance: random.Random, size: Size, number: int, units: list[dict[str, Any]]) -> dict[str, Any]:
    skills = {"audit": 1, "organisation": 1, "discipline": 1}
    if chance.random() < 0.25:
        skills["engineering"] = 1
    return {
        "id": f"t{number + 1}",
        "units": [unit["id"] for unit in units],
        "size": size.size,
        "leaders": 1,
        "deputies": size.deputies,
        "skills": skills,
        "experienced": 2,
        "pinned": [],
        "forbidden": [f"p{chance.randint(1, size.people)}"] if chance.random() < 0.2 else [],
    }


def _pair(chance: random.Random, size: Size) -> list[str]:
    return [f"p{number}" for number in chance.sample(range(1, size.people + 1), 2)]
