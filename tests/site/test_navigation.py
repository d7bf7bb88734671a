"""The rail and the portal's menu: wherever a person stands, one entry says so."""

import pytest
from django.urls import reverse

from xuncha.core.permissions import Role
from xuncha.foundation.addresses import addresses
from xuncha.site.navigation import PORTAL, RAIL

ENTRIES = [*(entry for section in RAIL for entry in section.entries), *PORTAL]
GUARDED = [address.name for address in addresses() if address.rule and address.rule.permission]


@pytest.mark.parametrize("name", GUARDED)
def test_every_page_of_a_stage_belongs_to_one_entry(name):
    assert len({entry.url_name for entry in ENTRIES if entry.is_current(name)}) == 1


def test_what_only_begins_alike_is_another_page():
    papers = next(entry for entry in ENTRIES if entry.url_name == "fieldwork:papers")
    assert papers.is_current("fieldwork:paper-new")
    assert not papers.is_current("fieldwork:paperwork")
    assert not papers.is_current("inbox:inbox")


@pytest.mark.django_db
def test_the_page_of_a_team_stands_under_rounds(world, at_desk):
    page = at_desk(Role.OFFICE_CLERK).get(reverse("rounds:team", args=[world.teams[0].pk])).content.decode()
    assert f'<a href="{reverse("rounds:rounds")}" aria-current="page">' in page


@pytest.mark.django_db
def test_the_way_in_leads_to_what_waits_for_whoever_comes(client, at_desk, settings):
    way_in = reverse("front")
    assert client.get(way_in)["Location"] == reverse("accounts:sign-in")
    assert at_desk(Role.OFFICE_CLERK).get(way_in)["Location"] == reverse("inbox:inbox")
    liaison = at_desk(Role.UNIT_LIAISON)
    assert liaison.get(way_in)["Location"] == reverse("rectification_unit:home")
    assert f'href="{reverse("inbox:inbox")}"' in liaison.get(reverse("rectification_unit:home")).content.decode()
    contributor = at_desk(Role.UNIT_CONTRIBUTOR)
    for address in (way_in, reverse("rectification_unit:home")):
        landed = contributor.get(address, follow=True)
        assert (landed.status_code, landed.redirect_chain[-1][0]) == (200, reverse("rectification_unit:assignments"))
    landed = at_desk(Role.OFFICE_CLERK).get(reverse("rectification_unit:home"), follow=True)
    assert landed.redirect_chain[-1][0] == reverse("inbox:inbox")
    settings.XUNCHA_PORTAL = False
    assert liaison.get(way_in)["Location"] == reverse("inbox:inbox")
