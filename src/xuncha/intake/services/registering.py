"""Into the register: letters, visits and calls by hand, tips from the public form together."""

from datetime import date

from django.utils import timezone

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.leaks.marks import mark
from xuncha.foundation.regulations.numbers import take_numbers
from xuncha.foundation.sealing.circles import seal
from xuncha.foundation.usecases import Act, use_case
from xuncha.intake.models import Mailbox, Petition, Way
from xuncha.intake.rules import reasons_not_to_register
from xuncha.intake.selectors import MAILBOXES, Content, Petitioner, waiting_tips
from xuncha.intake.selectors.dues import due_of
from xuncha.intake.selectors.telling import told_in
from xuncha.intake.services.sheets import tip_of_sheet

RECEIVED = "petition.received"
"""The event from which the rules count by when a petition must have been judged."""


@use_case(P.PETITION_WRITE, within=MAILBOXES)
def register_petition(
    act: Act,
    mailbox: Mailbox,
    *,
    way: str,
    received_on: date,
    about: str,
    text: str,
    matter: str = "",
    named: bool = False,
    name: str = "",
    telephone: str = "",
    address: str = "",
    may_publish: bool = False,
    sheet: str = "",
) -> Petition:
    """
    Register what came on paper, in person or by telephone. It is sealed at once; the form keeps no draft of it.

    `sheet` is the number of a printed sheet: whoever tore off its slip comes back with the receipt on it.
    """
    RuleViolated.unless_empty(
        reasons_not_to_register(
            text=text, received_on=received_on, today=timezone.localdate(act.now), named=named, name=name
        )
    )
    told = Petitioner(name.strip(), telephone.strip(), address.strip())
    content = Content(about.strip(), text.strip())
    mark(mailbox.circle, told_in(content, told if named else None))
    petition = Petition(
        inspection=mailbox.inspection,
        number=_numbers(act, mailbox, 1)[0],
        way=way,
        matter=matter,
        named=named,
        may_publish=may_publish and named,
        received_on=received_on,
        box=seal(mailbox.circle, "petition", content.packed()),
        identity=seal(mailbox.circle, "identity", told.packed()) if named else None,
    )
    petition.due_on = due_of(petition, RECEIVED, received_on)
    petition.tip = tip_of_sheet(mailbox, sheet, petition) if sheet else None
    return act.create(petition, "petition.registered")


@use_case(P.PETITION_WRITE, within=MAILBOXES)
def take_in(act: Act, mailbox: Mailbox) -> list[Petition]:
    """
    Give every waiting tip its line and number in the register.

    The journal tells when they were taken in, which is not when they came.

    Raises:
        RuleViolated: none is waiting.

    """
    tips = list(waiting_tips(mailbox))
    if not tips:
        raise RuleViolated(reason("没有待收取的反映。"))
    numbers = _numbers(act, mailbox, len(tips))
    petitions = [
        Petition(
            inspection=mailbox.inspection,
            number=number,
            way=Way.CODE,
            named=tip.identity_id is not None,
            received_on=tip.day,
            box_id=tip.box_id,
            identity_id=tip.identity_id,
            tip=tip,
        )
        for tip, number in zip(tips, numbers, strict=True)
    ]
    by_day: dict[date, date | None] = {}
    for petition in petitions:
        if petition.received_on not in by_day:
            by_day[petition.received_on] = due_of(petition, RECEIVED, petition.received_on)
        petition.due_on = by_day[petition.received_on]
    taken = act.create_many(Petition, petitions, "petition.registered")
    act.record("tips.taken_in", mailbox, count=len(taken))
    return taken


def _numbers(act: Act, mailbox: Mailbox, count: int) -> list[str]:
    inspection = mailbox.inspection
    batch = inspection.round
    places = {
        "term": batch.term.number,
        "round": batch.number,
        "team": inspection.team.number if inspection.team else 0,
    }
    return take_numbers(act, "petition", batch.term.jurisdiction, count, **places)
