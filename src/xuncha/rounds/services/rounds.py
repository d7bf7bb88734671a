"""Opening a round, changing its draft, its time nodes."""

from datetime import date
from typing import Any

from django.utils import timezone

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import Term
from xuncha.planning.selectors import TERMS
from xuncha.rounds.models import Linkage, Round, TimeNode
from xuncha.rounds.rules import (
    DatesFacts,
    reasons_against_dates,
    reasons_not_to_change,
    reasons_not_to_extend,
    reasons_number_taken,
)
from xuncha.rounds.selectors import ROUNDS, time_node_templates
from xuncha.rounds.services.access import members_of, refresh_access
from xuncha.rounds.workflow import RoundState


@use_case(P.ROUND_DRAFT, within=TERMS)
def create_round(
    act: Act,
    term: Term,
    *,
    number: int,
    year: int,
    name: str,
    batch: int = 0,
    theme: str = "",
    linkage: str = Linkage.NONE,
    field_from: date | None = None,
    field_to: date | None = None,
    authority_to: date | None = None,
    scheme: str = "",
) -> Round:
    """Open a round of a term as a draft; with dates it gets its time nodes at once."""
    reasons = reasons_against_dates(_facts(term, year, field_from, field_to, authority_to))
    if Round.objects.filter(term=term, number=number, batch=batch).exists():
        reasons += reasons_number_taken(number)
    RuleViolated.unless_empty(reasons)
    created = act.create(
        Round(
            term=term,
            number=number,
            batch=batch,
            year=year,
            name=name,
            theme=theme,
            linkage=linkage,
            field_from=field_from,
            field_to=field_to,
            authority_to=authority_to,
            scheme=scheme,
        ),
        "round.created",
    )
    _plan_nodes(act, created)
    return created


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def change_round(act: Act, batch: Round, /, *, base_version: int | None = None, **fields: Any) -> Round:
    """Change a draft: name, theme, linkage, dates, scheme. Time nodes not done yet follow the dates."""
    reasons = reasons_not_to_change(RoundState(batch.state))
    wanted = {name: fields.get(name, getattr(batch, name)) for name in ("field_from", "field_to", "authority_to")}
    reasons += reasons_against_dates(_facts(batch.term, fields.get("year", batch.year), **wanted))
    same = Round.objects.filter(
        term=batch.term, number=fields.get("number", batch.number), batch=fields.get("batch", batch.batch)
    )
    if same.exclude(pk=batch.pk).exists():
        reasons += reasons_number_taken(fields.get("number", batch.number))
    RuleViolated.unless_empty(reasons)
    act.change(batch, "round.changed", base_version=base_version, **fields)
    _plan_nodes(act, batch)
    return batch


@use_case(P.ROUND_APPROVE, within=ROUNDS)
def extend_authority(act: Act, batch: Round, *, until: date, reason: str) -> Round:
    """Let the authority of a running round last longer, and with it everybody's access."""
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(
        reasons_not_to_extend(
            state=RoundState(batch.state), until=until, now_until=batch.authority_to, today=today, reason_given=reason
        )
    )
    act.change(batch, "round.authority_extended", detail={"reason": reason}, authority_to=until)
    for member in members_of(batch):
        refresh_access(act, member)
    return batch


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def adjust_node(
    act: Act, batch: Round, *, node: TimeNode, planned_on: date, base_version: int | None = None
) -> TimeNode:
    """Move a planned date of the round."""
    return act.change(_own(batch, node), "round.node_moved", base_version=base_version, planned_on=planned_on)


@use_case(P.ROUND_RUN, within=ROUNDS)
def mark_node(act: Act, batch: Round, *, node: TimeNode, on: date | None) -> TimeNode:
    """Note the day on which a planned date came true; None takes the note back."""
    if on is not None and on > timezone.localdate(act.now):
        raise RuleViolated(say("完成日期不能晚于今天。"))
    return act.change(_own(batch, node), "round.node_done" if on else "round.node_reopened", done_on=on)


def _own(batch: Round, node: TimeNode) -> TimeNode:
    if node.round_id != batch.pk:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return node


def _facts(
    term: Term, year: int, field_from: date | None, field_to: date | None, authority_to: date | None
) -> DatesFacts:
    return DatesFacts(year, term.first_year, term.last_year, field_from, field_to, authority_to)


def _plan_nodes(act: Act, batch: Round) -> None:
    """Make the time nodes of the template; those that exist and are not done move with the field period."""
    if batch.field_from is None or batch.field_to is None:
        return
    present = {node.code: node for node in batch.nodes.all()}
    for template in time_node_templates(batch.term.jurisdiction, timezone.localdate(act.now)):
        day = template.planned_on(batch.field_from, batch.field_to)
        node = present.get(template.code)
        if node is None:
            act.create(TimeNode(round=batch, code=template.code, label=template.label, planned_on=day), "round.node")
        elif node.done_on is None and node.planned_on != day:
            act.change(node, "round.node_moved", planned_on=day)
