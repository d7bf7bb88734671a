"""Members who change: the best successors with what each costs, the request, and its approval by another person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.foundation.usecases import Act
from xuncha.rounds import services
from xuncha.rounds.forms import ReplaceForm
from xuncha.rounds.models import Membership, Replacement, Team
from xuncha.rounds.rules import reasons_not_to_approve_replacement
from xuncha.rounds.selectors import REPLACEMENTS, TEAMS, successors
from xuncha.rounds.services.replacing import concerned_by
from xuncha.rounds.services.teams import is_staffed
from xuncha.rounds.views.teams import asked_for, crumbs_of, present_member
from xuncha.rounds.workflow import REPLACEMENT

STEPS: Mapping[str, Callable[..., Any]] = {
    "approve": services.approve_replacement,
    "refuse": services.refuse_replacement,
    "withdraw": services.withdraw_replacement,
}


@page(P.ROUND_DRAFT, of=TEAMS, methods=("GET", "POST"))
def replace(request: SignedInRequest, team: Team, member: int) -> HttpResponse:
    """Put another person in a member's place; once the round is authorised, ask for it."""
    found = present_member(team, member)
    staffed = is_staffed(team)
    form = ReplaceForm(request.POST or None, team=team, member=found, initial={"person": request.GET.get("person", "")})
    use_case: Callable[..., Membership | Replacement] = services.ask_replacement if staffed else services.replace_member

    def perform(act: Act) -> Membership | Replacement:
        return use_case(act, team, member=found, **form.cleaned_data)

    def done(made: Membership | Replacement) -> tuple[str, str]:
        if isinstance(made, Replacement):
            return asked_for(made)
        return _("已由{person}接替").format(person=made.person), f"{page_of(team)}#members"

    return form_answer(
        request,
        form,
        perform,
        title=_("更换：{person}").format(person=found.person),
        done=done,
        crumbs=crumbs_of(team),
        template="rounds/replace.html",
        context={
            "say": _("职务和分工不变，权限同时交接。本轮已授权，更换由另一人批准后生效。")
            if staffed
            else _("职务和分工不变。"),
            "submit": _("提交申请") if staffed else _("更换"),
            "successors": successors(team, found, timezone.localdate(request.now)),
            "member": found,
        },
    )


@page(P.ROUND_READ, of=REPLACEMENTS)
def replacement(request: SignedInRequest, replacement: Replacement) -> HttpResponse:
    """One request: who for whom, why, who asked and who decided."""
    concerned = request.actor.pk in concerned_by(replacement)
    gone = replacement.member is not None and replacement.member.left_on is not None
    refused = {"approve": reasons_not_to_approve_replacement(own=False, concerned=concerned, gone=gone)}
    context = {
        "replacement": replacement,
        "team": replacement.team,
        "steps": buttons(
            request.actor,
            replacement,
            REPLACEMENT,
            "rounds:replacement-step",
            own=replacement.created_by_id == request.actor.pk,
            refused=refused,
        ),
        "REPLACEMENT": REPLACEMENT,
    }
    return render(request, "rounds/replacement.html", context)


@page(P.ROUND_READ, of=REPLACEMENTS, methods=("POST",))
def replacement_step(request: SignedInRequest, replacement: Replacement, step: str) -> HttpResponse:
    """Approve, refuse or withdraw."""
    return take_step(request, replacement, REPLACEMENT, STEPS, step)
