"""Many schemes, evaluations, sheets and proposals for the sweep over all ledgers."""

from tests.conformance.growth import WHOLE, Growth, at, made
from tests.conftest import NOW, World
from tests.evaluation.telling import SMALL
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Follow, Mark, Run, Scheme, Subject
from xuncha.foundation.orgs.models import Organisation


def schemes(world: World, numbers: range) -> None:
    told = {"kind": "unit", "definition": SMALL, **made(world), "state": "draft"}
    for n in numbers:
        Scheme.objects.create(jurisdiction=world.city, title=f"方案{n}", **told)


def runs(world: World, numbers: range) -> None:
    told = {"kind": "unit", "title": "方案", "definition": SMALL, **made(world), "state": "draft"}
    scheme = Scheme.objects.create(jurisdiction=world.city, **told)
    days = {"opens_on": NOW.date(), "closes_on": NOW.date()}
    for n in numbers:
        run = Run.objects.create(
            round=world.round, scheme=scheme, title=f"评估{n}", **days, **made(world), state="open"
        )
        for unit in world.units:  # two of them, so that a row shown twice would show
            Subject.objects.create(run=run, organisation=unit, name=str(unit), **made(world), state="scoring")


def subjects(world: World, numbers: range) -> None:
    """Each with two marks, so that a row shown twice would show."""
    runs(world, range(1))
    run = Run.objects.latest("pk")
    run.subjects.all().delete()
    for n in numbers:
        unit = Organisation.objects.create(jurisdiction=world.city, code=f"E{n}", name=f"评{n}局", unit_type="office")
        told = {"run": run, "organisation": unit, "name": unit.name, **made(world), "state": "scoring"}
        subject = Subject.objects.create(**told)
        for _ in range(2):
            noted = {"code": "duty", "points": 1, "reason": "晚", "evidence": "簿", "created_by": world.founder}
            Mark.objects.create(subject=subject, created_at=NOW, **noted)


def follows(world: World, numbers: range) -> None:
    subjects(world, numbers)
    for subject in Subject.objects.filter(follows=None):
        Follow.objects.create(subject=subject, what="talk", **made(world), state="proposed")


EVALUATING = {
    "evaluation.schemes": Growth(at("evaluation:schemes"), Role.OFFICE_CLERK, schemes),
    "evaluation.runs": Growth(at("evaluation:runs"), Role.OFFICE_CLERK, runs),
    "evaluation.subjects": Growth(at("evaluation:subjects"), Role.OFFICE_CLERK, subjects),
    "evaluation.follows": Growth(at("evaluation:follows"), Role.OFFICE_CLERK, follows),
}
EVALUATING_SPINE = {
    "evaluation.schemes": {"done"},
    "evaluation.runs": {"term", "year", "round", "done"},
    "evaluation.subjects": WHOLE - {"team"},
    "evaluation.follows": WHOLE - {"team"},
}
