"""Many questionnaires and patterns for the sweep over all ledgers."""

from tests.conformance.growth import WHOLE, Growth, at, inspections, made
from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.survey.models import Pattern, Quantity, Questionnaire, Reply, Squad


def questionnaires(world: World, numbers: range) -> None:
    """Each with two answers, so that a row shown twice would show."""
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        told = {"title": f"问卷{n}", "audience": "职工", "code": f"g{n}", "smallest": 5}
        told |= {"opens_on": NOW.date(), "closes_on": NOW.date(), **made(world), "state": "out"}
        one = Questionnaire.objects.create(inspection=inspection, **told)
        for _ in range(2):
            Reply.objects.create(questionnaire=one, day=NOW.date())


def patterns(world: World, numbers: range) -> None:
    for n in numbers:
        Pattern.objects.create(
            jurisdiction=world.city, code=f"g{n}", title=f"模板{n}", audience="职工", valid_from=NOW.date()
        )


def squads(world: World, numbers: range) -> None:
    """Each with two quantities, so that a row shown twice would show."""
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        told = {"title": f"小分队{n}", "on": NOW.date(), "place": "村", "matter": "查", **made(world)}
        squad = Squad.objects.create(inspection=inspection, **{**told, "state": "planned"})
        for place in (1, 2):
            Quantity.objects.create(squad=squad, position=place, what=f"事{place}", unit="户", planned=3)


SURVEYING = {
    "survey.questionnaires": Growth(at("survey:questionnaires"), Role.TEAM_LIAISON, questionnaires),
    "survey.patterns": Growth(at("survey:patterns"), Role.TEAM_LIAISON, patterns),
    "survey.squads": Growth(at("survey:squads"), Role.TEAM_LIAISON, squads),
}
SURVEYING_SPINE = {"survey.questionnaires": WHOLE, "survey.squads": WHOLE}
