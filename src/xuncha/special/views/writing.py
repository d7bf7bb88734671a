"""Writing a special report: what it is about, its sources, its facts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.forms import Form, base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to
from xuncha.special import services
from xuncha.special.forms import FactForm, HeadForm, SourcesForm
from xuncha.special.models import Kind, SpecialRegister, SpecialReport
from xuncha.special.rules import Fact
from xuncha.special.selectors import REPORTS, SPECIAL_REGISTERS
from xuncha.special.selectors.content import citable, content_of


@page(P.SPECIAL_WRITE, of=SPECIAL_REGISTERS, methods=("GET", "POST"))
def begin(request: SignedInRequest, register: SpecialRegister, kind: str) -> HttpResponse:
    """Begin a report of one of the two kinds."""
    if kind not in Kind.values:
        raise Http404
    form = HeadForm(request.POST or None, kind=kind)
    return form_answer(
        request,
        form,
        lambda act: services.begin_report(act, register, kind=kind, **form.cleaned_data),
        title=_("起草{kind}").format(kind=Kind(kind).label),
        done=lambda made: (_("已起草 {number}，接着选依据、写事实").format(number=made.number), page_of(made)),
        crumbs=[(str(register), page_of(register))],
        context={"say": _("保存后内容即加密，只有指定人员能打开。"), "submit": _("起草")},
    )


@page(P.SPECIAL_WRITE, of=REPORTS, methods=("GET", "POST"))
def head(request: SignedInRequest, report: SpecialReport) -> HttpResponse:
    """Put right what or whom it is about."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    content = content_of(report, by)
    first = {"about": content.about, "asked": content.asked, "urgency": report.urgency}
    form = HeadForm(request.POST or None, kind=report.kind, initial=first)

    def act(act: Any) -> SpecialReport:
        return services.write_head(act, report, by=by, base_version=base_version(request), **form.cleaned_data)

    return _form(request, report, form, act, _("修改标题和请示事项"))


@page(P.SPECIAL_WRITE, of=REPORTS, methods=("GET", "POST"))
def sources(request: SignedInRequest, report: SpecialReport) -> HttpResponse:
    """Put records on the list of sources."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    chosen = {one.key for one in content_of(report, by).sources}
    possible = [one for one in citable(report.register.inspection, request.actor) if one.key not in chosen]
    form = SourcesForm(request.POST or None, possible=possible)
    return _form(
        request,
        report,
        form,
        lambda act: services.cite(act, report, by=by, **form.cleaned_data),
        _("选依据"),
        say="" if possible else _("没有还能选的依据：先签底稿、登记谈话、收资料。"),
    )


@page(P.SPECIAL_WRITE, of=REPORTS, methods=("GET", "POST"))
def new_fact(request: SignedInRequest, report: SpecialReport) -> HttpResponse:
    """Write one more fact."""
    by = unlocked_by(request)
    return to_unlock(request) if by is None else _fact(request, report, by, None)


@page(P.SPECIAL_WRITE, of=REPORTS, methods=("GET", "POST"))
def fact(request: SignedInRequest, report: SpecialReport, place: int) -> HttpResponse:
    """Write a fact anew."""
    by = unlocked_by(request)
    return to_unlock(request) if by is None else _fact(request, report, by, place)


def _fact(request: SignedInRequest, report: SpecialReport, by: Unlocked, place: int | None) -> HttpResponse:
    content = content_of(report, by)
    if place is not None and not 1 <= place <= len(content.facts):
        raise Http404
    was = content.facts[place - 1] if place else Fact("")
    first = {"text": was.text, "explained": was.explained, "explanation": was.explanation}
    form = FactForm(request.POST or None, kind=report.kind, initial=first)

    def act(act: Any) -> SpecialReport:
        told = {**form.cleaned_data, "place": place, "base_version": base_version(request)}
        return services.write_fact(act, report, by=by, **told)

    title = _("第 {n} 段").format(n=place or len(content.facts) + 1)
    return _form(request, report, form, act, title, template="special/fact_form.html", sources=content.sources)


@page(P.SPECIAL_WRITE, of=REPORTS, methods=("POST",))
def drop(request: SignedInRequest, report: SpecialReport, place: int) -> HttpResponse:
    """Leave a fact out."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request, page_of(report))
    services.drop_fact(act_of(request), report, by=by, place=place)
    messages.success(request, _("已删去第 {n} 段，以前的稿子里还有").format(n=place))
    return back_to(report)


def _form(
    request: SignedInRequest,
    report: SpecialReport,
    form: Form,
    act: Any,
    title: str,
    *,
    template: str = "ui/form_page.html",
    **context: Any,
) -> HttpResponse:
    crumbs = [(_("专题和即时报告"), reverse("special:reports")), (report.number, page_of(report))]
    return form_answer(
        request, form, act, title=title, record=report, crumbs=crumbs, template=template, context=context
    )
