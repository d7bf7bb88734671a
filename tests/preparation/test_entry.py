"""Entering a unit: the meeting, the channels, the poster, and the day on which they close. (feature A17)"""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.journal.models import JournalRecord
from xuncha.preparation.documents import mobilisation_agenda
from xuncha.preparation.models import Entry
from xuncha.preparation.rules import Channels, EntryFacts, channels_on, reasons_against_entry, reasons_not_to_post
from xuncha.preparation.selectors import ENTRIES, reach_text
from xuncha.preparation.services import arrange_entry, change_entry
from xuncha.rounds.workflow import RoundState

DAY = NOW.date()
CLERK = Role.OFFICE_CLERK
FIELDS = {"opens_on": date(2022, 4, 10), "closes_on": date(2022, 6, 10), "phone": "0990-1000001"}
FACTS = {
    "opens_on": DAY,
    "closes_on": DAY,
    "authority_to": DAY,
    "meeting_on": DAY,
    "attended": 30,
    "reachable": True,
    "today": DAY,
    "round_state": RoundState.AUTHORISED,
}


def told(reasons) -> str:
    return "".join(why.text.render(str) for why in reasons)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"closes_on": DAY - timedelta(days=1)}, "不早于开通日期"),
        ({"closes_on": DAY + timedelta(days=1)}, "授权截止日"),
        ({"reachable": False}, "至少写一种"),
        ({"meeting_on": None}, "开过以后"),
        ({"meeting_on": DAY + timedelta(days=1)}, "开过以后"),
        ({"round_state": RoundState.CLOSED}, "已经结束"),
    ],
)
def test_channels_lie_within_the_authority_and_lead_somewhere(change, sentence):
    assert reasons_against_entry(EntryFacts(**FACTS)) == []
    assert reasons_against_entry(EntryFacts(**{**FACTS, "authority_to": None, "attended": None})) == []
    assert sentence in told(reasons_against_entry(EntryFacts(**{**FACTS, **change})))


def test_channels_are_open_from_the_first_day_to_the_last():
    first, last = date(2022, 4, 10), date(2022, 6, 10)
    days = (date(2022, 4, 9), first, last, date(2022, 6, 11))
    assert [channels_on(day, first, last) for day in days] == [
        Channels.AHEAD,
        Channels.OPEN,
        Channels.OPEN,
        Channels.CLOSED,
    ]
    assert reasons_not_to_post(Channels.OPEN) == reasons_not_to_post(Channels.AHEAD) == []
    assert "已经关闭" in told(reasons_not_to_post(Channels.CLOSED))


@pytest.fixture
def entry(world, acting) -> Entry:
    return arrange_entry(acting(CLERK), world.inspections[0], **FIELDS)


@pytest.mark.django_db
def test_an_entry_is_arranged_once_and_changed(entry, acting):
    assert JournalRecord.objects.filter(event="entry.arranged").count() == 1
    with pytest.raises(RuleViolated, match="已有进驻安排"):
        arrange_entry(acting(CLERK), entry.inspection, **FIELDS)
    later = change_entry(acting(CLERK), entry, base_version=1, **{**FIELDS, "closes_on": date(2022, 6, 20)})
    assert later.closes_on == date(2022, 6, 20)
    with pytest.raises(StaleEdit):
        change_entry(acting(CLERK), entry, base_version=1, **FIELDS)


@pytest.mark.django_db
def test_the_office_arranges_and_the_own_team_reads(entry, acting, actor):
    with pytest.raises(Denied):
        change_entry(acting(Role.INSPECTOR), entry, **FIELDS)
    assert ENTRIES.visible_to(actor(Role.INSPECTOR)).exists()
    assert not ENTRIES.visible_to(actor(Role.INSPECTOR, which=1)).exists()


@pytest.mark.django_db
def test_the_code_says_the_address_or_how_to_reach_the_team(entry):
    assert "0990-1000001" in reach_text(entry)
    entry.link = "https://example.org/report"
    assert reach_text(entry) == "https://example.org/report"


@pytest.mark.django_db
def test_the_agenda_names_team_and_channels(entry, world):
    text = str(mobilisation_agenda(entry, profile_for(world.city, DAY).issuer(DAY)))
    assert "第1巡察组组长作动员讲话" in text
    assert "值班电话0990-1000001" in text


@pytest.mark.django_db
def test_the_poster_is_drawn_here_and_ends_with_the_channels(entry, at_desk):
    page, here = at_desk(CLERK), reverse("preparation:entry-poster", args=[entry.pk])
    shown = page.get(here).text
    assert "<svg" in shown
    assert "0990-1000001" in shown
    assert "打印这一页" in shown
    assert "内部资料" not in shown  # it hangs on a wall
    Entry.objects.filter(pk=entry.pk).update(closes_on=date(2022, 4, 30))
    closed = page.get(here)
    assert closed.status_code == 422
    assert "已经关闭" in closed.text
    assert "已关闭" in page.get(reverse("preparation:entry", args=[entry.pk])).text


@pytest.mark.django_db
def test_the_pages(world, at_desk):
    page, inspection = at_desk(CLERK), world.inspections[0]
    there = reverse("preparation:pack-entry", args=[inspection.pk])
    refused = page.post(there, {"opens_on": "2022-04-10", "closes_on": "2022-06-10"})
    assert refused.status_code == 422
    page.post(there, FIELDS)
    entry = Entry.objects.get()
    pack = page.get(reverse("preparation:pack", args=[inspection.pk])).text
    assert reverse("preparation:entry", args=[entry.pk]) in pack
    page.post(reverse("preparation:entry-change", args=[entry.pk]), {**FIELDS, "mailbox": "大门口", "_version": 1})
    assert "大门口" in page.get(reverse("preparation:entry", args=[entry.pk])).text
    assert page.get(reverse("preparation:entry-agenda", args=[entry.pk, "docx"])).status_code == 200
    assert page.get(reverse("preparation:entry-agenda", args=[entry.pk, "exe"])).status_code == 404
