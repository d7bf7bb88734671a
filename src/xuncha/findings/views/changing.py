"""Forms that make findings out of papers and of findings: raise, reword, classify, merge, split."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors import PAPERS
from xuncha.findings import services
from xuncha.findings.forms import MOST_PARTS, ClassifyForm, RaiseForm, Reasoned, SplitForm, Wording
from xuncha.findings.models import Finding
from xuncha.findings.rules.findings import NO_LONGER_EDITED
from xuncha.findings.selectors import (
    FINDINGS,
    axes_for,
    chosen_on,
    look_alikes,
    merged_wording,
    repeat_candidates,
    suggestions,
    usable_papers,
    wording_from,
)
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import picked
from xuncha.foundation.ui.pages import form_answer
from xuncha.rounds.models import Inspection


def same_address(request: SignedInRequest) -> HttpResponseRedirect:
    """From a ledger's bulk bar to the form's own address, which can be reloaded."""
    return HttpResponseRedirect(f"{request.path}?{urlencode([('pick', pk) for pk in picked(request)])}")


def one_inspection(rows: Sequence[Finding] | Sequence[WorkingPaper]) -> Inspection:
    """
    The inspection all of them belong to.

    Raises:
        RuleViolated: nothing was chosen, or the chosen belong to several inspections.

    """
    if not rows:
        raise RuleViolated(say("还没有选。请回到台账，勾选同一次巡察的记录。"))
    if len({row.inspection_id for row in rows}) > 1:
        raise RuleViolated(say("选中的分属不同单位或不同轮次，不能放在一起。"))
    return rows[0].inspection


def crumbs(finding: Finding | None = None) -> list[tuple[str, str]]:
    """The way back in words."""
    way = [(_("问题"), reverse("findings:findings"))]
    return [*way, (finding.number, page_of(finding))] if finding else way


@page(P.FINDING_WRITE, methods=("GET", "POST"))
def raise_(request: SignedInRequest) -> HttpResponse:
    """Raise a finding from the ticked papers of one inspection."""
    if "do" in request.POST:
        return same_address(request)
    reachable = PAPERS.permitted(request.actor, P.FINDING_WRITE).select_related("inspection__organisation")
    chosen = list(reachable.filter(pk__in=picked(request)).order_by("number"))
    inspection = one_inspection(chosen)
    kept = Kept(request, f"findings.finding:new-{inspection.pk}")
    proposed = wording_from(chosen)
    amounts = [paper.amount for paper in chosen if paper.amount is not None]
    initial = {
        "papers": [paper.pk for paper in chosen],
        "title": proposed.title,
        "text": proposed.text,
        "main": True,
        "amount": sum(amounts) if amounts else None,
        **kept.typed,
    }
    form = RaiseForm(request.POST or None, initial=initial, papers=usable_papers(request.actor, inspection))
    return form_answer(
        request,
        form,
        lambda act: services.raise_finding(act, inspection, **form.cleaned_data),
        title=_("提出问题"),
        done=lambda made: (_("已提出问题 {number}，待组长确认").format(number=made.number), page_of(made)),
        back=reverse("findings:papers"),
        kept=kept,
        template="findings/picked_form.html",
        context={"say": str(inspection), "picked": [paper.pk for paper in chosen], "submit": _("提出问题")},
        crumbs=crumbs(),
    )


@page(P.FINDING_WRITE, of=FINDINGS, methods=("GET", "POST"))
def reword(request: SignedInRequest, finding: Finding) -> HttpResponse:
    """Change the wording."""
    kept = Kept(request, f"findings.finding:{finding.pk}")
    form = Wording(request.POST or None, initial={"title": finding.title, "text": finding.text, **kept.typed})
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.reword_finding(act, finding, base_version=version, **form.cleaned_data),
        title=_("修改表述"),
        done=_("已修改表述，原文在历史里"),
        record=finding,
        kept=kept,
        context={"say": _("确认后再改，要由组长重新确认。")},
        crumbs=crumbs(finding),
    )


@page(P.FINDING_WRITE, of=FINDINGS, methods=("GET", "POST"))
def classify(request: SignedInRequest, finding: Finding) -> HttpResponse:
    """Classify on every axis that was in force on the day of entry."""
    axes, chosen = axes_for(finding.inspection), chosen_on(finding)
    initial: dict[str, Any] = {f"axis-{taxonomy}": category.pk for taxonomy, category in chosen.items()}
    initial |= {"severity": finding.severity, "main": finding.main, "repeat_of": finding.repeat_of_id}
    form = ClassifyForm(
        request.POST or None,
        initial=initial,
        axes=axes,
        suggested=suggestions(chosen, axes),
        earlier=repeat_candidates(request.actor, finding),
    )
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.classify_finding(act, finding, base_version=version, **form.chosen()),
        title=_("分类"),
        done=_("已保存分类"),
        record=finding,
        context={"say": _("一条问题可以在几套分类里各归一类；只列进驻日有效的版本。")},
        crumbs=crumbs(finding),
    )


@page(P.FINDING_WRITE, methods=("GET", "POST"))
def merge(request: SignedInRequest) -> HttpResponse:
    """Merge the ticked findings; with only one, offer the others of its inspection to choose from."""
    if "do" in request.POST:
        return same_address(request)
    reachable = FINDINGS.permitted(request.actor, P.FINDING_WRITE).select_related("inspection__organisation")
    chosen = list(reachable.filter(pk__in=picked(request)).order_by("number"))
    inspection = one_inspection(chosen)
    if len(chosen) == 1:
        return _choose_others(request, chosen[0])
    proposed = merged_wording(chosen)
    form = Reasoned(request.POST or None, initial={"title": proposed.title, "text": proposed.text})
    return form_answer(
        request,
        form,
        lambda act: services.merge_findings(act, inspection, findings=chosen, **form.cleaned_data),
        title=_("合并 {n} 条问题").format(n=len(chosen)),
        done=lambda made: (
            _("已合并为 {number}，原来的问题和底稿都保留").format(number=made.number),
            page_of(made),
        ),
        template="findings/merge.html",
        context={
            "say": _("合并后生成新的一条，待组长确认；原来的保留，标为已并入。"),
            "findings": chosen,
            "picked": [finding.pk for finding in chosen],
            "submit": _("合并"),
        },
        crumbs=crumbs(),
    )


def _choose_others(request: SignedInRequest, finding: Finding) -> HttpResponse:
    hints = {hint.pk: hint for hint in look_alikes(finding)}
    others = FINDINGS.permitted(request.actor, P.FINDING_WRITE).filter(inspection=finding.inspection_id)
    rows = others.exclude(pk=finding.pk).exclude(state__in=NO_LONGER_EDITED).order_by("number")[:200]
    offered = sorted(((row, hints.get(row.pk)) for row in rows), key=lambda pair: -(pair[1].percent if pair[1] else 0))
    return render(request, "findings/choose.html", {"finding": finding, "offered": offered, "crumbs": crumbs(finding)})


@page(P.FINDING_WRITE, of=FINDINGS, methods=("GET", "POST"))
def split(request: SignedInRequest, finding: Finding) -> HttpResponse:
    """Split a finding into as many parts as asked for."""
    asked = request.POST.get("parts") or request.GET.get("parts", "2")
    parts = min(max(int(asked), 2), MOST_PARTS) if asked.isdigit() and len(asked) < 3 else 2
    papers = list(finding.papers.order_by("number"))
    initial = {"part-1-title": finding.title, "part-1-text": finding.text}
    form = SplitForm(request.POST or None, initial=initial, papers=papers, parts=parts)
    return form_answer(
        request,
        form,
        lambda act: services.split_finding(
            act,
            finding,
            parts=[services.Part(**form.part(n)) for n in form.parts],
            reason=form.cleaned_data["reason"],
        ),
        title=_("拆分问题"),
        done=_("已拆成 {n} 条，待组长确认").format(n=parts),
        record=finding,
        template="findings/split.html",
        context={
            "say": str(finding),
            "parts": parts,
            "more": parts + 1 if parts < MOST_PARTS else 0,
            "submit": _("拆分"),
        },
        crumbs=crumbs(finding),
    )


def paper_of(request: SignedInRequest, raw: str) -> WorkingPaper | None:
    """
    The paper named in the address, if one is.

    Raises:
        OutOfReach: it names one that this person may not read.

    """
    if not raw:
        return None
    paper = PAPERS.visible_to(request.actor).filter(pk=raw).first() if raw.isdigit() and len(raw) < 19 else None
    if paper is None:
        raise OutOfReach(say("没有这份底稿，或者不在您的工作范围内。"))
    return paper
