"""What the schemes propose to follow, and what people decided."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.evaluation import services
from xuncha.evaluation.models import Follow
from xuncha.evaluation.rules.following import BY_LETTER, DO_LABEL, LOOK_BACK, key_of
from xuncha.evaluation.rules.sheets import reasons_not_to_follow
from xuncha.evaluation.selectors import FOLLOWS, follow_own
from xuncha.evaluation.selectors.outcomes import Outcome, in_words, outcomes_of
from xuncha.evaluation.selectors.using import plan_of
from xuncha.evaluation.workflow import FOLLOW, FollowState
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.ui.gathering import Together
from xuncha.foundation.ui.ledger_parts import Spine
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.steps import buttons, take_step

FOLLOWS_LEDGER = Ledger(
    "evaluation.follows",
    gettext_lazy("评估结果运用"),
    columns=(
        main_column("subject", gettext_lazy("评估对象"), lambda one: one.subject.name, sort="subject__name"),
        Column("grade", gettext_lazy("等次"), lambda one: one.subject.grade_label, css="w3"),
        Column("what", gettext_lazy("建议"), str, sort="what", css="w5"),
        Column("outcome", gettext_lazy("办理情况"), Together(in_words), css="w6"),
        Column("decision", gettext_lazy("不采纳的理由"), lambda one: one.decision, css="fold"),
        state_column(FOLLOW, since=True),
    ),
    spine=Spine(
        term="subject__run__round__term_id",
        year="subject__run__round__year",
        round="subject__run__round_id",
        unit="subject__organisation",
        done=Q(state__in=FOLLOW.finished()),
    ),
    choices=(by_state(FOLLOW),),
    search=("subject__name",),
    chips=(Chip("open", gettext_lazy("待决定"), lambda _: Q(state=FollowState.PROPOSED)),),
    related=("subject__run",),
    without=("subject__inputs",),
    opening=gettext_lazy("共 {n} 条建议"),
    empty=gettext_lazy("结果审定以后，按方案的等次列出建议，由人决定采纳不采纳。"),
)


@page(P.EVALUATION_READ)
def follows(request: SignedInRequest) -> HttpResponseBase:
    """Every proposal within reach."""
    return FOLLOWS_LEDGER.respond(request, FOLLOWS.visible_to(request.actor))


@page(P.EVALUATION_READ, of=FOLLOWS)
def follow(request: SignedInRequest, follow: Follow) -> HttpResponse:
    """One proposal and its decision."""
    against = reasons_not_to_follow(own=follow_own(follow, request.actor.pk))
    refused = {"confirm": against, "dismiss": against}
    outcomes = outcomes_of([follow.pk]).get(follow.pk, [])
    rows = [(one, one.read is not None and request.actor.holds(one.read)) for one in outcomes]
    context = {
        "follow": follow,
        "outcomes": rows,
        "next": _next(request, follow, outcomes) if follow.state == FollowState.CONFIRMED else None,
        "elsewhere": follow.subject.organisation_id is None,
        "workflow": FOLLOW,
        "buttons": buttons(request.actor, follow, FOLLOW, "evaluation:follow-step", refused=refused),
    }
    return render(request, "evaluation/follow.html", context)


def _next(request: SignedInRequest, follow: Follow, outcomes: Sequence[Outcome]) -> tuple[str, str] | None:
    """What is to be done now that it was confirmed, for whoever may: the words and the address."""
    office, key = follow.subject.run.round.term.jurisdiction, key_of(follow.pk)
    if follow.what == LOOK_BACK:
        permission, name, query = P.LOOKBACK_WRITE, "lookback:visit-new", f"source={key}"
    elif follow.what in BY_LETTER:
        permission, name, query = (
            P.LETTER_WRITE,
            "supervision:letter-new",
            f"hint={BY_LETTER[follow.what]}&subject={key}",
        )
    else:
        permission, name, query = P.USE_WRITE, "accountability:use-new", f"source={key}"
    begun = any(not one.over for one in outcomes)
    known = follow.what == LOOK_BACK or plan_of(follow) is not None
    if begun or not known or follow.subject.organisation_id is None:
        return None
    if not JURISDICTIONS.permits(request.actor, permission, office):
        return None
    return DO_LABEL[follow.what], f"{reverse(name, args=[office.pk])}?{query}"


STEPS: dict[str, Callable[..., Any]] = {"confirm": services.confirm_follow, "dismiss": services.dismiss_follow}


@page(P.EVALUATION_READ, of=FOLLOWS, methods=("POST",))
def step(request: SignedInRequest, follow: Follow, step: str) -> HttpResponse:
    """Decide."""
    return take_step(request, follow, FOLLOW, STEPS, step)
