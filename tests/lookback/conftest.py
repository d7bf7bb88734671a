"""A city with the old ledger of unit one and a group of two, ready to go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from tests.conftest import NOW, World
from tests.rectification.conftest import Rectifying
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act
from xuncha.lookback import services
from xuncha.lookback.models import OldItem, Visit, Visited
from xuncha.lookback.services import Result
from xuncha.rectification.models import Item
from xuncha.talent.models import Person

TODAY = NOW.date()
LATER = NOW + timedelta(days=20)
SOON = TODAY + timedelta(days=60)


@dataclass
class Lookback:
    """Who does what: the clerk plans, the director approves, two of discipline and office go, the liaison answers."""

    world: World
    acting: Callable[..., Act]
    clerk: User
    director: User
    going: User
    liaison: User

    def act(self, who: User, now: datetime = NOW) -> Act:
        return self.acting(who, now=now)

    def person(self, user: User | None, name: str) -> Person:
        return Person.objects.create(
            jurisdiction=self.world.city, code=f"P-{name}", name=name, pool="staff", user=user,
            entered_on=date(2020, 1, 1), created_by=self.world.founder, created_at=NOW,
        )  # fmt: skip

    def old(self, n: int, which: int = 0, **fields) -> OldItem:
        values = {"claimed": "done", "difficulty": "easy", "state_since": NOW, **fields}
        return OldItem.objects.create(
            jurisdiction=self.world.city, organisation=self.world.units[which], number=f"2019-{n:02}", year=2019,
            title=f"旧问题{n}", measures="已制定制度", created_by=self.clerk, created_at=NOW, **values,
        )  # fmt: skip

    def plan(self, *, kind: str = "return", units: list[Organisation] | None = None, **fields) -> Visit:
        told = {"title": "上届整改回访", "from_on": TODAY, "to_on": TODAY + timedelta(days=30), "purpose": "核查整改"}
        units = units or [self.world.units[0]]
        return services.plan_visit(self.act(self.clerk), self.world.city, kind=kind, units=units, **told, **fields)

    def crew(self) -> list[Person]:
        """The two who go: one with an account that may record, one without."""
        return [
            Person.objects.filter(code=f"P-{name}").first() or self.person(user, name)
            for name, user in (("甲", self.going), ("乙", None))
        ]

    def group(self, visit: Visit) -> Visit:
        for place, person in enumerate(self.crew()):
            services.name_member(self.act(self.clerk), visit, person=person, leads=place == 0)
        return visit

    def running(self, **fields) -> Visit:
        """A visit whose group may go."""
        visit = self.group(self.plan(**fields))
        services.submit_visit(self.act(self.clerk), visit)
        return services.approve_visit(self.act(self.director), visit)

    def checked(self, *verdicts: str, explained: bool = True, **fields) -> Visited:
        """Unit one's results handed in: one verdict for each of its items."""
        for n in range(1, len(verdicts) + 1):
            self.old(n)
        visited = self.running(**fields).units.get()
        said = "正在补办" if explained else ""
        rows = [Result(n, v, "有制度没有执行", "会议记录", "职工 2 人", said) for n, v in enumerate(verdicts, 1)]
        services.record_results(self.act(self.going), visited, rows)
        return services.hand_in_results(self.act(self.going), visited, on=TODAY, present="办公室主任")

    def listed(self, *verdicts: str) -> Visited:
        """The second problem list has gone to unit one."""
        visited = self.checked(*verdicts)
        return services.issue_list(self.act(self.clerk), visited, demands="限期整改", due_on=SOON)


@pytest.fixture
def look(world: World, acting, hire) -> Lookback:
    return Lookback(
        world,
        acting,
        hire(Role.OFFICE_CLERK),
        hire(Role.OFFICE_DIRECTOR),
        hire(Role.DISCIPLINE),
        hire(Role.UNIT_LIAISON),
    )


@pytest.fixture
def closed_item(world: World, acting, look: Lookback, hire) -> Item:
    """An item of rectification that the office closed."""
    people = {"liaison": look.liaison, "clerk": look.clerk, "director": look.director}
    return Rectifying(world, acting, leader=hire(Role.LEADING_GROUP), **people).closed()
