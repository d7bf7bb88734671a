"""One record of every kind that offices read of custodians, for the sweeps over all addresses."""

from tests.conftest import NOW, World
from tests.sampling import in_state, made, sample
from xuncha.foundation.sealing.models import Deposit, Panel, PersonKey, Recovery, Release, Share

KEY = {"suite": "standard", "public": b"p" * 32}
LOCKED = {"salt": b"s", "passes": 1, "memory": 8, "locked": b"l"}


@sample("sealing.panel")
def panel(world: World) -> Panel:
    return Panel.objects.get_or_create(jurisdiction=world.city, defaults={"needed": 2, **made(world)})[0]


@sample("sealing.recovery")
def recovery(world: World) -> Recovery:
    """A drill."""
    kept = Deposit.objects.create(panel=panel(world), locked=b"l", needed=2, **KEY, **made(world))
    return Recovery.objects.create(
        deposit=kept, owner=world.founder, why="演练", **KEY, **LOCKED, **in_state(world, "asked")
    )


@sample("sealing.release")
def release(world: World) -> Release:
    asked = recovery(world)
    key, _ = PersonKey.objects.get_or_create(owner=world.founder, defaults={"since": NOW, **KEY, **LOCKED})
    share = Share.objects.create(deposit=asked.deposit, custodian_key=key, number=1, sealed=b"x")
    return Release.objects.create(recovery=asked, share=share, custodian=world.founder, **in_state(world, "asked"))
