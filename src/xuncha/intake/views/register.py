"""The register: its lines for the office, its figures for the team that reads every petition in it."""

from dataclasses import replace

from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Leaving, needed_to_take
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.tables import write_table
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import reached
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, main_column, state_column
from xuncha.intake.models import Petition
from xuncha.intake.selectors import PETITIONS
from xuncha.intake.selectors.register import LINES, figures
from xuncha.intake.workflow import PETITION
from xuncha.rounds.selectors import inspection_spine


def _to_ask(petition: Petition) -> str:
    """Where somebody who sees no content asks to read one."""
    return reverse("intake:petition-ask", args=[petition.pk])


REGISTER_LEDGER = Ledger(
    "intake.register",
    gettext_lazy("信访台账"),
    columns=(
        main_column("number", gettext_lazy("编号"), lambda p: p.number, sub=lambda p: p.get_way_display()),
        Column("unit", gettext_lazy("被巡察单位"), lambda p: p.inspection.organisation, css="w5"),
        Column("received_on", gettext_lazy("收到"), lambda p: p.received_on, sort="received_on", css="w5"),
        Column("due_on", gettext_lazy("应办日期"), lambda p: p.due_on, sort="due_on", css="w5"),
        state_column(PETITION, since=True),
    ),
    spine=inspection_spine(),
    choices=(by_state(PETITION),),
    search=("number",),
    overdue=overdue_in(PETITIONS),
    opening=gettext_lazy("共 {n} 件，只看件数和进度，不看内容"),
    empty=gettext_lazy("巡察组登记、收取的信访件按编号列在这里。"),
    related=("inspection__organisation", "inspection__round"),
)


@page(P.PETITION_COUNT)
def register(request: SignedInRequest) -> HttpResponseBase:
    """The register without anything that a petition says."""
    context = {"figures_url": reverse("intake:figures") if request.actor.holds(P.PETITION_READ) else ""}
    rows = LINES.visible_to(request.actor)
    ledger = replace(REGISTER_LEDGER, url=_to_ask) if request.actor.holds(P.PETITION_ASK) else REGISTER_LEDGER
    return ledger.respond(request, rows, template="intake/register.html", context=context)


@page(P.PETITION_READ)
def figures_page(request: SignedInRequest) -> HttpResponseBase:
    """
    How many there are, by way, matter, state and conclusion; as a workbook with `export=xlsx`.

    Exact, of petitions that the person reads. The office finds its figures among all others, small counts withheld.
    """
    late = overdue_in(PETITIONS)(timezone.localdate(request.now))
    rows = PETITIONS.visible_to(request.actor)
    taking = request.GET.get("export") == "xlsx"
    if taking:
        rows = rows.filter(reached(Petition, request.actor, needed_to_take(Leaving.LEDGER, P.PETITION_READ)))
    together, axes = figures(rows, late)
    heads = [_("项目"), _("件数"), _("实名"), _("已办结"), _("已超期")]
    if taking:
        lines = [
            [f"{words(axis.label)} · {words(row.label)}", row.all, row.named, row.finished, row.late]
            for axis in axes
            for row in axis.rows
        ]
        last = [words(together.label), together.all, together.named, together.finished, together.late]
        title = _("信访统计")
        return FileResponse(write_table(title, heads, [*lines, last]), as_attachment=True, filename=f"{title}.xlsx")
    context = {"together": together, "axes": axes, "heads": heads[1:]}
    return render(request, "intake/figures.html", context)
