"""Classifications: editions by axis, the tree of one with its cross-walk, and an office's own edition."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.regulations import services
from xuncha.foundation.regulations.forms import CategoryForm, CategoryNameForm, EditionForm, LinkForm
from xuncha.foundation.regulations.models import Category, Taxonomy
from xuncha.foundation.regulations.selectors import (
    CATEGORIES,
    TAXONOMIES,
    came_from,
    crosswalk,
    taxonomy_versions,
)
from xuncha.foundation.regulations.views.answering import answer, office_in, visible


def _page_of(taxonomy: Taxonomy) -> str:
    return reverse("regulations:taxonomy", kwargs={"pk": taxonomy.pk})


@page(P.REGULATIONS_READ)
def taxonomies(request: SignedInRequest) -> HttpResponse:
    """Every edition of every classification."""
    today = timezone.make_naive(request.now).date()
    rows = [
        {"taxonomy": t, "now": t.valid_from <= today and (t.valid_to is None or today < t.valid_to)}
        for t in taxonomy_versions(request.actor)
    ]
    return render(request, "regulations/taxonomies.html", {"rows": rows})


@page(P.REGULATIONS_READ, of=TAXONOMIES)
def taxonomy(request: SignedInRequest, record: Taxonomy) -> HttpResponse:
    """One edition: its tree, and beside each category what it is called in another edition."""
    others = taxonomy_versions(request.actor).filter(axis=record.axis).exclude(pk=record.pk)
    wanted = request.GET.get("against", "")
    against = next((t for t in others if str(t.pk) == wanted), None)
    lines: list[tuple[Category, list[Any]]] = (
        crosswalk(record, against) if against else [(category, []) for category in record.categories.all()]
    )
    writable = TAXONOMIES.permitted(request.actor, P.REGULATIONS_WRITE)
    context = {
        "record": record,
        "lines": lines,
        "others": others,
        "against": against,
        "may_copy": request.actor.holds(P.REGULATIONS_WRITE),
        "may_write": writable.filter(pk=record.pk).exists(),
        "may_unlink": against is not None and writable.filter(pk=against.pk).exists(),
    }
    return render(request, "regulations/taxonomy.html", context)


@page(P.REGULATIONS_WRITE, methods=("GET", "POST"))
def new_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make an edition of the office's own."""
    source = visible(TAXONOMIES, request, pk)
    form = EditionForm(request.POST or None, initial={"name": source.name}, actor=request.actor)
    return answer(
        request,
        form,
        lambda act: services.draft_taxonomy(
            act,
            office_in(form),
            source=source,
            edition=form.cleaned_data["edition"],
            name=form.cleaned_data["name"],
            valid_from=form.cleaned_data["valid_from"],
        ),
        title=_("另立本地版本"),
        back=_page_of(source),
        to=_page_of,
        say=_("类别照抄过来再改，每一项都自动对照到原来的版本。"),
    )


@page(P.REGULATIONS_WRITE, of=TAXONOMIES, methods=("GET", "POST"))
def new_category(request: SignedInRequest, record: Taxonomy) -> HttpResponse:
    """Add a category."""
    form = CategoryForm(request.POST or None, taxonomy=record)
    return answer(
        request,
        form,
        lambda act: services.add_category(act, record, **form.cleaned_data),
        title=_("新增类别"),
        back=_page_of(record),
        record=record,
    )


@page(P.REGULATIONS_WRITE, of=CATEGORIES, methods=("GET", "POST"))
def category(request: SignedInRequest, record: Category) -> HttpResponse:
    """Change the name of a category."""
    form = CategoryNameForm(request.POST or None, initial={"name": record.name})
    return answer(
        request,
        form,
        lambda act: services.rename_category(act, record, **form.cleaned_data),
        title=_("修改类别名称"),
        back=_page_of(record.taxonomy),
        record=record,
    )


@page(P.REGULATIONS_WRITE, of=CATEGORIES, methods=("POST",))
def retire(request: SignedInRequest, record: Category) -> HttpResponse:
    """Take a category out of use from today on."""
    services.retire_category(act_of(request), record, on=timezone.make_naive(request.now).date())
    messages.success(request, _("已停用 {name}").format(name=record))
    return HttpResponseRedirect(_page_of(record.taxonomy))


@page(P.REGULATIONS_WRITE, of=CATEGORIES, methods=("GET", "POST"))
def link(request: SignedInRequest, record: Category) -> HttpResponse:
    """Say which category of another classification means the same."""
    form = LinkForm(request.POST or None, actor=request.actor, category=record)
    back = _page_of(record.taxonomy)
    title = _("对照 {name}").format(name=record)
    names = "、".join(f"{c.taxonomy} {c.code} {c.name}" for c in came_from(record))
    return answer(
        request,
        form,
        lambda act: services.link_categories(act, record, **form.cleaned_data),
        title=title,
        back=back,
        record=record,
        say=_("已对照：{names}").format(names=names) if names else _("还没有对照。"),
    )


@page(P.REGULATIONS_WRITE, of=CATEGORIES, methods=("POST",))
def unlink(request: SignedInRequest, record: Category, source: int) -> HttpResponse:
    """Take a line out of the cross-walk."""
    services.unlink_categories(act_of(request), record, source=visible(CATEGORIES, request, source))
    messages.success(request, _("已去掉一条对照"))
    return HttpResponseRedirect(_page_of(record.taxonomy))
