"""Material: listed, sent to the unit, provided item by item, checked, read, given back. (feature B04)"""

from collections.abc import Sequence
from datetime import date

from django.core.files.base import File
from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.files.services import store
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.gathering.models import Disposal, MaterialItem, MaterialRequest, MaterialReview, Way
from xuncha.gathering.rules.materials import (
    ItemFacts,
    reasons_against_check,
    reasons_against_list,
    reasons_against_review,
    reasons_not_to_close,
    reasons_not_to_complete,
    reasons_not_to_deliver,
    reasons_not_to_report,
    reasons_not_to_send,
    wanted_of,
)
from xuncha.gathering.selectors import LACKING, MATERIAL_ITEMS, MATERIALS, material_due, next_number
from xuncha.gathering.workflow import MATERIAL, MaterialState
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.workflow import RoundState


@use_case(P.MATERIAL_WRITE, within=INSPECTIONS)
def draft_materials(act: Act, inspection: Inspection, *, title: str, wanted: str, note: str = "") -> MaterialRequest:
    """List what the team wants to see, one document a line."""
    lines = wanted_of(wanted)
    RuleViolated.unless_empty(reasons_against_list(lines, RoundState(inspection.round.state)))
    number = next_number(inspection.material_requests)
    request = MaterialRequest(inspection=inspection, number=number, title=title.strip(), note=note.strip())
    act.create(request, "material.drafted")
    _list(act, request, lines)
    return request


@use_case(P.MATERIAL_WRITE, within=MATERIALS)
def change_materials(
    act: Act, request: MaterialRequest, *, title: str, wanted: str, note: str = "", base_version: int | None = None
) -> MaterialRequest:
    """Change a list that was not sent yet."""
    if request.state != MaterialState.DRAFT:
        raise RuleViolated(say("清单已发给单位，不能再改；还要别的资料，另开一张。"))
    lines = wanted_of(wanted)
    RuleViolated.unless_empty(reasons_against_list(lines, RoundState(request.inspection.round.state)))
    old = list(request.items.values_list("text", flat=True))
    detail = {"wanted": [old, lines]} if old != lines else {}
    act.change(
        request,
        "material.changed",
        base_version=base_version,
        detail=detail,
        title=title.strip(),
        note=note.strip(),
    )
    if old != lines:
        request.items.all().delete()
        _list(act, request, lines)
    return request


@use_case(MATERIAL.steps["send"].permission, within=MATERIALS)
def send_materials(act: Act, request: MaterialRequest, *, on: date) -> MaterialRequest:
    """Send the list to the unit; by when it is to provide follows from the rule in force that day."""
    MATERIAL.step("send", MaterialState(request.state))
    RuleViolated.unless_empty(reasons_not_to_send(on=on, today=timezone.localdate(act.now)))
    hold_back(act, request)
    return act.step(request, MATERIAL, "send", sent_on=on, due_on=material_due(request, on))


@use_case(MATERIAL.steps["drop"].permission, within=MATERIALS)
def drop_materials(act: Act, request: MaterialRequest, *, reason: str) -> MaterialRequest:
    """Give a draft up, with the reason."""
    return act.step(request, MATERIAL, "drop", reason=reason)


@use_case(P.MATERIAL_ANSWER, within=MATERIAL_ITEMS)
def deliver_item(
    act: Act, item: MaterialItem, *, none: bool = False, said: str = "", proof: "Sequence[File[bytes]]" = ()
) -> MaterialItem:
    """The unit provides one item, or says why it has none; again, while the team has not found it complete."""
    _must_be_awaited(item, MaterialState.SENT)
    held = len(proof) + item.files.count()
    RuleViolated.unless_empty(reasons_not_to_deliver(none=none, said=said, files=len(proof) if none else held))
    attached = [store(act, upload, upload.name or "") for upload in proof]
    item.files.add(*attached)
    return act.change(
        item,
        "item.delivered",
        detail={"files": [file.name for file in attached]},
        way=Way.NONE if none else Way.PORTAL,
        said=said.strip(),
        delivered_on=timezone.localdate(act.now),
    )


@use_case(MATERIAL.steps["deliver"].permission, within=MATERIALS)
def deliver_materials(act: Act, request: MaterialRequest) -> MaterialRequest:
    """The unit has provided, or explained, every item: the team's turn."""
    MATERIAL.step("deliver", MaterialState(request.state))
    untouched = request.items.filter(delivered_on=None).values_list("position", flat=True)
    RuleViolated.unless_empty(reasons_not_to_report(list(untouched)))
    return act.step(request, MATERIAL, "deliver")


@use_case(MATERIAL.steps["reopen"].permission, within=MATERIALS)
def reopen_materials(act: Act, request: MaterialRequest, *, reason: str) -> MaterialRequest:
    """Ask the unit for what is still lacking, with the reason."""
    MATERIAL.step("reopen", MaterialState(request.state))
    hold_back(act, request, (LACKING, reason))
    return act.step(request, MATERIAL, "reopen", reason=reason)


@use_case(P.MATERIAL_WRITE, within=MATERIAL_ITEMS)
def check_item(
    act: Act, item: MaterialItem, *, on: date, complete: bool, missing: str = "", pages: int | None = None
) -> MaterialItem:
    """Take an item in: on paper where the unit sent none through its portal; complete, or with what is missing."""
    _must_be_awaited(item, MaterialState.SENT, MaterialState.DELIVERED)
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(
        reasons_against_check(ItemFacts(on, item.request.sent_on, today, complete=complete, missing=missing))
    )
    hold_back(act, item, (LACKING, missing))
    return act.change(
        item,
        "item.checked",
        way=item.way or Way.PAPER,
        delivered_on=on,
        complete=complete,
        missing=missing.strip(),
        pages=pages,
    )


@use_case(P.MATERIAL_WRITE, within=MATERIAL_ITEMS, lock=False)
def review_item(act: Act, item: MaterialItem, *, on: date, noticed: str, pages: str = "") -> MaterialReview:
    """Note what was read of an item and what was noticed."""
    today = timezone.localdate(act.now)
    came = item.delivered_on is not None and item.request.state != MaterialState.CLOSED
    RuleViolated.unless_empty(reasons_against_review(came=came, on=on, today=today, noticed=noticed))
    act.record("item.reviewed", item, pages=pages)
    review = MaterialReview(item=item, read_on=on, pages=pages.strip(), noticed=noticed.strip())
    return act.create(review, "review.written")


@use_case(MATERIAL.steps["complete"].permission, within=MATERIALS)
def complete_materials(act: Act, request: MaterialRequest) -> MaterialRequest:
    """Note that everything asked for is there."""
    MATERIAL.step("complete", MaterialState(request.state))
    lacking = request.items.filter(complete=False).values_list("position", flat=True)
    RuleViolated.unless_empty(reasons_not_to_complete(list(lacking)))
    return act.step(request, MATERIAL, "complete")


@use_case(MATERIAL.steps["close"].permission, within=MATERIALS)
def close_materials(
    act: Act, request: MaterialRequest, *, on: date, disposal: Disposal, signed_for: str = ""
) -> MaterialRequest:
    """Give the material back against a signature, or destroy it."""
    MATERIAL.step("close", MaterialState(request.state))
    returned, today = disposal != Disposal.DESTROYED, timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_close(on=on, today=today, returned=returned, signed_for=signed_for))
    return act.step(request, MATERIAL, "close", disposed_on=on, disposal=disposal, signed_for=signed_for.strip())


def _list(act: Act, request: MaterialRequest, lines: Sequence[str]) -> None:
    items = [MaterialItem(request=request, position=n, text=line) for n, line in enumerate(lines, 1)]
    act.create_many(MaterialItem, items, "item.listed")


def _must_be_awaited(item: MaterialItem, *states: MaterialState) -> None:
    if item.request.state not in states:
        raise RuleViolated(say("这张清单现在不收资料。"))
    if item.complete:
        raise RuleViolated(say("这项资料已经核收齐全。"))
