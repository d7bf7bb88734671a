"""One record of cooperation of every kind, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date

from tests.conftest import NOW, World
from tests.rectification.samples import attachment
from tests.sampling import in_state, sample
from xuncha.cooperation.models import Agreement, Conference, Decision, JointCheck
from xuncha.foundation.accounts.models import User

ON = date(2022, 5, 10)


@sample("cooperation.agreement")
def agreement(world: World) -> Agreement:
    """In force, with unit one taking part as a department."""
    record = Agreement.objects.create(
        jurisdiction=world.city,
        frame="department",
        title="样例机制",
        matters="样例",
        from_on=ON,
        approved_by=User.objects.create(username="approver", name="批准人"),
        approved_at=NOW,
        **in_state(world, "in_force"),
    )
    record.partners.create(organisation=world.units[0], part="other")
    return record


@sample("cooperation.conference")
def conference(world: World) -> Conference:
    """Held about unit one, which is asked to come as a department too."""
    record = Conference.objects.create(
        jurisdiction=world.city,
        kind="joint",
        title="样例会议",
        on=ON,
        agenda="样例",
        inspection=world.inspections[0],
        **in_state(world, "held"),
    )
    record.invited.create(organisation=world.units[0])
    return record


@sample("cooperation.decision")
def decision(world: World) -> Decision:
    return Decision.objects.create(
        conference=conference(world),
        position=1,
        text="样例",
        owner=world.units[0],
        due_on=ON,
        **in_state(world, "open"),
    )


@sample("cooperation.check")
def check(world: World) -> JointCheck:
    """In unit one, made by it as a department."""
    record = JointCheck.objects.create(
        inspection=world.inspections[0],
        kind="audit",
        department=world.units[0],
        from_on=ON,
        to_on=ON,
        **in_state(world, "planned"),
    )
    record.files.add(attachment(world, 9601))
    return record
