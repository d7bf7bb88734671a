"""One record of every kind of the survey, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import NOW, World
from tests.sampling import TEAMS, in_state, made, sample
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.survey.models import Pattern, Questionnaire, Sheet, Squad, SquadResult, VillageCard

QUESTION = {"id": "q1", "kind": "single", "label": "样例", "options": ["甲", "乙"]}


@sample("survey.pattern", shared=TEAMS)
def pattern(world: World) -> Pattern:
    return Pattern.objects.create(
        jurisdiction=world.city,
        code="sample",
        title="样例模板",
        audience="样例",
        questions=[QUESTION],
        valid_from=NOW.date(),
    )


@sample("survey.questionnaire")
def questionnaire(world: World) -> Questionnaire:
    """Out on the day of the sweep, under the code that ARGUMENTS names."""
    told = {"title": "样例问卷", "audience": "样例", "questions": [QUESTION], "smallest": 5}
    told |= {"opens_on": NOW.date(), "closes_on": NOW.date(), **in_state(world, "out")}
    return Questionnaire.objects.get_or_create(inspection=world.inspections[0], code="sample22", defaults=told)[0]


@sample("survey.sheet")
def sheet(world: World) -> Sheet:
    """Keyed by somebody else than whoever looks."""
    other = User.objects.create(username="keyer", name="样例")
    return Sheet.objects.create(
        questionnaire=questionnaire(world), number=1, answers={"q1": [0]}, **{**made(world), "created_by": other}
    )


@sample("survey.squad")
def squad(world: World) -> Squad:
    told = {"title": "样例", "on": NOW.date(), "place": "样例", "matter": "样例", **in_state(world, "planned")}
    return Squad.objects.create(inspection=world.inspections[0], **told)


@sample("survey.result")
def result(world: World) -> SquadResult:
    return SquadResult.objects.create(squad=squad(world), text="样例", **made(world))


def village_of(world: World) -> Organisation:
    """A village of unit one, which becomes a township."""
    Organisation.objects.filter(pk=world.units[0].pk).update(unit_type="township")
    told = {"jurisdiction": world.city, "name": "样例村", "unit_type": "village", "parent": world.units[0]}
    return Organisation.objects.get_or_create(code="TC-V", defaults=told)[0]


@sample("survey.card")
def card(world: World) -> VillageCard:
    told = {"households": 10, "population": 20, "grade": "general", **made(world)}
    return VillageCard.objects.create(inspection=world.inspections[0], village=village_of(world), **told)
