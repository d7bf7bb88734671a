"""Opening the form and the register by which people reach a team about one unit."""

from collections.abc import Collection
from secrets import choice

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.circles import leave, open_circle
from xuncha.foundation.sealing.opening import key_in_use
from xuncha.foundation.usecases import Act, use_case
from xuncha.intake.models import Mailbox
from xuncha.intake.rules import MailboxFacts, reasons_not_to_open
from xuncha.intake.selectors import MAILBOXES, possible_keepers
from xuncha.intake.selectors.keeping import PURPOSE
from xuncha.preparation.models import Entry
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another one when it is typed from a poster."""
CODE_LENGTH = 8


@use_case(P.PETITION_RUN, within=INSPECTIONS)
def open_mailbox(act: Act, inspection: Inspection, *, keepers: Collection[User]) -> Mailbox:
    """
    Open the mailbox of one unit; from now on only the keepers can open what comes in.

    How else people reach the team, and from when until when, is said by the entry into the unit.
    """
    chosen = list(possible_keepers(inspection).filter(pk__in=[one.pk for one in keepers]))
    keys = {one: key_in_use(one) for one in chosen}
    RuleViolated.unless_empty(
        reasons_not_to_open(
            MailboxFacts(
                keepers=[str(one) for one in chosen],
                keyless=[str(one) for one, key in keys.items() if key is None],
                arranged=Entry.objects.filter(inspection=inspection).exists(),
                already=Mailbox.objects.filter(inspection=inspection).exists(),
            )
        )
    )
    name = say("{team}受理{unit}的信访", team=str(inspection.team), unit=str(inspection.organisation))
    circle = open_circle(
        act,
        jurisdiction=inspection.round.term.jurisdiction,
        purpose=PURPOSE,
        scope_id=inspection.pk,
        name=str(name),
        members=[key for key in keys.values() if key is not None],
    )
    code = "".join(choice(LETTERS) for _ in range(CODE_LENGTH))
    mailbox = Mailbox(inspection=inspection, code=code, circle=circle)
    return act.create(mailbox, "mailbox.opened", keepers=[str(one) for one in chosen])


@use_case(P.PETITION_RUN, within=MAILBOXES)
def take_key_from(act: Act, mailbox: Mailbox, *, keeper: User, reason: str) -> Mailbox:
    """
    Take a mailbox's key from one of its keepers, saying why; they open nothing from this moment.

    Raises:
        RuleViolated: the person is no keeper, or nobody else could open what is sealed.

    """
    if not leave(act, mailbox.circle, keeper):
        raise RuleViolated(say("{name}不是这个信箱的保管人。", name=str(keeper)))
    act.record("mailbox.key_taken", mailbox, who=str(keeper), reason=reason)
    return mailbox
