"""The sheet of one evaluated body at the desk: results, points, rates, ballots on paper, objections, files."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.core.scoring import Method, Sheet
from xuncha.evaluation import services
from xuncha.evaluation.documents import sheet_paper
from xuncha.evaluation.forms.scores import CaseForm, DecideForm, EnterObjectionForm, MarkForm, WithdrawForm
from xuncha.evaluation.models import Follow, Mark, Objection, Subject
from xuncha.evaluation.rules.sheets import (
    Step,
    digest_of,
    reasons_not_to_check,
    reasons_not_to_hand_in,
    reasons_not_to_settle,
)
from xuncha.evaluation.selectors import MARKS, OBJECTIONS, SUBJECTS, inputs_of, sheet_of
from xuncha.evaluation.selectors.outcomes import in_words
from xuncha.evaluation.selectors.pages import cases_of, lines_of, total_of, turnout_of
from xuncha.evaluation.selectors.sheets import items_of
from xuncha.evaluation.views.runs import trail as to_run
from xuncha.evaluation.workflow import SUBJECT, RunState, SubjectState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.documents.tables import write_table
from xuncha.foundation.http import SignedInRequest, act_of, listed, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.ledger_parts import Spine
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step

SUBJECTS_LEDGER = Ledger(
    "evaluation.subjects",
    gettext_lazy("评估结果"),
    columns=(
        main_column("name", gettext_lazy("评估对象"), lambda one: one.name, sub=lambda one: one.run.title),
        Column("total", gettext_lazy("得分"), lambda one: one.score, sort="total", css="num w3"),
        Column("grade", gettext_lazy("等次"), lambda one: one.grade_label, sort="grade_label", css="w3"),
        Column("settled_on", gettext_lazy("审定日期"), lambda one: one.settled_on, sort="settled_on", css="w4 fold"),
        state_column(SUBJECT, since=True),
    ),
    spine=Spine(
        term="run__round__term_id",
        year="run__round__year",
        round="run__round_id",
        unit="organisation",
        done=Q(state__in=SUBJECT.finished()),
    ),
    choices=(by_state(SUBJECT),),
    search=("name", "run__title"),
    chips=(Chip("shown", gettext_lazy("可提异议"), lambda _: Q(state=SubjectState.SHOWN)),),
    related=("run",),
    without=("inputs",),
    order=("-run_id", "pk"),
    opening=gettext_lazy("共 {n} 个评估对象"),
    overdue=overdue_in(SUBJECTS),
    empty=gettext_lazy("评估按单位、巡察组或者下级巡察机构出结果，不给个人打分。"),
)


def trail(subject: Subject) -> list[tuple[str, str]]:
    """The way to the pages of a sheet."""
    return [*to_run(subject.run), (subject.name, page_of(subject))]


@page(P.EVALUATION_READ)
def subjects(request: SignedInRequest) -> HttpResponseBase:
    """Every body evaluated, with its result once it is settled."""
    return SUBJECTS_LEDGER.respond(request, SUBJECTS.visible_to(request.actor))


def sheet_context(subject: Subject, sheet: Sheet) -> dict[str, Any]:
    """What every page with a sheet shows."""
    return {
        "subject": subject,
        "workflow": SUBJECT,
        "sheet": sheet,
        "lines": lines_of(subject, sheet),
        "total": total_of(sheet),
        "full": subject.run.scheme.scored.full,
        "turnout": turnout_of(subject),
        "digest": subject.digest or digest_of(subject.run.scheme.definition, inputs_of(subject)),
        "objections": subject.objections.select_related("created_by", "decided_by"),
    }


@page(P.EVALUATION_READ, of=SUBJECTS)
def subject(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """One sheet: every step of the arithmetic, who gave which points, what was objected, what follows."""
    sheet = sheet_of(subject)
    scheme = subject.run.scheme.scored
    scores = SUBJECTS.permits(request.actor, P.EVALUATION_SCORE, subject)
    writes = SUBJECTS.permits(request.actor, P.EVALUATION_WRITE, subject)
    closed, own = subject.run.state == RunState.CLOSED, subject.handed_by_id == request.actor.pk
    objecting = subject.objections.filter(decided_at=None).count()
    facts = Step(
        closed,
        missing=sheet.missing,
        own=own,
        objecting=objecting,
        objectable_until=subject.objectable_until,
        today=localdate(request.now),
    )
    refused = {
        "hand_in": reasons_not_to_hand_in(facts),
        "show": reasons_not_to_check(facts),
        "settle": reasons_not_to_settle(facts),
    }
    scoring = subject.state == SubjectState.SCORING and subject.run.state in {RunState.OPEN, RunState.CLOSED}
    context = {
        **sheet_context(subject, sheet),
        "desk": True,
        "cases": cases_of(subject),
        "vetoes": scheme.vetoes,
        "scores": scores and scoring,
        "keys": writes and subject.run.state == RunState.OPEN,
        "tallies": {one.group: one for one in subject.tallies.all()},
        "rated": any(one.method is Method.RATE for one in scheme.indicators),
        "objects": writes and subject.state == SubjectState.SHOWN,
        "decides": SUBJECTS.permits(request.actor, P.EVALUATION_APPROVE, subject),
        "follows": _follows(subject),
        "buttons": buttons(
            request.actor, subject, SUBJECT, "evaluation:subject-step", leave_out=("reopen",), refused=refused
        ),
    }
    return render(request, "evaluation/subject.html", context)


def _follows(subject: Subject) -> list[tuple[Follow, str]]:
    """What the grade proposed, with what became of it in words."""
    follows = list(subject.follows.all())
    done = in_words([one.pk for one in follows])
    return [(one, done.get(one.pk, "")) for one in follows]


@page(P.EVALUATION_SCORE, of=SUBJECTS, methods=("GET", "POST"))
def mark(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """Give or take points."""
    form = MarkForm(request.POST or None, scheme=subject.run.scheme.scored)
    form.offer(item=items_of(subject))
    return form_answer(
        request,
        form,
        lambda act: services.give_mark(act, subject, **form.told),
        title=_("打分"),
        done=_("已记下这一条"),
        crumbs=trail(subject),
    )


@page(P.EVALUATION_SCORE, of=SUBJECTS, methods=("GET", "POST"))
def case(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """Note one case of what a veto counts."""
    form = CaseForm(request.POST or None)
    vetoes = [(one.code, one.label) for one in subject.run.scheme.scored.vetoes]
    form.offer(code=vetoes, item=items_of(subject))
    return form_answer(
        request,
        form,
        lambda act: services.note_case(act, subject, **form.cleaned_data),
        title=_("记一件否决情形"),
        done=_("已记一件"),
        crumbs=trail(subject),
        context={"say": _("一件事记一次；达到方案规定的件数才否决，由复核人核对。")},
    )


@page(P.EVALUATION_SCORE, of=SUBJECTS, methods=("POST",))
def rates(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """Take the rates from the records as they stand today."""
    services.take_rates(act_of(request), subject)
    messages.success(request, _("已按今天的整改台账取数"))
    return HttpResponseRedirect(page_of(subject))


@page(P.EVALUATION_SCORE, of=MARKS, methods=("GET", "POST"))
def withdraw(request: SignedInRequest, mark: Mark) -> HttpResponse:
    """Withdraw points or a case."""
    form = WithdrawForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.withdraw_mark(act, mark, **form.cleaned_data),
        title=_("撤回打分"),
        done=_("已撤回，记录保留"),
        crumbs=trail(mark.subject),
        context={"say": mark.reason},
    )


@page(P.EVALUATION_WRITE, of=SUBJECTS, methods=("GET", "POST"))
def enter_objection(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """Enter an objection that came on paper."""
    form = EnterObjectionForm(request.POST or None)
    form.offer(code=about(subject))
    return form_answer(
        request,
        form,
        lambda act: services.enter_objection(act, subject, **form.cleaned_data),
        title=_("代录异议"),
        done=_("已录入异议"),
        crumbs=trail(subject),
    )


def about(subject: Subject) -> list[tuple[str, str]]:
    """What an objection can be about: the whole, or one indicator."""
    return [("", _("整张评分表")), *((one.code, one.label) for one in subject.run.scheme.scored.indicators)]


@page(P.EVALUATION_APPROVE, of=OBJECTIONS, methods=("GET", "POST"))
def decide(request: SignedInRequest, objection: Objection) -> HttpResponse:
    """Answer an objection."""
    form = DecideForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.decide_objection(act, objection, **form.cleaned_data),
        title=_("答复异议"),
        done=_("已答复"),
        crumbs=trail(objection.subject),
        context={"say": objection.text},
    )


STEPS: dict[str, Callable[..., Any]] = {
    "hand_in": services.hand_in_sheet,
    "return": services.return_sheet,
    "show": services.show_sheet,
    "settle": services.settle_result,
}


@page(P.EVALUATION_READ, of=SUBJECTS, methods=("POST",))
def step(request: SignedInRequest, subject: Subject, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, subject, SUBJECT, STEPS, step)


@page(P.EVALUATION_READ, of=SUBJECTS)
def file(request: SignedInRequest, subject: Subject, ending: str) -> HttpResponse | FileResponse:
    """The sheet as docx, pdf or xlsx."""
    if ending == "xlsx":
        return _workbook(request, subject)
    return paper(request, subject, ending)


def paper(request: SignedInRequest, subject: Subject, ending: str) -> HttpResponse:
    """The sheet as docx or pdf."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    office, today = subject.run.round.term.jurisdiction, localdate(request.now)
    return issued(sheet_paper, subject, office, on=today, as_pdf=ending == "pdf")


def _workbook(request: SignedInRequest, subject: Subject) -> FileResponse:
    sheet = sheet_of(subject)
    heads = [_("指标"), _("计分方式"), _("满分"), _("得分"), _("计算过程")]
    rows: list[list[Any]] = [
        [one.label, words(one.method), one.maximum, one.value, listed(words(text) for text in one.working)]
        for one in lines_of(subject, sheet)
    ]
    rows.append([_("总分"), None, None, sheet.total, total_of(sheet)])
    rows.append([_("等次"), None, None, sheet.band.label if sheet.band else None, None])
    digest = subject.digest or digest_of(subject.run.scheme.definition, inputs_of(subject))
    rows.append([_("校验码"), None, None, None, digest])
    file = write_table(_("评分表"), heads, rows, note=f"{subject} · {subject.run.scheme}")
    return FileResponse(file, as_attachment=True, filename=f"{subject.name}-{request.now:%Y%m%d}.xlsx")
