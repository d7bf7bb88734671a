"""A team whose leader, deputy and liaison have keys, and a mailbox that they keep."""

from dataclasses import dataclass
from datetime import date

from tests.conftest import NOW, World
from tests.sealing.people import with_key
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.usecases import Act
from xuncha.intake import services
from xuncha.intake.models import Mailbox, Petition
from xuncha.preparation.models import Entry
from xuncha.rounds.models import Membership, Position
from xuncha.talent.models import Person

CLOSES = date(2022, 6, 10)
SECRET = "石桥泵站去年底说修好了，今年六月还是抽不出水"
NAME = "王小满"


@dataclass
class Team:
    """The people of team one with their keys open."""

    leader: Unlocked
    deputy: Unlocked
    liaison: Unlocked

    @property
    def users(self) -> list[User]:
        """Leader, deputy, liaison."""
        return [one.person_key.owner for one in (self.leader, self.deputy, self.liaison)]


def team_with_keys(world: World, acting) -> Team:
    """Name leader, deputy and liaison of team one, each with an account, a grant and a key."""
    roles = {
        Role.TEAM_LEADER: Position.LEADER,
        Role.DEPUTY_LEADER: Position.DEPUTY,
        Role.TEAM_LIAISON: Position.LIAISON,
    }
    keys = []
    for number, (role, position) in enumerate(roles.items()):
        act: Act = acting(role, name=f"组员{number}")
        person = Person.objects.create(
            jurisdiction=world.city,
            code=f"IN-{number}",
            name=f"组员{number}",
            user=act.actor.user,
            created_by=world.founder,
            created_at=NOW,
        )
        Membership.objects.create(team=world.teams[0], person=person, position=position)
        keys.append(with_key(act))
    return Team(*keys)


def arranged(world: World) -> Entry:
    """The entry into unit one: channels from its first to its last day."""
    return Entry.objects.create(
        inspection=world.inspections[0],
        phone="0000-1234567",
        opens_on=date(2022, 4, 10),
        closes_on=CLOSES,
        created_by=world.founder,
        created_at=NOW,
    )


def opened_mailbox(world: World, acting, team: Team) -> Mailbox:
    """A mailbox for unit one that leader and liaison keep."""
    arranged(world)
    return services.open_mailbox(acting(team.users[0]), world.inspections[0], keepers=[team.users[0], team.users[2]])


def registered(acting, team: Team, mailbox: Mailbox, **told) -> Petition:
    """A letter in the register, told by name."""
    letter = {"way": "letter", "received_on": date(2022, 5, 9), "about": "石桥泵站", "text": SECRET}
    named = {"named": True, "name": NAME, "telephone": "13900000000"}
    return services.register_petition(acting(team.users[2]), mailbox, **{**letter, **named, **told})
