"""The glossary, searchable, for everybody who is signed in."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render

from xuncha.core.terms import matching
from xuncha.foundation.http import SignedInRequest, personal_page


@personal_page()
def terms(request: SignedInRequest) -> HttpResponse:
    """The terms that fit the words, by group."""
    query = request.GET.get("q", "").strip()[:60]
    found = matching(query)
    groups = [(label, list(entries)) for label, entries in groupby(found, key=lambda term: term.group)]
    return render(request, "regulations/terms.html", {"query": query, "groups": groups, "count": len(found)})
