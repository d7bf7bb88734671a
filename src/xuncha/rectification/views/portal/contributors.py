"""Who of the unit may hand in what is given to them: accounts that the liaison opens and ends."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.credentials import new_password
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.pages import form_answer
from xuncha.rectification import services
from xuncha.rectification.forms.portal import ReasonForm
from xuncha.rectification.forms.portal_sharing import ContributorForm
from xuncha.rectification.models import Plan
from xuncha.rectification.rules.sharing import DAYS_OF_ACCOUNT, MOST_CONTRIBUTORS
from xuncha.rectification.selectors import PLANS
from xuncha.rectification.selectors.sharing import CONTRIBUTORS, contributors_of, organisations_of, plan_of_grant
from xuncha.rectification.views.portal.work import GET_POST


def _way(plan: Plan) -> list[tuple[str, str]]:
    return [(_("责任部门经办人"), reverse("rectification_unit:contributors", args=[plan.pk]))]


@page(P.RECT_APPOINT, of=PLANS)
def contributors(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Everybody who contributes to the unit's rectification now."""
    context = {
        "plan": plan,
        "grants": contributors_of(plan.inspection.organisation_id, request.now),
        "most": MOST_CONTRIBUTORS,
        "days": DAYS_OF_ACCOUNT,
    }
    return render(request, "rectification/unit_contributors.html", context)


@page(P.RECT_APPOINT, of=PLANS, methods=GET_POST)
def new(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Open an account; the first password stands in the form, to be handed over."""
    form = ContributorForm(
        request.POST or None, initial={"password": new_password()}, organisations=organisations_of(plan)
    )
    return form_answer(
        request,
        form,
        lambda act: services.appoint_contributor(act, plan, **form.said),
        title=_("增加经办人"),
        done=lambda user: _("已开户：{name}，登录名 {username}").format(name=user.name, username=user.username),
        crumbs=_way(plan),
        context={"submit": _("开户")},
    )


@page(P.RECT_APPOINT, of=CONTRIBUTORS, methods=GET_POST)
def end(request: SignedInRequest, grant: Grant) -> HttpResponse:
    """End what a contributor may do."""
    form = ReasonForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.dismiss_contributor(act, grant, **form.cleaned_data),
        title=_("停用经办人：{name}").format(name=grant.user.name),
        done=_("已停用"),
        crumbs=_way(plan_of_grant(request.actor, grant)),
        context={"submit": _("停用")},
    )
