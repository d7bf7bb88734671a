"""Who keeps what comes into a mailbox, as the circles of the sealing ask it."""

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.circles import members_of
from xuncha.foundation.sealing.models import Circle
from xuncha.foundation.sealing.purposes import Purpose, register
from xuncha.intake.models import Mailbox
from xuncha.intake.selectors import MAILBOXES, possible_keepers

PURPOSE = "intake"


def _candidates(circle: Circle) -> QuerySet[User]:
    return possible_keepers(Mailbox.objects.get(circle=circle).inspection)


def _entitled(circle: Circle, actor: Actor) -> bool:
    return MAILBOXES.permits(actor, P.PETITION_READ, Mailbox.objects.get(circle=circle))


def keepers_of(mailbox: Mailbox) -> QuerySet[User]:
    """The people who open what comes in today."""
    return User.objects.filter(pk__in=members_of(mailbox.circle).order_by().values("owner")).order_by("pk")


def say_who_keeps() -> None:
    """Tell the sealing who may be let into the circles of mailboxes, and who has to be shut out of them."""
    register(PURPOSE, Purpose(_candidates, _entitled))
