"""A use of results from the draft to the hand-in: its words, what it rests on, the comparison with petitions."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from xuncha.accountability.models import Dismissal, Ground, ResultUse
from xuncha.accountability.rules.uses import reasons_not_to_dismiss, reasons_not_to_draft, reasons_not_to_submit
from xuncha.accountability.selectors import USES, checked_grounds, draft_facts, grounds_for, plans_in
from xuncha.accountability.selectors.suggesting import the_suggestion
from xuncha.accountability.workflow import USE, UseState
from xuncha.core.errors import Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.selectors import reasons_to_wait
from xuncha.foundation.leaks.services import ask_keepers
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Plan


@use_case(P.USE_WRITE, within=JURISDICTIONS)
def draft_use(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    kind: str,
    plans: Collection[Plan],
    title: str,
    text: str = "",
    body: str = "",
    named: str = "",
    on: date | None = None,
    place: str = "",
    source: str = "",
) -> ResultUse:
    """Propose a use of results that rests on these rectifications, of one's own accord or as it is suggested today."""
    today = localdate(act.now)
    facts = draft_facts(jurisdiction, plans, kind=kind, title=title, text=text, body=body, named=named)
    RuleViolated.unless_empty(reasons_not_to_draft(facts))
    suggested = the_suggestion(jurisdiction, today, source) if source else None
    if source and suggested is None:
        raise RuleViolated(reason("这条建议已经不成立，或者已经有人起草。"))
    use = ResultUse(
        jurisdiction=jurisdiction,
        kind=kind,
        source=source,
        why=str(suggested.why) if suggested else "",
        **_words(on, title=title, text=text, body=body, named=named, place=place),
    )
    act.create(use, "use.drafted", kind=use.get_kind_display())
    act.create_many(Ground, grounds_for(use, list(plans), [], today), "use.ground_added")
    return use


def _words(on: date | None, **said: str) -> dict[str, Any]:
    return {**{name: words.strip() for name, words in said.items()}, "on": on}


@use_case(P.USE_WRITE, within=USES)
def write_use(
    act: Act,
    use: ResultUse,
    *,
    base_version: int | None,
    title: str,
    text: str,
    body: str = "",
    named: str = "",
    on: date | None = None,
    place: str = "",
) -> ResultUse:
    """Change the words of a draft."""
    _must_be_draft(use)
    facts = draft_facts(use.jurisdiction, plans_in(use), kind=use.kind, title=title, text=text, body=body, named=named)
    RuleViolated.unless_empty(reasons_not_to_draft(facts))
    return act.change(
        use,
        "use.written",
        base_version=base_version,
        **_words(on, title=title, text=text, body=body, named=named, place=place),
    )


@use_case(P.USE_WRITE, within=USES)
def add_items(act: Act, use: ResultUse, *, items: Sequence[Item]) -> ResultUse:
    """Have a draft rest on these items too; those that are there already stay as they are."""
    _must_be_draft(use)
    known = set(use.grounds.values_list("item_id", flat=True))
    new = [item for item in items if item.pk not in known]
    if not new:
        raise RuleViolated(reason("没有选出新的整改事项。"))
    plans = {plan.pk: plan for plan in [*plans_in(use), *(item.plan for item in new)]}
    facts = draft_facts(
        use.jurisdiction, plans.values(), kind=use.kind, title=use.title, text="", body=use.body, named=use.named
    )
    RuleViolated.unless_empty(reasons_not_to_draft(facts))
    act.create_many(Ground, grounds_for(use, [], new, localdate(act.now)), "use.ground_added")
    act.record("use.grounds_added", use, items=[item.number for item in new])
    return use


@use_case(P.USE_WRITE, within=USES)
def remove_ground(act: Act, use: ResultUse, *, ground: int) -> ResultUse:
    """Take one thing that a draft rests on out again, as long as something is left."""
    _must_be_draft(use)
    found = use.grounds.filter(pk=ground).first()
    if found is None:
        raise RuleViolated(reason("这一条已经不在依据里。"))
    if use.grounds.count() == 1:
        raise RuleViolated(reason("这是最后一条依据，去掉以后就没有依据了。"))
    found.delete()
    act.record("use.ground_removed", use, situation=found.situation)
    return use


def _must_be_draft(use: ResultUse) -> None:
    """Only a draft is changed: the refusal names the state and the step that is missing."""
    USE.step("submit", UseState(use.state))


@use_case(P.USE_WRITE, within=USES)
def ask_about_use(act: Act, use: ResultUse) -> list[SourceCheck]:
    """Have a complete draft compared with the petitions about its units; nothing to wait for: it may be handed in."""
    _must_be_draft(use)
    RuleViolated.unless_empty(_wanting(use))
    return [check for check in (ask_keepers(act, ground) for ground in checked_grounds(use)) if check]


def _wanting(use: ResultUse) -> list[Reason]:
    return reasons_not_to_submit(use.kind, use.text, on=use.on, place=use.place)


@use_case(USE.steps["submit"].permission, within=USES)
def submit_use(act: Act, use: ResultUse) -> ResultUse:
    """Hand a complete draft in for approval."""
    _must_be_draft(use)
    waits = [why for ground in checked_grounds(use) for why in reasons_to_wait(ground)]
    RuleViolated.unless_empty(_wanting(use) or waits[:1])
    return act.step(use, USE, "submit", submitted_by=act.actor.user, submitted_at=act.now, return_reason="")


@use_case(USE.steps["drop"].permission, within=USES)
def drop_use(act: Act, use: ResultUse, *, reason: str) -> ResultUse:
    """Propose nothing after all; a draft has no number, so that none is missing."""
    return act.step(use, USE, "drop", reason=reason, closing=reason.strip()[:500])


@use_case(P.USE_WRITE, within=JURISDICTIONS)
def dismiss_suggestion(act: Act, jurisdiction: Jurisdiction, *, source: str, reason: str) -> Dismissal:
    """Decide not to follow a suggestion, saying why; it comes back once the figure behind it is worse."""
    suggested = the_suggestion(jurisdiction, localdate(act.now), source)
    RuleViolated.unless_empty(reasons_not_to_dismiss(reason, applies=suggested is not None))
    assert suggested is not None  # noqa: S101 - a reason above
    made = Dismissal(
        jurisdiction=jurisdiction,
        plan=suggested.plan,
        source=source,
        figure=suggested.figure,
        why=str(suggested.why)[:300],
        reason=reason.strip(),
    )
    return act.create(made, "use.suggestion_dismissed")
