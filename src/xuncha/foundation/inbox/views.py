"""The page everybody starts from, and what belongs to every page: history, finding, drafts, saved views."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Scope
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, personal_page
from xuncha.foundation.inbox import services
from xuncha.foundation.inbox.desk import (
    begun_by,
    done_by,
    overdue_of_others,
    oversees,
    tab_counts,
    unsent_by,
    with_returns,
)
from xuncha.foundation.inbox.digest import digest_of
from xuncha.foundation.inbox.selectors import found_by, history_of
from xuncha.foundation.inbox.sources import LIMIT, book_of_rules, counted, desk_of
from xuncha.foundation.reach import KINDS, page_of
from xuncha.foundation.ui.guide import guide_for
from xuncha.foundation.ui.manual import chapter_html, chapters

UNIT_CHAPTERS = ("unit", "keyboard")  # the others name what an inspected unit never reads about
TABS = ("late", "done", "begun", "drafts")
"""What the inbox shows besides what waits for me."""


@personal_page()
def inbox(request: SignedInRequest) -> HttpResponse:
    """What waits for me, said in words, most urgent first; and the other tabs."""
    ask, tab = request.GET.get("ask", ""), request.GET.get("tab", "")
    tab = tab if tab in TABS else ""
    today, book = request.now.date(), book_of_rules()
    counts, todos = desk_of(request.actor, book)
    context = {
        "counts": counts,
        "total": sum(counts.values()),
        "ask": ask,
        "tab": tab,
        "late": [todo for todo in todos if todo.is_late(today)],
        "today": today,
        "guide": guide_for(request.actor),
        "tabs": tab_counts(request.actor, book, request.now),
        "oversees": oversees(request.actor),
        "shown": LIMIT,
    }
    if tab == "done":
        context["done"] = done_by(request.actor, request.now)
    elif tab == "drafts":
        context["unsent"] = unsent_by(request.actor)
    else:
        if tab == "late":
            todos = overdue_of_others(request.actor, book, today)
        elif tab == "begun":
            todos = begun_by(request.actor, book)
        elif ask:
            todos = [todo for todo in todos if todo.ask == ask]
        context["todos"] = with_returns(todos)
    return render(request, "inbox/inbox.html", context)


@personal_page()
def digest(request: SignedInRequest) -> HttpResponse:
    """The day on one sheet, for printing."""
    return render(request, "inbox/digest.html", {"digest": digest_of(request.actor, request.now)})


@personal_page()
def count(request: SignedInRequest) -> HttpResponse:
    """The number beside 待办, asked for after the page is there."""
    n = sum(counted(request.actor).values())
    return HttpResponse(format_html('<span class="n">{}</span>', n) if n else "")


@personal_page()
def history(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """
    What happened to a record, old → new, for those who may read it from inside: an inspected unit never sees who on
    the team did what, nor what the team thinks of its answer.
    """
    reach = KINDS.get(kind)
    record = reach.visible_to(request.actor.as_staff).filter(pk=pk).first() if reach else None
    if reach is None or record is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    entries = history_of(record)
    if request.headers.get("HX-Request"):
        return render(request, "ui/history_list.html", {"entries": entries})
    context = {"record": record, "entries": entries, "kind_label": reach.label, "record_url": page_of(record)}
    return render(request, "ui/history.html", context)


@personal_page()
def find(request: SignedInRequest) -> HttpResponse:
    """Numbers, units and titles among everything I may read; a single hit opens at once."""
    text = request.GET.get("q", "").strip().replace("\x00", "")[:60]
    hits = found_by(request.actor, text) if text else []
    if len(hits) == 1 and len(hits[0][1]) == 1:
        return HttpResponseRedirect(page_of(hits[0][1][0]))
    return render(request, "inbox/find.html", {"text": text, "hits": hits})


@personal_page(methods=("POST",))
def draft(request: SignedInRequest) -> HttpResponse:
    """Keep what is being typed; answers with the line that the form shows."""
    code = request.POST.get("_draft", "")[:80]
    fields = {
        name: values if len(values) > 1 else values[0]
        for name, values in request.POST.lists()
        if not name.startswith("_") and name != "csrfmiddlewaretoken" and "password" not in name
    }
    act = act_of(request)
    act.key = None  # every keeping is an act of its own; the form's key belongs to its submission
    saved = services.keep_draft(act, code, fields)
    return HttpResponse(_("草稿已保存 {at}").format(at=saved.saved_at.astimezone(request.now.tzinfo).strftime("%H:%M")))


@personal_page(methods=("POST",))
def drop_draft(request: SignedInRequest) -> HttpResponse:
    """Throw a draft away."""
    services.drop_draft(act_of(request), request.POST.get("code", "")[:80])
    messages.success(request, _("已去掉草稿"))
    return HttpResponseRedirect(local(request.POST.get("next", "")))


@personal_page(methods=("POST",))
def views(request: SignedInRequest) -> HttpResponse:
    """Save or remove a set of filters of a ledger."""
    ledger, act = request.POST.get("ledger", "")[:60], act_of(request)
    if request.POST.get("remove"):
        services.remove_view(act, ledger, request.POST["remove"])
        messages.success(request, _("已去掉这组条件"))
    else:
        services.save_view(act, ledger, request.POST.get("name", ""), request.POST.get("query", ""))
        messages.success(request, _("已保存这组条件"))
    return HttpResponseRedirect(local(request.POST.get("next", "")))


@personal_page()
def manual(request: SignedInRequest, chapter: str = "") -> HttpResponse:
    """One chapter of the manual with the list of those for the reader: an inspected unit reads its own."""
    in_portal = bool(request.actor.held) and all(held.scope is Scope.UNIT for held in request.actor.held)
    readable = [(name, title) for name, title in chapters() if name in UNIT_CHAPTERS or not in_portal]
    known = [name for name, _title in readable]
    name = chapter or (known[0] if known else "")
    if name not in known:
        raise Http404
    context = {"chapters": readable, "chapter": name, "text": chapter_html(name)}
    return render(request, "inbox/manual.html", context)


def local(address: str) -> str:
    """An address on this site, or the inbox: nobody is sent elsewhere by a form field."""
    parts = urlsplit(address)
    safe = address.startswith("/") and not address.startswith("//") and not parts.scheme and not parts.netloc
    return address if safe and "\\" not in address else "/desk/"
