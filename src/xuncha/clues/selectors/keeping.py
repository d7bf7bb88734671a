"""Who opens clues, as the circles of the sealing ask it: of an inspection, and of a receiving body."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from xuncha.clues.models import Body
from xuncha.clues.selectors import BODY_ROLE, bodies_of
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.sealing.models import Circle
from xuncha.foundation.sealing.purposes import Purpose, register
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


def _nobody(_circle: Circle) -> QuerySet[User]:
    """Into the circle of an inspection the leader alone lets people, on the register's own page."""
    return User.objects.none()


def _of_the_inspection(circle: Circle, actor: Actor) -> bool:
    return INSPECTIONS.permits(actor, P.CLUE_READ, Inspection.objects.get(pk=circle.scope_id))


def _receiving(body: Body) -> Purpose:
    def colleagues(circle: Circle) -> QuerySet[User]:
        lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=Now())
        held = Grant.objects.filter(lasting, role=BODY_ROLE[body], scope_id=circle.scope_id)
        return User.objects.filter(grants__in=held, is_active=True).distinct()

    return Purpose(colleagues, lambda circle, actor: body in bodies_of(actor, circle.jurisdiction))


def say_who_keeps() -> None:
    """Tell the sealing who may be let into the circles of clues, and who has to be shut out of them."""
    register("clues", Purpose(_nobody, _of_the_inspection))
    for body in Body:
        register(f"clues-{body}", _receiving(body))
