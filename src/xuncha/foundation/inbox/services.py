"""Acts on what is a person's own: drafts, saved views, what they have read, and who has their turn."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.legible import reason_not_to_read, visible
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.inbox.delegations import delegation_facts
from xuncha.foundation.inbox.models import Delegation, Draft, ReadMark
from xuncha.foundation.inbox.notices import steps_told
from xuncha.foundation.inbox.rules import reasons_not_to_delegate
from xuncha.foundation.usecases import Act, personal_use_case

MAX_DRAFT = 400_000  # characters over all fields; the longest form has about 30,000
MAX_VIEWS = 12


@personal_use_case
def keep_draft(act: Act, code: str, fields: Mapping[str, Any]) -> Draft:
    """
    Keep what is being typed, so that a lost connection or an ended session costs nothing.

    What nobody sees is kept as the mark by which the form shows it: a database takes no null character in a text.
    """
    fields = {name: _seen(value) for name, value in fields.items()}
    if sum(len(str(v)) for v in fields.values()) > MAX_DRAFT:
        raise RuleViolated(say("草稿太长，没有存上。请先提交或另存。"))
    draft, _created = Draft.objects.update_or_create(
        saved_by=act.actor.user, code=code, defaults={"fields": fields, "saved_at": act.now}
    )
    act.record("draft.kept", draft, sizes={name: len(str(value)) for name, value in fields.items()})
    return draft


def _seen(value: Any) -> Any:
    return [visible(one) for one in value] if isinstance(value, list) else visible(value)


@personal_use_case
def drop_draft(act: Act, code: str) -> None:
    """Throw one's own draft away."""
    draft = Draft.objects.filter(saved_by=act.actor.user, code=code).first()
    act.record("draft.dropped", draft or act.actor.user, code=code)
    if draft is not None:
        draft.delete()


@personal_use_case
def mark_read(act: Act, wanted: Iterable[int] | None = None, *, kind: str = "") -> int:
    """
    Note that the person has read these notices with the steps before them, or all (of a kind); how many records.

    What happened to a record after the notice that was ticked stays unread.
    """
    steps = steps_told(act.actor, act.now)
    steps = steps.filter(subject_kind=kind) if kind else steps
    ticked = steps if wanted is None else steps.filter(seq__in=list(wanted))
    until = {(step.subject_kind, step.subject_id): step.seq for step in ticked}  # in order: the last of a record counts
    read = [step.seq for step in steps if step.seq <= until.get((step.subject_kind, step.subject_id), -1)]
    marks = [ReadMark(read_by=act.actor.user, read_at=act.now, seq=seq) for seq in read]
    ReadMark.objects.bulk_create(marks, ignore_conflicts=True)
    act.record("notice.read", act.actor.user, n=len(marks))
    return len(until)


@personal_use_case
def delegate(act: Act, *, taker: User, from_on: date, to_on: date, note: str = "") -> Delegation:
    """Leave one's turn to somebody who may act on the same things anyway, for some days. It gives no right."""
    for person in sorted((act.actor.user, taker), key=lambda user: user.pk):
        act.lock(person)  # two arrangements made at once must not cross
    RuleViolated.unless_empty(reasons_not_to_delegate(delegation_facts(act.actor, taker, from_on, to_on, act.now)))
    return act.create(Delegation(taker=taker, from_on=from_on, to_on=to_on, note=note), "delegation.made")


@personal_use_case
def end_delegation(act: Act, pk: int) -> Delegation:
    """
    End an arrangement before its day: who made it takes their turn back, or who has the turn gives it back.

    Raises:
        OutOfReach: there is none in force between the person and anybody.

    """
    own = Q(created_by=act.actor.user) | Q(taker=act.actor.user)
    held = Delegation.objects.filter(own, pk=pk).first()
    locked = act.lock(held) if held else None
    if locked is None or locked.ended_at is not None:
        raise OutOfReach(say("没有这份委托，或者已经结束。"))
    return act.change(locked, "delegation.ended", ended_by=act.actor.user, ended_at=act.now)


@personal_use_case
def save_view(act: Act, ledger: str, name: str, query: str) -> None:
    """Remember the filters of a ledger under a name."""
    name = name.strip()[:20]
    if why := reason_not_to_read(name, lines=False):
        raise RuleViolated(why)
    if not name:
        raise RuleViolated(say("请给这组条件起个名字，不超过 20 个字。"))
    views = _views_without(act, ledger, name)
    if len(views) >= MAX_VIEWS:
        raise RuleViolated(say("一个台账最多保存 {n} 组条件，请先去掉不用的。", n=MAX_VIEWS))
    _set_views(act, ledger, [*views, {"name": name, "query": query[:500]}])


@personal_use_case
def remove_view(act: Act, ledger: str, name: str) -> None:
    """Forget a saved view."""
    _set_views(act, ledger, _views_without(act, ledger, name))


def _views_without(act: Act, ledger: str, name: str) -> list[dict[str, str]]:
    saved = act.actor.user.preferences.get("views", {}).get(ledger, [])
    return [view for view in saved if view["name"] != name]


def _set_views(act: Act, ledger: str, views: list[dict[str, str]]) -> None:
    user = act.actor.user
    preferences = {**user.preferences, "views": {**user.preferences.get("views", {}), ledger: views}}
    act.change(user, "view.saved", preferences=preferences)
