"""What-if copies: making one, and taking over what was tried."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer
from xuncha.planning import services
from xuncha.planning.forms import ReasonForm
from xuncha.planning.models import PlanVersion
from xuncha.planning.selectors import PLANS
from xuncha.planning.views.asking import crumbs, schedule_url


@page(P.PLAN_DRAFT, of=PLANS, methods=("POST",))
def copy(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Copy a version to try something on it."""
    trial = services.copy_to_try(act_of(request), plan)
    messages.success(request, _("已复制为试算，改动不影响原稿"))
    return HttpResponseRedirect(schedule_url(trial))


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def take_over(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Make what was tried the draft."""
    form = ReasonForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.take_over(act, plan, **form.cleaned_data),
        title=_("采用试算"),
        done=lambda draft: (_("已采用到{plan}").format(plan=draft), page_of(draft)),
        crumbs=crumbs(plan),
        context={
            "say": _("试算的安排和排期条件将替换原稿的；原稿是现行规划的，由此起草调整。试算随后作废。"),
            "submit": _("采用试算"),
        },
    )
