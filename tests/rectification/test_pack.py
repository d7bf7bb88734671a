"""The pack before entry tells the next team what was fed back to the unit before, and how far it came. (A15)"""

from datetime import date

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.samples import item as sampled_item
from xuncha.core.permissions import Role
from xuncha.rectification.models import Item
from xuncha.rounds.models import Inspection, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(world) -> Inspection:
    """The unit of team one is inspected again, in a later round."""
    made = {"created_by": world.founder, "created_at": NOW}
    batch = Round.objects.create(
        term=world.term, number=2, year=2023, name="八届市委第二轮", state="draft", state_since=NOW, **made
    )
    return Inspection.objects.create(round=batch, organisation=world.units[0], type="follow_up", **made)


def test_what_was_fed_back_stands_in_the_pack_of_the_next_inspection(world, later, at_desk):
    item = sampled_item(world)
    shown = at_desk(Role.OFFICE_CLERK).get(reverse("preparation:pack", args=[later.pk])).text
    assert item.number in shown
    assert "1 项，未办结 1 项" in shown
    own = at_desk(Role.INSPECTOR).get(reverse("preparation:pack", args=[world.inspections[0].pk])).text
    assert item.number not in own


def test_unclosed_items_are_counted_apart(world, later, at_desk, hire):
    closed = sampled_item(world)
    asked = {"requested_by": hire(Role.UNIT_LIAISON), "requested_at": NOW}
    settled = {"settled_by": world.founder, "settled_at": NOW}
    Item.objects.filter(pk=closed.pk).update(state="closed", due_on=date(2022, 1, 1), **asked, **settled)
    shown = at_desk(Role.OFFICE_CLERK).get(reverse("preparation:pack", args=[later.pk])).text
    assert "1 项，未办结 0 项" in shown
