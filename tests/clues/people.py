"""The people of a clue: leader, designated member, two of the office, two of each body, all with open keys."""

from dataclasses import dataclass

from tests.conftest import NOW, World
from tests.sealing.people import with_key
from xuncha.clues import services
from xuncha.clues.models import Body, Clue, ClueRegister, Handover, Package
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.rounds.models import Membership, Position
from xuncha.talent.models import Person

WHO, DEED, OPINION = "高某某", "收受施工方礼金两万元", "建议初步核实"
PERSONS = f"{WHO}，测试市第1局局长，正科级\n不详，财务人员"
TODAY = NOW.date()


@dataclass
class Cast:
    """Everybody's open key by what they do; `outsider` is of the team and not named."""

    leader: Unlocked
    member: Unlocked
    outsider: Unlocked
    clerk: Unlocked
    director: Unlocked
    first: Unlocked  # discipline
    second: Unlocked
    third: Unlocked  # organisation
    fourth: Unlocked

    def user(self, name: str) -> User:
        """Whose key it is."""
        unlocked: Unlocked = getattr(self, name)
        return unlocked.person_key.owner


ROLES = {
    "leader": (Role.TEAM_LEADER, Position.LEADER),
    "member": (Role.DEPUTY_LEADER, Position.DEPUTY),
    "outsider": (Role.INSPECTOR, Position.MEMBER),
    "clerk": (Role.OFFICE_CLERK, None),
    "director": (Role.OFFICE_DIRECTOR, None),
    "first": (Role.DISCIPLINE, None),
    "second": (Role.DISCIPLINE, None),
    "third": (Role.ORGANISATION, None),
    "fourth": (Role.ORGANISATION, None),
}


def cast_of(world: World, acting) -> Cast:
    """Hire everybody and make their keys."""
    keys = {}
    for name, (role, position) in ROLES.items():
        act = acting(role, name=f"人员{name}")
        if position is not None:
            person = Person.objects.create(
                jurisdiction=world.city,
                code=f"CL-{name}",
                name=f"人员{name}",
                user=act.actor.user,
                created_by=world.founder,
                created_at=NOW,
            )
            Membership.objects.create(team=world.teams[0], person=person, position=position)
        keys[name] = with_key(act)
    return Cast(**keys)


def opened_register(world: World, acting, cast: Cast) -> ClueRegister:
    """The register of unit one for leader, member and clerk."""
    keepers = [cast.user("member"), cast.user("clerk")]
    return services.open_register(acting(cast.user("leader")), world.inspections[0], keepers=keepers)


def received_by(world: World, acting, cast: Cast) -> None:
    """Both bodies have named who receives."""
    for body, names in ((Body.DISCIPLINE, ("first", "second")), (Body.ORGANISATION, ("third", "fourth"))):
        people = [cast.user(name) for name in names]
        services.open_receiving(acting(people[0]), world.city, body=body, keepers=people)


def kind() -> Category:
    return Category.objects.get(taxonomy__axis="discipline", code="integrity")


def filed(acting, cast: Cast, world: World, **told) -> Clue:
    """A clue that the designated member registered."""
    usual = {"kind": kind(), "source": "talk", "persons": PERSONS, "facts": DEED}
    return services.file_clue(acting(cast.user("member")), world.inspections[0], **{**usual, **told})


def judged(acting, cast: Cast, clue: Clue) -> Clue:
    told = {"on": TODAY, "attended": "全体成员", "opinion": OPINION}
    return services.judge_clue(acting(cast.user("member")), clue, **told)


def approved(acting, cast: Cast, clue: Clue) -> Clue:
    return services.approve_clue(acting(cast.user("leader")), judged(acting, cast, clue))


def decided(acting, cast: Cast, clue: Clue, destination: str = "discipline") -> Clue:
    told = {"meeting": "书记专题会议", "on": TODAY, "destination": destination}
    return services.decide_clue(acting(cast.user("clerk")), approved(acting, cast, clue), **told)


def packed(acting, cast: Cast, register: ClueRegister, body: Body = Body.DISCIPLINE) -> Package:
    return services.pack(acting(cast.user("clerk")), register, body=body, on=TODAY, by=cast.clerk)


def disposed(acting, cast: Cast, handover: Handover, who: str = "first") -> Handover:
    """Received, accepted and on its way."""
    services.receive(acting(cast.user(who)), handover)
    services.accept(acting(cast.user(who)), handover)
    return services.dispose(acting(cast.user(who)), handover, disposal="verify")


FILED = {"result": "filed", "cases": 1, "persons_filed": 2, "form_2": 1, "form_4": 1, "transferred": 1}
ACCOUNT = "核实后立案，二人受处理"


def reported(acting, cast: Cast, handover: Handover, who: tuple[str, str] = ("first", "second")) -> Handover:
    """Concluded by one and reported by the other."""
    services.conclude(acting(cast.user(who[0])), disposed(acting, cast, handover, who[0]), account=ACCOUNT, **FILED)
    return services.report(acting(cast.user(who[1])), handover, by=getattr(cast, who[1]))
