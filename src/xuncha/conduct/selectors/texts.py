"""Which texts of a team the office may comment on, place by place; what was said beside one."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from xuncha.conduct.models import Comment
from xuncha.conduct.selectors.reaches import COMMENTS
from xuncha.conduct.workflow import COMMENT
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.reach import KINDS, kind_of
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

COMMENTABLE: dict[str, Callable[[Any], Mapping[str, str]]] = {}
"""By the code of a kind of record: its texts by what people call them. Later stages register theirs."""


def commentable(actor: Actor, inspection: Inspection, kind: str, pk: int) -> Model | None:
    """The record of this inspection that the actor may read and comment on; None when there is none."""
    if kind not in COMMENTABLE:
        return None
    return KINDS[kind].visible_to(actor).filter(pk=pk, inspection=inspection).first()


def texts_of(record: Model) -> Mapping[str, str]:
    """The texts of a record that may be commented on and are not empty."""
    reach = kind_of(type(record))
    texts = COMMENTABLE[reach.kind](record) if reach else {}
    return {label: text for label, text in texts.items() if text.strip()}


def comments_on(actor: Actor, record: Model) -> QuerySet[Comment]:
    """What the office said to this record, as far as the actor may read it."""
    reach = kind_of(type(record))
    rows = COMMENTS.visible_to(actor).filter(kind=reach.kind if reach else "", record=record.pk)
    return rows.select_related("created_by", "decided_by")


def beside(actor: Actor, record: Any) -> Mapping[str, Any] | None:
    """The card of comments beside a record; None when there is nothing to show and nothing to say."""
    reach, rows = kind_of(type(record)), list(comments_on(actor, record))
    may = INSPECTIONS.permits(actor, P.GUIDANCE_WRITE, record.inspection)
    address = (
        reverse("conduct:comment-new", args=[record.inspection_id, reach.kind, record.pk]) if reach and may else ""
    )
    return {"comments": rows, "comment_new": address, "COMMENT": COMMENT} if rows or address else None
