"""One record of every kind of an evaluation, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import NOW, World
from tests.evaluation.telling import SMALL
from tests.sampling import TEAMS, in_state, made, sample
from xuncha.evaluation.models import Card, Follow, Mark, Objection, Panel, Run, Scheme, Subject, Tally
from xuncha.evaluation.services.codes import digest_of
from xuncha.foundation.accounts.models import User

COUNTS = {"vote": {"a": 5, "b": 0, "c": 0}}


@sample("evaluation.scheme", shared=TEAMS)
def scheme(world: World) -> Scheme:
    told = {"kind": "unit", "title": "样例方案", "definition": SMALL, **in_state(world, "draft")}
    return Scheme.objects.get_or_create(jurisdiction=world.city, pk=9401, defaults=told)[0]


@sample("evaluation.run")
def run(world: World) -> Run:
    """Of unit one."""
    days = {"opens_on": NOW.date(), "closes_on": NOW.date()}
    told = {"scheme": scheme(world), "title": "样例评估", **days, **in_state(world, "open")}
    found = Run.objects.get_or_create(round=world.round, pk=9401, defaults=told)[0]
    told = {"name": "样例单位", "shown_on": NOW.date(), **in_state(world, "shown")}
    Subject.objects.get_or_create(run=found, organisation=world.units[0], defaults=told)
    return found


@sample("evaluation.subject")
def subject(world: World) -> Subject:
    """Shown to the unit, with the panel that ARGUMENTS names."""
    return panel(world).run.subjects.get(organisation=world.units[0])


@sample("evaluation.appraisal")
def appraisal(world: World) -> Subject:
    """Shown to team one."""
    told = {"name": "样例组", "shown_on": NOW.date(), **in_state(world, "shown")}
    return run(world).subjects.get_or_create(team=world.teams[0], defaults=told)[0]


@sample("evaluation.panel")
def panel(world: World) -> Panel:
    return Panel.objects.get_or_create(run=run(world), group="staff", defaults={"asked": 9, **made(world)})[0]


@sample("evaluation.card")
def card(world: World) -> Card:
    """Of somebody else than whoever looks: only its owner reaches it."""
    other = User.objects.create(username="rater", name="样例")
    return Card.objects.create(panel=panel(world), user=other)


def code(world: World) -> str:
    """A one-time code that is still good."""
    Card.objects.get_or_create(panel=panel(world), digest=digest_of("sample222222"))
    return "sample222222"


@sample("evaluation.tally")
def tally(world: World) -> Tally:
    """Keyed by somebody else than whoever looks."""
    other = User.objects.create(username="keyer", name="样例")
    told = {"group": "staff", "sheets": 5, "counts": COUNTS, **made(world), "created_by": other}
    return Tally.objects.create(subject=subject(world), **told)


@sample("evaluation.mark")
def mark(world: World) -> Mark:
    told = {"code": "duty", "part": "late", "points": 1, "reason": "样例", "evidence": "样例", **made(world)}
    return Mark.objects.create(subject=subject(world), **told)


@sample("evaluation.objection")
def objection(world: World) -> Objection:
    return Objection.objects.create(subject=subject(world), text="样例", **made(world))


@sample("evaluation.follow")
def follow(world: World) -> Follow:
    return Follow.objects.create(subject=subject(world), what="talk", **in_state(world, "proposed"))
