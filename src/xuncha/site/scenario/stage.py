"""The stage on which a scenario is played: who is who, what is where, and what day it is."""

import heapq
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.foundation.accounts.actors import actor_with
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.system import system_act
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, Sector
from xuncha.foundation.usecases import Act
from xuncha.planning.models import Term
from xuncha.talent.models import Person

OPENING = time(9, 0)


def day(text: str) -> date:
    """A day of the scenario file."""
    return date.fromisoformat(text)


@dataclass
class Stage:
    """Everything that has been made so far, by the names the scenario uses."""

    scenario: dict[str, Any]
    tell: Callable[[str], None]
    dice: random.Random = field(init=False)
    after_dice: random.Random = field(init=False)  # for what comes after the field, which leaves the papers as they are
    jurisdictions: dict[str, Jurisdiction] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    targets: dict[str, list[Organisation]] = field(default_factory=dict)  # jurisdiction → regular targets in order
    towns: dict[str, list[tuple[Organisation, list[Organisation]]]] = field(default_factory=dict)
    sectors: dict[str, Sector] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    roles: dict[tuple[Role, str], User] = field(default_factory=dict)  # (role, jurisdiction) → who holds it
    terms: dict[str, Term] = field(default_factory=dict)
    people: dict[str, dict[str, list[Person]]] = field(default_factory=dict)  # jurisdiction → pool → people
    persons: dict[str, Person] = field(default_factory=dict)  # username → person
    moment: datetime = field(init=False)
    _acts: int = 0
    _later: list[tuple[date, int, Callable[[], None]]] = field(default_factory=list)
    _noted: int = 0
    _grants: dict[int, list[Grant]] = field(default_factory=dict)  # read once, until one of the person's changes

    def __post_init__(self) -> None:
        post_save.connect(self._forget_grants, sender=Grant)
        self.dice = random.Random(self.scenario["seed"])  # noqa: S311 - varied texts, no secret
        self.after_dice = random.Random(f"{self.scenario['seed']}/after")  # noqa: S311 - as above
        self.moment = self.at(self.first_day)

    @property
    def first_day(self) -> date:
        """The day before everything: accounts, organisations, pools."""
        earliest = [day(t["plan"]["on"]) for t in self.scenario["terms"] if "plan" in t]
        return min(earliest, default=day(self.scenario["today"])) - timedelta(days=7)

    @property
    def today(self) -> date:
        """The day on which the scenario ends."""
        return day(self.scenario["today"])

    def at(self, on: date) -> datetime:
        """The beginning of a working day."""
        return timezone.make_aware(datetime.combine(on, OPENING))

    def go_to(self, on: date) -> None:
        """Let it be that day; acts of one day follow each other by seconds."""
        self.moment, self._acts = self.at(on), 0

    def later(self, on: date, do: Callable[[], None]) -> None:
        """Note something to be done on that day; what would lie after the scenario's last day is left undone."""
        if on <= self.today:
            heapq.heappush(self._later, (on, self._noted, do))
            self._noted += 1

    def live(self) -> None:
        """Do everything that was noted, day by day, each day in the order in which it was noted."""
        on = date.min
        while self._later:
            due, _n, do = heapq.heappop(self._later)
            if due != on:
                self.go_to(due)
                on = due
            do()

    @contextmanager
    def on(self, day_: date) -> Iterator[None]:
        """Let it be another day for a while."""
        before = self.moment, self._acts
        self.go_to(day_)
        yield
        self.moment, self._acts = before

    def _next_moment(self) -> datetime:
        self._acts += 1
        return self.moment + timedelta(seconds=7 * self._acts)

    def by(self, user: User) -> Act:
        """An act by this person, now, with the grants in force now."""
        now = self._next_moment()
        if user.pk not in self._grants:
            self._grants[user.pk] = list(user.grants.all())
        return Act(actor_with(user, self._grants[user.pk], now), now)

    def _forget_grants(self, instance: Grant, **_: Any) -> None:
        self._grants.pop(instance.user_id, None)

    def by_role(self, role: Role, jurisdiction: str) -> Act:
        """
        An act by whoever holds the role over the jurisdiction.

        Raises:
            RuleViolated: the scenario names nobody with this role.

        """
        user = self.roles.get((role, jurisdiction)) or self._stand_in(role, jurisdiction)
        return self.by(user)

    def _stand_in(self, role: Role, jurisdiction: str) -> User:
        """The office's director does what a clerk does and the other way round; nobody else stands in."""
        pairs = {
            Role.OFFICE_CLERK: Role.OFFICE_DIRECTOR,
            Role.OFFICE_DIRECTOR: Role.OFFICE_CLERK,
            Role.LEADING_GROUP: Role.SECRETARY,
        }
        other = self.roles.get((pairs.get(role, role), jurisdiction))
        if other is None:
            raise RuleViolated(say("场景里 {place} 没有人担任 {role}。", place=jurisdiction, role=role.value))
        return other

    def by_system(self) -> Act:
        """An act of the system command: opening accounts, giving roles."""
        return system_act(self._next_moment())

    def organisation(self, name: str) -> Organisation:
        """
        The organisation of this name.

        Raises:
            RuleViolated: the scenario speaks of an organisation that it does not have.

        """
        found = self.organisations.get(name)
        if found is None:
            raise RuleViolated(say("场景里没有名为「{name}」的单位。", name=name))
        return found
