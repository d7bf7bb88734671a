"""Special reports in the demo: material on a principal laid before the secretary, beside the register of clues."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.permissions import Role
from xuncha.fieldwork.workflow import PaperState
from xuncha.foundation.accounts.models import User
from xuncha.rounds.models import Inspection, Round
from xuncha.site.scenario.cases import Hands, hands_of
from xuncha.site.scenario.keys import give_keys, open_key
from xuncha.site.scenario.stage import Stage
from xuncha.site.scenario.standing import leadership_of
from xuncha.special.models import Explained, Kind
from xuncha.special.selectors import possible_of_team
from xuncha.special.selectors.content import citable
from xuncha.special.services import (
    begin_report,
    check_report,
    cite,
    lay_report,
    open_register,
    receive_report,
    sign_report,
    submit_report,
    write_fact,
)

FACTS = (
    (
        "底稿所列事项由其主持会议研究，会议记录没有记载其他班子成员的意见。〔1〕",
        Explained.GIVEN,
        "会前个别沟通过，没有记录。",
    ),
    ("同类事项此后又发生一次，没有重新研究。〔1〕", Explained.DECLINED, ""),
)


def report_on_principals(stage: Stage, batch: Round, told: dict[str, Any], teams: Mapping[int, Hands]) -> None:
    """Material on the principals of so many units of the round as the scenario says, each after the field."""
    waiting = told.get("principals", 0)
    listed = batch.inspections.select_related("team", "round__term__jurisdiction", "organisation").order_by("pk")
    for inspection in listed.filter(papers__state=PaperState.FILED).distinct()[:waiting]:
        hands = hands_of(inspection, teams)
        others = [hands.deputy, hands.liaison, *hands.members]
        give_keys(stage, (hands.leader, *others))
        report_on_principal(stage, inspection, leader=hands.leader, others=others)


def report_on_principal(stage: Stage, inspection: Inspection, *, leader: User, others: list[User]) -> None:
    """Written by one of the team, checked by another, signed, received and laid; where a signed paper is there."""
    place = inspection.round.term.jurisdiction
    director, secretary = (stage.roles.get((role, place.code)) for role in (Role.OFFICE_DIRECTOR, Role.SECRETARY))
    team = [user for user in possible_of_team(inspection) if user in others]
    papers = [one for one in citable(inspection) if one.kind == "fieldwork.paper"][:1]
    if director is None or secretary is None or len(team) < 2 or not papers:
        return
    give_keys(stage, (director, secretary))
    writer, checker = team[:2]
    register = open_register(stage.by(leader), inspection, keepers=[writer, checker, director, secretary])
    about = "，".join(leadership_of(stage, inspection.organisation).principal)
    report = begin_report(stage.by(writer), register, kind=Kind.PRINCIPAL, about=about)
    key = open_key(stage, writer)
    cite(stage.by(writer), report, by=key, keys=[one.key for one in papers])
    for text, explained, explanation in FACTS:
        told = {"text": text, "explained": explained.value, "explanation": explanation}
        write_fact(stage.by(writer), report, by=key, place=None, base_version=None, **told)
    submit_report(stage.by(writer), report, by=key)
    check_report(stage.by(checker), report, by=open_key(stage, checker))
    sign_report(stage.by(leader), report, by=open_key(stage, leader))
    receive_report(stage.by(director), report)
    lay_report(stage.by(director), report, before="市委书记专题会议", on=stage.moment.date())
