"""Letters for pre-entry data: drafted from templates, sent, answered, given back or destroyed. (feature A15)"""

from collections.abc import Sequence
from datetime import date

from django.core.files.base import File
from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case
from xuncha.preparation.models import DataRequest, Disposal, Source
from xuncha.preparation.rules import (
    TEMPLATES,
    SendingFacts,
    reasons_not_to_dispose,
    reasons_not_to_draft,
    reasons_not_to_receive,
    reasons_not_to_send,
)
from xuncha.preparation.selectors import REQUESTS, kept_until, reply_due, requests_of
from xuncha.preparation.workflow import REQUEST, RequestState
from xuncha.rounds.models import Round
from xuncha.rounds.selectors import ROUNDS
from xuncha.rounds.workflow import RoundState


@use_case(P.PREPARATION_WRITE, within=ROUNDS)
def draft_requests(act: Act, batch: Round, *, sources: Sequence[str]) -> Round:
    """Draft a letter from its template to each of these departments; one that has a letter already gets no second."""
    RuleViolated.unless_empty(reasons_not_to_draft(round_state=RoundState(batch.state), chosen=len(sources)))
    there = set(requests_of(batch).values_list("source", flat=True))
    wanted = [Source(code) for code in sources if code not in there]
    if not wanted:
        raise RuleViolated(say("选的部门都已经有函了。"))
    for source in wanted:
        letter = DataRequest(round=batch, source=source, addressee=str(source.label), content=TEMPLATES[source.value])
        act.create(letter, "request.drafted")
    return batch


@use_case(P.PREPARATION_WRITE, within=REQUESTS)
def change_request(
    act: Act, request: DataRequest, *, addressee: str, content: str, base_version: int | None = None
) -> DataRequest:
    """Change a letter that was not sent yet."""
    if request.state != RequestState.DRAFT:
        raise RuleViolated(say("函已发出，不能再改。"))
    same = requests_of(request.round).filter(source=request.source, addressee=addressee).exclude(pk=request.pk)
    if same.exists():
        raise RuleViolated(say("本轮已有给{addressee}的函。", addressee=addressee))
    return act.change(request, "request.changed", base_version=base_version, addressee=addressee, content=content)


@use_case(REQUEST.steps["send"].permission, within=REQUESTS)
def send_request(act: Act, request: DataRequest, *, on: date, number: str = "") -> DataRequest:
    """Note that the letter went out; by when it is to be answered follows from the rule in force that day."""
    REQUEST.step("send", RequestState(request.state))
    units = request.round.inspections.count()
    facts = SendingFacts(request.addressee, request.content, units, on, timezone.localdate(act.now))
    RuleViolated.unless_empty(reasons_not_to_send(facts))
    due_on = reply_due(request.round.term.jurisdiction, on)
    return act.step(request, REQUEST, "send", sent_on=on, number=number.strip(), due_on=due_on)


@use_case(REQUEST.steps["drop"].permission, within=REQUESTS)
def drop_request(act: Act, request: DataRequest, *, reason: str) -> DataRequest:
    """Give a draft up, with the reason."""
    return act.step(request, REQUEST, "drop", reason=reason)


@use_case(REQUEST.steps["receive"].permission, within=REQUESTS)
def receive_request(
    act: Act,
    request: DataRequest,
    *,
    on: date,
    complete: bool,
    missing: str = "",
    proof: "Sequence[File[bytes]]" = (),
) -> DataRequest:
    """Note what came in, in full or with what is missing; the clock of keeping it starts."""
    step = "receive" if complete else "receive_part"
    REQUEST.step(step, RequestState(request.state))
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(
        reasons_not_to_receive(on=on, sent_on=request.sent_on, today=today, missing=missing, complete=complete)
    )
    attached = [store(act, upload, upload.name or "") for upload in proof]
    if attached:
        request.files.add(*attached)
        act.record("request.file_added", request, files=[file.name for file in attached])
    kept = kept_until(request.round.term.jurisdiction, on)
    return act.step(request, REQUEST, step, received_on=on, missing=missing.strip(), keep_until=kept)


@use_case(REQUEST.steps["dispose"].permission, within=REQUESTS)
def dispose_request(act: Act, request: DataRequest, *, on: date, disposal: Disposal) -> DataRequest:
    """Note that the material was given back, destroyed or archived."""
    REQUEST.step("dispose", RequestState(request.state))
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_dispose(on=on, received_on=request.received_on, today=today))
    return act.step(request, REQUEST, "dispose", disposed_on=on, disposal=disposal)
