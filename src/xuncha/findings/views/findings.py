"""The ledger of findings and the page of one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork.selectors import PAPERS
from xuncha.findings import services
from xuncha.findings.models import Finding, Severity
from xuncha.findings.rules.findings import NO_LONGER_EDITED, STILL_EDITED
from xuncha.findings.rules.persons import offences
from xuncha.findings.selectors import (
    AFTERWARDS,
    FINDING_PANELS,
    FINDINGS,
    PAPERS_FOR_FINDINGS,
    Tree,
    axes_for,
    category_names,
    chosen_on,
    look_alikes,
    no_finding_rests_on,
    suggestions,
    tree_of,
)
from xuncha.findings.workflow import FINDING, FindingState
from xuncha.foundation.http import SignedInRequest, listed, page
from xuncha.foundation.ui.gathering import Labelled, Together
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.selectors import inspection_spine

FINDINGS_LEDGER = Ledger(
    "findings.findings",
    gettext_lazy("问题"),
    columns=(
        main_column("title", gettext_lazy("问题"), lambda f: f.title, sub=lambda f: f.number),
        Column("unit", gettext_lazy("被巡察单位"), lambda f: f.inspection.organisation, css="w5"),
        Column("round", gettext_lazy("轮次"), lambda f: f.inspection.round, css="fold"),
        Column(
            "category",
            gettext_lazy("分类"),
            Together(category_names),
            css="fold w6",
        ),
        Column(
            "severity",
            gettext_lazy("轻重"),
            Labelled(lambda f: f.severity, lambda code: Severity(code).label),
            sort="severity",
            css="w3",
        ),
        Column(
            "main", gettext_lazy("主要问题"), Labelled(lambda f: f.main, lambda main: _("是") if main else ""), css="w2"
        ),
        Column("amount", gettext_lazy("涉及金额（元）"), lambda f: f.amount, sort="amount", css="num fold"),
        state_column(FINDING),
    ),
    spine=inspection_spine(category="classifications__category_id", done=Q(state__in=FINDING.finished())),
    choices=(
        Choice("severity", gettext_lazy("轻重"), "severity", Severity.choices),
        by_state(FINDING),
    ),
    search=("title", "number", "text"),
    chips=(
        Chip("candidate", gettext_lazy("待确认"), lambda _: Q(state=FindingState.CANDIDATE)),
        # Said of the states that count, not of those that do not: over 90,000 rows that takes a quarter less.
        Chip("main", gettext_lazy("主要问题"), lambda _: Q(main=True, state__in=STILL_EDITED)),
        Chip("repeat", gettext_lazy("屡改屡犯"), lambda _: Q(repeat_of__isnull=False)),
        Chip("mine", gettext_lazy("我提出的"), lambda actor: Q(created_by=actor.pk)),
        Chip("imported", gettext_lazy("下级报来的"), lambda _: Q(imported=True)),
    ),
    opening=gettext_lazy("共 {n} 条问题"),
    empty=gettext_lazy("组长签过的底稿可以归纳成问题。"),
    order=("-state_since",),
    related=("inspection__organisation", "inspection__round"),
    without=("text", "repeat_of", "created_by", "created_at", "version", "imported", "inspection__round__scheme"),
)


@page(P.FINDING_READ)
def findings(request: SignedInRequest) -> HttpResponseBase:
    """Every finding within reach; those who may write may tick some to merge them."""
    writes = request.actor.holds(P.FINDING_WRITE)
    ticked = replace(FINDINGS_LEDGER, bulk=(("merge", _("合并…")),), bulk_url=reverse("findings:merge"))
    ledger = ticked if writes else FINDINGS_LEDGER
    return ledger.respond(
        request, FINDINGS.visible_to(request.actor), template="findings/findings.html", context={"writes": writes}
    )


UNUSED = Chip("unused", gettext_lazy("还没归纳"), lambda _: no_finding_rests_on())
SIGNED_PAPERS = Ledger(
    "findings.papers",
    gettext_lazy("从底稿归纳问题"),
    columns=(
        main_column("title", gettext_lazy("已签底稿"), lambda p: p.title, sub=lambda p: p.number),
        Column("unit", gettext_lazy("被巡察单位"), lambda p: p.inspection.organisation, css="w5"),
        Column("category", gettext_lazy("分类"), lambda p: p.category or "", css="fold"),
        Column("amount", gettext_lazy("涉及金额（元）"), lambda p: p.amount, sort="amount", css="num fold"),
        Column(
            "findings",
            gettext_lazy("已归纳为"),
            lambda p: listed(f.number for f in p.findings.all() if f.state not in NO_LONGER_EDITED),
        ),
    ),
    spine=inspection_spine(category="category_id"),
    search=("title", "number", "facts"),
    chips=(UNUSED,),
    opening=gettext_lazy("共 {n} 份已签底稿"),
    empty=gettext_lazy("组长审签以后，底稿出现在这里。"),
    order=("number",),
    related=("inspection__organisation", "inspection__round", "category"),
    prefetch=("findings",),
)


@page(P.FINDING_WRITE)
def papers(request: SignedInRequest) -> HttpResponseBase:
    """Signed papers to raise findings from; tick one or several."""
    rows = PAPERS.permitted(request.actor, P.FINDING_WRITE).filter(state__in=PAPERS_FOR_FINDINGS)
    ledger = replace(SIGNED_PAPERS, bulk=(("raise", _("提出问题…")),), bulk_url=reverse("findings:raise"))
    return ledger.respond(request, rows, template="findings/papers.html")


def lineage_nodes(finding: Finding, tree: Tree) -> list[dict[str, Any]]:
    """The chain 底稿 → 问题 → 反馈 as the component draws it."""
    behind = tree.papers
    origins = tree.origins.next
    after = tree.results.next
    nodes: list[dict[str, Any]] = [
        {
            "label": _("问题底稿"),
            "note": _("{n} 份").format(n=len(behind)),
            "text": listed(p.number or p.provisional_no for p in behind[:3]) or _("下级报来，没有底稿"),
            "url": "#papers" if behind else "",
        }
    ]
    if origins:
        kind = _("由 {n} 条合并") if tree.merged else _("由拆分而来")
        nodes.append(
            {
                "label": _("原问题"),
                "note": kind.format(n=len(origins)),
                "text": listed(b.finding.number for b in origins),
                "url": "#origins",
            }
        )
    nodes.append({"label": _("问题"), "text": finding.number, "now": True})
    if after:
        nodes.append(
            {
                "label": _("去向"),
                "note": _("{n} 条").format(n=len(after)),
                "text": listed(b.finding.number for b in after),
                "url": "#results",
            }
        )
    return nodes


@page(P.FINDING_READ, of=FINDINGS)
def finding(request: SignedInRequest, finding: Finding) -> HttpResponse:
    """One finding: wording, classes, lineage both ways, papers, hints, steps."""
    tree = tree_of(finding)
    chosen = chosen_on(finding)
    axes = axes_for(finding.inspection)
    state = FindingState(finding.state)
    writes = FINDINGS.permits(request.actor, P.FINDING_WRITE, finding)
    own = finding.created_by_id == request.actor.pk
    context = {
        "finding": finding,
        "workflow": FINDING,
        "nodes": lineage_nodes(finding, tree) + [n for tell in AFTERWARDS for n in tell(request.actor, finding)],
        "tree": tree,
        "classes": [(axis.label, chosen.get(axis.taxonomy.pk)) for axis in axes],
        "suggested": suggestions(chosen, axes),
        "alike": [] if state in NO_LONGER_EDITED else look_alikes(finding),
        "offences": offences(f"{finding.title}。{finding.text}"),
        "cards": FINDING_PANELS.drawn(request, finding),
        "repeats": finding.repeats.select_related("inspection__round"),
        "editable": writes and state not in NO_LONGER_EDITED,
        "reads_papers": request.actor.holds(P.PAPER_READ),
        "no_way_back": say("合并、拆分不能撤销：原文都在，改错了就对新的一条「不采用」，再从底稿重新提出。"),
        "buttons": buttons(
            request.actor, finding, FINDING, "findings:finding-step", own=own, leave_out=("merge", "split")
        ),
        "merge_url": f"{reverse('findings:merge')}?pick={finding.pk}",
    }
    return render(request, "findings/finding.html", context)


@page(P.FINDING_READ, of=FINDINGS, methods=("POST",))
def step(request: SignedInRequest, finding: Finding, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    acts: dict[str, Callable[..., Any]] = {
        "confirm": services.confirm_finding,
        "reopen": services.reopen_finding,
        "drop": services.drop_finding,
    }
    return take_step(request, finding, FINDING, acts, step)
