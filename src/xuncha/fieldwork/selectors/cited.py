"""What a paper cites: talks as far as one may open their records, results of squads; and the way back from both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.quantities import plain
from xuncha.fieldwork.models import Citation, WorkingPaper
from xuncha.fieldwork.selectors.content import citations_of
from xuncha.fieldwork.selectors.reaches import PAPERS
from xuncha.fieldwork.workflow import PAPER, PaperState
from xuncha.foundation.accounts.actors import Actor
from xuncha.gathering.models import TalkRecord
from xuncha.gathering.selectors import TALK_RECORDS
from xuncha.gathering.workflow import TalkState
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.survey.models import Squad, SquadResult
from xuncha.survey.selectors.squads import RESULTS

GONE = (PaperState.VOID, PaperState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Shown:
    """One citation as this person sees it: the record behind it where they may open it; whether it changed since."""

    citation: Citation
    behind: TalkRecord | Squad | None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """What a paper cites. `closed`: talks of which this person learns no more than how many there are."""

    shown: tuple[Shown, ...]
    closed: int

    @property
    def citations(self) -> list[Citation]:
        """The citations that are shown, in their order."""
        return [one.citation for one in self.shown]


def told_of(result: SquadResult) -> str:
    """A result as a sentence: where, what, how much of it, how much money."""
    where = f"{result.place}：" if result.place else ""
    counted = f"，{plain(result.quantity)}{result.unit}" if result.quantity is not None else ""
    money = f"，涉及金额{plain(result.amount)}元" if result.amount is not None else ""
    return f"{where}{result.text.strip().rstrip('。')}{counted}{money}。"


def cited_for(actor: Actor, paper: WorkingPaper) -> Cited:
    """What the paper cites, as far as the actor may know; two queries, none where it cites nothing."""
    rows = citations_of(paper)
    talks = _by(TALK_RECORDS.visible_to(actor), "talk_id", [row.talk_id for row in rows if row.talk_id])
    wanted = [row.result_id for row in rows if row.result_id]
    results = _by(RESULTS.visible_to(actor).select_related("squad"), "pk", wanted)
    shown = tuple(
        Shown(row, talks[row.talk_id]) if row.talk_id else _of_squad(row, results.get(row.result_id))
        for row in rows
        if row.talk_id is None or row.talk_id in talks
    )
    return Cited(shown, len(rows) - len(shown))


def _by(rows: Any, key: str, wanted: Iterable[int]) -> dict[int | None, Any]:
    ids = list(wanted)
    return {getattr(row, key): row for row in rows.filter(**{f"{key}__in": ids})} if ids else {}


def _of_squad(row: Citation, result: SquadResult | None) -> Shown:
    return Shown(row, result.squad, told_of(result) != row.told) if result else Shown(row, None)


def citable(actor: Actor, paper: WorkingPaper) -> tuple[list[TalkRecord], list[SquadResult]]:
    """What the paper may cite besides: checked talks the actor may open, results of squads of the same inspection."""
    cited = citations_of(paper)
    talks = TALK_RECORDS.visible_to(actor).filter(talk__inspection=paper.inspection_id, talk__state=TalkState.CONFIRMED)
    results = RESULTS.visible_to(actor).filter(squad__inspection=paper.inspection_id)
    return (
        list(talks.exclude(talk__in=[c.talk_id for c in cited if c.talk_id]).select_related("talk")),
        list(results.exclude(pk__in=[c.result_id for c in cited if c.result_id]).select_related("squad")),
    )


def about(actor: Actor, cited: QuerySet[Citation]) -> dict[int, list[WorkingPaper]]:
    """The papers within reach that rest on these citations, by the id of the talk or result; one query."""
    papers = PAPERS.visible_to(actor).exclude(state__in=GONE)
    found: dict[int, list[WorkingPaper]] = {}
    live = cited.filter(removed_at__isnull=True, paper__in=papers).select_related("paper").order_by("paper_id")
    for one in live:
        found.setdefault(one.talk_id or one.result_id or 0, []).append(one.paper)
    return found


def beside_record(actor: Actor, record: TalkRecord) -> Mapping[str, Any]:
    """The card on the page of a talk's record, which only those who may open it see: the papers that rest on it."""
    papers = about(actor, Citation.objects.filter(talk=record.talk_id)).get(record.talk_id, [])
    return {"papers": papers, "PAPER": PAPER}


def beside_squad(actor: Actor, squad: Squad) -> Mapping[str, Any] | None:
    """The card on the page of a squad: its results, the papers that rest on each, and the way to a new one."""
    papers = about(actor, Citation.objects.filter(result__squad=squad))
    lines = [(result, papers.get(result.pk, [])) for result in squad.results.all()]
    may_write = INSPECTIONS.permits(actor, P.PAPER_WRITE, squad.inspection)
    return {"cited": lines, "may_write": may_write, "PAPER": PAPER} if lines else None
