"""Village cards: all villages of an inspection in one table, or one village on a phone."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.survey import services
from xuncha.survey.forms.villages import FIELDS, CardForm, Grid
from xuncha.survey.models import VillageCard
from xuncha.survey.selectors.villages import CARDS, lines_of, villages_in, visited_share


@page(P.SURVEY_READ, of=INSPECTIONS)
def villages(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Every village of an inspection: what it is like, how many households were visited of how many wanted."""
    today = timezone.localdate(request.now)
    lines = lines_of(request.actor, inspection, today)
    counted = [line.visits for line in lines if line.visits]
    context = {
        "inspection": inspection,
        "lines": lines,
        "share": visited_share(inspection, today),
        "written": len(counted),
        "enough": sum(one.enough for one in counted),
        "households": sum(one.households for one in counted),
        "visited": sum(one.visited for one in counted),
        "writes": INSPECTIONS.permits(request.actor, P.SURVEY_WRITE, inspection),
    }
    return render(request, "survey/villages.html", context)


@page(P.SURVEY_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def grid(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Write all cards in one table: all of them or none, each complaint beside its input."""
    lines = lines_of(request.actor, inspection, timezone.localdate(request.now))
    grid = Grid(lines, request.POST if request.method == "POST" else None)
    refused: list[str] = []
    if grid.is_valid():
        try:
            written = services.write_cards(act_of(request), inspection, rows=list(grid.typed()))
        except RuleViolated as refusal:
            told = [(why, words(why.text)) for why in refusal.reasons]
            refused = [text for why, text in told if not grid.refuse(why.field, text)]
        else:
            messages.success(request, _("已保存 {n} 个村").format(n=len(written)))
            return HttpResponseRedirect(reverse("survey:villages", args=[inspection.pk]))
    context = {"inspection": inspection, "grid": grid, "refused": refused}
    return render(request, "survey/village_grid.html", context, status=422 if grid.bound else 200)


@page(P.SURVEY_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def write(request: SignedInRequest, inspection: Inspection, village: int) -> HttpResponse:
    """Write the card of one village, on a phone."""
    place = villages_in(inspection).filter(pk=village).first()
    if place is None:
        raise OutOfReach(say("这个村不在这次巡察的范围内。"))
    card = CARDS.visible_to(request.actor).filter(inspection=inspection, village=place).first()
    initial = {name: getattr(card, name) for name in FIELDS} if card else {"grade": place.village_risk or "general"}
    form = CardForm(request.POST or None, initial=initial)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.write_card(act, inspection, village=place, base_version=version, **form.card),
        title=_("村情卡 {village}").format(village=place),
        done=lambda made: (_("已保存"), page_of(made)),
        record=card,
        crumbs=[
            (str(inspection.organisation), page_of(inspection)),
            (_("村情卡"), reverse("survey:villages", args=[inspection.pk])),
        ],
    )


@page(P.SURVEY_READ, of=CARDS)
def card(request: SignedInRequest, card: VillageCard) -> HttpResponse:
    """One card."""
    line = next(
        (
            one
            for one in lines_of(request.actor, card.inspection, timezone.localdate(request.now))
            if one.village.pk == card.village_id
        ),
        None,
    )
    context = {
        "card": card,
        "visits": line.visits if line else None,
        "writes": line is not None and CARDS.permits(request.actor, P.SURVEY_WRITE, card),
    }
    return render(request, "survey/card.html", context)
