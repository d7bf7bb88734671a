"""Who opens special reports, as the circles of the sealing ask it."""

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.models import Circle
from xuncha.foundation.sealing.purposes import Purpose, register
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


def _nobody(_circle: Circle) -> QuerySet[User]:
    """Into these circles the leader alone lets people, on the register's own page."""
    return User.objects.none()


def _of_the_inspection(circle: Circle, actor: Actor) -> bool:
    return INSPECTIONS.permits(actor, P.SPECIAL_READ, Inspection.objects.get(pk=circle.scope_id))


def say_who_keeps() -> None:
    """Tell the sealing who has to be shut out of these circles."""
    register("special", Purpose(_nobody, _of_the_inspection))
