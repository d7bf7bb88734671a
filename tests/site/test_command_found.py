"""`xuncha found`: an empty installation gets its place, and its office can begin."""

import pytest

from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.site.commands import run

pytestmark = pytest.mark.django_db
FOUND = ["found", "anhe", "--name", "安和市", "--office", "安和市委巡察办", "--level", "city"]


def test_the_place_is_founded_and_its_office_can_be_opened(capsys):
    assert run(FOUND) == 0
    assert "已设立 安和市（anhe）" in capsys.readouterr().out
    city = Jurisdiction.objects.get()
    assert (city.code, city.name, city.office_name, city.level) == ("anhe", "安和市", "安和市委巡察办", "city")
    kept = JournalRecord.objects.get(event="orgs.jurisdiction_founded")
    assert kept.actor_name == "系统命令"
    assert run(["user", "create", "chen", "--name", "陈一", "--role", "office_clerk", "--scope", "anhe"]) == 0


def test_what_cannot_be_is_refused(capsys):
    assert run(FOUND) == 0
    assert run(FOUND) == 1
    assert capsys.readouterr().err.strip()
    assert Jurisdiction.objects.count() == 1


@pytest.mark.parametrize("words", [["found"], ["found", "anhe"], [*FOUND[:-1], "planet"]])
def test_wrong_usage_is_two(words):
    assert run(words) == 2
