"""Writing a letter: from a suggestion or of one's own accord, its words and the items it is about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, finished_last, main_column, picked, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to
from xuncha.rectification.models import Item
from xuncha.rectification.selectors import ITEMS, overdue_on
from xuncha.rectification.workflow import ITEM
from xuncha.rounds.selectors import inspection_spine
from xuncha.supervision import services
from xuncha.supervision.forms.letters import LetterForm, ReissueForm, WordsForm
from xuncha.supervision.models import Letter
from xuncha.supervision.rules.kinds import KINDS, follow_ups
from xuncha.supervision.selectors import LETTERS, addressees
from xuncha.supervision.selectors.suggesting import Suggestion, items_behind, the_suggestion
from xuncha.supervision.views.letters import crumbs

GET_POST = ("GET", "POST")
GATHERED = Ledger(
    "supervision.gather",
    lazy("选入整改事项"),
    columns=(
        main_column("title", lazy("整改问题"), lambda i: i.title, sub=lambda i: i.number),
        Column("unit", lazy("被巡察单位"), lambda i: i.plan.inspection.organisation, css="w5"),
        Column("due", lazy("时限"), lambda i: i.due_on, sort="due_on", css="nw"),
        Column("returned", lazy("退回次数"), lambda i: i.times_returned or "", sort="times_returned", css="num fold"),
        state_column(ITEM),
    ),
    spine=inspection_spine(
        path="plan__inspection",
        category="opinion_item__findings__classifications__category_id",
        done=Q(state__in=ITEM.finished()),
    ),
    choices=(by_state(ITEM),),
    search=("title", "number", "text"),
    opening=lazy("共 {n} 项可选"),
    empty=lazy("反馈意见送达以后，反馈的每个问题列在这里。"),
    overdue=overdue_on,
    order=(finished_last(ITEM), "due_on"),
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=("text", "objective", "statement", "similar", "plan__overall", "plan__inspection__round__scheme"),
    bulk=(("add", lazy("选入")),),
)
"""Items to choose from, by round, unit and class of finding: for letters and for campaigns."""


def gatherable(request: SignedInRequest, jurisdiction: Jurisdiction) -> QuerySet[Item]:
    """The office's items within reach; an item of several findings may fit a class twice and comes once."""
    rows = ITEMS.visible_to(request.actor).filter(plan__inspection__round__term__jurisdiction=jurisdiction)
    return rows.distinct() if request.GET.get("category") else rows


def items_picked(request: SignedInRequest) -> list[Item]:
    """The items ticked, in the order of their numbers."""
    rows = ITEMS.visible_to(request.actor).filter(pk__in=picked(request)).order_by("number")
    return list(rows.select_related("plan__inspection__organisation"))


@page(P.LETTER_WRITE, of=JURISDICTIONS, methods=GET_POST)
def new(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Begin a letter: empty, or as suggested (`?hint=`, `?subject=`), with the items behind the suggestion."""
    today = localdate(request.now)
    asked: dict[str, Any] = {name: request.POST.get(name) or request.GET.get(name, "") for name in ("hint", "subject")}
    suggestion = the_suggestion(jurisdiction, today, **asked) if asked["hint"] else None
    if request.method == "GET" and asked["hint"] and suggestion is None:
        raise OutOfReach(say("这条建议已经不成立，或者已经有人起草了函件。"))
    items = items_picked(request) if request.method == "POST" else _behind(suggestion, request)
    kept = Kept(request, f"supervision.letter:new-{jurisdiction.pk}-{asked['hint']}-{asked['subject']}")
    form = LetterForm(
        request.POST or None, initial={**_prefilled(suggestion), **kept.typed}, addressees=addressees(jurisdiction)
    )
    return form_answer(
        request,
        form,
        lambda act: services.draft_letter(act, jurisdiction, items=items, **asked, **form.cleaned_data),
        title=_("起草函件"),
        done=lambda made: (_("已起草，核对清单和要求后送签发"), page_of(made)),
        crumbs=crumbs(),
        kept=kept,
        template="supervision/letter_new.html",
        context={"items": items, "suggestion": suggestion, "asked": asked, "submit": _("起草")},
    )


def _behind(suggestion: Suggestion | None, request: SignedInRequest) -> list[Item]:
    if suggestion is None:
        return []
    rows = items_behind(suggestion, localdate(request.now)).filter(pk__in=ITEMS.visible_to(request.actor).values("pk"))
    return list(rows.select_related("plan__inspection__organisation"))


def _prefilled(suggestion: Suggestion | None) -> dict[str, Any]:
    """What a suggested letter begins with."""
    if suggestion is None:
        return {}
    kind = KINDS[suggestion.kind]
    about = suggestion.to.name if suggestion.to else suggestion.label
    title = f"关于{about}有关问题整改的{kind.label}"[:100]
    return {"kind": kind.code, "addressee": suggestion.to, "title": title, "text": kind.demand}


@page(P.LETTER_WRITE, of=LETTERS, methods=GET_POST)
def edit(request: SignedInRequest, letter: Letter) -> HttpResponse:
    """Change the words of a draft."""
    kept = Kept(request, f"supervision.letter:{letter.pk}")
    initial = {"addressee": letter.addressee, "title": letter.title, "text": letter.text or KINDS[letter.kind].demand}
    form = WordsForm(
        request.POST or None, initial={**initial, **kept.typed}, addressees=addressees(letter.jurisdiction)
    )
    return form_answer(
        request,
        form,
        lambda act: services.write_letter(act, letter, base_version=base_version(request), **form.cleaned_data),
        title=_("修改函件"),
        crumbs=_trail(letter),
        record=letter,
        kept=kept,
    )


def _trail(letter: Letter) -> list[tuple[str, str]]:
    return [*crumbs(), (str(letter), page_of(letter))]


@page(P.LETTER_WRITE, of=LETTERS, methods=GET_POST)
def gather(request: SignedInRequest, letter: Letter) -> HttpResponseBase:
    """Choose items for a draft: by round, unit, state or class of finding."""
    if request.method == "POST":
        items = items_picked(request)
        services.add_items(act_of(request), letter, items=items)
        messages.success(request, _("已选入 {n} 项").format(n=len(items)))
        return back_to(letter)
    rows = gatherable(request, letter.jurisdiction).exclude(letter_lines__letter=letter)
    return gathering(request, rows, _trail(letter), reverse("supervision:letter-items", args=[letter.pk]))


def gathering(
    request: SignedInRequest, rows: QuerySet[Item], trail: Sequence[tuple[str, str]], url: str
) -> HttpResponseBase:
    """The list to choose items from; what is ticked is posted to `url`."""
    context = {"trail": trail}
    return replace(GATHERED, bulk_url=url).respond(request, rows, template="supervision/gather.html", context=context)


@page(P.LETTER_WRITE, of=LETTERS, methods=("POST",))
def remove(request: SignedInRequest, letter: Letter, item: int) -> HttpResponse:
    """Take an item out of a draft."""
    found = get_object_or_404(Item, pk=item, letter_lines__letter=letter)
    services.remove_item(act_of(request), letter, item=found)
    messages.success(request, _("已去掉 {item}").format(item=found.number))
    return back_to(letter)


@page(P.LETTER_WRITE, of=LETTERS, methods=GET_POST)
def reissue(request: SignedInRequest, letter: Letter) -> HttpResponse:
    """Close a letter that brought nothing and begin the one that follows."""
    kept = Kept(request, f"supervision.letter:reissue-{letter.pk}")
    form = ReissueForm(request.POST or None, initial=kept.typed, kinds=follow_ups(letter.kind))
    return form_answer(
        request,
        form,
        lambda act: services.reissue_letter(act, letter, **form.cleaned_data),
        title=_("续发函件"),
        done=lambda made: (
            _("已起草{kind}，核对后送签发").format(kind=words(KINDS[made.kind].label)),
            page_of(made),
        ),
        crumbs=_trail(letter),
        record=letter,
        kept=kept,
        context={
            "say": _("这一件记为办理不到位，清单带到新的一件；新的一件另行签发、另行编号、另有时限。"),
            "submit": _("续发"),
        },
    )
