"""Acts on what is a person's own: drafts and saved views."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.foundation.inbox.models import Draft
from xuncha.foundation.usecases import Act, personal_use_case

MAX_DRAFT = 400_000  # characters over all fields; the longest form has about 30,000
MAX_VIEWS = 12


@personal_use_case
def keep_draft(act: Act, code: str, fields: Mapping[str, Any]) -> Draft:
    """Keep what is being typed, so that a lost connection or an ended session costs nothing."""
    if sum(len(str(v)) for v in fields.values()) > MAX_DRAFT:
        raise RuleViolated(say("草稿太长，没有存上。请先提交或另存。"))
    draft, _created = Draft.objects.update_or_create(
        saved_by=act.actor.user, code=code, defaults={"fields": dict(fields), "saved_at": act.now}
    )
    act.record("draft.kept", draft, sizes={name: len(str(value)) for name, value in fields.items()})
    return draft


@personal_use_case
def drop_draft(act: Act, code: str) -> None:
    """Throw one's own draft away."""
    draft = Draft.objects.filter(saved_by=act.actor.user, code=code).first()
    act.record("draft.dropped", draft or act.actor.user, code=code)
    if draft is not None:
        draft.delete()


@personal_use_case
def save_view(act: Act, ledger: str, name: str, query: str) -> None:
    """Remember the filters of a ledger under a name."""
    name = name.strip()[:20]
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
