"""One check of a text, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import World
from tests.intake.samples import a_box
from tests.sampling import in_state, sample
from xuncha.foundation.leaks.models import SourceCheck


@sample("leaks.check")
def check(world: World) -> SourceCheck:
    return SourceCheck.objects.create(
        circle=a_box(world).circle_key.circle,
        kind="fieldwork.paper",
        record=0,
        title="文稿",
        digest="0" * 64,
        unit=world.units[0],
        team=world.teams[0].pk,
        **in_state(world, "waiting"),
    )
