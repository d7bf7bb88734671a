"""One record of every kind of the stage, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import timedelta

from tests.conftest import NOW, World
from tests.rectification.samples import item
from tests.sampling import in_state, made, sample
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.lookback.models import OldItem, Point, Sample, Visit, Visited

DAY = NOW.date()


def bare(world: World) -> Visit:
    told = {"kind": "return", "title": "样例回访", "from_on": DAY, "to_on": DAY, "purpose": "样例"}
    return Visit.objects.get_or_create(
        number="HF-1", defaults={"jurisdiction": world.city, **told, **in_state(world, "running")}
    )[0]


@sample("lookback.unit")
def visited(world: World) -> Visited:
    """The second problem list is with the unit."""
    issued = {"issued_by": world.founder, "issued_at": NOW, "list_number": "巡〔2022〕1号", "due_on": DAY}
    return Visited.objects.get_or_create(
        visit=bare(world), organisation=world.units[0], defaults={**issued, **in_state(world, "listed")}
    )[0]


@sample("lookback.visit")
def visit(world: World) -> Visit:
    """With unit one on it."""
    return visited(world).visit


@sample("lookback.old_item")
def old_item(world: World) -> OldItem:
    told = {"number": "2019-1", "year": 2019, "title": "样例旧问题", "claimed": "open"}
    return OldItem.objects.create(
        jurisdiction=world.city, organisation=world.units[0], **told, **in_state(world, "open")
    )


@sample("lookback.point")
def point(world: World) -> Point:
    """Of an item of rectification that was not in place, with a photograph under the id that ARGUMENTS names."""
    found = {"how": "all", "verdict": "not", "recorded_by": world.founder, "recorded_at": NOW}
    record = Point.objects.create(visited=visited(world), position=1, item=item(world), **found, **made(world))
    stored = StoredFile.objects.get_or_create(digest="9" * 64, defaults={"size": 1, "media_type": "text/plain"})[0]
    record.files.add(Attachment.objects.create(pk=9401, file=stored, name="样例.txt", **made(world)))
    return record


@sample("lookback.sample")
def drawn(world: World) -> Sample:
    parts = [{"title": "第一局", "entries": [["2019-1 样例", "old:1"]], "take": 1}]
    told = {"parts": parts, "list_hash": "0" * 64, "source": "开奖号码", "source_on": DAY - timedelta(days=1)}
    return Sample.objects.create(visit=visited(world).visit, **told, **in_state(world, "closed"))
