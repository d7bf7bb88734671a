"""A paper with everything its rules and its signatures look at."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from xuncha.core.chain import canonical
from xuncha.fieldwork.models import ORIGINAL, Citation, Evidence, WorkingPaper
from xuncha.fieldwork.rules import Completeness, EvidenceFacts, PaperFacts, completeness
from xuncha.foundation.reach import ANY_KEY, Written
from xuncha.foundation.regulations.models import ChecklistItem, Parameter

CONTENT = (
    "provisional_no",
    "title",
    "sources",
    "facts",
    "characterisation",
    "basis",
    "cause",
    "why_political",
    "responsibility",
    "persons",
)
"""The plain fields a signature vouches for; `content_of` adds the rest."""

SIGNED = (
    *CONTENT,
    "amount",
    "period_from",
    "period_to",
    "inspection_id",
    "category__code",
    "category__taxonomy__code",
    "category__taxonomy__edition",
    "checklist_item__code",
    "checklist_item__checklist__code",
    "checklist_item__checklist__number",
    "handler__username",
    "second_handler__username",
    "supersedes__provisional_no",
)
SIGNED_EVIDENCE = ("attachment__file_id", "attachment__name", "kind", "quote", "pages", "original_checked")
SIGNED_CITATIONS = ("talk__number", "told", "quote")
"""The columns that `content_of` reads of a paper, of its evidence and of what it cites."""

LIVE_EVIDENCE = Prefetch(
    "evidence",
    Evidence.objects.filter(removed_at__isnull=True).select_related("attachment__file", "created_by"),
    to_attr="live_evidence",
)

LIVE_CITATIONS = Prefetch(
    "citations", Citation.objects.filter(removed_at__isnull=True).order_by("pk"), to_attr="live_citations"
)
CITED_TALK, CITED_RESULT = "谈话记录", "小分队结果"
"""The kinds of evidence that a cited talk and a cited result are, as checklists name them."""


def _in_force(code: str) -> Subquery:
    """The value of a parameter on the day a paper was opened; the office's own before the common one."""
    office, day = OuterRef("inspection__round__term__jurisdiction_id"), OuterRef("created_at__date")
    rows = Parameter.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        Q(jurisdiction_id=office) | Q(jurisdiction__isnull=True),
        code=code,
        valid_from__lte=day,
    )
    return Subquery(rows.order_by(F("jurisdiction_id").desc(nulls_last=True), "-valid_from").values("value")[:1])


def with_what_rules_need(papers: QuerySet[WorkingPaper]) -> QuerySet[WorkingPaper]:
    """Papers together with everything `facts_of` and their page look at; three queries however many papers."""
    return (
        papers.annotate(
            ended_regulations=_in_force("fieldwork.ended_regulations"),
            meter_weights=_in_force("fieldwork.meter_weights"),
        )
        .select_related(
            "category__taxonomy",
            "checklist_item__checklist",
            "handler",
            "second_handler",
            "supersedes",
            "inspection__organisation",
            "inspection__team",
            "inspection__round__term",
        )
        .prefetch_related(LIVE_EVIDENCE, LIVE_CITATIONS)
    )


def in_full(paper: WorkingPaper) -> WorkingPaper:
    """The same paper with everything its page shows."""
    return with_what_rules_need(WorkingPaper.objects.filter(pk=paper.pk)).get()


def evidence_of(paper: WorkingPaper) -> list[Evidence]:
    """The evidence that counts, in the order it was added; prefetched when the paper came by `with_what_rules_need`."""
    prefetched: list[Evidence] | None = getattr(paper, "live_evidence", None)
    if prefetched is not None:
        return prefetched
    return list(paper.evidence.filter(removed_at__isnull=True).select_related("attachment"))


def citations_of(paper: WorkingPaper) -> list[Citation]:
    """The talks and results that the paper cites; prefetched when the paper came by `with_what_rules_need`."""
    prefetched: list[Citation] | None = getattr(paper, "live_citations", None)
    return prefetched if prefetched is not None else list(paper.citations.filter(removed_at__isnull=True))


def pieces_of(paper: WorkingPaper) -> int:
    """How many pieces the paper rests on: files, talks, results of squads."""
    return len(evidence_of(paper)) + len(citations_of(paper))


def facts_of(paper: WorkingPaper) -> PaperFacts:
    """The paper as its rules see it; regulations that ended are known when it came by `with_what_rules_need`."""
    item = paper.checklist_item
    return PaperFacts(
        title=paper.title,
        facts=paper.facts,
        characterisation=paper.characterisation,
        basis=paper.basis,
        cause=paper.cause,
        why_political=paper.why_political,
        categorised=paper.category_id is not None,
        sources=tuple(paper.sources),
        responsibility=tuple(paper.responsibility),
        amount=paper.amount,
        period_from=paper.period_from,
        period_to=paper.period_to,
        second_handler=paper.second_handler_id is not None,
        evidence=(
            *(
                EvidenceFacts(str(e.attachment), e.kind, e.quote, e.original_checked)
                for e in evidence_of(paper)
                if e.kind != ORIGINAL
            ),
            *(
                EvidenceFacts(str(c), CITED_TALK if c.talk_id else CITED_RESULT, c.quote, True)
                for c in citations_of(paper)
            ),
        ),
        wanted_evidence=wanted_kinds(item),
        ended_basis=tuple(
            (rule["name"], rule.get("successor", ""))
            for rule in getattr(paper, "ended_regulations", None) or ()
            if f"《{rule['name']}》" in paper.basis
            and paper.period_from is not None
            and date.fromisoformat(rule["ended_on"]) <= paper.period_from
        ),
        clue_only=item is not None and item.clue_only,
    )


def wanted_kinds(item: ChecklistItem | None) -> tuple[str, ...]:
    """The kinds of evidence a checklist item asks for."""
    return tuple(k.strip() for k in item.evidence.split("、") if k.strip()) if item else ()


@cache
def _signed(_vendor: str) -> list[tuple[tuple[str, ...], Written[Any]]]:
    """The queries for what is signed: of the paper, its evidence and what it cites, each with its columns."""
    live = {"paper": ANY_KEY, "removed_at__isnull": True}
    asked: tuple[tuple[tuple[str, ...], QuerySet[Any]], ...] = (
        (SIGNED, WorkingPaper.objects.filter(pk=ANY_KEY).order_by()),
        (SIGNED_EVIDENCE, Evidence.objects.filter(**live).order_by("pk")),
        (SIGNED_CITATIONS, Citation.objects.filter(**live).order_by("pk")),
    )
    return [(names, Written(rows.values(*names))) for names, rows in asked]


def content_of(paper: WorkingPaper) -> dict[str, Any]:
    """
    What a signature vouches for, as it is stored now, in a form that is equal exactly when the content is equal.

    Three queries, of the columns alone, written out once: every signature asks them.
    """
    (row,), evidence, cited = (
        [dict(zip(names, columns, strict=True)) for columns in written.columns(paper.pk)]
        for names, written in _signed(connection.vendor)
    )
    return {name: row[name] for name in CONTENT} | {
        "amount": None if row["amount"] is None else f"{row['amount']:.2f}",
        "period": [day.isoformat() if day else None for day in (row["period_from"], row["period_to"])],
        "inspection": row["inspection_id"],
        "category": _named(row, "category__taxonomy__code", "category__taxonomy__edition", "category__code"),
        "checklist_item": _named(
            row, "checklist_item__checklist__code", "checklist_item__checklist__number", "checklist_item__code"
        ),
        "handlers": [name for name in (row["handler__username"], row["second_handler__username"]) if name],
        "supersedes": row["supersedes__provisional_no"],
        "evidence": [
            {
                "digest": one["attachment__file_id"],
                "name": one["attachment__name"],
                "kind": one["kind"],
                "quote": one["quote"],
                "pages": one["pages"],
                "original_checked": one["original_checked"],
            }
            for one in evidence
        ],
        "cited": cited,
    }


def _named(row: Mapping[str, Any], *columns: str) -> list[Any] | None:
    """What names a record elsewhere; None where the paper points at none."""
    return None if row[columns[-1]] is None else [row[column] for column in columns]


def digest_of(paper: WorkingPaper) -> str:
    """SHA-256 of the stored content of a paper as canonical JSON, lower-case hex."""
    return hashlib.sha256(canonical(content_of(paper)).encode()).hexdigest()


def meter_of(paper: WorkingPaper) -> Completeness:
    """The completeness of a paper that came by `with_what_rules_need`, weighed as its office does."""
    weights = getattr(paper, "meter_weights", None) or {}
    return completeness(facts_of(paper), {code: Decimal(str(weight)) for code, weight in weights.items()})
