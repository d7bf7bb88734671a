"""What a paper cites: checked talks that its writer may open, results of squads with their quantities. (B01, B09)"""

from typing import Any

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork.models import Citation, WorkingPaper
from xuncha.fieldwork.rules import LIMITS, reasons_not_to_attach, reasons_not_to_cite, reasons_not_to_keep
from xuncha.fieldwork.selectors import PAPERS, told_of
from xuncha.fieldwork.services.evidence import open_to_change
from xuncha.fieldwork.services.papers import create_paper
from xuncha.foundation.usecases import Act, use_case
from xuncha.gathering.models import Talk
from xuncha.gathering.selectors import record_open_to
from xuncha.gathering.workflow import TalkState
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.survey.models import SquadResult
from xuncha.survey.selectors.squads import RESULTS


@use_case(P.PAPER_WRITE, within=PAPERS)
def cite_talk(act: Act, paper: WorkingPaper, talk: Talk, *, quote: str = "") -> Citation:
    """Rest a paper on a talk of its inspection whose record the actor may open; the journal never says on which."""
    if talk.inspection_id != paper.inspection_id or record_open_to(act.actor, talk) is None:
        raise RuleViolated(Reason(say("没有这次谈话，或者您不能查阅它的记录。"), "cited"))
    live = paper.citations.filter(removed_at__isnull=True, talk=talk)
    RuleViolated.unless_empty(reasons_not_to_cite(checked=talk.state == TalkState.CONFIRMED, cited=live.exists()))
    return _cite(act, paper, Citation(paper=paper, talk=talk, quote=quote))


@use_case(P.PAPER_WRITE, within=PAPERS)
def cite_result(
    act: Act, paper: WorkingPaper, result: SquadResult, *, quote: str = "", into_facts: bool = False
) -> Citation:
    """
    Rest a paper on a result of a squad, with its quantities as they are now.

    With `into_facts` the result is taken over as a sentence at the end of the facts, and the citation is tied to it.
    """
    if not RESULTS.visible_to(act.actor).filter(pk=result.pk, squad__inspection=paper.inspection_id).exists():
        raise RuleViolated(Reason(say("这家单位没有这条小分队结果。"), "cited"))
    live = paper.citations.filter(removed_at__isnull=True, result=result)
    RuleViolated.unless_empty(reasons_not_to_cite(checked=True, cited=live.exists()))
    told = told_of(result)
    if into_facts:
        open_to_change(act, paper)
        facts = f"{paper.facts}\n{told}".strip()
        RuleViolated.unless_empty(reasons_not_to_keep({"facts": facts}))
        act.change(paper, "paper.saved", facts=facts)
        quote = told[: LIMITS["quote"]]
    return _cite(act, paper, Citation(paper=paper, result=result, told=told, quote=quote))


def _cite(act: Act, paper: WorkingPaper, citation: Citation) -> Citation:
    open_to_change(act, paper)
    RuleViolated.unless_empty(reasons_not_to_attach(paper.facts, citation.quote))
    act.create(citation, "citation.made", paper=str(paper))
    act.record("paper.cited", paper, changes={"citation": ["", str(citation)]})
    return citation


@use_case(P.PAPER_WRITE, within=PAPERS)
def uncite(act: Act, paper: WorkingPaper, citation: Citation) -> Citation:
    """Rest the paper on it no longer; that it did stays on record."""
    held = paper.citations.filter(pk=citation.pk, removed_at__isnull=True).first()
    if held is None:
        raise RuleViolated(say("这条引用已经去掉。"))
    open_to_change(act, paper)
    act.record("paper.uncited", paper, changes={"citation": [str(held), ""]})
    return act.change(held, "citation.removed", removed_by=act.actor.user, removed_at=act.now)


@use_case(P.PAPER_WRITE, within=INSPECTIONS, lock=False)
def write_from_result(act: Act, inspection: Inspection, /, *, result: SquadResult, **fields: Any) -> WorkingPaper:
    """Open a paper from a result of a squad and cite it, tied to its sentence where that still stands in the facts."""
    paper = create_paper(act, inspection, **fields)
    told = told_of(result)[: LIMITS["quote"]]
    cite_result(act, paper, result, quote=told if told in paper.facts else "")
    return paper
