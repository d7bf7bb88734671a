"""A circle as its keepers see it: who opens, letting in, leaving, and the change of keys with its progress."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, personal_page
from xuncha.foundation.sealing import services
from xuncha.foundation.sealing.circles import left_behind, renewal_due
from xuncha.foundation.sealing.forms import AdmitForm
from xuncha.foundation.sealing.models import Circle
from xuncha.foundation.sealing.purposes import candidates_for
from xuncha.foundation.sealing.selectors.custody import recoveries_around
from xuncha.foundation.sealing.selectors.keeping import boxes_of, former_keepers, keepers_of, own_circle
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.sealing.workflow import RECOVERY, RELEASE
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.pages import form_answer


def _own(request: SignedInRequest, pk: int) -> Circle:
    found = own_circle(request.actor.user, pk)
    if found is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return found


@personal_page()
def circle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who opens what one keeps, who did, and what is to be done about it."""
    one = _own(request, pk)
    left = left_behind(one).count()
    total = boxes_of(one)
    context = {
        "circle": one,
        "keepers": keepers_of(one),
        "former": former_keepers(one),
        "total": total,
        "left": left,
        "done": total - left,
        "due": renewal_due(one),
        "unlocked": unlocked_by(request) is not None,
        "recoveries": recoveries_around(one),
        "RECOVERY": RECOVERY,
        "RELEASE": RELEASE,
    }
    return render(request, "sealing/circle.html", context)


@personal_page(methods=("GET", "POST"))
def admit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let somebody else in; one's own key is open."""
    one, by = _own(request, pk), unlocked_by(request)
    if by is None:
        return to_unlock(request)
    form = AdmitForm(request.POST or None, candidates=candidates_for(one))
    return form_answer(
        request,
        form,
        lambda act: services.admit_keeper(act, one, **form.cleaned_data, by=by),
        title=_("增加保管人"),
        done=_("已增加保管人，对方现在能打开全部材料"),
        crumbs=_way(one),
        context={"say": _("此前的和今后的材料，新保管人都能打开。"), "submit": _("增加")},
    )


@personal_page(methods=("GET", "POST"))
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give up what one keeps."""
    one = _own(request, pk)
    return form_answer(
        request,
        Form(request.POST or None),
        lambda act: services.stop_keeping(act, one),
        title=_("不再保管"),
        done=_("您不再保管这些材料"),
        crumbs=_way(one),
        back=reverse("sealing:key"),
        context={
            "say": _("您的那份钥匙立即清空，您再也打不开这些材料。其他保管人不受影响。"),
            "submit": _("不再保管"),
        },
    )


@personal_page(methods=("POST",))
def renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a change of keys; the page of the circle carries it on."""
    one, by = _own(request, pk), unlocked_by(request)
    if by is not None:
        services.change_keys(act_of(request), one, by=by)
    return HttpResponseRedirect(reverse("sealing:circle", args=[one.pk]))


@personal_page(methods=("POST",))
def carry_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next portion of a change of keys. The key lies in this request alone; a stop loses nothing."""
    one, by = _own(request, pk), unlocked_by(request)
    if by is not None:
        services.carry_on(act_of(request), one, by=by)
        if not left_behind(one).exists():
            messages.success(request, _("密钥已全部更换"))
    return HttpResponseRedirect(reverse("sealing:circle", args=[one.pk]))


def _way(one: Circle) -> list[tuple[str, str]]:
    return [(_("保密口令"), reverse("sealing:key")), (one.name, reverse("sealing:circle", args=[one.pk]))]
