"""Rounds: opened, staffed, approved, authorised, entered, withdrawn, closed, each on its day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.rounds.models import Position, Round, Team
from xuncha.rounds.services import (
    add_team,
    add_town_with_villages,
    approve_round,
    authorise_round,
    close_round,
    create_round,
    enter_round,
    mark_node,
    name_member,
    note_filing,
    submit_round,
    withdraw_round,
)
from xuncha.site.scenario.asking import ask_around
from xuncha.site.scenario.cases import Casework
from xuncha.site.scenario.choosing import Listed, list_units, suggest
from xuncha.site.scenario.clueing import hand_over_clues
from xuncha.site.scenario.feeding import feed_back
from xuncha.site.scenario.ground import account_of
from xuncha.site.scenario.linking import link
from xuncha.site.scenario.preparing import prepare
from xuncha.site.scenario.recusing import declare
from xuncha.site.scenario.reporting import write_reports
from xuncha.site.scenario.specials import report_on_principals
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.texts import bank
from xuncha.talent.models import Person

POSITIONS = (Position.LEADER, Position.DEPUTY, Position.LIAISON, Position.MEMBER, Position.MEMBER, Position.MEMBER)
FROM_POOL = {Position.LEADER: "leader", Position.DEPUTY: "deputy", Position.LIAISON: "staff"}
FILED_AFTER = timedelta(days=2)
DUTIES = {
    Position.LEADER: "主持全面工作，审签底稿",
    Position.DEPUTY: "复核底稿",
    Position.LIAISON: "资料、联络、事实确认",
}
MEMBER_DUTIES = ("财务和资产", "工程项目和采购", "党建和干部", "履职和民生")


def play(stage: Stage, told: dict[str, Any]) -> None:
    """Play one round from its draft to as far as it has come by the scenario's last day."""
    code, state = told["jurisdiction"], told.get("state", "closed")
    entered, withdrawn = day(told["field"][0]), day(told["field"][1])
    until = day(told["until"])
    stage.go_to(entered - timedelta(days=45) if state != "draft" else stage.today - timedelta(days=4))
    batch = _opened(stage, told, entered, withdrawn, until)
    teams = _teams(stage, batch, told)
    suggest(stage, batch, told, teams)
    if state == "draft":
        declare(stage, batch, told)
        link(stage, batch, told, teams)
        prepare(stage, batch, told)
        return
    link(stage, batch, told, teams)
    if not _authorised(stage, batch, told, entered):
        return
    prepare(stage, batch, told)
    stage.go_to(entered)
    enter_round(stage.by_role(Role.OFFICE_CLERK, code), batch, on=entered)
    _nodes_done(stage, batch, code)
    work = Casework(stage, batch, told, teams)
    work.in_field()
    ask_around(stage, batch, told)
    if state == "in_field":
        stage.go_to(stage.today)
        _nodes_done(stage, batch, code)
        return
    stage.go_to(withdrawn)
    withdraw_round(stage.by_role(Role.OFFICE_CLERK, code), batch, on=withdrawn)
    stage.go_to(withdrawn + timedelta(days=5))
    work.after_field()
    report_on_principals(stage, batch, told, work.hands)
    hand_over_clues(stage, batch, told, work.hands)
    if "report" in told:
        write_reports(stage, batch, told["report"], work.hands)
    _nodes_done(stage, batch, code)
    if "feedback" in told:
        feed_back(stage, batch, told)
    if until <= stage.today:
        stage.go_to(until - timedelta(days=1))
        close_round(stage.by_role(Role.OFFICE_CLERK, code), batch)


def _opened(stage: Stage, told: dict[str, Any], entered: date, withdrawn: date, until: date) -> Round:
    """The round as its office opens it."""
    code = told["jurisdiction"]
    return create_round(
        stage.by_role(Role.OFFICE_CLERK, code),
        stage.terms[code],
        number=told["number"],
        batch=told.get("batch", 0),
        year=told["year"],
        name=told["name"],
        theme=told.get("theme", ""),
        linkage=told.get("linkage", ""),
        field_from=entered,
        field_to=withdrawn,
        authority_to=until,
        scheme=_scheme(told, entered, withdrawn),
    )


def _authorised(stage: Stage, batch: Round, told: dict[str, Any], entered: date) -> bool:
    """Take the round through approval and authorisation; False where it stops before."""
    code, state = told["jurisdiction"], told.get("state", "closed")
    stage.go_to(entered - timedelta(days=30))
    submit_round(stage.by_role(Role.OFFICE_CLERK, code), batch)
    if state == "submitted":
        return False
    stage.go_to(entered - timedelta(days=21))
    approve_round(stage.by_role(Role.LEADING_GROUP, code), batch)
    _filed(stage, batch, told)
    if state == "approved":
        return False
    stage.go_to(entered - timedelta(days=12))
    number = f"巡授〔{told['year']}〕{told['number']}号"
    authorise_round(stage.by_role(Role.SECRETARY, code), batch, authorisation_no=number)
    return True


def _filed(stage: Stage, batch: Round, told: dict[str, Any]) -> None:
    """The approved scheme goes to the upper office two days later, where the scenario says to whom."""
    if "filing" in told:
        stage.go_to(stage.moment.date() + FILED_AFTER)
        clerk, to = stage.by_role(Role.OFFICE_CLERK, told["jurisdiction"]), told["filing"]
        note_filing(clerk, batch, filed_on=stage.moment.date(), filed_to=to["to"], filing_no=to.get("no", ""))


def _scheme(told: dict[str, Any], entered: date, withdrawn: date) -> str:
    """The round's scheme, filled in."""
    units = sum(len(team["units"]) + team.get("towns", 0) for team in told["teams"])
    units += sum("adopted" in one for one in told.get("suggestions", []))
    paragraphs = [
        text.format(
            units=units,
            teams=len(told["teams"]),
            begin=f"{entered.month}月{entered.day}日",
            end=f"{withdrawn.month}月{withdrawn.day}日",
        )
        for text in bank()["scheme"]
    ]
    return "\n\n".join(paragraphs)


def _nodes_done(stage: Stage, batch: Round, code: str) -> None:
    """The dates of the round that have passed came true on their day."""
    for node in batch.nodes.filter(done_on__isnull=True, planned_on__lte=stage.moment.date()):
        mark_node(stage.by_role(Role.OFFICE_CLERK, code), batch, node=node, on=node.planned_on)


def _teams(stage: Stage, batch: Round, told: dict[str, Any]) -> list[Team]:
    code = told["jurisdiction"]
    chooser = Chooser(stage, code)
    listed: Listed = {}
    teams = []
    town_at = 0
    for number, one in enumerate(told["teams"], 1):
        team = add_team(stage.by_role(Role.OFFICE_CLERK, code), batch, number=number, name=one.get("name", ""))
        list_units(stage, batch, team, one, listed)
        for town, villages in stage.towns.get(code, [])[town_at : town_at + one.get("towns", 0)]:
            act = stage.by_role(Role.OFFICE_CLERK, code)
            add_town_with_villages(act, batch, town=town, villages=villages, team=team)
        town_at += one.get("towns", 0)
        _staff(stage, team, one, chooser)
        teams.append(team)
    return teams


def _staff(stage: Stage, team: Team, one: dict[str, Any], chooser: "Chooser") -> None:
    units = {inspection.organisation_id for inspection in team.inspections.all()}
    named = [stage.persons[username] for username in one.get("people", [])]
    members = 0
    for n, position in enumerate(POSITIONS):
        person = named[n] if n < len(named) else chooser.take(FROM_POOL.get(position, ""), units)
        duty = DUTIES.get(position) or MEMBER_DUTIES[members % len(MEMBER_DUTIES)]
        members += position is Position.MEMBER
        act = stage.by_role(Role.OFFICE_CLERK, chooser.code)
        name_member(act, team, person=account_of(stage, person), position=position, duty=duty)


class Chooser:
    """Takes people from the pools in turn: nobody twice in a round, nobody to the unit that employs them."""

    def __init__(self, stage: Stage, code: str) -> None:
        self.code = code
        pools = stage.people[code]
        named = {name for r in stage.scenario["rounds"] for t in r["teams"] for name in t.get("people", [])}
        kept = {stage.persons[name].pk for name in named if name in stage.persons}
        self.waiting = {kind: [p for p in people if p.pk not in kept] for kind, people in pools.items()}
        members = [*self.waiting.get("expert", []), *self.waiting.get("staff", [])]
        stage.dice.shuffle(members)
        self.members = members

    def take(self, pool: str, units: set[int]) -> Person:
        """
        The next person of this pool (empty: for the rank and file).

        Raises:
            RuleViolated: the pool is empty.

        """
        people: Sequence[Person] = self.waiting.get(pool, []) if pool in {"leader", "deputy"} else self.members
        for person in people:
            if person.employer_id not in units:
                if pool in {"leader", "deputy"}:
                    self.waiting[pool].remove(person)
                else:
                    self.members.remove(person)
                return person
        raise RuleViolated(say("{place} 的人才库人数不够组成各巡察组。", place=self.code))
