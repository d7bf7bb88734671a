"""One record of every kind of the rounds, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import NOW, World
from tests.sampling import in_state, made, sample
from xuncha.rounds.models import (
    Declaration,
    Draw,
    LentPerson,
    Membership,
    Participation,
    Recusal,
    Replacement,
    Suggestion,
    Team,
)
from xuncha.talent.models import Person


@sample("rounds.team")
def team(world: World) -> Team:
    """With a member under the id that ARGUMENTS names."""
    person = Person.objects.create(jurisdiction=world.city, code="M1", name="组员", pool="staff", **made(world))
    Membership.objects.create(pk=1, team=world.teams[0], person=person, position="inspector")
    return world.teams[0]


@sample("rounds.suggestion")
def suggestion(world: World) -> Suggestion:
    return Suggestion.objects.create(
        round=world.round,
        organisation=world.units[0],
        department="discipline",
        text="样例",
        **in_state(world, "given"),
    )


@sample("rounds.participation")
def participation(world: World) -> Participation:
    """With somebody put forward under the id that ARGUMENTS names."""
    asked = Participation.objects.create(
        round=world.round, jurisdiction=world.city, task="样例", seats=1, **in_state(world, "invited")
    )
    person = Person.objects.create(jurisdiction=world.city, code="L1", name="人选", pool="staff", **made(world))
    LentPerson.objects.create(pk=1, participation=asked, person=person, **made(world))
    return asked


@sample("rounds.declaration")
def declaration(world: World) -> Declaration:
    crew = team(world)
    return Declaration.objects.create(membership=crew.memberships.get(), **in_state(world, "asked"))


@sample("rounds.recusal")
def recusal(world: World) -> Recusal:
    crew = team(world)
    return Recusal.objects.create(
        team=crew,
        person=crew.memberships.get().person,
        organisation=world.units[0],
        weight="block",
        ground="样例",
        **in_state(world, "open"),
    )


@sample("rounds.replacement")
def replacement(world: World) -> Replacement:
    crew = team(world)
    heir = Person.objects.create(jurisdiction=world.city, code="M2", name="接替", pool="staff", **made(world))
    return Replacement.objects.create(
        team=crew,
        member=crew.memberships.get(),
        person=heir,
        position="inspector",
        reason="样例",
        **in_state(world, "asked"),
    )


@sample("rounds.draw")
def drawing(world: World) -> Draw:
    return Draw.objects.create(
        round=world.round,
        kind="units",
        title="样例",
        entries=[["测试市第1局", world.units[0].pk]],
        take=1,
        list_hash="0" * 64,
        source="样例",
        source_on=NOW.date(),
        **in_state(world, "closed"),
    )
