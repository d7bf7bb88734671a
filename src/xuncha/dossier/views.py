"""Pages of a person's record: rank and dates, résumé, training, relations, what is sealed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.dossier import services
from xuncha.dossier.forms import (
    DossierForm,
    EndRelationForm,
    IdentityForm,
    PostForm,
    RelationForm,
    RevealForm,
    TrainingForm,
)
from xuncha.dossier.models import Post
from xuncha.dossier.selectors import POSTS, identity_of
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import attempt, base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.talent.models import Person, Relation
from xuncha.talent.selectors import PEOPLE, RELATIONS, organisations_near


def _crumbs(person: Person) -> list[tuple[str, str]]:
    return [(_("人才库"), reverse("talent:persons")), (person.name, page_of(person))]


@page(P.DOSSIER_WRITE, of=PEOPLE, methods=("GET", "POST"))
def dossier(request: SignedInRequest, person: Person) -> HttpResponse:
    """Keep rank, dates, places and absence right."""
    form = DossierForm(request.POST or None, initial={name: getattr(person, name) for name in services.DOSSIER})
    return form_answer(
        request,
        form,
        lambda act: services.keep_dossier(act, person, base_version=base_version(request), **form.cleaned_data),
        title=_("维护人事信息"),
        record=person,
        crumbs=_crumbs(person),
    )


@page(P.DOSSIER_WRITE, of=PEOPLE, methods=("GET", "POST"))
def new_post(request: SignedInRequest, person: Person) -> HttpResponse:
    """Add a line to the résumé."""
    form = PostForm(request.POST or None, organisations=organisations_near(person))
    return form_answer(
        request,
        form,
        lambda act: services.add_post(act, person, **form.cleaned_data),
        title=_("登记履历"),
        done=lambda made: _("已登记：{post}").format(post=made),
        crumbs=_crumbs(person),
        context={"say": _("在名录单位任职的，现任、曾任自动作为回避事项。")},
    )


@page(P.DOSSIER_WRITE, of=POSTS, methods=("GET", "POST"))
def post(request: SignedInRequest, post: Post) -> HttpResponse:
    """Correct a line of a résumé, or note its end."""
    initial = {name: getattr(post, name) for name in PostForm.base_fields}
    form = PostForm(request.POST or None, organisations=organisations_near(post.person), initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.change_post(act, post, base_version=base_version(request), **form.cleaned_data),
        title=_("修改履历"),
        record=post,
        crumbs=_crumbs(post.person),
    )


@page(P.PEOPLE_WRITE, of=PEOPLE, methods=("GET", "POST"))
def training(request: SignedInRequest, person: Person) -> HttpResponse:
    """Note a course."""
    form = TrainingForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.note_training(act, person, **form.cleaned_data),
        title=_("登记培训"),
        crumbs=_crumbs(person),
    )


@page(P.DOSSIER_WRITE, of=PEOPLE, methods=("GET", "POST"))
def identity(request: SignedInRequest, person: Person) -> HttpResponse:
    """Keep the identity number and the telephone; nothing of them is kept as a draft."""
    form = IdentityForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.identify(act, person, **form.cleaned_data),
        title=_("登记证件号和电话"),
        done=lambda saved: _("已保存 {name}").format(name=saved),
        crumbs=_crumbs(person),
        context={"say": _("加密保存，页面只显示后四位，不进导出和记录。")},
    )


@page(P.PEOPLE_REVEAL, of=PEOPLE, methods=("GET", "POST"))
def reveal(request: SignedInRequest, person: Person) -> HttpResponse:
    """Show the identity number and the telephone in full, after saying what for; the act is journaled."""
    form = RevealForm(request.POST or None)
    shown = None
    if form.is_bound and form.is_valid():
        shown = attempt(request, form, lambda act: services.reveal_identity(act, person, **form.cleaned_data))
    context = {
        "person": person,
        "form": form,
        "crumbs": _crumbs(person),
        "title": _("查看证件号和电话"),
        "back": page_of(person),
        "identity": identity_of(person, full=True) if shown is not None else None,
        "submit": _("查看"),
        "say": _("查看的人、时间和用途都会记录。"),
    }
    response = render(request, "dossier/reveal.html", context, status=form.status)
    response["Cache-Control"] = "no-store"
    return response


@page(P.PEOPLE_WRITE, of=PEOPLE, methods=("GET", "POST"))
def relate(request: SignedInRequest, person: Person) -> HttpResponse:
    """Note that two people of the pools are relatives or superior and subordinate."""
    others = PEOPLE.visible_to(request.actor).filter(jurisdiction=person.jurisdiction_id).exclude(pk=person.pk)
    form = RelationForm(request.POST or None, people=others.order_by("code"))
    return form_answer(
        request,
        form,
        lambda act: services.relate(act, person, **form.cleaned_data),
        title=_("登记人员关系"),
        done=lambda made: _("已登记：{tie}").format(tie=made),
        crumbs=_crumbs(person),
        context={"submit": _("登记"), "say": _("亲属、上下级不宜同组，选人时自动核对。")},
    )


@page(P.PEOPLE_WRITE, of=RELATIONS, methods=("GET", "POST"))
def relation(request: SignedInRequest, relation: Relation) -> HttpResponse:
    """End a relation that no longer holds."""
    form = EndRelationForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.end_relation(act, relation, **form.cleaned_data),
        title=_("解除人员关系"),
        done=lambda ended: _("已解除：{tie}").format(tie=ended),
        crumbs=_crumbs(relation.person),
        context={"submit": _("解除"), "say": str(relation)},
    )
