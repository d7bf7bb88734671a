"""Figures with their definitions, and the records behind each."""

from datetime import date

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from xuncha.core.errors import Denied
from xuncha.core.figures import FIGURES, Whose
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.text import N_, say
from xuncha.foundation.documents.tables import write_table
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.insight.forms import PeriodForm
from xuncha.insight.selectors import (
    Period,
    Reading,
    denominator_of,
    is_told,
    is_withheld,
    jurisdictions_of,
    narrowed,
    narrowed_to,
    readable_by,
    readings,
    rows_of,
)

SCOPE_LABEL = {
    "province": N_("本省"),
    "cities": N_("所辖各市"),
    "city": N_("本市"),
    "counties": N_("所辖各县（市、区）"),
    "county": N_("本县（市、区）"),
    "towns": N_("所辖各乡镇（街道）"),
    "town": N_("本乡镇（街道）"),
}
PAGE_SIZE = 30


def _asked(request: SignedInRequest) -> PeriodForm:
    """The period form as asked; without a question, the year so far of the first jurisdiction within reach."""
    places = jurisdictions_of(request.actor)
    today = timezone.localdate(request.now)
    first = places.first()
    usual = {"jurisdiction": first.pk if first else "", "begin": date(today.year, 1, 1), "end": today}
    return PeriodForm(request.GET if "begin" in request.GET else usual, jurisdictions=places)


def _period(form: PeriodForm) -> tuple[Jurisdiction, Period]:
    given = form.cleaned_data
    return given["jurisdiction"], Period(given["begin"], given["end"], given["as_of"] or given["end"])


@page(P.FIGURES_READ)
def figures(request: SignedInRequest) -> HttpResponseBase:
    """All figures of one jurisdiction and period, each with its definition; as a workbook with `export=xlsx`."""
    form = _asked(request)
    if not form.is_valid():
        return render(request, "insight/figures.html", {"form": form, "found": []}, status=422)
    jurisdiction, period = _period(form)
    found = readings(jurisdiction, period, request.actor, today=timezone.localdate(request.now))
    takes = jurisdiction.pk in request.actor.scope_ids(P.LEDGER_EXPORT, Scope.JURISDICTION)
    if request.GET.get("export") == "xlsx":
        if not takes:
            raise Denied(say("您可以查看这个地区的数，但您的导出权限不及于它。"))
        return _workbook(jurisdiction, period, found)
    days = {"begin": period.begin, "end": period.end, "as_of": period.as_of}
    query = urlencode({"jurisdiction": str(jurisdiction.pk), **{name: f"{day}" for name, day in days.items()}})
    shown = [(reading, words(SCOPE_LABEL[reading.scope]), value_text(reading)) for reading in found]
    context = {"form": form, "found": shown, "query": query, "jurisdiction": jurisdiction, "period": period}
    return render(request, "insight/figures.html", {**context, "takes": takes})


def value_text(reading: Reading) -> str:
    """A value for people: ratios in per cent with two decimals."""
    if reading.value is None:
        return _("不显示")
    return f"{reading.value * 100:.2f}%" if reading.figure.is_ratio else f"{reading.value:,}"


def _workbook(jurisdiction: Jurisdiction, period: Period, found: list[Reading]) -> FileResponse:
    heads = [_("指标"), _("数值"), _("单位"), _("范围"), _("口径"), _("算法"), _("说明"), _("代码")]
    rows = (
        [words(f.label), value, words(f.unit), words(SCOPE_LABEL[r.scope]), words(f.definition), words(f.formula),
         words(f.note) if f.note else "", f.code]
        for r in found
        for f, value in [(r.figure, value_text(r) if r.value is None else r.value)]
    )  # fmt: skip
    note = _("{place}，{begin} 至 {end}，截至 {as_of}").format(
        place=jurisdiction, begin=period.begin, end=period.end, as_of=period.as_of
    )
    file = write_table(_("统计口径"), heads, rows, note=note)
    return FileResponse(file, as_attachment=True, filename=f"{_('统计口径')}-{jurisdiction}-{period.end:%Y%m%d}.xlsx")


@page(P.FIGURES_READ)
def rows(request: SignedInRequest, code: str, whose: str) -> HttpResponse:
    """The records behind one figure: those the person may read are listed, the others only counted."""
    if code not in FIGURES or whose not in set(Whose) or Whose(whose) not in FIGURES[code].scopes:
        raise Http404
    form = _asked(request)
    if not form.is_valid():
        return render(request, "insight/figures.html", {"form": form, "found": []}, status=422)
    jurisdiction, period = _period(form)
    if not is_told(FIGURES[code], jurisdiction, request.actor):
        raise Http404
    query = request.GET.copy()
    query.pop("page", None)
    asked = {name: request.GET.get(name, "") for name in ("unit", "batch", "category")}
    narrow = {name: int(value) for name, value in asked.items() if value.isdigit()}
    counted = narrowed(rows_of(code, Whose(whose), jurisdiction, period), **narrow)
    divided = denominator_of(code, Whose(whose), jurisdiction, period)
    readable = readable_by(request.actor, counted)
    shown = Paginator(readable.order_by("pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    hidden = counted.count() - shown.paginator.count
    context = {
        "figure": FIGURES[code],
        "shown": shown,
        "hidden": hidden,
        "withheld": is_withheld(code, jurisdiction, period, timezone.localdate(request.now)),
        "divided": None if divided is None else narrowed(divided, **narrow).count(),
        "counted": counted.count(),
        "narrow": narrowed_to(narrow),
        "query": query.urlencode(),
        "jurisdiction": jurisdiction,
        "period": period,
    }
    return render(request, "insight/rows.html", context)
