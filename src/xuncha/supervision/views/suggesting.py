"""Letters that the system suggests: each with its reason and rows; a person drafts it or says why not."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.ui.pages import form_answer
from xuncha.supervision import services
from xuncha.supervision.forms.letters import DismissForm
from xuncha.supervision.rules.hints import HINTS
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.selectors import DISMISSALS
from xuncha.supervision.selectors.suggesting import Suggestion, followed, suggestions, the_suggestion

ROWS = 20
DISMISSED = 10


@page(P.LETTER_WRITE)
def suggested(request: SignedInRequest) -> HttpResponse:
    """What is suggested today, how many were followed, and what was dismissed with which reason."""
    offices = JURISDICTIONS.permitted(request.actor, P.LETTER_WRITE).order_by("pk")
    today = localdate(request.now)
    found = [(office, one) for office in offices for one in suggestions(office, today)]
    wanted = request.GET.get("hint", "")
    shown = [row for row in found if wanted in ("", row[1].hint)]
    counts = [(code, hint.label, sum(one.hint == code for _o, one in found)) for code, hint in HINTS.items()]
    rows = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "shown": [_row(office, one) for office, one in rows],
        "counts": [row for row in counts if row[2]],
        "wanted": wanted,
        "total": len(found),
        "followed": followed(offices),
        "dismissed": DISMISSALS.visible_to(request.actor).select_related("created_by")[:DISMISSED],
    }
    return render(request, "supervision/suggestions.html", context)


def _row(office: Jurisdiction, one: Suggestion) -> dict[str, object]:
    query = f"?hint={one.hint}&subject={one.subject}"
    draft = reverse("supervision:letter-new", args=[office.pk]) + query
    if one.letter is not None:
        draft = reverse("supervision:letter-reissue", args=[one.letter.pk])
    return {
        "one": one,
        "hint": HINTS[one.hint].label,
        "kind": "" if one.letter else KINDS[one.kind].label,
        "rows": _rows_behind(one),
        "draft": draft,
        "dismiss": reverse("supervision:suggestion-dismiss", args=[office.pk]) + query,
    }


def _rows_behind(one: Suggestion) -> str:
    """Where the rows behind a suggestion are to be seen."""
    if one.letter is not None:
        return reverse("supervision:letter", args=[one.letter.pk])
    if one.plan is None:
        _round, batch, _category, category = one.subject.split("-")
        return reverse("rectification:items") + f"?round={batch}&category={category}"
    if one.hint == "no_plan":
        return reverse("rectification:plan", args=[one.plan.pk])
    late = "&chip=late" if one.hint == "overdue" else ""
    return reverse("rectification:items") + f"?round={one.plan.inspection.round_id}&unit={one.to}{late}"


@page(P.LETTER_WRITE, of=JURISDICTIONS, methods=("GET", "POST"))
def dismiss(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Say why a suggestion is not followed."""
    asked = {name: request.GET.get(name, "") for name in ("hint", "subject")}
    one = the_suggestion(jurisdiction, localdate(request.now), **asked)
    if one is None:
        messages.info(request, _("这条建议已经不成立，不用再处理。"))
        return HttpResponseRedirect(reverse("supervision:suggestions"))
    form = DismissForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.dismiss_suggestion(act, jurisdiction, **asked, **form.cleaned_data),
        title=_("不采纳这条建议"),
        done=_("已记下不采纳的理由；情况加重了会再次提出"),
        crumbs=[(_("发函建议"), reverse("supervision:suggestions"))],
        context={"say": f"{one.label}：{one.why}", "submit": _("不采纳")},
    )
