"""One record of every kind of the stage, for the sweeps over all addresses; everybody is named in their circles."""

from tests.clues.people import TODAY, kind
from tests.conftest import NOW, World
from tests.sampling import in_state, made, sample
from xuncha.clues.models import Body, Clue, ClueRegister, Handover, Package, Referral, ReferralLetter
from xuncha.fieldwork.models import WorkingPaper
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.models import Circle, CircleKey, KeyCopy, PersonKey, SealedBox
from xuncha.foundation.sealing.suites import STANDARD
from xuncha.rounds.models import Inspection


def name_everybody(world: World) -> None:
    """Put everybody who has an account into every circle: what the sweeps then see follows from grants alone."""
    for user in User.objects.exclude(sealing_keys__isnull=False):
        PersonKey.objects.create(
            owner=user, suite=STANDARD.name, public=b"", salt=b"", passes=1, memory=8, locked=b"", since=NOW
        )
    for circle_key in CircleKey.objects.all():
        outside = PersonKey.objects.exclude(copies__circle_key=circle_key)
        KeyCopy.objects.bulk_create(
            KeyCopy(circle_key=circle_key, person_key=key, sealed=b"k", **made(world)) for key in outside
        )


def circle(world: World, purpose: str, scope_id: int) -> Circle:
    """A circle that nobody really opens."""
    name = {"jurisdiction": world.city, "name": "样例", **made(world)}
    found, new = Circle.objects.get_or_create(purpose=purpose, scope_id=scope_id, defaults=name)
    if new:
        public = STANDARD.pair().public
        CircleKey.objects.create(circle=found, number=1, suite=STANDARD.name, public=public, since=NOW)
    return found


def a_box(of: Circle) -> SealedBox:
    return SealedBox.objects.create(circle_key=of.keys.get(), purpose="clue", key=b"k", content=b"c")


def a_register(world: World, inspection: Inspection) -> ClueRegister:
    of = circle(world, "clues", inspection.pk)
    return ClueRegister.objects.get_or_create(inspection=inspection, defaults={"circle": of, **made(world)})[0]


def a_clue(world: World, inspection: Inspection, number: str = "XS-1") -> Clue:
    registered = a_register(world, inspection)
    return Clue.objects.create(
        register=registered,
        number=number,
        kind=kind(),
        source="talk",
        persons=1,
        box=a_box(registered.circle),
        **in_state(world, "draft"),
    )


def a_handover(world: World, inspection: Inspection, number: str = "1") -> Handover:
    known = a_clue(world, inspection, f"XS-{number}")
    letter = Package.objects.create(
        register=known.register, body=Body.DISCIPLINE, number=f"YJ-{number}", sent_on=TODAY, **made(world)
    )
    box = a_box(circle(world, "clues-discipline", world.city.pk))
    return Handover.objects.create(package=letter, clue=known, box=box, **in_state(world, "sent"))


def a_referral(world: World, inspection: Inspection, number: str = "SX-1") -> Referral:
    """At its department, with its letter."""
    paper = WorkingPaper.objects.create(
        inspection=inspection,
        provisional_no=f"临{number}",
        title="样例",
        handler=world.founder,
        **in_state(world, "draft"),
    )
    letter = ReferralLetter.objects.create(
        round=world.round, department="住建局", number=f"YS-{number}", sent_on=TODAY, **made(world)
    )
    told = {"title": "消防通道", "text": "堵塞", "department": "住建局", "paper": paper, "letter": letter}
    referral = Referral.objects.create(inspection=inspection, number=number, **told, **in_state(world, "sent"))
    referral.letters.add(letter)
    return referral


@sample("clues.referral")
def referral(world: World) -> Referral:
    return a_referral(world, world.inspections[0])


@sample("clues.referral_letter")
def referral_letter(world: World) -> ReferralLetter:
    letter = a_referral(world, world.inspections[0]).letter
    assert letter is not None
    return letter


@sample("clues.register")
def register(world: World) -> ClueRegister:
    found = a_register(world, world.inspections[0])
    name_everybody(world)
    return found


@sample("clues.clue")
def clue(world: World) -> Clue:
    found = a_clue(world, world.inspections[0])
    name_everybody(world)
    return found


@sample("clues.package")
def package(world: World) -> Package:
    found = a_handover(world, world.inspections[0]).package
    name_everybody(world)
    return found


@sample("clues.handover")
def handover(world: World) -> Handover:
    found = a_handover(world, world.inspections[0])
    name_everybody(world)
    return found
