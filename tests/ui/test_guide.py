"""The in-product guide above the main pages: for whom, where, and for nothing."""

import pytest
from django.urls import reverse

from tests.conformance.test_permission_matrix import target
from tests.conftest import World
from tests.rectification.samples import assignment
from tests.rounds.samples import declaration
from xuncha.core.permissions import GRANTS, Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.addresses import addresses
from xuncha.foundation.ui.guide import advice
from xuncha.rectification.models import Assignment
from xuncha.rounds.models import Declaration
from xuncha.talent.models import Person

pytestmark = pytest.mark.django_db


def own_declaration(world: World, user: User) -> Declaration:
    """The sample, asked of this person."""
    record = declaration(world)
    Person.objects.filter(pk=record.membership.person_id).update(user=user)
    return record


def own_part(world: World, user: User) -> Assignment:
    """The sample, given to this person."""
    record = assignment(world)
    Assignment.objects.filter(pk=record.pk).update(to=user)
    return record


OWN = {"rounds:declaration": own_declaration, "rectification_unit:assignment": own_part}
"""Pages that show only one's own record."""
SHOWN = [(item, page) for item in advice() for page in item.pages]


def test_every_advice_stands_on_a_page():
    assert [item.stage for item in advice() if not item.pages] == []


@pytest.mark.parametrize(("item", "name"), SHOWN, ids=[f"{item.role}-{name}" for item, name in SHOWN])
def test_advice_stands_folded_above_its_pages(item, name, at_desk, hire, world):
    role = Role(item.role)
    address = next(one for one in addresses() if one.name == name)
    assert address.rule is not None
    assert address.rule.permission is None or address.rule.permission in GRANTS[role]
    user = hire(role)
    shown = reverse(name, args=[OWN[name](world, user).pk]) if name in OWN else target(address, world)
    page = at_desk(user).get(shown)
    assert page.status_code == 200
    assert f'<details class="guide"><summary><b>{item.stage}</b>' in page.content.decode()


def test_nobody_reads_the_advice_of_another_role(at_desk):
    papers = reverse("fieldwork:papers")
    inspector = next(item for item in advice() if item.role == Role.INSPECTOR and "fieldwork:papers" in item.pages)
    assert inspector.what in at_desk(Role.INSPECTOR).get(papers).content.decode()
    assert inspector.what not in at_desk(Role.OFFICE_CLERK).get(papers).content.decode()


def test_the_advice_on_a_page_does_not_lead_to_the_page_itself(at_desk):
    page = at_desk(Role.INSPECTOR).get(reverse("fieldwork:papers")).content.decode()
    assert "去办" not in page
    elsewhere = at_desk(Role.DEPUTY_LEADER).get(reverse("fieldwork:papers")).content.decode()
    assert "去办" in elsewhere


def test_the_inbox_still_shows_everything_that_concerns_a_role(at_desk):
    page = at_desk(Role.OFFICE_CLERK).get(reverse("inbox:inbox")).content.decode()
    assert page.count('<details class="guide">') == sum(item.role == Role.OFFICE_CLERK for item in advice())
