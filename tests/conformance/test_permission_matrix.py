"""
Every address × every role × every relation, and every use case × every role. Default deny; no cell untested.

What is expected follows from the tables alone (GRANTS, ROLE_SCOPE, and the kind an address hands out), never from the
Reach under test: a role that holds the permission must get in on its own record, and must not learn that the
neighbour's exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches, path, resolve, reverse

from tests.conformance.source import python_files
from tests.conformance.unguarded import FOR_EVERYBODY, PERSONAL, PUBLIC
from tests.conftest import NOW, World
from tests.samples import ARGUMENTS, SAMPLES
from xuncha.core.errors import Denied, OutOfReach
from xuncha.core.permissions import CASE_CONTENT, GRANTS, ROLE_SCOPE, Role, Scope
from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import WorkingPaper
from xuncha.foundation.accounts.actors import Actor, Held, actor_with
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.addresses import Address, addresses
from xuncha.foundation.http import page
from xuncha.foundation.reach import KINDS, Reach
from xuncha.foundation.usecases import REGISTRY, Act
from xuncha.site import urls

for module, _path in python_files():
    if ".services" in module:
        import_module(module)

NARROWER = (
    "imports:",
    "rectification:notice",
    "rectification:body-opinion",
    "gathering:record",
    "evaluation:vote",
    "appraisal:subject",
)
"""
Where holding the permission of the address may not be enough: every kind of workbook asks for one of its own, a
notice of a due date is for the holders of the one role it is addressed to, an opinion in a joint review for those who
write for that body, the record of a talk for those named, a ballot for its one voter, an
appraisal for the one body that it is about.
"""


class Relation(StrEnum):
    """How the person stands to the record."""

    OWN = "own"  # holds the role over the thing the record lies in
    OTHER = "other"  # holds it over the neighbour
    RECUSED = "recused"  # holds it, but is recused from the inspected unit
    EXPIRED = "expired"  # held it until yesterday


R = Relation
ALLOWED, DENIED, ABSENT = "allowed", "denied", "absent"


def guarded() -> list[Address]:
    """Addresses that ask for a permission."""
    return [a for a in addresses() if a.rule is not None and a.rule.permission is not None]


def expected(address: Address, role: Role, relation: Relation) -> str:
    """What the tables say of this cell."""
    assert address.rule is not None
    assert address.rule.permission is not None
    reach = address.rule.of
    if relation is R.EXPIRED or address.rule.permission not in GRANTS[role]:
        return DENIED
    if reach is None or relation is R.OWN or ROLE_SCOPE[role] is Scope.INSTALLATION:
        return ALLOWED
    if relation is R.OTHER:
        return ALLOWED if ROLE_SCOPE[role] in SAMPLES[reach.kind].shared else ABSENT
    return ABSENT if reach.inspected or reach.read in CASE_CONTENT else ALLOWED


def seen(status: int) -> str:
    return {403: DENIED, 404: ABSENT}.get(status, ALLOWED)


@pytest.fixture
def clock(monkeypatch) -> None:
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW)


@dataclass
class Seat:
    """Somebody with a role in a relation: as the door knows them, and at their browser."""

    actor: Actor
    handler: ClientHandler  # one stack of middleware for all

    @cached_property
    def client(self) -> Client:
        """The browser, signed in when it is first asked for: most cells never ask the whole product."""
        client = Client()
        client.handler = self.handler
        client.force_login(self.actor.user)
        return client


Staff = dict[tuple[Role, Relation], Seat]


@pytest.fixture
def staff(world: World, clock, settings) -> Staff:
    """Somebody with each role in each relation. Sessions live in the cookie: no query, no clean-up."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    cells = [(role, relation) for role in Role for relation in Relation]
    users = User.objects.bulk_create([User(username=f"{role}-{relation}", name="某人") for role, relation in cells])
    grants = Grant.objects.bulk_create(
        Grant(
            user=user,
            role=role,
            scope_id=world.scope_id(role, 1 if relation is R.OTHER else 0),
            valid_from=NOW - timedelta(days=30),
            valid_to=NOW - timedelta(days=1) if relation is R.EXPIRED else None,
            except_units=[world.units[0].pk] if relation is R.RECUSED else [],
        )
        for user, (role, relation) in zip(users, cells, strict=True)
    )
    handler = Client().handler
    people = zip(cells, users, grants, strict=True)
    return {cell: Seat(actor_with(user, [grant], NOW), handler) for cell, user, grant in people}


def target(address: Address, world: World) -> str:
    """The address with a real record in it."""
    arguments = {}
    assert address.rule is not None
    if address.rule.of is not None:
        kind = address.rule.of.kind
        assert kind in SAMPLES, f"{address.name} shows a {kind}: add its sample to tests/samples.py"
        arguments["pk"] = SAMPLES[kind].build(world).pk
    for name, value in ARGUMENTS.get(address.name, {}).items():
        arguments[name] = value(world) if callable(value) else value
    missing = set(address.parameters) - set(arguments)
    assert not missing, f"{address.name} also takes {sorted(missing)}: say in ARGUMENTS of tests/samples.py which value"
    return reverse(address.name, kwargs=arguments)


def answer(client: Client, method: str, url: str, wanted: str = ALLOWED) -> str:
    """
    How the address answers, without leaving a trace in the database.

    A refusal that is expected is asked for as a part of a page: without its frame it costs a third.
    """
    point = transaction.savepoint()
    headers = {} if wanted == ALLOWED else {"HX-Request": "true"}
    response = client.post(url, {}, headers=headers) if method == "POST" else client.get(url, headers=headers)
    response.close()
    transaction.savepoint_rollback(point)
    response.close()  # a download's file, which nobody reads here
    assert response.status_code < 500
    return seen(response.status_code)


def refused(seat: Seat, method: str, url: str) -> str:
    """How the view itself refuses, without the frame of middleware and page around it; empty where it does not."""
    view = resolve(url)
    request = RequestFactory().generic(method, url)
    for name, value in (("user", seat.actor.user), ("actor", seat.actor), ("now", NOW)):  # as the middleware does
        setattr(request, name, value)
    try:
        with transaction.atomic():
            view.func(request, *view.args, **view.kwargs)
    except OutOfReach:
        return ABSENT
    except Denied:
        return DENIED
    except Exception:  # noqa: BLE001 - it went past its guard: the whole product is asked
        return ""
    return ""


def wrong_cells(address: Address, world: World, staff: Staff) -> Iterator[str]:
    """
    The cells of this address that do not answer as the tables say.

    Each way of refusing is asked of the whole product once; the other cells of its kind of the view alone, and of
    the whole product where that does not refuse as it should.
    """
    assert address.rule is not None
    url = target(address, world)
    for method in address.rule.methods:
        asked: set[str] = set()
        for (role, relation), seat in staff.items():
            wanted = expected(address, role, relation)
            if wanted in asked and wanted != ALLOWED and refused(seat, method, url) == wanted:
                continue
            asked.add(wanted)
            got = answer(seat.client, method, url, wanted)
            if got == DENIED and wanted == ALLOWED and method == "POST":
                continue  # an act may ask for more than its page: its own row of the use-case sweep says what
            if got != ALLOWED and wanted == ALLOWED and address.name.startswith(NARROWER):
                continue
            if got != wanted:
                yield f"{method} {address.name} · {role} · {relation}: {got}, not {wanted}"
        anonymous = Client()
        anonymous.handler = seat.handler
        response = anonymous.post(url, {}) if method == "POST" else anonymous.get(url)
        if response.status_code != (401 if method == "POST" else 302):
            yield f"{method} {address.name} · nobody: {response.status_code}"


def undeclared() -> list[str]:
    """Addresses that do not say what they ask, or ask for less than their kind may."""
    wrong = []
    for address in addresses():
        if address.rule is None:
            wrong.append(f"{address.route}: declare it with @page")
        elif address.rule.public and address.name not in PUBLIC:
            wrong.append(f"{address.route}: public, but not in PUBLIC")
        elif (
            not address.rule.public
            and address.rule.permission is None
            and address.name.split(":")[0] not in PERSONAL
            and address.name not in FOR_EVERYBODY
        ):
            wrong.append(f"{address.route}: asks for no permission")
    return wrong


def test_every_address_says_what_it_asks():
    assert undeclared() == []


def test_every_public_address_exists():
    assert {address.name for address in addresses()} >= PUBLIC


@pytest.mark.parametrize("address", guarded(), ids=lambda address: address.name)
def test_address(address: Address, world: World, staff):
    assert list(wrong_cells(address, world, staff)) == []


OF_FEW = {"rectification.ledger", "rectification.notice", "evaluation.card"}
OF_FEW |= {"rectification.assignment", "rectification.contributor", "rectification.draft"}
"""
Kinds whose sample none of the staff may read: what a unit's people share, its own workbook, a notice for another role,
one's own vote.
"""


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_histories_follow_the_reach(kind: str, world: World, staff):
    """The drawer of what happened opens for nobody who may not read the record, and never for the inspected unit."""
    reach = KINDS[kind]
    url = reverse("inbox:history", kwargs={"kind": kind, "pk": SAMPLES[kind].build(world).pk})
    rule = page(reach.read, of=reach)(anything).page  # type: ignore[attr-defined]
    shown = refusals = 0
    for (role, relation), seat in staff.items():
        outside = ROLE_SCOPE[role] is Scope.UNIT
        if not outside and expected(Address("", "", (), rule, print), role, relation) == ALLOWED:
            # asked until one may; a kind may be narrower than its permission
            shown = shown or answer(seat.client, "GET", url) == ALLOWED
            continue
        got = refused(seat, "GET", url) if refusals else answer(seat.client, "GET", url, ABSENT)
        assert got == ABSENT, f"{role} · {relation}"
        refusals += 1
    assert shown or kind in OF_FEW
    assert refusals


# --- use cases -----------------------------------------------------------------------------------------------------

USE_CASES = sorted(name for name in REGISTRY if not name.startswith("tests."))


@cache
def function(name: str):
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(f"xuncha.{module}"), attribute)


def holder(role: Role) -> Actor:
    return Actor(User(pk=1, username="somebody", name="某人"), (Held(role, ROLE_SCOPE[role], 1),))


NOTING = ("SAVEPOINT", "journal_journalrecord", "journal_sealedrecord", "pg_advisory_xact_lock")
"""What noting a denied attempt costs: a savepoint, the journal, on PostgreSQL its lock."""


@pytest.mark.django_db
@pytest.mark.parametrize("name", USE_CASES)
def test_use_case_is_denied_before_anything_is_read(name: str):
    use_case = REGISTRY[name]
    subjects = [use_case.within.model(pk=1)] if use_case.within else []
    for role in [role for role in Role if use_case.permission not in GRANTS[role]]:
        with CaptureQueriesContext(connection) as queries, pytest.raises(Denied) as refused:
            function(name)(Act(holder(role), NOW), *subjects)
        assert not isinstance(refused.value, OutOfReach)
        touched = [q["sql"] for q in queries if not any(word in q["sql"] for word in NOTING)]
        assert touched == [], f"{name} · {role}"


# --- planted violations --------------------------------------------------------------------------------------------


@pytest.fixture
def planted(settings) -> Iterator[ModuleType]:
    """The real URL table with room for an address that must be caught."""
    table = ModuleType("planted_urls")
    table.urlpatterns = list(urls.urlpatterns)  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = table
    clear_url_caches()
    yield table
    KINDS.pop("planted.paper", None)
    SAMPLES.pop("planted.paper", None)
    clear_url_caches()


def anything(request, *arguments, **named) -> HttpResponse:
    return HttpResponse()


def plant(table: ModuleType, view, route: str = "planted/<int:pk>/") -> Address:
    table.urlpatterns.append(path(route, view, name="planted"))  # type: ignore[attr-defined]
    clear_url_caches()
    return next(address for address in addresses() if address.name == "planted")


def papers(**paths: str) -> Reach[WorkingPaper]:
    SAMPLES["planted.paper"] = SAMPLES["fieldwork.paper"]
    whole = {
        "jurisdiction": "inspection__round__term__jurisdiction_id",
        "team": "inspection__team_id",
        "inspected": "inspection__organisation_id",
    }
    return Reach(WorkingPaper, "planted.paper", "底稿", P.PAPER_READ, **{**whole, **paths})


def test_an_address_without_a_rule_is_seen(planted):
    plant(planted, anything, "planted/")
    assert undeclared() == ["planted/: declare it with @page"]


@pytest.mark.parametrize(
    ("paths", "cell"),
    [
        ({"team": ""}, "inspector · own: absent, not allowed"),
        ({"team": "inspection__round__teams"}, "inspector · other: allowed, not absent"),
        ({"jurisdiction": ""}, "office_clerk · own: absent, not allowed"),
        ({"inspected": ""}, "inspector · recused: allowed, not absent"),
    ],
)
def test_a_reach_that_forgets_or_widens_a_scope_is_seen(planted, world, staff, paths, cell):
    view = page(P.PAPER_READ, of=papers(**paths))(anything)
    found = list(wrong_cells(plant(planted, view), world, staff))
    assert any(cell in wrong for wrong in found)


def test_a_view_that_goes_round_its_reach_is_seen(planted, world, staff):
    def leaky(request, pk: int) -> HttpResponse:
        return HttpResponse(WorkingPaper.objects.get(pk=pk).title)

    leaky.page = page(P.PAPER_READ, of=papers())(leaky).page  # type: ignore[attr-defined]
    found = list(wrong_cells(plant(planted, leaky), world, staff))
    assert "GET planted · inspector · other: allowed, not absent" in found
    assert "GET planted · unit_liaison · own: allowed, not denied" in found
    assert "GET planted · inspector · expired: allowed, not denied" in found
    assert "GET planted · nobody: 200" in found


def test_a_kind_without_a_sample_is_seen(planted, world, staff):
    view = page(P.PAPER_READ, of=papers())(anything)
    address = plant(planted, view)
    del SAMPLES["planted.paper"]
    with pytest.raises(AssertionError, match="add its sample"):
        list(wrong_cells(address, world, staff))


def test_a_path_parameter_without_a_value_is_seen(planted, world, staff):
    view = page(P.PAPER_READ, of=papers())(anything)
    address = plant(planted, view, "planted/<int:pk>/<slug:step>/")
    with pytest.raises(AssertionError, match="say in ARGUMENTS"):
        list(wrong_cells(address, world, staff))
