"""The page everybody starts from, and what belongs to every page: history, finding, drafts, saved views."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Role, Scope
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, personal_page
from xuncha.foundation.inbox import services
from xuncha.foundation.inbox.cards import days_ahead, held_by
from xuncha.foundation.inbox.delegations import StandIns, delegations_of, stand_ins, takers_for, with_givers
from xuncha.foundation.inbox.desk import (
    begun_by,
    done_by,
    kinds_first,
    overdue_of_others,
    oversees,
    overview,
    unsent_by,
    with_returns,
)
from xuncha.foundation.inbox.digest import digest_of
from xuncha.foundation.inbox.dues import RuleBook
from xuncha.foundation.inbox.forms import DelegationForm
from xuncha.foundation.inbox.notices import folded, kinds_of, notices_to, shown_notices
from xuncha.foundation.inbox.selectors import found_by, history_of
from xuncha.foundation.inbox.sources import LIMIT, Todo, book_of_rules, desk_of, left_to, waiting_and_late
from xuncha.foundation.inbox.versions import compared, versions_of
from xuncha.foundation.reach import KINDS, Reach, page_of
from xuncha.foundation.ui.guide import guide_for
from xuncha.foundation.ui.manual import chapter_html, chapters
from xuncha.foundation.ui.pages import form_answer

UNIT_CHAPTERS = ("unit", "disclosure", "department", "keyboard")  # the others name what no unit reads about
DEPARTMENT_CHAPTERS = ("department", "keyboard")
TABS = ("read", "late", "done", "begun", "left", "drafts")
"""What the inbox shows besides what waits for me."""
LONGEST = 19  # digits of a number in the journal, and one more
LATE = "late"  # beside the kinds of asking: those that have waited too long


@personal_page()
def inbox(request: SignedInRequest) -> HttpResponse:
    """What waits for me, said in words, most urgent first; the other tabs; what I have in hand and what comes up."""
    ask, tab = request.GET.get("ask", ""), request.GET.get("tab", "")
    tab = tab if tab in TABS else ""
    now, book = localtime(request.now), book_of_rules()
    there_is = overview(request.actor, book, now)
    arranged = stand_ins(request.actor, now) if there_is.tabs["left"] else StandIns()
    counts, todos = desk_of(request.actor, book, arranged.taker, there_is.workflows)
    late = [todo for todo in todos if todo.is_late(now.date())]
    context = {
        "counts": counts,
        "kinds": kinds_first(counts, ask),
        "total": sum(counts.values()),
        "ask": ask,
        "tab": tab,
        "late": late,
        "today": now.date(),
        "guide": guide_for(request.actor),
        "tabs": there_is.tabs,
        "oversees": oversees(request.actor),
        "shown": LIMIT,
        "arranged": arranged,
        "in_hand": held_by(request.actor, now.date()),
        "coming_up": days_ahead(request.actor, now.date()),
    }
    if tab in {"", "late", "begun", "left"}:
        if tab:
            todos = _of_others(request, tab, book, arranged, now)
        elif ask:
            todos = late if ask == LATE else [todo for todo in todos if todo.ask == ask]
        context["todos"] = with_givers(with_returns(todos), arranged.taken)
    return render(request, "inbox/inbox.html", context | _of_the_tab(request, tab, now))


def _of_others(request: SignedInRequest, tab: str, book: RuleBook, arranged: StandIns, now: datetime) -> list[Todo]:
    """The to-dos of a tab that somebody else has in hand."""
    if tab == "late":
        return overdue_of_others(request.actor, book, now.date())
    if tab == "begun":
        return begun_by(request.actor, book)
    return left_to(request.actor, arranged.taker, book) if arranged.taker else []


def _of_the_tab(request: SignedInRequest, tab: str, now: datetime) -> dict[str, Any]:
    """What a tab shows that is no list of to-dos."""
    if tab == "done":
        return {"done": done_by(request.actor, now)}
    if tab == "drafts":
        return {"unsent": unsent_by(request.actor)}
    if tab == "left":
        return {"delegations": delegations_of(request.actor)}
    if tab == "read":
        seen, kind = request.GET.get("seen") == "1", request.GET.get("kind", "")
        unit, notices = request.GET.get("unit", ""), shown_notices(request.actor, now, read=seen, kind=kind)
        lines = (
            [one for one in notices if one.unit == unit] if unit else folded(notices, request.actor, by_kind=not kind)
        )
        kinds = kinds_of(notices_to(request.actor, now, read=seen))
        return {"notices": lines, "seen": seen, "kind": kind, "unit": unit, "kinds": kinds}
    return {}


@personal_page(methods=("POST",))
def read(request: SignedInRequest) -> HttpResponse:
    """Note what has been read: the ticked notice or pile, or all, of one kind where the list showed one."""
    given = [seq for seq in request.POST.get("seq", "").split(",") if seq.isdigit() and len(seq) < LONGEST]
    wanted = None if request.POST.get("all") and not given else [int(seq) for seq in given]
    n = services.mark_read(act_of(request), wanted, kind=request.POST.get("kind", ""))
    messages.success(request, _("已阅 {n} 条").format(n=n))
    return HttpResponseRedirect(f"{reverse('inbox:inbox')}?tab=read")


@personal_page(methods=("GET", "POST"))
def delegation_new(request: SignedInRequest) -> HttpResponse:
    """Leave one's turn to somebody for some days."""
    takers = takers_for(request.actor, request.now)
    form = DelegationForm(request.POST or None, takers=takers, initial={"from_on": localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.delegate(act, **form.cleaned_data),
        title=_("委托他人代办"),
        done=lambda made: (_("已委托{name}代办").format(name=made.taker.name), f"{reverse('inbox:inbox')}?tab=left"),
        crumbs=[(_("待办"), reverse("inbox:inbox"))],
        template="inbox/delegation_form.html",
        context={"takers": takers, "submit": _("委托")},
    )


@personal_page(methods=("POST",))
def delegation_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an arrangement before its day."""
    services.end_delegation(act_of(request), pk)
    messages.success(request, _("已结束委托"))
    return HttpResponseRedirect(f"{reverse('inbox:inbox')}?tab=left")


@personal_page()
def digest(request: SignedInRequest) -> HttpResponse:
    """The day on one sheet, for printing."""
    return render(request, "inbox/digest.html", {"digest": digest_of(request.actor, localtime(request.now))})


@personal_page()
def count(request: SignedInRequest) -> HttpResponse:
    """The numbers in the frame, asked for after the page is there: what waits, what is late, what is to be read."""
    now = localtime(request.now)
    waiting, late = waiting_and_late(request.actor, book_of_rules(), now.date(), stand_ins(request.actor, now).taker)
    context = {"waiting": waiting, "overdue": late, "unread": notices_to(request.actor, now).count()}
    return render(request, "inbox/counts.html", context)


@personal_page()
def history(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """
    What happened to a record, old → new, for those who may read it from inside: an inspected unit never sees who on
    the team did what, nor what the team thinks of its answer.
    """
    reach, record = _from_inside(request, kind, pk)
    entries = history_of(record)
    if request.headers.get("HX-Request"):
        return render(request, "ui/history_list.html", {"entries": entries})
    versions = reverse("inbox:versions", args=[kind, pk])
    context = {"record": record, "entries": entries, "kind_label": reach.label, "record_url": page_of(record)}
    return render(request, "ui/history.html", context | {"versions": versions})


def _from_inside(request: SignedInRequest, kind: str, pk: int) -> tuple[Reach[Any], Model]:
    """The record of this kind, for those who may read it as staff."""
    reach = KINDS.get(kind)
    record = reach.visible_to(request.actor.as_staff).filter(pk=pk).first() if reach else None
    if reach is None or record is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return reach, record


@personal_page()
def versions(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Two versions of a record, the last two unless asked: what differs, and who changed it."""
    reach, record = _from_inside(request, kind, pk)
    told = versions_of(record)
    last = len(told)
    older, newer = _number(request, "older", max(last - 1, 0), last), _number(request, "newer", last, last)
    context = {
        "record": record,
        "kind_label": reach.label,
        "record_url": page_of(record),
        "versions": told,
        "older": min(older, newer),
        "newer": max(older, newer),
        "compared": compared(record, told, min(older, newer), max(older, newer)),
    }
    return render(request, "ui/versions.html", context)


def _number(request: SignedInRequest, name: str, otherwise: int, most: int) -> int:
    """A version asked for by its number; what is none of them counts as not asked."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and int(asked) <= most else otherwise


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
    """One chapter of the manual with the list of those for the reader: a unit and a department read their own."""
    held = request.actor.held
    readable = list(chapters())
    if held and all(one.scope is Scope.UNIT for one in held):
        titles = dict(readable)
        theirs = DEPARTMENT_CHAPTERS if all(one.role is Role.DEPARTMENT for one in held) else UNIT_CHAPTERS
        readable = [(name, titles[name]) for name in theirs]
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
