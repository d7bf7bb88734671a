"""The signatures of a paper: both handlers', checking, signing, sending back, and what comes after."""

from xuncha.core.errors import RuleViolated
from xuncha.core.text import N_
from xuncha.fieldwork.models import Citation, Evidence, Place, Signature, WorkingPaper
from xuncha.fieldwork.rules import (
    reasons_against_opinion,
    reasons_not_to_ask,
    reasons_not_to_check,
    reasons_not_to_co_sign,
    reasons_not_to_sign,
    reasons_not_to_submit,
)
from xuncha.fieldwork.selectors import (
    PAPERS,
    citations_of,
    co_signed,
    digest_of,
    evidence_of,
    facts_of,
    hands_of,
)
from xuncha.fieldwork.services.numbers import PERMANENT, PROVISIONAL, next_number
from xuncha.fieldwork.services.papers import WRITABLE, must_be_own
from xuncha.fieldwork.workflow import PAPER, PaperState
from xuncha.foundation.leaks.selectors import reasons_to_wait
from xuncha.foundation.usecases import Act, use_case

WITH_HANDLERS = frozenset({PaperState.DRAFT, PaperState.RETURNED, PaperState.CO_SIGN, PaperState.CO_SIGNED})
WHY_TAKEN_BACK = {"recall": N_("会签后修改"), "reopen": N_("复核后修改")}


def put_signature(act: Act, paper: WorkingPaper, place: Place, opinion: str) -> None:
    """The actor vouches for the paper's content as it is now."""
    RuleViolated.unless_empty(reasons_against_opinion(opinion))
    signature = Signature(
        paper=paper,
        place=place,
        signed_by=act.actor.user,
        signed_at=act.now,
        digest=digest_of(paper),
        opinion=opinion,
    )
    act.create(signature, "paper.signature_put", place=place, digest=signature.digest)


def put_out_signatures(act: Act, paper: WorkingPaper, reason: str) -> None:
    """Every signature in force stops counting and stays visible with who put it out and why."""
    for signature in paper.signatures.filter(voided_at__isnull=True):
        act.change(signature, "paper.signature_voided", voided_by=act.actor.user, voided_at=act.now, void_reason=reason)


@use_case(PAPER.steps["ask_co_sign"].permission, within=PAPERS)
def ask_to_co_sign(act: Act, paper: WorkingPaper) -> WorkingPaper:
    """Vouch for a finished paper as its handler and put it before the second handler."""
    PAPER.step("ask_co_sign", PaperState(paper.state))
    RuleViolated.unless_empty(reasons_not_to_ask(facts_of(paper), hands_of(act.actor, paper)))
    put_signature(act, paper, Place.HANDLER, "")
    return act.step(paper, PAPER, "ask_co_sign")


@use_case(PAPER.steps["co_sign"].permission, within=PAPERS)
def co_sign_paper(act: Act, paper: WorkingPaper, *, opinion: str = "") -> WorkingPaper:
    """Vouch as second handler for the same content that the handler has signed."""
    PAPER.step("co_sign", PaperState(paper.state))
    RuleViolated.unless_empty(reasons_not_to_co_sign(hands_of(act.actor, paper)))
    put_signature(act, paper, Place.HANDLER, opinion)
    return act.step(paper, PAPER, "co_sign")


@use_case(PAPER.steps["return_co_sign"].permission, within=PAPERS)
def decline_to_co_sign(act: Act, paper: WorkingPaper, *, reason: str) -> WorkingPaper:
    """Give a paper back to its handler instead of co-signing it, with the reason; the handler's signature goes out."""
    RuleViolated.unless_empty(reasons_not_to_co_sign(hands_of(act.actor, paper)))
    act.step(paper, PAPER, "return_co_sign", reason=reason)
    put_out_signatures(act, paper, reason)
    return paper


@use_case(PAPER.steps["submit"].permission, within=PAPERS)
def submit_paper(act: Act, paper: WorkingPaper) -> WorkingPaper:
    """Hand a working paper in for checking, after both handlers have vouched for exactly this content."""
    must_be_own(act, paper)
    if PaperState(paper.state) in WITH_HANDLERS:
        lacking = reasons_not_to_submit(facts_of(paper), co_signed=co_signed(paper))
        RuleViolated.unless_empty(lacking or reasons_to_wait(paper))
    return act.step(paper, PAPER, "submit")


@use_case(PAPER.steps["check"].permission, within=PAPERS)
def check_paper(act: Act, paper: WorkingPaper, *, opinion: str = "") -> WorkingPaper:
    """Vouch for a paper as deputy leader, after checking it against its evidence."""
    PAPER.step("check", PaperState(paper.state))
    RuleViolated.unless_empty(reasons_not_to_check(hands_of(act.actor, paper)))
    put_signature(act, paper, Place.DEPUTY, opinion)
    return act.step(paper, PAPER, "check")


@use_case(PAPER.steps["sign"].permission, within=PAPERS)
def sign_paper(act: Act, paper: WorkingPaper, *, opinion: str = "") -> WorkingPaper:
    """Sign a paper as team leader; it gets its permanent number and never changes again."""
    PAPER.step("sign", PaperState(paper.state))
    RuleViolated.unless_empty(reasons_not_to_sign(hands_of(act.actor, paper)))
    put_signature(act, paper, Place.LEADER, opinion)
    return act.step(paper, PAPER, "sign", number=next_number(act, PERMANENT, paper.inspection))


@use_case(PAPER.steps["return_check"].permission, within=PAPERS)
def return_submitted_paper(act: Act, paper: WorkingPaper, *, reason: str) -> WorkingPaper:
    """Send a paper back from checking, with the reason; the signatures start again."""
    act.step(paper, PAPER, "return_check", reason=reason)
    put_out_signatures(act, paper, reason)
    return paper


@use_case(PAPER.steps["return_sign"].permission, within=PAPERS)
def return_checked_paper(act: Act, paper: WorkingPaper, *, reason: str) -> WorkingPaper:
    """Send a paper back from signing, with the reason; the signatures start again."""
    act.step(paper, PAPER, "return_sign", reason=reason)
    put_out_signatures(act, paper, reason)
    return paper


@use_case(PAPER.steps["recall"].permission, within=PAPERS)
def recall_paper(act: Act, paper: WorkingPaper) -> WorkingPaper:
    """Take a paper back from co-signing to change it; the handlers' signatures go out."""
    must_be_own(act, paper)
    return take_back(act, paper, "recall")


@use_case(PAPER.steps["reopen"].permission, within=PAPERS)
def reopen_paper(act: Act, paper: WorkingPaper) -> WorkingPaper:
    """Take a paper back to change it; the signatures it carried are put out and the page says so."""
    must_be_own(act, paper)
    return take_back(act, paper, "reopen")


def take_back(act: Act, paper: WorkingPaper, step: str) -> WorkingPaper:
    """A change after a signature, by one of the steps in `TAKE_BACK`: back to draft, signatures out."""
    act.step(paper, PAPER, step, reason=WHY_TAKEN_BACK[step])
    put_out_signatures(act, paper, WHY_TAKEN_BACK[step])
    return paper


@use_case(PAPER.steps["file"].permission, within=PAPERS)
def file_paper(act: Act, paper: WorkingPaper) -> WorkingPaper:
    """Take a signed paper into the office's archive."""
    return act.step(paper, PAPER, "file")


@use_case(PAPER.steps["supersede"].permission, within=PAPERS)
def supersede_paper(act: Act, paper: WorkingPaper, *, reason: str) -> WorkingPaper:
    """Open a new draft in place of a signed paper; the signed one stays readable as it was signed."""
    act.step(paper, PAPER, "supersede", reason=reason)
    copied = {name: getattr(paper, name) for name in WRITABLE}
    successor = WorkingPaper(
        inspection=paper.inspection,
        handler=paper.handler,
        second_handler=paper.second_handler,
        supersedes=paper,
        provisional_no=next_number(act, PROVISIONAL, paper.inspection),
        **copied,
    )
    act.create(successor, "paper.created", supersedes=paper.number)
    for old in evidence_of(paper):
        evidence = Evidence(
            paper=successor,
            attachment=old.attachment,
            kind=old.kind,
            quote=old.quote,
            pages=old.pages,
            original_checked=old.original_checked,
        )
        act.create(evidence, "evidence.carried_over", paper=str(successor), file=str(old))
    for cited in citations_of(paper):
        kept = Citation(paper=successor, talk=cited.talk, result=cited.result, told=cited.told, quote=cited.quote)
        act.create(kept, "citation.carried_over", paper=str(successor))
    return successor


@use_case(PAPER.steps["void"].permission, within=PAPERS)
def void_paper(act: Act, paper: WorkingPaper, *, reason: str) -> WorkingPaper:
    """Give a draft up, with the reason; it stays in the ledger."""
    must_be_own(act, paper)
    act.step(paper, PAPER, "void", reason=reason)
    put_out_signatures(act, paper, reason)
    return paper
