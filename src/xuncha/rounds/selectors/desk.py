"""What the inbox shows of rounds beside the to-dos: the inspections somebody is on, and the time nodes that come up."""

from datetime import date

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.text import Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.cards import SOON, Line, coming_up, in_hand
from xuncha.foundation.reach import page_of
from xuncha.rounds.models import Round, TimeNode
from xuncha.rounds.selectors.reaches import INSPECTIONS, ROUNDS
from xuncha.rounds.workflow import ROUND, RoundState

RUNNING = (RoundState.AUTHORISED, RoundState.IN_FIELD, RoundState.WITHDRAWN)


@in_hand
def inspections_in_hand(actor: Actor, today: date) -> list[Line]:
    """The inspections of the person's teams while their round runs; for the office the rounds themselves."""
    teams = actor.scope_ids(P.INSPECTION_READ, Scope.TEAM)
    if teams:
        rows = INSPECTIONS.visible_to(actor).filter(team__in=teams, round__state__in=RUNNING)
        return [
            Line(page_of(one), f"{one.organisation} {one.get_type_display()}", _stands(one.round, one.begins_on, today))
            for one in rows.select_related("organisation", "round")
        ]
    if actor.holds(P.ROUND_RUN):
        running = ROUNDS.visible_to(actor).filter(state__in=RUNNING)
        return [Line(page_of(batch), batch.name, _stands(batch, batch.field_from, today)) for batch in running]
    return []


def _stands(batch: Round, begins_on: date | None, today: date) -> Say:
    """How far it is: the day of the stay, or the state of the round."""
    if batch.state == RoundState.IN_FIELD and begins_on is not None:
        return say("进驻第 {n} 天", n=(today - begins_on).days + 1)
    return say(ROUND.states[RoundState(batch.state)].label)


@coming_up
def nodes_coming_up(actor: Actor, today: date) -> list[Line]:
    """Time nodes of the next three days that are not done yet."""
    if not actor.holds(P.ROUND_READ):
        return []
    batches = ROUNDS.visible_to(actor).exclude(state__in=ROUND.finished())
    nodes = TimeNode.objects.filter(
        round__in=batches.order_by(), done_on__isnull=True, planned_on__range=(today, today + SOON)
    )
    return [
        Line(page_of(node.round), node.label, node.round.name, node.planned_on)
        for node in nodes.select_related("round")
    ]
