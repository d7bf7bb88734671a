"""Having a text compared with what was told in confidence, before it is handed in."""

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import FactSheet, WorkingPaper
from xuncha.fieldwork.rules import reasons_not_to_approve, reasons_not_to_submit
from xuncha.fieldwork.selectors import FACT_SHEETS, PAPERS, co_signed, facts_of, sheet_facts
from xuncha.fieldwork.services.papers import must_be_own
from xuncha.fieldwork.services.signing import WITH_HANDLERS
from xuncha.fieldwork.workflow import FACT, PAPER, FactState, PaperState
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.services import ask_keepers
from xuncha.foundation.usecases import Act, use_case


@use_case(P.PAPER_WRITE, within=PAPERS)
def ask_about_paper(act: Act, paper: WorkingPaper) -> SourceCheck | None:
    """
    Have a paper that both handlers have signed compared with the petitions; None when it may be handed in.

    Only a finished paper is compared: it takes two people and leaves its record, so that nobody tries names out.
    """
    must_be_own(act, paper)
    if PaperState(paper.state) in WITH_HANDLERS:
        RuleViolated.unless_empty(reasons_not_to_submit(facts_of(paper), co_signed=co_signed(paper)))
    PAPER.step("submit", PaperState(paper.state))
    return ask_keepers(act, paper)


@use_case(P.FACT_APPROVE, within=FACT_SHEETS)
def ask_about_sheet(act: Act, sheet: FactSheet) -> SourceCheck | None:
    """Have a fact-confirmation sheet compared with the petitions before the unit reads it; None when it may go."""
    FACT.step("approve", FactState(sheet.state))
    RuleViolated.unless_empty(reasons_not_to_approve(sheet_facts(sheet, act.actor)))
    return ask_keepers(act, sheet)
