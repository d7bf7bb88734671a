"""Classifications: editions by axis, the tree of one with its cross-walk, and an office's own edition."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, listed, page
from xuncha.foundation.reach import page_of
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
from xuncha.foundation.regulations.views.answering import office_in, visible
from xuncha.foundation.ui.pages import form_answer, saved


@page(P.REGULATIONS_READ)
def taxonomies(request: SignedInRequest) -> HttpResponse:
    """Every edition of every classification."""
    today = timezone.localdate(request.now)
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
    context = {
        "record": record,
        "lines": lines,
        "others": others,
        "against": against,
        "may_copy": request.actor.holds(P.REGULATIONS_WRITE),
        "may_write": TAXONOMIES.permits(request.actor, P.REGULATIONS_WRITE, record),
        "may_unlink": against is not None and TAXONOMIES.permits(request.actor, P.REGULATIONS_WRITE, against),
    }
    return render(request, "regulations/taxonomy.html", context)


@page(P.REGULATIONS_WRITE, methods=("GET", "POST"))
def new_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make an edition of the office's own."""
    source = visible(TAXONOMIES, request, pk)
    form = EditionForm(request.POST or None, initial={"name": source.name}, actor=request.actor)
    return form_answer(
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
        back=page_of(source),
        done=lambda made: (saved(made), page_of(made)),
        context={"say": _("类别照抄过来再改，每一项都自动对照到原来的版本。")},
    )


@page(P.REGULATIONS_WRITE, of=TAXONOMIES, methods=("GET", "POST"))
def new_category(request: SignedInRequest, record: Taxonomy) -> HttpResponse:
    """Add a category."""
    form = CategoryForm(request.POST or None, taxonomy=record)
    return form_answer(
        request,
        form,
        lambda act: services.add_category(act, record, **form.cleaned_data),
        title=_("新增类别"),
        back=page_of(record),
        record=record,
    )


@page(P.REGULATIONS_WRITE, of=CATEGORIES, methods=("GET", "POST"))
def category(request: SignedInRequest, record: Category) -> HttpResponse:
    """Change the name of a category."""
    form = CategoryNameForm(request.POST or None, initial={"name": record.name})
    return form_answer(
        request,
        form,
        lambda act: services.rename_category(act, record, **form.cleaned_data),
        title=_("修改类别名称"),
        back=page_of(record.taxonomy),
        record=record,
    )


@page(P.REGULATIONS_WRITE, of=CATEGORIES, methods=("POST",))
def retire(request: SignedInRequest, record: Category) -> HttpResponse:
    """Take a category out of use from today on."""
    services.retire_category(act_of(request), record, on=timezone.localdate(request.now))
    messages.success(request, _("已停用 {name}").format(name=record))
    return HttpResponseRedirect(page_of(record.taxonomy))


@page(P.REGULATIONS_WRITE, of=CATEGORIES, methods=("GET", "POST"))
def link(request: SignedInRequest, record: Category) -> HttpResponse:
    """Say which category of another classification means the same."""
    form = LinkForm(request.POST or None, actor=request.actor, category=record)
    back = page_of(record.taxonomy)
    title = _("对照 {name}").format(name=record)
    names = listed(f"{c.taxonomy} {c.code} {c.name}" for c in came_from(record))
    return form_answer(
        request,
        form,
        lambda act: services.link_categories(act, record, **form.cleaned_data),
        title=title,
        back=back,
        record=record,
        context={"say": _("已对照：{names}").format(names=names) if names else _("还没有对照。")},
    )


@page(P.REGULATIONS_WRITE, of=CATEGORIES, methods=("POST",))
def unlink(request: SignedInRequest, record: Category, source: int) -> HttpResponse:
    """Take a line out of the cross-walk."""
    services.unlink_categories(act_of(request), record, source=visible(CATEGORIES, request, source))
    messages.success(request, _("已去掉一条对照"))
    return HttpResponseRedirect(page_of(record.taxonomy))
