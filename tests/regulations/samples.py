"""One record of every kind of the regulations, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date

from tests.conftest import World
from tests.sampling import TEAMS, sample
from xuncha.core.permissions import Role, Scope
from xuncha.foundation.regulations.models import (
    CalendarDay,
    Category,
    Checklist,
    ChecklistItem,
    DeadlineRule,
    Parameter,
    Taxonomy,
)


@sample("regulations.taxonomy", shared=TEAMS)
def taxonomy(world: World) -> Taxonomy:
    return Taxonomy.objects.create(
        code="focus4", edition="样例", name="样例", valid_from=date(2022, 1, 1), jurisdiction=world.city
    )


@sample("regulations.category", shared=TEAMS)
def category(world: World) -> Category:
    return Category.objects.create(taxonomy=taxonomy(world), code="A1", name="样例类别")


@sample("regulations.checklist", shared=TEAMS)
def checklist(world: World) -> Checklist:
    return Checklist.objects.create(code="sample", name="样例清单", jurisdiction=world.city)


@sample("regulations.item", shared=TEAMS)
def checklist_item(world: World) -> ChecklistItem:
    return ChecklistItem.objects.create(checklist=checklist(world), code="A01", manifestation="样例")


@sample("regulations.rule", shared=TEAMS)
def rule(world: World) -> DeadlineRule:
    return DeadlineRule.objects.create(
        code="sample",
        name="样例规则",
        trigger="feedback.held",
        offset=1,
        unit="month",
        deliverable="样例",
        owner=Role.OFFICE_CLERK,
        valid_from=date(2022, 1, 1),
        jurisdiction=world.city,
    )


@sample("regulations.parameter", shared=TEAMS)
def parameter(world: World) -> Parameter:
    return Parameter.objects.create(
        code="numbering.fix", value="改-{n}", valid_from=date(2022, 1, 1), jurisdiction=world.city
    )


@sample("regulations.day", shared=frozenset(Scope))
def calendar_day(world: World) -> CalendarDay:
    return CalendarDay.objects.create(day=date(2030, 1, 1), works=False)
