"""The inspected unit's portal: it may be switched off, leads nowhere the unit may not go, and tells nothing inside."""

import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from django.db import transaction
from django.test import Client
from django.urls import clear_url_caches, reverse

from tests.conformance.test_permission_matrix import target
from tests.conftest import NOW
from tests.samples import SAMPLES
from xuncha.core.permissions import GRANTS, Role, Scope
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.addresses import addresses
from xuncha.site import urls

pytestmark = pytest.mark.django_db
ADDRESSES = ("/unit/", "/unit/rectification/", "/unit/fieldwork/facts/", "/unit/findings/fixes/")


@pytest.fixture
def on_paper(settings) -> None:
    """An installation whose staff enter what the units send on paper."""
    settings.XUNCHA_PORTAL, settings.XUNCHA_ON_PAPER = False, True


@pytest.fixture
def switched_off(settings) -> Iterator[None]:
    """An installation without the portal."""
    table = ModuleType("without_portal")
    table.urlpatterns = urls.table(portal=False)  # type: ignore[attr-defined]
    settings.ROOT_URLCONF, settings.XUNCHA_PORTAL = table, False
    clear_url_caches()
    yield
    clear_url_caches()


def filled(client: Client, world) -> Iterator[tuple[str, str]]:
    """
    Every page of the portal that is the liaison's, with a record in it that is there until the next page is asked for;
    the inbox last.
    """
    for address in addresses():
        rule = address.rule
        theirs = rule is not None and (rule.permission is None or rule.permission in GRANTS[Role.UNIT_LIAISON])
        if address.route.startswith("unit/") and theirs and "GET" in rule.methods:
            point = transaction.savepoint()
            answer = client.get(target(address, world))
            assert answer.status_code == 200, address.name
            if answer.headers["Content-Type"].startswith("text/html"):
                yield address.name, answer.content.decode()
            answer.close()
            transaction.savepoint_rollback(point)
    yield "inbox", client.get("/desk/").content.decode()


def test_the_portal_leads_nowhere_the_unit_may_not_go(at_desk, world):
    """Where many pages lead is asked for from each of them, as other records are there then; static files once."""
    unit = at_desk(Role.UNIT_LIAISON)
    pages, files = [], set[str]()
    for name, page in filled(unit, world):
        pages.append(name)
        links = set(re.findall(r'href="(/[^"#]*)"', page)) - files
        files |= {link for link in links if link.startswith("/static/")}
        for link in sorted(links):
            answer = unit.get(link, follow=True)
            answer.close()
            assert answer.status_code == 200, f"{name} leads to {link}"
    assert len(pages) >= 30


def test_the_portal_offers_no_history(at_desk, world):
    for name, page in filled(at_desk(Role.UNIT_LIAISON), world):
        assert "/history/" not in page, name


@pytest.mark.parametrize("kind", ["fieldwork.fact", "findings.fix"])
def test_a_unit_never_reads_who_on_the_team_did_what(at_desk, hire, world, kind):
    record = SAMPLES[kind].build(world)
    address = f"/desk/history/{kind}/{record.pk}/"
    assert at_desk(Role.INSPECTOR).get(address).status_code == 200
    assert at_desk(Role.UNIT_LIAISON).get(address).status_code == 404
    both = hire(Role.INSPECTOR, which=1)
    Grant.objects.create(user=both, role=Role.UNIT_LIAISON, scope_id=world.units[0].pk, valid_from=NOW)
    assert at_desk(both).get(address).status_code == 404


@pytest.mark.parametrize(("kind", "name"), [("fieldwork.fact", "fact"), ("findings.fix", "fix")])
def test_whoever_answers_for_a_unit_sees_its_page_even_when_inspecting_elsewhere(at_desk, hire, world, kind, name):
    record = SAMPLES[kind].build(world)
    stage = kind.split(".")[0]
    both = hire(Role.INSPECTOR, which=1)
    Grant.objects.create(user=both, role=Role.UNIT_LIAISON, scope_id=world.units[0].pk, valid_from=NOW)
    answer = at_desk(both).get(reverse(f"{stage}:{name}", kwargs={"pk": record.pk}))
    assert answer.headers["Location"] == reverse(f"{stage}_unit:{name}", kwargs={"pk": record.pk})
    listed = at_desk(both).get(reverse("fieldwork:facts" if name == "fact" else "findings:fixes"))
    assert listed.status_code == 200
    assert record.number not in listed.content.decode()


def test_as_staff_keeps_everything_but_the_unit(hire, world):
    both = hire(Role.INSPECTOR)
    Grant.objects.create(user=both, role=Role.UNIT_LIAISON, scope_id=world.units[1].pk, valid_from=NOW)
    actor = actor_of(both, NOW)
    assert {held.scope for held in actor.held} == {Scope.TEAM, Scope.UNIT}
    assert {held.scope for held in actor.as_staff.held} == {Scope.TEAM}


def test_switched_off_every_address_of_the_portal_is_gone(switched_off, at_desk):
    unit = at_desk(Role.UNIT_LIAISON)
    for address in ADDRESSES:
        assert unit.get(address).status_code == 404
    assert not [address for address in addresses() if address.route.startswith("unit/")]


def test_switched_off_nobody_acts_for_a_unit_and_no_page_names_the_portal(switched_off, at_desk, hire, world):
    user = hire(Role.UNIT_LIAISON)
    assert not actor_of(user, NOW).holds(P.FACT_ANSWER)
    page = at_desk(user).get("/desk/")
    assert page.status_code == 200
    assert "/unit/" not in page.content.decode()
    assert "单位端没有开通" in page.content.decode()
    record = SAMPLES["fieldwork.fact"].build(world)
    assert at_desk(user).get(reverse("fieldwork:fact", kwargs={"pk": record.pk})).status_code == 403


def test_switched_on_the_portal_is_there(at_desk):
    page = at_desk(Role.UNIT_LIAISON).get("/desk/").content.decode()
    for address in ADDRESSES:
        assert address in page


def test_on_paper_a_clerk_enters_for_the_unit_and_its_own_people_do_not(on_paper, at_desk, hire, world):
    sheet = SAMPLES["fieldwork.fact"].build(world)
    liaison = at_desk(Role.UNIT_LIAISON)
    assert "单位端没有开通" in liaison.get("/desk/").content.decode()
    assert [liaison.get(address).status_code for address in ADDRESSES[1:]] == [403, 403, 403]
    clerk = hire(Role.OFFICE_CLERK)
    assert "/unit/" not in at_desk(clerk).get("/desk/").content.decode()
    Grant.objects.create(user=clerk, role=Role.UNIT_LIAISON, scope_id=world.units[0].pk, valid_from=NOW)
    rail = at_desk(clerk).get("/desk/").content.decode()
    for address in ADDRESSES:
        assert f'href="{address}"' in rail
    assert "单位端没有开通" not in rail
    assert at_desk(clerk).get(reverse("fieldwork_unit:fact", args=[sheet.pk])).status_code == 200
    assert at_desk(clerk).get("/unit/").status_code == 200
