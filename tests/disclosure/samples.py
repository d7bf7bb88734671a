"""One record of every kind of disclosure, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import NOW, World
from tests.rectification.samples import attachment, item
from tests.sampling import in_state, made, sample
from xuncha.disclosure.models import Comment, Disclosure, Hearing, Publication, Section


@sample("disclosure.text")
def text(world: World) -> Disclosure:
    """With the unit, which got it back; a proof under the id that ARGUMENTS names."""
    matter = item(world)
    record = Disclosure.objects.create(plan=matter.plan, title="样例公开稿", **in_state(world, "returned"))
    Section.objects.create(
        disclosure=record, item=matter, position=1, heading="样例", text="样例", omitted="public", ground="sensitive"
    )
    told = {"channel": "public", "on": NOW.date(), "place": "样例", "days": 15, "proof": attachment(world, 9701)}
    Publication.objects.create(disclosure=record, **told, **made(world))
    return record


@sample("disclosure.section")
def section(world: World) -> Section:
    return text(world).sections.get()


@sample("disclosure.comment")
def comment(world: World) -> Comment:
    return Comment.objects.create(disclosure=text(world), on=NOW.date(), way="电话", text="样例", **made(world))


@sample("disclosure.hearing")
def hearing(world: World) -> Hearing:
    """Out on the day of the sweep, under the code that ARGUMENTS names."""
    told = {"title": "样例评价", "audience": "样例", "words": "样例", "smallest": 5, **in_state(world, "open")}
    days = {"opens_on": NOW.date(), "closes_on": NOW.date()}
    of = Disclosure.objects.first() or text(world)
    return Hearing.objects.get_or_create(
        code="sample33", defaults={"inspection": world.inspections[0], "disclosure": of, **told, **days}
    )[0]
