"""Cards of later stages on the page of an earlier one: by permission, in order, each once."""

import pytest
from django.test import RequestFactory

from tests.conftest import NOW
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.panels import Card, Panels

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(hire):
    """A request by a person of this role."""

    def make(role: Role):
        request = RequestFactory().get("/")
        request.actor, request.now = actor_of(hire(role), NOW), NOW  # type: ignore[attr-defined]
        return request

    return make


@pytest.fixture
def seen(monkeypatch):
    """Draws a card as its code and the record it was given."""

    def draw(template, context, request):
        return f"{context['code']} {context['unit']}"

    monkeypatch.setattr("xuncha.foundation.ui.panels.render_to_string", draw)


def coded(code: str, order: int, permission: P = P.ORGS_READ) -> Card:
    return Card(code, order, permission, "drawn.html", lambda _actor, _unit: {"code": code})


def test_cards_come_in_order_and_only_to_those_who_may_see_them(asked, seen, world):
    panels: Panels[Organisation] = Panels("unit")
    panels.register(coded("second", 20))
    panels.register(coded("first", 10))
    panels.register(coded("planning", 5, P.PLAN_READ))
    unit = world.units[0]
    assert panels.drawn(asked(Role.INSPECTOR), unit) == [f"first {unit}", f"second {unit}"]
    assert panels.drawn(asked(Role.OFFICE_CLERK), unit)[0] == f"planning {unit}"


def test_registering_again_replaces_and_a_card_without_content_is_left_out(asked, seen, world):
    panels: Panels[Organisation] = Panels("unit")
    panels.register(coded("one", 10))
    panels.register(Card("one", 10, P.ORGS_READ, "drawn.html", lambda _actor, _unit: None))
    assert panels.drawn(asked(Role.INSPECTOR), world.units[0]) == []
