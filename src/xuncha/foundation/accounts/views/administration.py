"""The security administrator's desk: the list of people, a person's page, and what is done with an account."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts import credentials, services
from xuncha.foundation.accounts.forms import FirstPasswordForm, GrantForm, OpenForm, ParticularsForm, ReasonForm
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.selectors import ACCOUNTS, GRANTED, grants_of, people
from xuncha.foundation.http import SignedInRequest, act_of, listed, page, sent_text, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import Button, back_to


def _role(grant: Grant) -> str:
    return words(ROLE_LABEL[Role(grant.role)])


def _roles(user: User) -> str:
    held: list[Grant] = user.held_now  # type: ignore[attr-defined]  # prefetched by `people`
    return listed(dict.fromkeys(map(_role, held)))


def _state(user: User) -> tuple[str, str]:
    if not user.is_active:
        return "stop", N_("已停用")
    if user.shut:  # type: ignore[attr-defined]  # annotated by `people`
        return "late", N_("已锁定")
    return "ok", N_("正常")


PEOPLE_LEDGER = Ledger(
    "accounts.people",
    lazy("账号"),
    columns=(
        Column("name", lazy("姓名"), lambda u: u.name, sort="name", link=True, sub=lambda u: u.username),
        Column("organisation", lazy("单位"), lambda u: u.organisation, css="w6"),
        Column("post", lazy("职务"), lambda u: u.post, css="w5 fold"),
        Column("roles", lazy("角色"), _roles, css="main-cell"),
        Column("factor", lazy("第二步验证"), lambda u: N_("已启用") if u.otp_secret else N_("未启用"), css="w4"),
        Column(
            "seen",
            lazy("最近登录"),
            lambda u: u.last_login and f"{localtime(u.last_login):%Y-%m-%d}",
            sort="last_login",
        ),
        Column("state", lazy("状态"), lambda u: _state(u)[1], shape=lambda u: _state(u)[0], css="w4"),
    ),
    search=("name", "username", "organisation__name"),
    chips=(
        Chip("locked", lazy("已锁定"), lambda _actor: Q(shut=True)),
        Chip("off", lazy("已停用"), lambda _actor: Q(is_active=False)),
        Chip("single", lazy("未启用第二步验证"), lambda _actor: Q(is_active=True, otp_secret="")),
    ),
    related=("organisation",),
    opening=lazy("共 {n} 个账号"),
    order=("username",),
)


@page(P.ACCOUNTS_READ)
def people_list(request: SignedInRequest) -> HttpResponseBase:
    """Everybody who has an account, with what they hold now."""
    context = {"manages": request.actor.holds(P.ACCOUNTS_MANAGE)}
    rows = people(request.actor, request.now)
    return PEOPLE_LEDGER.respond(request, rows, template="accounts/people.html", context=context)


@page(P.ACCOUNTS_READ, of=ACCOUNTS)
def person(request: SignedInRequest, user: User) -> HttpResponse:
    """One person: particulars, sign-in, grants past and present; for the security administrator what can be done."""
    context = {
        "person": user,
        "grants": grants_of(user, request.now),
        "locked": user.is_locked(request.now),
        "ends": request.actor.holds(P.ACCOUNTS_MANAGE),
        "buttons": _buttons(request, user),
    }
    return render(request, "accounts/person.html", context)


def _crumbs(user: User | None = None) -> list[tuple[str, str]]:
    top = [(_("账号"), reverse("accounts:people"))]
    return [*top, (user.name, page_of(user))] if user else top


@page(P.ACCOUNTS_MANAGE, methods=("GET", "POST"))
def open_account(request: SignedInRequest) -> HttpResponse:
    """Open an account; the first password stands in the form, to be handed over."""
    form = OpenForm(request.POST or None, initial={"password": credentials.new_password()})
    return form_answer(
        request,
        form,
        lambda act: services.open_account(act, **form.cleaned_data),
        title=_("开户"),
        done=lambda user: (_("已开户：{name}。接着授予角色。").format(name=user.name), page_of(user)),
        crumbs=_crumbs(),
        context={"submit": _("开户")},
    )


@page(P.ACCOUNTS_MANAGE, of=ACCOUNTS, methods=("GET", "POST"))
def change_account(request: SignedInRequest, user: User) -> HttpResponse:
    """Correct name, organisation and post."""
    initial = {"name": user.name, "organisation": user.organisation_id, "post": user.post}
    form = ParticularsForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.change_account(act, user, base_version=base_version(request), **form.cleaned_data),
        title=_("修改账号"),
        done=lambda changed: _("已修改 {name} 的账号").format(name=changed.name),
        crumbs=_crumbs(user),
        record=user,
    )


@page(P.ACCOUNTS_MANAGE, of=ACCOUNTS, methods=("GET", "POST"))
def reset_password(request: SignedInRequest, user: User) -> HttpResponse:
    """Give a new first password."""
    form = FirstPasswordForm(request.POST or None, initial={"password": credentials.new_password()})
    return form_answer(
        request,
        form,
        lambda act: services.reset_password(act, user, **form.cleaned_data),
        title=_("重置口令"),
        done=_("已重置 {name} 的口令，原来的登录已结束").format(name=user.name),
        crumbs=_crumbs(user),
        record=user,
        context={"submit": _("重置口令")},
    )


@page(P.ACCOUNTS_MANAGE, of=ACCOUNTS, methods=("GET", "POST"))
def grant_role(request: SignedInRequest, user: User) -> HttpResponse:
    """Give a role over its thing and for a time."""
    form = GrantForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.grant_role(act, user, **form.cleaned_data),
        title=_("授予角色"),
        done=lambda grant: _("已授予 {name}：{role}").format(name=user.name, role=_role(grant)),
        crumbs=_crumbs(user),
        record=user,
        context={"submit": _("授予")},
    )


@page(P.ACCOUNTS_MANAGE, of=GRANTED, methods=("GET", "POST"))
def end_grant(request: SignedInRequest, grant: Grant) -> HttpResponse:
    """End a grant, with the reason."""
    form = ReasonForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.end_grant(act, grant, **form.cleaned_data),
        title=_("收回「{role}」").format(role=_role(grant)),
        done=_("已收回，对方下一次点击即失效"),
        crumbs=_crumbs(grant.user),
        record=grant,
        context={"submit": _("收回")},
    )


ACTS = {
    "switch-off": services.switch_off,
    "switch-on": services.switch_on,
    "reset-second-factor": services.reset_second_factor,
    "unlock": services.unlock,
}
DONE = {
    "switch-off": N_("已停用，登录随即结束"),
    "switch-on": N_("已启用"),
    "reset-second-factor": N_("已重置第二步验证，下次登录重新设置"),
    "unlock": N_("已解锁"),
}


@page(P.ACCOUNTS_MANAGE, of=ACCOUNTS, methods=("POST",))
def act_on(request: SignedInRequest, user: User, step: str) -> HttpResponse:
    """Switch off or on, reset the second factor, unlock."""
    if step not in ACTS:
        raise Http404
    reason = {} if step == "unlock" else {"reason": sent_text(request, "reason")}
    ACTS[step](act_of(request), user, **reason)  # type: ignore[operator]  # each with the reason it asks for
    messages.success(request, words(DONE[step]))
    return back_to(user)


def _buttons(request: SignedInRequest, user: User) -> list[Button]:
    """What the security administrator can do with this account as it stands."""
    if not request.actor.holds(P.ACCOUNTS_MANAGE):
        return []
    offered = [("switch-on", N_("启用"), True)] if not user.is_active else [("switch-off", N_("停用"), True)]
    if user.otp_secret:
        offered.insert(0, ("reset-second-factor", N_("重置第二步验证"), True))
    if user.is_locked(request.now):
        offered.insert(0, ("unlock", N_("解锁"), False))
    return [
        Button(
            step, label, reverse("accounts:people-act", args=[user.pk, step]), "x" if step == "switch-off" else "", asks
        )
        for step, label, asks in offered
    ]
