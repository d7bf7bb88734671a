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
    assert len([entry.url_name for entry in ENTRIES if entry.is_current(name)]) == 1


def test_what_only_begins_alike_is_another_page():
    papers = next(entry for entry in ENTRIES if entry.url_name == "fieldwork:papers")
    assert papers.is_current("fieldwork:paper-new")
    assert not papers.is_current("fieldwork:paperwork")
    assert not papers.is_current("inbox:inbox")


@pytest.mark.django_db
def test_the_page_of_a_team_stands_under_rounds(world, at_desk):
    page = at_desk(Role.OFFICE_CLERK).get(reverse("rounds:team", args=[world.teams[0].pk])).content.decode()
    assert f'<a href="{reverse("rounds:rounds")}" aria-current="page">' in page
