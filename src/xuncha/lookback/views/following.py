"""What follows a unit's results: the second problem list, the steps after it, items opened again."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import take_step
from xuncha.lookback import services
from xuncha.lookback.documents import notice, second_list
from xuncha.lookback.forms.results import IssueForm, ReopenForm
from xuncha.lookback.models import Kind, Point, Visited
from xuncha.lookback.selectors import POINTS, VISITED_UNITS
from xuncha.lookback.views.visits import crumbs
from xuncha.lookback.workflow import VISITED

STEPS: Mapping[str, Callable[..., Any]] = {
    "return": services.return_results,
    "clear": services.clear_unit,
    "again": services.ask_again,
    "close": services.close_unit,
}


@page(P.LOOKBACK_WRITE, of=VISITED_UNITS, methods=("GET", "POST"))
def issue(request: SignedInRequest, visited: Visited) -> HttpResponse:
    """Put to the unit what was not in place."""
    kept = Kept(request, f"lookback.unit:issue-{visited.pk}")
    form = IssueForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.issue_list(act, visited, **form.cleaned_data),
        title=_("印发二次问题清单"),
        done=lambda made: _("已印发 {number}").format(number=made.list_number),
        crumbs=[*crumbs(visited.visit), (str(visited.organisation), page_of(visited))],
        record=visited,
        kept=kept,
        context={"submit": _("印发"), "say": _("清单列出不到位和部分到位的事项；上届台账的事项同时列入继续整改。")},
    )


@page(P.LOOKBACK_READ, of=VISITED_UNITS, methods=("POST",))
def step(request: SignedInRequest, visited: Visited, step: str) -> HttpResponse:
    """Return, clear, ask again or close."""
    return take_step(request, visited, VISITED, STEPS, step)


@page(P.RECT_CLOSE, of=POINTS, methods=("GET", "POST"))
def reopen(request: SignedInRequest, point: Point) -> HttpResponse:
    """Open the item of rectification again."""
    form = ReopenForm(request.POST or None, initial={"reason": point.facts[:500]})
    return form_answer(
        request,
        form,
        lambda act: services.reopen_matter(act, point, **form.cleaned_data),
        title=_("重新打开"),
        done=_("已重新打开，单位按新的时限整改"),
        crumbs=[(str(point.visited.organisation), page_of(point.visited)), (str(point), page_of(point))],
        context={"say": str(point.matter), "submit": _("重新打开")},
    )


@page(P.LOOKBACK_READ, of=VISITED_UNITS)
def document(request: SignedInRequest, visited: Visited, kind: str) -> HttpResponseBase:
    """The notice, where the visit is no covert one; the second problem list."""
    if kind == "notice" and visited.visit.kind == Kind.COVERT:
        raise Http404
    drafts = VISITED_UNITS.permits(request.actor.as_staff, VISITED_UNITS.read, visited)
    if kind == "list" and visited.issued_at is None and not drafts:
        raise Http404
    make = {"notice": notice, "list": second_list}[kind]
    name = f"{visited.organisation} {_('通知') if kind == 'notice' else _('二次问题清单')}"
    on = localdate(visited.issued_at or request.now)
    return issued(make, visited, visited.visit.jurisdiction, on=on, filename=name, asked=request.GET)
