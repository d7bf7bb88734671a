"""How many clues went where, for those who may know no more."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from xuncha.clues.rules import SMALL
from xuncha.clues.selectors import counting_jurisdictions, knows_exactly
from xuncha.clues.selectors.totals import rounds_of, totals_of
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page

ROUNDS = 3
"""How many rounds a page shows."""


@page(P.CLUE_COUNT)
def totals(request: SignedInRequest) -> HttpResponse:
    """The totals of each round as a whole, never of a unit; small ones only for those who decide."""
    places = []
    for place in counting_jurisdictions(request.actor):
        shown = Paginator(rounds_of(place), ROUNDS).get_page(request.GET.get("page"))
        exact = knows_exactly(request.actor, place)
        places.append((place, shown, [(batch, totals_of(batch, exact=exact)) for batch in shown], exact))
    return render(request, "clues/totals.html", {"places": places, "small": SMALL})
