"""What units ask for, at the desk: more time, answers, acceptance of their reports; and notices of due dates."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.documents.delivery import issued, on_screen
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, listed, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.gathering import Labelled
from xuncha.foundation.ui.ledgers import (
    Chip,
    Choice,
    Column,
    Ledger,
    by_state,
    finished_last,
    main_column,
    state_column,
)
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.documents import day_of_report, extension_sheet, report_return_list, unit_report_document
from xuncha.rectification.forms.desk import AnswerForm, GrantForm
from xuncha.rectification.models import DueNotice, Extension, Query, UnitReport
from xuncha.rectification.rules.asking import reasons_not_to_decide, reasons_not_to_judge_report
from xuncha.rectification.selectors import (
    EXTENSIONS,
    JOINT_REVIEWS,
    NOTICES,
    QUERIES,
    UNIT_REPORTS,
    figures_of,
    jurisdiction_of,
    open_review,
    who_is_told,
)
from xuncha.rectification.selectors.figures import told
from xuncha.rectification.selectors.stopping import way_of
from xuncha.rectification.workflow import (
    EXTENSION,
    NOTICE,
    QUERY,
    SETTLED,
    UNIT_REPORT,
    ExtensionState,
    NoticeState,
    QueryState,
    UnitReportState,
)
from xuncha.rounds.selectors import inspection_spine

ITEM_PATH, PLAN_PATH = "item__plan__inspection", "plan__inspection"
EXTENSIONS_LEDGER = Ledger(
    "rectification.extensions",
    gettext_lazy("延期申请"),
    columns=(
        main_column(
            "title", gettext_lazy("整改问题"), lambda x: x.item.title, sort="item__title", sub=lambda x: x.item.number
        ),
        Column("unit", gettext_lazy("被巡察单位"), lambda x: x.item.plan.inspection.organisation, css="w5"),
        Column("from", gettext_lazy("原时限"), lambda x: x.from_on, sort="from_on", css="nw"),
        Column("to", gettext_lazy("申请延至"), lambda x: x.to_on, sort="to_on", css="nw"),
        Column("reason", gettext_lazy("理由"), lambda x: x.reason, css="fold"),
        state_column(EXTENSION, since=True),
    ),
    spine=inspection_spine(path=ITEM_PATH, done=Q(state__in=EXTENSION.finished())),
    choices=(by_state(EXTENSION),),
    search=("item__title", "item__number", "reason"),
    chips=(Chip("asked", gettext_lazy("待审批"), lambda _: Q(state=ExtensionState.ASKED)),),
    opening=gettext_lazy("共 {n} 份延期申请"),
    empty=gettext_lazy("单位在到期前提出的延期申请列在这里。"),
    overdue=overdue_in(EXTENSIONS),
    related=("item__plan__inspection__organisation", "item__plan__inspection__round"),
)
QUERIES_LEDGER = Ledger(
    "rectification.queries",
    gettext_lazy("单位来问"),
    columns=(
        main_column("text", gettext_lazy("内容"), str, sub=lambda q: q.item.number if q.item else ""),
        Column("unit", gettext_lazy("被巡察单位"), lambda q: q.plan.inspection.organisation, css="w5"),
        Column("kind", gettext_lazy("种类"), Labelled(lambda q: q.kind, lambda code: Query.Kind(code).label)),
        Column("asked", gettext_lazy("提出日期"), lambda q: localdate(q.created_at), sort="created_at"),
        state_column(QUERY, since=True),
    ),
    spine=inspection_spine(path=PLAN_PATH, done=Q(state__in=QUERY.finished())),
    choices=(by_state(QUERY), Choice("kind", gettext_lazy("种类"), "kind", Query.Kind.choices)),
    search=("text", "answer", "item__number"),
    chips=(Chip("asked", gettext_lazy("待答复"), lambda _: Q(state=QueryState.ASKED)),),
    opening=gettext_lazy("共 {n} 件来问"),
    empty=gettext_lazy("单位在整改中向巡察办咨询、请求指导的列在这里。"),
    overdue=overdue_in(QUERIES),
    related=("plan__inspection__organisation", "plan__inspection__round", "item"),
)
REPORTS_LEDGER = Ledger(
    "rectification.reports",
    gettext_lazy("整改情况报告"),
    columns=(
        main_column(
            "unit",
            gettext_lazy("被巡察单位"),
            lambda r: r.plan.inspection.organisation,
            sort="plan__inspection__organisation__name",
            sub=lambda r: r.plan.inspection.round,
        ),
        Column("kind", gettext_lazy("报告"), Labelled(lambda r: r.kind, lambda code: UnitReport.Kind(code).label)),
        Column("due", gettext_lazy("时限"), lambda r: r.due_on, sort="due_on", template="rectification/owed_cell.html"),
        Column("meeting", gettext_lazy("会议审议"), lambda r: r.party_meeting_on, css="fold"),
        state_column(UNIT_REPORT, since=True),
    ),
    spine=inspection_spine(path=PLAN_PATH, done=Q(state__in=UNIT_REPORT.finished())),
    choices=(by_state(UNIT_REPORT), Choice("kind", gettext_lazy("报告"), "kind", UnitReport.Kind.choices)),
    search=("plan__inspection__organisation__name", "text"),
    chips=(Chip("submitted", gettext_lazy("待审核"), lambda _: Q(state=UnitReportState.SUBMITTED)),),
    opening=gettext_lazy("共 {n} 份报告"),
    empty=gettext_lazy("整改方案审核通过以后，单位应报的两份报告列在这里。"),
    overdue=overdue_in(UNIT_REPORTS),
    order=(finished_last(UNIT_REPORT), "due_on"),
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=("text", "figures"),
)
NOTICES_LEDGER = Ledger(
    "rectification.notices",
    gettext_lazy("到期提醒"),
    columns=(
        main_column(
            "title", gettext_lazy("整改问题"), lambda n: n.item.title, sort="item__title", sub=lambda n: n.item.number
        ),
        Column("unit", gettext_lazy("被巡察单位"), lambda n: n.item.plan.inspection.organisation, css="w5"),
        Column("level", gettext_lazy("提醒"), Labelled(lambda n: n.level, lambda code: DueNotice.Level(code).label)),
        Column("on", gettext_lazy("到达日期"), lambda n: n.on, sort="on"),
        Column("due", gettext_lazy("时限"), lambda n: n.due_on, sort="due_on"),
        state_column(NOTICE),
    ),
    spine=inspection_spine(path=ITEM_PATH, done=Q(state__in=NOTICE.finished())),
    choices=(by_state(NOTICE), Choice("level", gettext_lazy("提醒"), "level", DueNotice.Level.choices)),
    search=("item__title", "item__number"),
    chips=(Chip("given", gettext_lazy("待阅"), lambda _: Q(state=NoticeState.GIVEN)),),
    opening=gettext_lazy("共 {n} 条提醒"),
    empty=gettext_lazy("整改事项临近或者超过时限时，按层级提醒到人。"),
    order=("-on",),
    related=("item__plan__inspection__organisation", "item__plan__inspection__round"),
)


@page(P.RECT_READ)
def extensions(request: SignedInRequest) -> HttpResponseBase:
    """Every request for more time within reach."""
    return EXTENSIONS_LEDGER.respond(request, EXTENSIONS.visible_to(request.actor))


@page(P.RECT_READ, of=EXTENSIONS)
def extension(request: SignedInRequest, extension: Extension) -> HttpResponse:
    """One request for more time and its decision."""
    if not EXTENSIONS.permits(request.actor.as_staff, EXTENSIONS.read, extension):
        return redirect("rectification_unit:item", pk=extension.item_id)
    own = extension.created_by_id == request.actor.pk
    wanted = P.RECT_RAISED if extension.state == ExtensionState.RAISED else P.RECT_EXTEND
    decides = EXTENSIONS.permits(request.actor, wanted, extension) and not own
    steps = buttons(
        request.actor,
        extension,
        EXTENSION,
        "rectification:extension-step",
        own=own,
        refused=dict.fromkeys(("refuse", "refuse_raised"), reasons_not_to_decide(own=own, settled=False)),
        leave_out=("grant", "grant_raised", "raise", "withdraw"),
    )
    context = {
        "extension": extension,
        "item": extension.item,
        "workflow": EXTENSION,
        "files": extension.files.select_related("file"),
        "settled": reasons_not_to_decide(own=own, settled=extension.item.state in SETTLED),
        "grantable": decides and extension.state in (ExtensionState.ASKED, ExtensionState.RAISED),
        "earlier": extension.item.extensions.filter(pk__lt=extension.pk).select_related("decided_by").order_by("pk"),
        "way": way_of(extension.item),
        "buttons": steps,
    }
    return render(request, "rectification/extension.html", context)


REFUSALS: dict[str, Any] = {"refuse": services.refuse_extension, "refuse_raised": services.refuse_raised_extension}


@page(P.RECT_READ, of=EXTENSIONS, methods=("POST",))
def extension_step(request: SignedInRequest, extension: Extension, step: str) -> HttpResponse:
    """Refuse more time."""
    return take_step(request, extension, EXTENSION, REFUSALS, step)


@page(P.RECT_EXTEND, of=EXTENSIONS, methods=("GET", "POST"))
def extension_grant(request: SignedInRequest, extension: Extension) -> HttpResponse:
    """Grant more time, as asked or shorter."""
    form = GrantForm(request.POST or None, initial={"to_on": extension.to_on})
    raised = extension.state == ExtensionState.RAISED
    grant = services.grant_raised_extension if raised else services.grant_extension
    return form_answer(
        request,
        form,
        lambda act: grant(act, extension, **form.cleaned_data),
        title=_("同意延期"),
        done=lambda granted: _("已同意延期至 {day}").format(day=granted.to_on),
        record=extension,
        context={"say": str(extension), "submit": _("同意延期")},
        crumbs=[(_("延期申请"), reverse("rectification:extensions")), (str(extension.item), page_of(extension))],
    )


@page(P.RECT_READ, of=EXTENSIONS)
def extension_document(request: SignedInRequest, extension: Extension) -> HttpResponseBase:
    """The request for more time with its decision."""
    on = localdate(extension.decided_at or extension.created_at)
    name = " ".join((_("延期申请审批表"), extension.item.number))
    return issued(
        extension_sheet, extension, jurisdiction_of(extension.item.plan), on=on, filename=name, asked=request.GET
    )


@page(P.RECT_READ, of=EXTENSIONS)
def extension_file(request: SignedInRequest, extension: Extension, attachment: int) -> HttpResponseBase:
    """One file that the unit attached."""
    return _attached(extension, attachment)


def _attached(record: Extension | Query, attachment: int) -> HttpResponseBase:
    found = record.files.select_related("file").filter(pk=attachment).first()
    if found is None:
        raise Http404
    return serve(found)


@page(P.RECT_READ)
def queries(request: SignedInRequest) -> HttpResponseBase:
    """Everything units asked within reach."""
    return QUERIES_LEDGER.respond(request, QUERIES.visible_to(request.actor))


@page(P.RECT_READ, of=QUERIES, methods=("GET", "POST"))
def query(request: SignedInRequest, query: Query) -> HttpResponse:
    """What a unit asked, and room for the answer."""
    if not QUERIES.permits(request.actor.as_staff, QUERIES.read, query):
        return redirect("rectification_unit:plan", pk=query.plan_id)
    own = query.created_by_id == request.actor.pk
    answers = query.state == QueryState.ASKED and not own and QUERIES.permits(request.actor, P.RECT_REVIEW, query)
    kept = Kept(request, f"rectification.query:{query.pk}")
    form = AnswerForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.answer_query(act, query, **form.cleaned_data),
        title=_("单位来问"),
        done=_("已答复"),
        kept=kept,
        template="rectification/query.html",
        context={
            "query": query,
            "workflow": QUERY,
            "files": query.files.select_related("file"),
            "answers": answers,
            "submit": _("答复"),
        },
        crumbs=[(_("单位来问"), reverse("rectification:queries"))],
    )


@page(P.RECT_READ, of=QUERIES)
def query_file(request: SignedInRequest, query: Query, attachment: int) -> HttpResponseBase:
    """One file that the unit attached."""
    return _attached(query, attachment)


@page(P.RECT_READ)
def unit_reports(request: SignedInRequest) -> HttpResponseBase:
    """The reports of units within reach."""
    return REPORTS_LEDGER.respond(request, UNIT_REPORTS.visible_to(request.actor))


@page(P.RECT_READ, of=UNIT_REPORTS)
def unit_report(request: SignedInRequest, report: UnitReport) -> HttpResponse:
    """One report with the figures of the records."""
    if not UNIT_REPORTS.permits(request.actor.as_staff, UNIT_REPORTS.read, report):
        return redirect("rectification_unit:report", pk=report.pk)
    joint = open_review(report.plan, report)
    refused = {"accept": reasons_not_to_judge_report(submitted=report.submitted_by_id == request.actor.pk)}
    context = {
        "report": report,
        "workflow": UNIT_REPORT,
        "figures": told(report.figures or figures_of(report.plan, localdate(request.now))),
        "pieces": on_screen(
            unit_report_document, report, jurisdiction_of(report.plan), on=day_of_report(report, request.now)
        ),
        "buttons": buttons(
            request.actor,
            report,
            UNIT_REPORT,
            "rectification:unit-report-step",
            refused=refused,
            leave_out=("submit", "consult") if joint is None else tuple(UNIT_REPORT.steps),
        ),
        "joint": joint,
        "joints": JOINT_REVIEWS.visible_to(request.actor).filter(report=report).order_by("-times"),
        "remarks": report.remarks.select_related("item").order_by("-times", "position"),
    }
    return render(request, "rectification/report.html", context)


@page(P.RECT_READ, of=UNIT_REPORTS, methods=("POST",))
def unit_report_step(request: SignedInRequest, report: UnitReport, step: str) -> HttpResponse:
    """Accept or return a report."""
    acts: dict[str, Callable[..., Any]] = {"accept": services.accept_report, "return": services.return_report}
    return take_step(request, report, UNIT_REPORT, acts, step)


@page(P.RECT_READ, of=UNIT_REPORTS)
def unit_report_file(request: SignedInRequest, report: UnitReport) -> HttpResponseBase:
    """The report as a document."""
    if not report.times:
        raise RuleViolated(say("报告还在起草，报送以后才能看。"))
    name = f"{report} {report.plan.inspection.organisation}"
    office = jurisdiction_of(report.plan)
    return issued(
        unit_report_document, report, office, on=day_of_report(report, request.now), filename=name, asked=request.GET
    )


@page(P.RECT_READ, of=UNIT_REPORTS)
def report_returns(request: SignedInRequest, report: UnitReport) -> HttpResponseBase:
    """The numbered list with which the report went back the last time."""
    name = f"{_('退回清单')} {report.plan.inspection.organisation}"
    return issued(report_return_list, report, jurisdiction_of(report.plan), on=localdate(request.now), filename=name)


@page(P.RECT_READ)
def notices(request: SignedInRequest) -> HttpResponseBase:
    """Notices addressed to this person's roles."""
    return NOTICES_LEDGER.respond(request, NOTICES.visible_to(request.actor))


@page(P.RECT_READ, of=NOTICES)
def notice(request: SignedInRequest, notice: DueNotice) -> HttpResponse:
    """One notice: which item, which step, since when; the unit's people are led to their own page."""
    if not NOTICES.permits(request.actor.as_staff, P.RECT_READ, notice):
        return redirect("rectification_unit:letters")
    rule, roles = who_is_told(notice)
    context = {
        "notice": notice,
        "rule": rule,
        "told": listed(words(role) for role in roles),
        "item": notice.item,
        "workflow": NOTICE,
        "buttons": buttons(request.actor, notice, NOTICE, "rectification:notice-step", leave_out=("lapse", "replace")),
    }
    return render(request, "rectification/notice.html", context)


@page(P.RECT_READ, of=NOTICES, methods=("POST",))
def notice_step(request: SignedInRequest, notice: DueNotice, step: str) -> HttpResponse:
    """Say that a notice was read."""
    return take_step(request, notice, NOTICE, {"see": services.see_notice}, step)
