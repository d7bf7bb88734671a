"""The clues of the demo: one on its way to the commission, one that waits for the leader."""

from datetime import timedelta

from tests.conftest import NOW
from tests.intake.people import opened_mailbox, team_with_keys
from xuncha.clues.models import Clue, Handover
from xuncha.core.permissions import Role
from xuncha.site.scenario.clueing import SECOND, hand_in
from xuncha.site.scenario.stage import Stage


def test_a_unit_in_the_field_has_a_register_and_two_clues(world, acting, hire, db):
    opened_mailbox(world, acting, team_with_keys(world, acting))
    today = NOW.date() + timedelta(days=3)
    told = {"seed": 1, "today": f"{today}", "terms": [], "accounts": [{"username": SECOND}]}
    stage = Stage(told, print)
    stage.roles[Role.OFFICE_CLERK, "tc"] = hire(Role.OFFICE_CLERK)
    stage.roles[Role.DISCIPLINE, "tc"] = hire(Role.DISCIPLINE)
    stage.users[SECOND] = hire(Role.DISCIPLINE)
    world.inspections[0].entry_on = NOW.date()
    world.inspections[0].save()
    hand_in(stage)
    stage.live()
    assert sorted(Clue.objects.values_list("state", flat=True)) == ["handed", "judged"]
    assert Handover.objects.get().state == "accepted"


def test_a_scenario_without_the_second_colleague_has_none(db):
    stage = Stage({"seed": 1, "today": "2022-05-10", "terms": [], "accounts": []}, print)
    hand_in(stage)
    stage.live()
    assert not Clue.objects.exists()
