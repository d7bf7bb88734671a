"""A round in the making: two teams, three units, people with accounts, all through use cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

import pytest

from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, Sector
from xuncha.foundation.usecases import Act
from xuncha.planning.models import InspectionType, Target
from xuncha.rounds.models import Inspection, Linkage, Participation, Position, Round, Team
from xuncha.rounds.services import (
    accept_invitation,
    add_inspection,
    add_team,
    approve_replacement,
    approve_round,
    ask_joining,
    authorise_round,
    choose_linkage,
    create_round,
    invite_office,
    name_member,
    submit_round,
)
from xuncha.rounds.services.teams import is_staffed
from xuncha.talent.models import Person, Pool, Tie, TieKind

AUTUMN = {"field_from": date(2022, 9, 5), "field_to": date(2022, 10, 28), "authority_to": date(2022, 12, 31)}
_numbers = count(1)


@dataclass
class Office:
    """Builds what a round needs, in the small world."""

    world: World
    acting: Callable[..., Act]
    clerk: User
    secretary: User

    def act(self, who: User | None = None, now: datetime = NOW) -> Act:
        return self.acting(who or self.clerk, now=now)

    def unit(self, kind: str = "office", **fields) -> Organisation:
        n = next(_numbers)
        fields.setdefault("jurisdiction", self.world.city)
        return Organisation.objects.create(code=f"X-{n}", name=f"新设第{n}局", unit_type=kind, **fields)

    def target(self, kind: str = "office", *, counts: bool = True) -> Organisation:
        unit = self.unit(kind)
        Target.objects.create(
            term=self.world.term, organisation=unit, counts=counts, created_by=self.clerk, created_at=NOW
        )
        return unit

    def county(self, code: str = "ta") -> Jurisdiction:
        city = self.world.city
        return Jurisdiction.objects.create(
            code=code, name=f"测试县{code}", office_name="县委巡察办", level="county", parent=city, path=f"tc/{code}"
        )

    def sector(self, code: str = "edu") -> Sector:
        return Sector.objects.create(code=code, name=f"板块{code}")

    def person(self, *, account: bool = True, **fields) -> Person:
        n = next(_numbers)
        user = User.objects.create(username=f"p{n}", name=f"组员{n}") if account else None
        fields.setdefault("entered_on", NOW.date())
        return Person.objects.create(
            jurisdiction=self.world.city,
            code=f"P{n}",
            name=f"组员{n}",
            pool=Pool.STAFF,
            user=user,
            created_by=self.clerk,
            created_at=NOW,
            **fields,
        )

    def tie(self, person: Person, unit: Organisation, kind: str = TieKind.KIN, **fields) -> Tie:
        return Tie.objects.create(
            person=person, organisation=unit, kind=kind, created_by=self.clerk, created_at=NOW, **fields
        )

    def draft(self, number: int = 2, **fields) -> Round:
        return create_round(
            self.act(),
            self.world.term,
            **{"number": number, "year": 2022, "name": f"八届市委第{number}轮", "scheme": "方案", **AUTUMN, **fields},
        )

    def add(self, batch: Round, unit: Organisation, kind: str = InspectionType.ROUTINE, **fields) -> Inspection:
        return add_inspection(self.act(), batch, organisation=unit, type=InspectionType(kind), **fields)

    def name(self, team: Team, person: Person | None = None, position: str = Position.MEMBER, duty: str = ""):
        """Name somebody; in an authorised round it is asked for, and the secretary approves."""
        given = {"person": person or self.person(), "position": Position(position), "duty": duty}
        if not is_staffed(team):
            return name_member(self.act(), team, **given)
        asked = ask_joining(self.act(), team, **given, reason="增派")
        approve_replacement(self.act(self.secretary), asked)
        return team.memberships.get(person=given["person"], left_on__isnull=True)

    def staff(self, team: Team) -> None:
        for position in (Position.LEADER, Position.DEPUTY, Position.LIAISON):
            self.name(team, position=position)

    def complete(self, number: int = 2, units: int = 1, **fields) -> Round:
        """A draft that may be submitted: one full team with so many units."""
        batch = self.draft(number, **fields)
        team = add_team(self.act(), batch)
        for _n in range(units):
            self.add(batch, self.target(), team=team)
        self.staff(team)
        return batch

    def authorised(self, number: int = 2, units: int = 1, **fields) -> Round:
        batch = self.complete(number, units, **fields)
        submit_round(self.act(), batch)
        approve_round(self.act(self.secretary), batch)
        return authorise_round(self.act(self.secretary), batch, authorisation_no="〔2022〕2号")


@pytest.fixture
def office(world, hire, acting) -> Office:
    return Office(world, acting, hire(Role.OFFICE_CLERK), hire(Role.SECRETARY))


@pytest.fixture
def county(office):
    """A county office with a clerk and somebody in its pool."""
    area = office.county()
    clerk = User.objects.create(username="xian", name="县办干部")
    Grant.objects.create(user=clerk, role=Role.OFFICE_CLERK, scope_id=area.pk, valid_from=NOW - timedelta(days=9))
    return area, clerk


@pytest.fixture
def joint(office, county, acting):
    """A draft of the city in a mode, with the county taking part."""

    def make(linkage=Linkage.UNIFIED, *, seats=2, batch=None) -> Participation:
        batch = batch or office.complete()
        choose_linkage(office.act(), batch, linkage=linkage)
        made = invite_office(office.act(), batch, jurisdiction=county[0], task="派员参加", seats=seats)
        return accept_invitation(acting(county[1]), made)

    return make


def guest(office, area):
    person = office.person()
    person.jurisdiction = area
    person.save()
    return person
