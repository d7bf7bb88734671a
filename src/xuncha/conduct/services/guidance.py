"""The office comments and guides, the team edits and answers. The office never writes in a team's text."""

from datetime import date
from typing import Any

from django.utils import timezone

from xuncha.conduct.models import Comment, Guidance
from xuncha.conduct.rules import GuidanceFacts, reasons_not_to_answer, reasons_not_to_comment, reasons_not_to_issue
from xuncha.conduct.selectors import COMMENTS, GUIDANCES, commentable, texts_of
from xuncha.conduct.workflow import COMMENT, GUIDANCE, GuidanceState
from xuncha.core.errors import InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@use_case(P.GUIDANCE_WRITE, within=INSPECTIONS, lock=False)
def comment_on(
    act: Act, inspection: Inspection, *, kind: str, record: int, place: str, text: str, quote: str = ""
) -> Comment:
    """Say something to one place of a text of the team: a field, and words that stand in it."""
    subject = commentable(act.actor, inspection, kind, record)
    if subject is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    RuleViolated.unless_empty(reasons_not_to_comment(quote=quote, field=place, texts=texts_of(subject)))
    comment = Comment(
        inspection=inspection,
        kind=kind,
        record=record,
        title=str(subject)[:120],
        place=place,
        quote=quote.strip(),
        text=text.strip(),
    )
    return act.create(comment, "comment.made")


def _decided(act: Act, said: str) -> dict[str, Any]:
    return {"decided_by": act.actor.user, "decided_at": act.now, "answer": said.strip()[:500]}


@use_case(COMMENT.steps["accept"].permission, within=COMMENTS)
def accept_comment(act: Act, comment: Comment, *, reason: str) -> Comment:
    """Answer for the team that the comment is taken up, and how."""
    return act.step(comment, COMMENT, "accept", reason=reason, **_decided(act, reason))


@use_case(COMMENT.steps["decline"].permission, within=COMMENTS)
def decline_comment(act: Act, comment: Comment, *, reason: str) -> Comment:
    """Answer for the team that the comment is not taken up, and why."""
    return act.step(comment, COMMENT, "decline", reason=reason, **_decided(act, reason))


@use_case(COMMENT.steps["again"].permission, within=COMMENTS)
def comment_again(act: Act, comment: Comment, *, reason: str) -> Comment:
    """Put a declined comment once more, with the reason; the earlier answer stays in its history."""
    return act.step(comment, COMMENT, "again", reason=reason, decided_by=None, decided_at=None)


@use_case(COMMENT.steps["withdraw"].permission, within=COMMENTS)
def withdraw_comment(act: Act, comment: Comment, *, reason: str) -> Comment:
    """Take a comment back that nobody has answered yet."""
    return act.step(comment, COMMENT, "withdraw", reason=reason)


@use_case(P.GUIDANCE_WRITE, within=INSPECTIONS, lock=False)
def draft_guidance(act: Act, inspection: Inspection, /, *, kind: str, on: date, **told: Any) -> Guidance:
    """Begin the record of a mid-term hearing, a visit or a joint review."""
    return act.create(Guidance(inspection=inspection, kind=kind, on=on, **told), "guidance.drafted")


@use_case(P.GUIDANCE_WRITE, within=GUIDANCES)
def change_guidance(act: Act, guidance: Guidance, /, *, base_version: int | None, **told: Any) -> Guidance:
    """
    Write on in a draft.

    Raises:
        InvalidTransition: it has gone out to the team.

    """
    if guidance.state != GuidanceState.DRAFT:
        raise InvalidTransition(say("已经印发，不能再改；有新的要求请另开一份。"))
    return act.change(guidance, "guidance.changed", base_version=base_version, **told)


@use_case(GUIDANCE.steps["issue"].permission, within=GUIDANCES)
def issue_guidance(act: Act, guidance: Guidance) -> Guidance:
    """Send it to the team: what was said, what is asked, by when."""
    facts = GuidanceFacts(
        guidance.on,
        timezone.localdate(act.now),
        guidance.content,
        guidance.demands,
        guidance.due_on,
        hearing=guidance.kind == Guidance.Kind.HEARING,
    )
    GUIDANCE.step("issue", GuidanceState(guidance.state))
    RuleViolated.unless_empty(reasons_not_to_issue(facts))
    return act.step(guidance, GUIDANCE, "issue")


@use_case(GUIDANCE.steps["drop"].permission, within=GUIDANCES)
def drop_guidance(act: Act, guidance: Guidance, *, reason: str) -> Guidance:
    """Give a draft up, with the reason."""
    return act.step(guidance, GUIDANCE, "drop", reason=reason)


@use_case(GUIDANCE.steps["answer"].permission, within=GUIDANCES)
def answer_guidance(act: Act, guidance: Guidance, *, reply: str) -> Guidance:
    """Say for the team what was done about it."""
    RuleViolated.unless_empty(reasons_not_to_answer(reply))
    return act.step(guidance, GUIDANCE, "answer", reply=reply.strip())


@use_case(GUIDANCE.steps["return"].permission, within=GUIDANCES)
def return_guidance(act: Act, guidance: Guidance, *, reason: str) -> Guidance:
    """Ask the team to do more, with the reason."""
    return act.step(guidance, GUIDANCE, "return", reason=reason)


@use_case(GUIDANCE.steps["close"].permission, within=GUIDANCES)
def close_guidance(act: Act, guidance: Guidance) -> Guidance:
    """Accept what the team did."""
    return act.step(guidance, GUIDANCE, "close")
