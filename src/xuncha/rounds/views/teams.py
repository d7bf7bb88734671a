"""Teams: naming members beside what they declared, letting them go; asking for it once the round is authorised."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import attempt, base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.usecases import Act
from xuncha.rounds import services
from xuncha.rounds.forms import LeaveForm, MemberForm, NamingForm, TeamNameForm
from xuncha.rounds.models import Membership, Position, Replacement, Round, Team
from xuncha.rounds.selectors import ROUNDS, TEAMS, candidates_for, members_of_team, one_of, replacements_of, units_of
from xuncha.rounds.services.teams import is_staffed, may_change
from xuncha.rounds.views.rounds import trail
from xuncha.rounds.workflow import DECLARATION, REPLACEMENT, ROUND
from xuncha.talent.selectors import pool_names


@page(P.ROUND_READ, of=TEAMS, methods=("GET", "POST"))
def team(request: SignedInRequest, team: Team) -> HttpResponse:
    """The team: its members, and who may be named, with everything that speaks against it beside the name."""
    batch = team.round
    open_for_naming, staffed = may_change(team), is_staffed(team)
    naming = open_for_naming and ROUNDS.permits(request.actor, P.ROUND_DRAFT, batch)
    form = NamingForm(request.POST or None, team=team, staffed=staffed)
    if form.is_bound and form.is_valid():
        use_case: Callable[..., Membership | Replacement] = services.ask_joining if staffed else services.name_member
        named = attempt(request, form, lambda act: use_case(act, team, **form.answers()))
        if named is not None:
            said, address = _named(named)
            messages.success(request, said)
            return HttpResponseRedirect(address)
    today = timezone.localdate(request.now)
    wanted = {"pool": request.GET.get("pool", ""), "name": request.GET.get("name", "").strip()[:20]}
    context = {
        "team": team,
        "batch": batch,
        "units": units_of(team),
        "members": members_of_team(team),
        "form": form,
        "naming": naming,
        "staffed": staffed,
        "candidates": candidates_for(team, today, **wanted) if naming else [],
        "wanted": wanted,
        "pools": pool_names(today, batch.term.jurisdiction).items(),
        "positions": Position.choices,
        "exempting": open_for_naming and TEAMS.permits(request.actor, P.RECUSAL_HANDLE, team),
        "replacements": replacements_of(team),
        "DECLARATION": DECLARATION,
        "REPLACEMENT": REPLACEMENT,
        "ROUND": ROUND,
    }
    return render(request, "rounds/team.html", context, status=form.status)


def _named(made: Membership | Replacement) -> tuple[str, str]:
    if isinstance(made, Replacement):
        return asked_for(made)
    return _("已任命{person}").format(person=made.person), f"{page_of(made.team)}#members"


def asked_for(made: Replacement) -> tuple[str, str]:
    """What to say of a request that was handed in, and where it is."""
    return _("已提交申请：{replacement}，另一人批准后生效").format(replacement=made), page_of(made)


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("POST",))
def add(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Add a team with the next number."""
    created = services.add_team(act_of(request), batch)
    messages.success(request, _("已增加{team}").format(team=created))
    return HttpResponseRedirect(page_of(created))


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("POST",))
def remove(request: SignedInRequest, batch: Round, team: int) -> HttpResponse:
    """Take an empty team out of the draft."""
    found = one_of(batch.teams.all(), team)
    services.remove_team(act_of(request), batch, team=found)
    messages.success(request, _("已撤销{team}").format(team=found))
    return HttpResponseRedirect(f"{page_of(batch)}#teams")


@page(P.ROUND_DRAFT, of=TEAMS, methods=("GET", "POST"))
def rename(request: SignedInRequest, team: Team) -> HttpResponse:
    """Call the team something else."""
    form = TeamNameForm(request.POST or None, initial={"name": team.name})
    return form_answer(
        request,
        form,
        lambda act: services.rename_team(act, team, base_version=base_version(request), **form.cleaned_data),
        title=_("修改组名"),
        done=lambda saved: _("已改为{team}").format(team=saved),
        record=team,
        crumbs=crumbs_of(team),
    )


@page(P.ROUND_DRAFT, of=TEAMS, methods=("GET", "POST"))
def change(request: SignedInRequest, team: Team, member: int) -> HttpResponse:
    """Give a member another duty; another place too, which is asked for once the round is authorised."""
    found = present_member(team, member)
    staffed = is_staffed(team)
    form = MemberForm(
        request.POST or None, member=found, staffed=staffed, initial={"position": found.position, "duty": found.duty}
    )

    def perform(act: Act) -> Membership | Replacement:
        if form.asks:
            return services.ask_position(act, team, member=found, **form.answers())
        version = base_version(request)
        return services.change_member(act, team, member=found, base_version=version, **form.answers())

    def done(saved: Membership | Replacement) -> tuple[str, str]:
        if isinstance(saved, Replacement):
            return asked_for(saved)
        return _("已调整{person}").format(person=saved.person), f"{page_of(team)}#members"

    return form_answer(
        request,
        form,
        perform,
        title=_("调整职务和分工：{person}").format(person=found.person),
        done=done,
        record=found,
        crumbs=crumbs_of(team),
    )


@page(P.ROUND_DRAFT, of=TEAMS, methods=("GET", "POST"))
def leave(request: SignedInRequest, team: Team, member: int) -> HttpResponse:
    """Let a member go, with the reason; once the round is authorised, ask for it."""
    found = present_member(team, member)
    staffed = is_staffed(team)
    form = LeaveForm(request.POST or None)
    use_case: Callable[..., Membership | Replacement] = services.ask_leaving if staffed else services.remove_member

    def done(gone: Membership | Replacement) -> tuple[str, str]:
        if isinstance(gone, Replacement):
            return asked_for(gone)
        return _("已免去{person}").format(person=gone.person), f"{page_of(team)}#members"

    return form_answer(
        request,
        form,
        lambda act: use_case(act, team, member=found, **form.cleaned_data),
        title=_("免去：{person}").format(person=found.person),
        done=done,
        crumbs=crumbs_of(team),
        context={
            "say": _("本轮已授权，免去由另一人批准后生效，权限同时收回；要有人接替的，用“更换”。")
            if staffed
            else _("要有人接替的，用“更换”。"),
            "submit": _("提交申请") if staffed else _("免去"),
        },
    )


def present_member(team: Team, member: int) -> Membership:
    """Somebody who belongs to the team now."""
    return one_of(team.memberships.filter(left_on__isnull=True).select_related("person__user"), member)


def crumbs_of(team: Team) -> list[tuple[str, str]]:
    """The way to the page of a team."""
    return [*trail(team.round), (str(team), page_of(team))]
