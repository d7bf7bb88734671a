"""Levels working together in the rounds of a scenario: who is asked, who answers, whom they send. (feature A06)"""

from typing import Any

from xuncha.core.permissions import Role
from xuncha.rounds.models import Participation, Position, Round, Team
from xuncha.rounds.services import accept_invitation, invite_office, join_with_round, lend_person, name_member
from xuncha.site.scenario.ground import account_of
from xuncha.site.scenario.stage import Stage

DUTY = "联动抽调，参加个别谈话和资料核查"
POOL = "leader"
"""Taken from the end of this pool, where the county's own rounds take nobody."""


def link(stage: Stage, batch: Round, told: dict[str, Any], teams: list[Team]) -> None:
    """Ask each office that the scenario names; those that answer take part, with people or with their own round."""
    for one in told.get("linked", []):
        clerk = stage.by_role(Role.OFFICE_CLERK, told["jurisdiction"])
        area = stage.jurisdictions[one["jurisdiction"]]
        people = one.get("people", 0)
        made = invite_office(clerk, batch, jurisdiction=area, task=one["task"], seats=one.get("seats", people))
        if one.get("accepted"):
            accept_invitation(stage.by_role(Role.OFFICE_CLERK, one["jurisdiction"]), made)
            _send(stage, made, told, one, teams)


def _send(stage: Stage, made: Participation, told: dict[str, Any], one: dict[str, Any], teams: list[Team]) -> None:
    """The own round, or people: the last of the teams named gets each of them."""
    there = one["jurisdiction"]
    if "round" in one:
        own = Round.objects.get(term=stage.terms[there], number=one["round"])
        join_with_round(stage.by_role(Role.OFFICE_CLERK, there), made, own_round=own)
    for person in stage.people[there][POOL][-one["people"] :] if one.get("people") else []:
        sent = account_of(stage, person)
        lend_person(stage.by_role(Role.OFFICE_CLERK, there), made, person=sent, note="参加过本级巡察")
        clerk = stage.by_role(Role.OFFICE_CLERK, told["jurisdiction"])
        name_member(clerk, teams[one["team"] - 1], person=sent, position=Position.MEMBER, duty=DUTY)
