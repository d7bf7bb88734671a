"""One hint, question and scan, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import NOW, World
from tests.rectification.samples import item
from tests.sampling import in_state, made, sample
from xuncha.core.text import packed, say
from xuncha.hints.models import Hint, Inquiry, Scan


@sample("hints.hint")
def hint(world: World) -> Hint:
    about = item(world)
    return Hint.objects.create(
        plan=about.plan,
        item=about,
        signal="money",
        digest="0" * 64,
        words=packed(say("样例")),
        rows=[["rectification.item", about.pk, str(about)]],
        **in_state(world, "open"),
    )


@sample("hints.inquiry")
def inquiry(world: World) -> Inquiry:
    about = hint(world)
    return Inquiry.objects.create(
        hint=about, plan=about.plan, item=about.item, text="请说明。", due_on=NOW.date(), **in_state(world, "asked")
    )


@sample("hints.scan")
def scan(world: World) -> Scan:
    return Scan.objects.create(jurisdiction=world.city, on=NOW.date(), whole=True, until=0, **made(world))
