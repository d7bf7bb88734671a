"""
The road of one matter from what people said to its being opened again, on one page (半途而废 made visible).

Built of records alone, each through the reader's own reach: who may not read a paper, a petition or a visit does not
learn that there is one. Where nothing happened for long while the matter was under way, the road says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.feedback.selectors import OPINIONS
from xuncha.fieldwork.models import Source
from xuncha.fieldwork.selectors import PAPERS
from xuncha.findings.selectors import FINDINGS
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.reach import page_of
from xuncha.intake.selectors import PETITIONS
from xuncha.lookback.models import Mark, OldItem, Point
from xuncha.lookback.rules.following import stops
from xuncha.lookback.selectors.reaches import OLD_ITEMS, POINTS
from xuncha.lookback.workflow import KNOWN_TO_UNIT, OLD_ITEM, OldState
from xuncha.rectification.models import Item
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.selectors.timeline import SIDE_LABEL, Side, timeline_of
from xuncha.rectification.workflow import SETTLED, ItemState

LATE = (Mark.Kind.STOP, Mark.Kind.COMPLAINT)
BY_UNIT, BY_CLOCK = SIDE_LABEL[Side.UNIT], SIDE_LABEL[Side.CLOCK]


@dataclass(frozen=True, slots=True)
class Stone:
    """One thing that happened; `late` says that it speaks against the matter being done."""

    on: date
    label: str
    text: str = ""
    url: str = ""
    late: bool = False
    work: bool = False  # the unit was at it: between two of these the matter may have stopped


def road_of(actor: Actor, item: Item, today: date) -> list[Stone]:
    """What happened to an item of rectification, the earliest first, with the stops in it."""
    found = [*_origin(actor, item), *_opinion(actor, item), *_moments(item)]
    found += [*_marks(actor, Q(item=item)), *_visits(actor, Q(item=item))]
    until = localdate(item.settled_at) if item.settled_at and ItemState(item.state) in SETTLED else today
    return _with_stops(found, until)


def old_road_of(actor: Actor, old: OldItem, today: date) -> list[Stone]:
    """What happened to an item of an old ledger since it came in."""
    claimed = _("{claimed}：{measures}").format(claimed=old.get_claimed_display(), measures=old.measures or _("无"))
    found = [Stone(date(old.year, 12, 31), _("上届台账所记（{year}年）").format(year=old.year), claimed)]
    if old.reported_at:
        found.append(Stone(localdate(old.reported_at), _("单位报整改情况"), old.report, work=True))
    found += [*_marks(actor, Q(old=old)), *_visits(actor, Q(old=old))]
    if old.state == OldState.DONE:
        found.append(Stone(localdate(old.state_since), _(OLD_ITEM.states[OldState.DONE].label)))
    return sorted(found, key=lambda stone: stone.on)


def _origin(actor: Actor, item: Item) -> Iterator[Stone]:
    """The papers and findings behind the item, as far as the person reads them."""
    of = Q(findings__opinion_items=item.opinion_item_id)
    for paper in PAPERS.visible_to(actor).filter(of).distinct():
        petitioned = Source.PETITION in paper.sources
        label = _("底稿（来自信访反映）") if petitioned else _("底稿")
        yield Stone(localdate(paper.created_at), label, str(paper), page_of(paper))
    for finding in FINDINGS.visible_to(actor).filter(opinion_items=item.opinion_item_id):
        yield Stone(localdate(finding.created_at), _("认定问题"), str(finding), page_of(finding))


def _opinion(actor: Actor, item: Item) -> Iterator[Stone]:
    opinion = item.plan.opinion
    if opinion.delivered_on and OPINIONS.permits(actor, OPINIONS.read, opinion):
        yield Stone(opinion.delivered_on, _("反馈意见"), str(opinion), page_of(opinion))


def _moments(item: Item) -> Iterator[Stone]:
    """What the unit and the office did about it, as the unit's own page tells it."""
    for moment in timeline_of(item):
        text, who = _("；").join(moment.said), _("单位") if moment.side == BY_UNIT else _(moment.side)
        worked = moment.side != BY_CLOCK  # that a date came near moved nothing
        yield Stone(moment.on, f"{who} {_(moment.label)}", text, late=moment.late, work=worked)


def _marks(actor: Actor, of: Q) -> Iterator[Stone]:
    """What people noted; with a petition only for those who reach the petition."""
    readable = Q(petition__isnull=True) | Q(petition__in=PETITIONS.visible_to(actor).values("pk"))
    for mark in Mark.objects.filter(of & readable).select_related("petition"):
        late = mark.kind in LATE
        url = page_of(mark.petition) if mark.petition else ""
        yield Stone(mark.on, mark.get_kind_display(), mark.text, url, late=late, work=mark.kind == Mark.Kind.WORK)


def _visits(actor: Actor, of: Q) -> Iterator[Stone]:
    """What visits found, those that the person may know of."""
    rows = POINTS.visible_to(actor).filter(of).exclude(verdict="").select_related("visited__visit")
    for point in rows:
        yield from _visit(point)


def _visit(point: Point) -> Iterator[Stone]:
    visited = point.visited
    on = visited.on or (localdate(point.recorded_at) if point.recorded_at else visited.visit.from_on)
    found = _("{verdict}。{facts}").format(verdict=point.get_verdict_display(), facts=point.facts)
    yield Stone(on, str(visited.visit.get_kind_display()), found, page_of(point), late=point.short)
    if point.short and visited.issued_at and visited.state in KNOWN_TO_UNIT:
        yield Stone(localdate(visited.issued_at), _("列入二次问题清单"), visited.list_number, page_of(visited))


def _with_stops(found: list[Stone], until: date) -> list[Stone]:
    road = sorted(found, key=lambda stone: stone.on)
    worked = [stone.on for stone in road if stone.work]
    still = [
        Stone(since, _("停了 {n} 天").format(n=days), _("这一天以后很久没有进展、佐证或者办理记录。"), late=True)
        for since, days in stops(worked, until=until)
    ]
    return sorted([*road, *still], key=lambda stone: stone.on)


def matters_of(actor: Actor, unit: int) -> tuple[list[Item], list[OldItem]]:
    """The items of a unit that the person may name to be looked at."""
    items = ITEMS.visible_to(actor).filter(plan__inspection__organisation=unit).order_by("number")
    return list(items), list(OLD_ITEMS.visible_to(actor).filter(organisation=unit).order_by("number"))
