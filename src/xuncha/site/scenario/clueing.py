"""Clues in the demo: registers of the units in the field, one clue on its way to the commission, one being judged."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from xuncha.clues.models import Body, Clue, ClueRegister, Destination, Package, Source
from xuncha.clues.selectors import kinds_for, receiving_circle
from xuncha.clues.services import (
    accept,
    approve_clue,
    decide_clue,
    file_clue,
    judge_clue,
    open_receiving,
    open_register,
    pack,
    receive,
)
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.sealing.opening import key_in_use
from xuncha.intake.models import Mailbox
from xuncha.intake.selectors import possible_keepers
from xuncha.rounds.models import Inspection, Position, Round
from xuncha.site.scenario.cases import Hands, hands_of
from xuncha.site.scenario.keys import give_keys, open_key
from xuncha.site.scenario.specials import report_on_principal
from xuncha.site.scenario.stage import Stage

TOLD = (
    ("integrity", "戚某，下属企业经理，七级职员", "节假日收受供货方礼品卡，并为其介绍业务。", Source.TALK),
    ("work", "不详，窗口值班人员", "夜间值班脱岗，事后补签值班记录。", Source.VISIT),
)
SECOND = "quewenqing"
"""The colleague at the discipline commission: who concludes does not report back."""


def hand_in(stage: Stage) -> None:
    """Where the cast of a team in the field has keys, a register is opened and clues come in."""
    usernames = {account["username"] for account in stage.scenario["accounts"]}
    if SECOND not in usernames:
        return
    here = Inspection.objects.filter(team__isnull=False, entry__isnull=False, entry_on__isnull=False)
    for inspection in here.select_related("team", "round__term__jurisdiction", "organisation").order_by("pk"):
        if inspection.entry_on is not None:
            stage.later(inspection.entry_on + timedelta(days=2), _registering(stage, inspection))


def _registering(stage: Stage, inspection: Inspection) -> Callable[[], None]:
    def do() -> None:
        mailbox = Mailbox.objects.filter(inspection=inspection).first()
        if mailbox is None:
            return
        team = [user for user in possible_keepers(inspection).order_by("pk") if key_in_use(user)]
        leader = next(user for user in team if _is_leader(inspection, user))
        office = inspection.round.term.jurisdiction.code
        clerk = stage.roles[Role.OFFICE_CLERK, office]
        recipients = [stage.roles[Role.DISCIPLINE, office], stage.users[SECOND]]
        give_keys(stage, (clerk,))
        register = open_register(stage.by(leader), inspection, keepers=[*team, clerk])
        place = inspection.round.term.jurisdiction
        if receiving_circle(Body.DISCIPLINE, place) is None:
            _receiving(stage, place, recipients)
            writer = next(user for user in team if user != leader)
            _on_their_way(stage, register, leader=leader, writer=writer, clerk=clerk, recipient=recipients[0])
            report_on_principal(stage, inspection, leader=leader, others=team)

    return do


def hand_over_clues(stage: Stage, batch: Round, told: dict[str, Any], teams: Mapping[int, Hands]) -> None:
    """After the field, one clue about a person of each of so many units as the scenario says goes to discipline."""
    many = told.get("clues", 0)
    if many and receiving_circle(Body.DISCIPLINE, batch.term.jurisdiction) is None:
        _receiving(stage, batch.term.jurisdiction, _at_discipline(stage, told["jurisdiction"]))
    listed = batch.inspections.select_related("team", "round__term__jurisdiction", "organisation").order_by("pk")
    for n, inspection in enumerate(listed[:many]):
        hands = hands_of(inspection, teams)
        clerk = stage.roles[Role.OFFICE_CLERK, inspection.round.term.jurisdiction.code]
        give_keys(stage, (hands.leader, hands.deputy, clerk))
        register = open_register(stage.by(hands.leader), inspection, keepers=[hands.leader, hands.deputy, clerk])
        clue = _judged(stage, register, writer=hands.deputy, told=TOLD[n % len(TOLD)])
        _packed(stage, register, clue, leader=hands.leader, clerk=clerk)


def _at_discipline(stage: Stage, code: str) -> list[User]:
    """Who of the cast is at the discipline commission."""
    held = [Role.DISCIPLINE.value, code]
    return [stage.users[one["username"]] for one in stage.scenario["accounts"] if held in one.get("roles", [])]


def _receiving(stage: Stage, place: Jurisdiction, recipients: list[User]) -> None:
    give_keys(stage, recipients)
    open_receiving(stage.by(recipients[0]), place, body=Body.DISCIPLINE, keepers=recipients)


def _is_leader(inspection: Inspection, user: User) -> bool:
    team = inspection.team
    return team is not None and team.memberships.filter(person__user=user, position=Position.LEADER).exists()


def _on_their_way(
    stage: Stage, register: ClueRegister, *, leader: User, writer: User, clerk: User, recipient: User
) -> None:
    """The first clue is handed over and accepted, the second waits for the leader."""
    clues = [_judged(stage, register, writer=writer, told=told) for told in TOLD]
    package = _packed(stage, register, clues[0], leader=leader, clerk=clerk)
    receive(stage.by(recipient), package.lines.get())
    accept(stage.by(recipient), package.lines.get())


def _judged(stage: Stage, register: ClueRegister, *, writer: User, told: tuple[str, str, str, Source]) -> Clue:
    """A clue of the register that the team's meeting has judged."""
    code, persons, facts, source = told
    kind = next(kind for kind in kinds_for(register.inspection) if kind.code == code)
    clue = file_clue(
        stage.by(writer), register.inspection, kind=kind, source=source.value, persons=persons, facts=facts
    )
    return judge_clue(
        stage.by(writer),
        clue,
        on=stage.moment.date(),
        attended="组长、副组长、联络员和全体组员",
        opinion="线索具体、可查，建议移交。",
    )


def _packed(stage: Stage, register: ClueRegister, clue: Clue, *, leader: User, clerk: User) -> Package:
    """The package in which a clue goes to discipline, after the leader's approval and the secretary's decision."""
    today = stage.moment.date()
    approved = approve_clue(stage.by(leader), clue)
    destination = Destination.DISCIPLINE.value
    decide_clue(stage.by(clerk), approved, meeting="书记专题会议", on=today, destination=destination)
    return pack(stage.by(clerk), register, body=Body.DISCIPLINE, on=today, by=open_key(stage, clerk))
