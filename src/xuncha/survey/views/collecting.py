"""How answers come and go out again: the poster, the paper form, sheets keyed in, the results as files."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.documents.tables import write_table
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.codes import qr_code
from xuncha.foundation.ui.pages import form_answer
from xuncha.survey import services
from xuncha.survey.documents import paper_form, results_paper
from xuncha.survey.forms.questionnaires import CheckForm, SheetForm
from xuncha.survey.models import Questionnaire, Sheet
from xuncha.survey.rules.questions import numbers_of, understood
from xuncha.survey.selectors import QUESTIONNAIRES, SHEETS
from xuncha.survey.selectors.results import Bar, Shown, results_of
from xuncha.survey.views.questionnaires import trail
from xuncha.survey.workflow import QuestionnaireState

ENDINGS = ("docx", "pdf")


@page(P.SURVEY_READ, of=QUESTIONNAIRES)
def poster(request: SignedInRequest, questionnaire: Questionnaire) -> HttpResponse:
    """The poster to be printed: what is asked, until when, and the code that leads to the form."""
    if not questionnaire.code:
        raise RuleViolated(say("问卷发放以后才有二维码。"))
    address = request.build_absolute_uri(reverse("ask:form", args=[questionnaire.code]))
    context = {"questionnaire": questionnaire, "address": address, "picture": qr_code(address)}
    return render(request, "survey/poster.html", context)


@page(P.SURVEY_READ, of=QUESTIONNAIRES)
def paper(request: SignedInRequest, questionnaire: Questionnaire, ending: str) -> HttpResponse:
    """The form on paper as docx or pdf."""
    if ending not in ENDINGS:
        raise Http404
    office, today = questionnaire.inspection.round.term.jurisdiction, timezone.localdate(request.now)
    return issued(paper_form, questionnaire, office, on=today, as_pdf=ending == "pdf")


@page(P.SURVEY_READ, of=QUESTIONNAIRES)
def results(request: SignedInRequest, questionnaire: Questionnaire, ending: str) -> HttpResponse | FileResponse:
    """The results as docx, pdf or xlsx: the figures of the page, no others."""
    if ending not in {*ENDINGS, "xlsx"}:
        raise Http404
    if questionnaire.state != QuestionnaireState.COUNTED:
        raise RuleViolated(say("问卷截止并出结果以后才能导出。"))
    if ending == "xlsx":
        return _workbook(request, questionnaire)
    office, today = questionnaire.inspection.round.term.jurisdiction, timezone.localdate(request.now)
    return issued(results_paper, questionnaire, office, on=today, as_pdf=ending == "pdf")


def _workbook(request: SignedInRequest, questionnaire: Questionnaire) -> FileResponse:
    heads = [_("题号"), _("题目"), _("分组"), _("作答人数"), _("选项"), _("人数"), _("占比（%）")]
    rows = (row for one in results_of(questionnaire) for row in _rows(one))
    file = write_table(_("问卷结果"), heads, rows, note=str(questionnaire))
    name = f"{questionnaire.title}-{request.now:%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)


def _rows(one: Shown) -> Iterator[list[Any]]:
    head: list[Any] = [one.number, one.label]
    if one.base is None:
        yield [*head, _("全部"), None, _("人数不足，不显示"), None, None]
        return
    for label, base, bars in [(_("全部"), one.base, one.bars), *((g.label, g.base, g.bars) for g in one.groups)]:
        yield from ([*head, label, base, *_cells(bar)] for bar in bars)
    yield from ([*head, _("全部"), one.base, text, None, None] for text in one.texts)


def _cells(bar: Bar) -> list[Any]:
    return [bar.label, bar.count, round(bar.share, 1)]


@page(P.SURVEY_WRITE, of=QUESTIONNAIRES, methods=("GET", "POST"))
def key_in(request: SignedInRequest, questionnaire: Questionnaire) -> HttpResponse:
    """Key a paper sheet in; after it comes the next one."""
    questions = questionnaire.asked
    last = questionnaire.sheets.order_by("-number").values_list("number", flat=True).first()
    form = SheetForm(
        request.POST or None,
        questions=questions,
        numbers=numbers_of(questions),
        initial={"number": (last or 0) + 1},
    )
    answers = understood(questions, request.POST.getlist)
    return form_answer(
        request,
        form,
        lambda act: services.key_sheet(act, questionnaire, number=form.cleaned_data["number"], answers=answers),
        title=_("录入纸质卷"),
        done=lambda made: (_("已录入{sheet}，接着录下一份").format(sheet=made), request.path),
        crumbs=trail(questionnaire),
        context={"say": _("照着纸录，没有答的空着；没有选中的追问即使写了也不计。")},
    )


@page(P.SURVEY_WRITE, of=SHEETS, methods=("GET", "POST"))
def check(request: SignedInRequest, sheet: Sheet) -> HttpResponse:
    """Key a sheet in a second time; the first keying is not shown."""
    questions = sheet.questionnaire.asked
    form = CheckForm(request.POST or None, questions=questions, numbers=numbers_of(questions))
    answers = understood(questions, request.POST.getlist)
    return form_answer(
        request,
        form,
        lambda act: services.check_sheet(act, sheet, answers=answers, sure=form.cleaned_data["sure"]),
        title=_("复录{sheet}").format(sheet=sheet),
        done=_("已复录"),
        crumbs=trail(sheet.questionnaire),
        context={"say": _("不看第一次录的内容，照着纸再录一遍，由系统比对。")},
    )
