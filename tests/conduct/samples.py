"""One record of every kind of guidance and conduct, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import NOW, World
from tests.rounds.samples import team
from tests.sampling import TEAMS, in_state, made, sample
from xuncha.conduct.models import Approach, Breach, Comment, Device, Guidance, Pledge, Training
from xuncha.foundation.sealing.fields import sealed
from xuncha.rounds.models import Membership

ON = NOW.date()


def member(world: World) -> Membership:
    return team(world).memberships.get()


@sample("conduct.comment")
def comment(world: World) -> Comment:
    return Comment.objects.create(
        inspection=world.inspections[0],
        kind="fieldwork.paper",
        record=0,
        title="底稿",
        place="具体事实",
        text="写明时间",
        **in_state(world, "open"),
    )


@sample("conduct.guidance")
def guidance(world: World) -> Guidance:
    return Guidance.objects.create(
        inspection=world.inspections[0], kind="hearing", on=ON, content="听取汇报", **in_state(world, "draft")
    )


@sample("conduct.training", shared=TEAMS)
def training(world: World) -> Training:
    return Training.objects.create(round=world.round, kind="training", title="巡前培训", on=ON, **made(world))


@sample("conduct.pledge")
def pledge(world: World) -> Pledge:
    return Pledge.objects.create(membership=member(world), kind="secrecy", words="不外传", **made(world))


@sample("conduct.device")
def device(world: World) -> Device:
    return Device.objects.create(membership=member(world), name="笔记本电脑", number="1", on=ON, **made(world))


@sample("conduct.approach")
def approach(world: World) -> Approach:
    told = sealed('["A", "B", "C"]')
    return Approach.objects.create(
        inspection=world.inspections[0], kind="asking", on=ON, told=told, **in_state(world, "reported")
    )


@sample("conduct.breach")
def breach(world: World) -> Breach:
    return Breach.objects.create(
        inspection=world.inspections[0], membership=member(world), on=ON, what="列席会议", **in_state(world, "reported")
    )
