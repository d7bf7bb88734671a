"""Small tasks for the tests of the team formation."""

from typing import Any

from benchmarks.team_instances import Size, task
from xuncha.solving.budget import Budget
from xuncha.solving.teams.result import solve

TINY = Size(people=26, teams=2, units=12, places=9, size=4, deputies=1)


def tiny(seed: int) -> dict[str, Any]:
    """A random task of two teams."""
    return task(TINY, seed)


def someone(name: str, **given: Any) -> dict[str, Any]:
    """A member of the pool whom nothing keeps out of anything."""
    plain = {
        "id": name,
        "rank": "member",
        "skills": ["general"],
        "home": 4,
        "base": 0,
        "employer": f"works-{name}",
        "former": [],
        "kin_units": [],
        "interest_units": [],
        "available": True,
        "service": 0,
        "served_last_round": False,
    }
    return plain | given


def plain(**given: Any) -> dict[str, Any]:
    """
    Two teams of three, each with a leader and an auditor, for the units a (place 0) and b (place 2) of a ring of five.

    Eight people, none barred from anything: l1 l2 lead, a1 a2 audit, m1 to m4 have served nobody yet.
    """
    people = [
        someone("l1", rank="leader", base=0),
        someone("l2", rank="leader", base=2),
        someone("a1", skills=["audit"], base=0),
        someone("a2", skills=["audit"], base=2),
        *(someone(f"m{n}", base=n % 5) for n in range(1, 5)),
    ]
    task = {
        "format": "xuncha.teams/1",
        "name": "plain",
        "places": 5,
        "units": [{"id": "a", "place": 0}, {"id": "b", "place": 2}, {"id": "c", "place": 1}],
        "people": people,
        "kin_pairs": [],
        "past_pairs": [],
        "teams": [team("t1", "a"), team("t2", "b")],
        "rules": {"former_years": 3, "max_same_employer": 2, "rest_after_service": 3},
        "weights": {"travel": 2, "service": 3, "repeat_pair": 8},
    }
    return task | given


def team(name: str, unit: str, **given: Any) -> dict[str, Any]:
    """A team of three for one unit."""
    plain = {
        "id": name,
        "units": [unit],
        "size": 3,
        "leaders": 1,
        "deputies": 0,
        "skills": {"audit": 1},
        "experienced": 0,
        "pinned": [],
        "forbidden": [],
    }
    return plain | given


def person_of(data: dict[str, Any], name: str) -> dict[str, Any]:
    """One of the people, to be changed."""
    return next(person for person in data["people"] if person["id"] == name)


def solved(data: dict[str, Any], **given: Any) -> dict[str, Any]:
    """The result of a task, with more time than it needs."""
    return solve(data, Budget(30), **given)
