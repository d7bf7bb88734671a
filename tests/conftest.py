"""The cast and the small world of the tests: one city, two units, one round with two teams."""

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from xuncha.core.permissions import ROLE_LABEL, ROLE_SCOPE, Role, Scope
from xuncha.foundation.accounts.actors import Actor, actor_of
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.usecases import Act
from xuncha.planning.models import InspectionType, Target, Term
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.rounds.workflow import RoundState

pytest_plugins = ["tests.at_once"]
NOW = datetime(2022, 5, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what uses a database is tested again; the rest was, on SQLite, and would do the same."""
    if connection.vendor == "postgresql":
        again = [item for item in items if _depends_on_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _depends_on_database(item)])
        items[:] = again


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the garbage collector need not look through it after every few tests."""
    gc.collect()
    gc.freeze()


def _depends_on_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "demo", "django_db_setup"}
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql", "browser"))
    return marked or not asked.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """
    Data folders that no test has used yet. Each goes with its test: `tmp_path` keeps all of them, and looks through
    thousands before it makes the next.
    """
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(n) for n in count())


@pytest.fixture(autouse=True)
def _own_home(settings, homes: Iterator[Path]) -> Iterator[None]:
    """Each test has its own data folder; passwords are cheap to check; static files are looked up, not listed."""
    settings.XUNCHA_HOME = home = next(homes)
    home.mkdir()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.XUNCHA_REQUIRE_SECOND_FACTOR = False
    settings.WHITENOISE_AUTOREFRESH = True  # else every client begins by reading the heads of all static files
    settings.XUNCHA_PASSPHRASE_COST = (1, 8)
    yield
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
def _connection_belongs_to_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A response that a test closes must not end the connection in which the test's transaction runs."""
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _connection: None)


@dataclass
class World:
    """Team one inspects unit one; team two inspects unit two; both in one round of one city."""

    city: Jurisdiction
    units: list[Organisation]
    term: Term
    round: Round
    teams: list[Team]
    inspections: list[Inspection]
    founder: User

    def scope_id(self, role: Role, which: int = 0) -> int:
        """The thing over which the role is held in this world; `which` 1 is the other team, the other unit."""
        return {
            Scope.INSTALLATION: 0,
            Scope.JURISDICTION: self.city.pk if which == 0 else 999_999,
            Scope.TEAM: self.teams[which].pk,
            Scope.UNIT: self.units[which].pk,
        }[ROLE_SCOPE[role]]


@pytest.fixture
def world(db) -> World:
    """Records below the stage under test. Stages build their own records through their use cases."""
    founder = User.objects.create(username="founder", name="创建人")
    city = Jurisdiction.objects.create(code="tc", name="测试市", office_name="测试市委巡察办", level="city", path="tc")
    units = [
        Organisation.objects.create(jurisdiction=city, code=f"TC-U{n}", name=f"测试市第{n}局", unit_type="office")
        for n in (1, 2)
    ]
    made = {"created_by": founder, "created_at": NOW}
    term = Term.objects.create(jurisdiction=city, number=8, name="八届市委", first_year=2022, last_year=2026, **made)
    for unit in units:
        Target.objects.create(term=term, organisation=unit, **made)
    batch = Round.objects.create(
        term=term,
        number=1,
        year=2022,
        name="八届市委第一轮",
        field_from=date(2022, 4, 10),
        field_to=date(2022, 6, 10),
        authority_to=date(2022, 12, 31),
        state=RoundState.IN_FIELD,
        state_since=NOW,
        **made,
    )
    teams = [Team.objects.create(round=batch, number=n, name=f"第{n}巡察组") for n in (1, 2)]
    inspections = [
        Inspection.objects.create(
            round=batch,
            team=team,
            organisation=unit,
            type=InspectionType.ROUTINE,
            entry_on=batch.field_from,
            withdraw_on=batch.field_to,
            **made,
        )
        for team, unit in zip(teams, units, strict=True)
    ]
    return World(city, units, term, batch, teams, inspections, founder)


Hire = Callable[..., User]


@pytest.fixture
def hire(world: World) -> Hire:
    """Open an account with one role: `hire(Role.INSPECTOR)`, `hire(Role.INSPECTOR, which=1)` for the other team."""

    def make(role: Role, *, which: int = 0, name: str = "", expired: bool = False) -> User:
        user = User.objects.create(username=f"{role}-{uuid4().hex[:6]}", name=name or ROLE_LABEL[role])
        Grant.objects.create(
            user=user,
            role=role,
            scope_id=world.scope_id(role, which),
            valid_from=NOW - timedelta(days=30),
            valid_to=NOW - timedelta(days=1) if expired else None,
        )
        return user

    return make


@pytest.fixture
def acting(hire: Hire) -> Callable[..., Act]:
    """An act by a person with this role, or by this person: `acting(Role.INSPECTOR)`, `acting(user)`."""

    def make(who: Role | User, *, now: datetime = NOW, **options) -> Act:
        user = who if isinstance(who, User) else hire(who, **options)
        return Act(actor_of(user, now), now, uuid4())

    return make


@pytest.fixture
def actor(hire: Hire) -> Callable[..., Actor]:
    """The actor for a role in the small world."""
    return lambda role, **options: actor_of(hire(role, **options), NOW)


@pytest.fixture
def at_desk(client: Client, hire: Hire, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    """A signed-in client whose clock stands at NOW: `at_desk(Role.OFFICE_CLERK)` or `at_desk(user)`."""
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW)

    def sign_in(who: Role | User, **options) -> Client:
        user = who if isinstance(who, User) else hire(who, **options)
        client.force_login(user)
        return client

    return sign_in
