"""The opinion as it is written: findings of the signed report picked, gathered, worded, arranged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from xuncha.core.errors import OutOfReach, Reason, RuleViolated
from xuncha.core.given import against_persons, too_long
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.feedback.models import FedBackFinding, Opinion, OpinionItem, Report
from xuncha.feedback.rules.opinions import (
    ASPECT,
    reasons_against_item,
    reasons_against_opinion_texts,
    reasons_not_to_arrange,
    reasons_not_to_change_opinion,
    reasons_not_to_draft,
    reasons_not_to_gather,
    reasons_not_to_pick,
)
from xuncha.feedback.selectors import (
    OPINIONS,
    REPORTS,
    aspects_of,
    due_after_withdrawal,
    persons_in,
    source_facts,
)
from xuncha.feedback.services.numbers import number_of_inspection
from xuncha.feedback.workflow import OpinionState, ReportState
from xuncha.findings.models import Finding
from xuncha.foundation.usecases import Act, use_case

ASPECT_LABEL = "所属方面"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its heading and whether it is a main problem. The order is that of the places."""

    item: OpinionItem
    aspect: str
    main: bool


@use_case(P.FEEDBACK_WRITE, within=REPORTS)
def draft_opinion(act: Act, report: Report) -> Opinion:
    """Begin the feedback opinion from a signed report, with the report's judgement to start from."""
    inspection = report.inspection
    exists = Opinion.objects.filter(inspection=inspection).exists()
    RuleViolated.unless_empty(reasons_not_to_draft(report=ReportState(report.state), exists=exists))
    due = due_after_withdrawal(inspection, "feedback")
    opinion = Opinion(
        inspection=inspection,
        number=number_of_inspection(act, "opinion", inspection),
        overall=report.overall,
        due_on=due.on if due else None,
    )
    return act.create(opinion, "opinion.drafted", report=str(report))


@use_case(P.FEEDBACK_WRITE, within=OPINIONS)
def word_opinion(act: Act, opinion: Opinion, *, base_version: int | None, overall: str, demands: str) -> Opinion:
    """Write the overall judgement and the demands."""
    RuleViolated.unless_empty(
        _open(opinion)
        or reasons_against_opinion_texts(overall, demands)
        + against_persons(persons_in(overall=overall, demands=demands))
    )
    fields: dict[str, Any] = {"overall": overall.strip(), "demands": demands.strip()}
    return act.change(opinion, "opinion.worded", base_version=base_version, **fields)


@use_case(P.FEEDBACK_WRITE, within=OPINIONS)
def pick_findings(act: Act, opinion: Opinion, *, findings: Sequence[Finding]) -> list[OpinionItem]:
    """
    Take findings of the signed report into the opinion, each as an item of its own in the report's words.

    They stand in the report's order, those of one aspect together under their one heading.
    """
    chosen = list({finding.pk: finding for finding in findings}.values())
    _check_sources(opinion, chosen)
    aspects = aspects_of(chosen)
    rows = {f.pk: f for f in Finding.objects.filter(pk__in=[f.pk for f in chosen]).select_related("reported")}
    position = _last(opinion)
    items = []
    for finding in _by_aspect(sorted(rows.values(), key=lambda f: f.reported.position), aspects):
        position += 1
        item = OpinionItem(
            opinion=opinion,
            position=position,
            aspect=aspects.get(finding.pk, "")[:ASPECT],
            title=finding.reported.title,
            text=finding.reported.text,
            main=finding.main,
        )
        items.append(_made(act, item, [finding]))
    return items


@use_case(P.FEEDBACK_WRITE, within=OPINIONS)
def gather_items(
    act: Act, opinion: Opinion, *, items: Sequence[OpinionItem], title: str, text: str, aspect: str = ""
) -> OpinionItem:
    """Gather several similar items in one with a wording of its own; the findings behind all of them stay behind it."""
    own = _own(opinion, items)
    RuleViolated.unless_empty(
        _open(opinion)
        or reasons_not_to_gather(len(own))
        + reasons_against_item(title, text, aspect)
        + against_persons(persons_in(title=title, text=text))
    )
    first, *others = own
    FedBackFinding.objects.filter(item__in=others).update(item=first)
    for other in others:
        act.record("opinion.item_gathered", opinion, item=other.title, into=title.strip())
        other.delete()
    _close_ranks(opinion)
    first.refresh_from_db(fields=["position"])
    main = any(item.main for item in own)
    act.change(first, "opinion.item_worded", title=title.strip(), text=text.strip(), aspect=aspect.strip(), main=main)
    return first


@use_case(P.FEEDBACK_WRITE, within=OPINIONS)
def word_item(
    act: Act,
    opinion: Opinion,
    *,
    item: OpinionItem,
    base_version: int | None,
    title: str,
    text: str,
    aspect: str = "",
    main: bool = True,
) -> OpinionItem:
    """Change how a problem is worded in the opinion; the findings behind it keep their own words."""
    [own] = _own(opinion, [item])
    RuleViolated.unless_empty(
        _open(opinion)
        or reasons_against_item(title, text, aspect) + against_persons(persons_in(title=title, text=text))
    )
    fields: dict[str, Any] = {"title": title.strip(), "text": text.strip(), "aspect": aspect.strip(), "main": main}
    return act.change(own, "opinion.item_worded", base_version=base_version, **fields)


@use_case(P.FEEDBACK_WRITE, within=OPINIONS)
def drop_item(act: Act, opinion: Opinion, *, item: OpinionItem) -> Opinion:
    """Take an item out of the opinion; the findings behind it may be picked again."""
    [own] = _own(opinion, [item])
    RuleViolated.unless_empty(_open(opinion))
    behind = [str(source.finding) for source in own.sources.select_related("finding")]
    act.record("opinion.item_dropped", opinion, item=own.title, findings=behind)
    own.delete()
    _close_ranks(opinion)
    return opinion


@use_case(P.FEEDBACK_WRITE, within=OPINIONS)
def arrange_items(act: Act, opinion: Opinion, *, places: Sequence[Place]) -> Opinion:
    """Put the items in order, under their headings, and say which of them are main problems."""
    present = {item.pk: item for item in opinion.items.all()}
    RuleViolated.unless_empty(
        _open(opinion) or reasons_not_to_arrange(mentioned={p.item.pk for p in places}, present=set(present))
    )
    reasons = [r for p in places for r in too_long(p.aspect, ASPECT, ASPECT_LABEL, "places")]
    RuleViolated.unless_empty(reasons)
    opinion.items.update(position=F("position") + max((i.position for i in present.values()), default=0) + len(places))
    for n, place in enumerate(places, 1):
        item = present[place.item.pk]
        item.position, item.aspect, item.main = n, place.aspect.strip(), place.main
        item.version += 1
    OpinionItem.objects.bulk_update(present.values(), ["position", "aspect", "main", "version"])
    act.record("opinion.arranged", opinion, items=[place.item.title for place in places])
    return opinion


def _open(opinion: Opinion) -> list[Reason]:
    return reasons_not_to_change_opinion(OpinionState(opinion.state))


def _check_sources(opinion: Opinion, findings: Sequence[Finding]) -> None:
    RuleViolated.unless_empty(_open(opinion) or reasons_not_to_pick(source_facts(findings, opinion.inspection)))


def _by_aspect(findings: Sequence[Finding], aspects: Mapping[int, str]) -> list[Finding]:
    """The findings in their order, each moved up to the first of its aspect."""
    ranks: dict[str, int] = {}
    for finding in findings:
        ranks.setdefault(aspects.get(finding.pk, ""), len(ranks))
    return sorted(findings, key=lambda finding: ranks[aspects.get(finding.pk, "")])


def _close_ranks(opinion: Opinion) -> None:
    """Number the items that are left 1, 2, 3: the opinion is read by its numbers."""
    for n, item in enumerate(opinion.items.order_by("position"), 1):
        if item.position != n:
            opinion.items.filter(pk=item.pk).update(position=n)


def _last(opinion: Opinion) -> int:
    return opinion.items.order_by("-position").values_list("position", flat=True).first() or 0


def _own(opinion: Opinion, items: Sequence[OpinionItem]) -> list[OpinionItem]:
    keys = {item.pk for item in items}
    own = list(opinion.items.filter(pk__in=keys).order_by("position"))
    if len(own) < len(keys):
        raise OutOfReach(say("选中的条目不是这份反馈意见的，或者已被移出。"))
    return own


def _made(act: Act, item: OpinionItem, findings: Sequence[Finding]) -> OpinionItem:
    act.create(item, "opinion.item_added", findings=[str(finding) for finding in findings])
    FedBackFinding.objects.bulk_create(FedBackFinding(item=item, finding=finding) for finding in findings)
    return item
