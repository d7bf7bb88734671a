"""After the approval: where it was told with the proof, what people said to it, and the end. (domain §5.8)"""

from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.disclosure.models import Channel, Comment, Disclosure, Publication
from xuncha.disclosure.rules.steps import (
    ANSWER_LENGTH,
    CHANNELS,
    PublicationFacts,
    reasons_not_to_comment,
    reasons_not_to_end,
    reasons_not_to_publish,
)
from xuncha.disclosure.selectors import (
    COMMENTS,
    DISCLOSURES,
    published_until,
    unanswered,
    unfinished,
)
from xuncha.disclosure.services.opening import begin
from xuncha.disclosure.workflow import DISCLOSURE, DisclosureState
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case


@use_case(DISCLOSURE.steps["publish"].permission, within=DISCLOSURES)
def note_publication(
    act: Act, text: Disclosure, *, channel: str, on: date, place: str, proof: "File[bytes]", days: int | None = None
) -> Disclosure:
    """
    Note that it was told by one channel, with the proof.

    With both of them it is published, and what is not finished is to be told again: that text begins at once.
    """
    DISCLOSURE.step("publish", DisclosureState(text.state))
    if text.approved_at is None:
        raise LookupError(f"{text} was approved at no time")  # the database forbids it
    known = set(text.publications.values_list("channel", flat=True))
    facts = PublicationFacts(channel, on, place, days, localdate(act.now), localdate(text.approved_at), known)
    RuleViolated.unless_empty(reasons_not_to_publish(facts))
    noted = Publication(
        disclosure=text,
        channel=channel,
        on=on,
        place=place.strip(),
        days=days if channel == Channel.PUBLIC else None,
        proof=store(act, proof, proof.name or ""),
    )
    act.create(noted, "disclosure.publication_noted")
    if known | {channel} == set(CHANNELS):
        act.step(text, DISCLOSURE, "publish")
        items = unfinished(text)
        if items:
            begin(act, text.plan, items, text)
    return text


@use_case(P.DISCLOSURE_WRITE, within=DISCLOSURES)
def note_comment(act: Act, disclosure: Disclosure, *, on: date, way: str, text: str) -> Comment:
    """Note what somebody said to a published text; who it was is nowhere asked."""
    DISCLOSURE.step("end", DisclosureState(disclosure.state))
    since = min(one.on for one in disclosure.publications.all())
    RuleViolated.unless_empty(reasons_not_to_comment(way, text, on, today=localdate(act.now), since=since))
    comment = Comment(disclosure=disclosure, on=on, way=way.strip(), text=text.strip())
    return act.create(comment, "disclosure.commented")


@use_case(P.DISCLOSURE_WRITE, within=COMMENTS)
def answer_comment(act: Act, comment: Comment, *, answer: str) -> Comment:
    """Note what was answered, once."""
    reasons = against(answer, ANSWER_LENGTH, N_("答复内容"), "answer")
    if comment.answered_at is not None:
        reasons.append(reason("这条意见已经答复过。"))
    RuleViolated.unless_empty(reasons)
    answered: dict[str, Any] = {"answer": answer.strip(), "answered_by": act.actor.user, "answered_at": act.now}
    return act.change(comment, "disclosure.comment_answered", **answered)


@use_case(DISCLOSURE.steps["end"].permission, within=DISCLOSURES)
def end_disclosure(act: Act, text: Disclosure) -> Disclosure:
    """Be done with it when its days are over and everybody has an answer."""
    DISCLOSURE.step("end", DisclosureState(text.state))
    until, today = published_until(text) or date.max, localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_end(until=until, today=today, unanswered=unanswered(text).count()))
    return act.step(text, DISCLOSURE, "end")
