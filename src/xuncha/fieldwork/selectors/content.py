"""A paper with everything its rules and its signatures look at."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from xuncha.core.chain import canonical
from xuncha.fieldwork.models import ORIGINAL, Evidence, WorkingPaper
from xuncha.fieldwork.rules import Completeness, EvidenceFacts, PaperFacts, completeness
from xuncha.foundation.reach import with_related
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

SIGNED_PARTS = ("category__taxonomy", "checklist_item__checklist", "handler", "second_handler", "supersedes")
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
"""The columns that `content_of` reads."""

LIVE_EVIDENCE = Prefetch(
    "evidence",
    Evidence.objects.filter(removed_at__isnull=True).select_related("attachment__file", "created_by"),
    to_attr="live_evidence",
)

SIGNED_EVIDENCE = Prefetch(
    "evidence",
    Evidence.objects.filter(removed_at__isnull=True)
    .select_related("attachment")
    .only("paper_id", "kind", "quote", "pages", "original_checked", "attachment__file_id", "attachment__name"),
    to_attr="live_evidence",
)


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
    """Papers together with everything `facts_of` and `content_of` look at; two queries however many papers."""
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
        .prefetch_related(LIVE_EVIDENCE)
    )


def in_full(paper: WorkingPaper) -> WorkingPaper:
    """The same paper with everything its page shows."""
    return with_what_rules_need(WorkingPaper.objects.filter(pk=paper.pk)).get()


def as_signed(paper: WorkingPaper) -> WorkingPaper:
    """The same paper as it is stored, with what a signature vouches for and no more; two queries."""
    papers = with_related(WorkingPaper.objects.only(*SIGNED), SIGNED_PARTS)
    return papers.prefetch_related(SIGNED_EVIDENCE).get(pk=paper.pk)


def evidence_of(paper: WorkingPaper) -> list[Evidence]:
    """The evidence that counts, in the order it was added; prefetched when the paper came by `with_what_rules_need`."""
    prefetched: list[Evidence] | None = getattr(paper, "live_evidence", None)
    if prefetched is not None:
        return prefetched
    return list(paper.evidence.filter(removed_at__isnull=True).select_related("attachment__file", "created_by"))


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
        evidence=tuple(
            EvidenceFacts(str(e.attachment), e.kind, e.quote, e.original_checked)
            for e in evidence_of(paper)
            if e.kind != ORIGINAL
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


def content_of(paper: WorkingPaper) -> dict[str, Any]:
    """What a signature vouches for, in a form that is equal exactly when the content is equal."""
    category, item = paper.category, paper.checklist_item
    return {name: getattr(paper, name) for name in CONTENT} | {
        "amount": None if paper.amount is None else f"{paper.amount:.2f}",
        "period": [day.isoformat() if day else None for day in (paper.period_from, paper.period_to)],
        "inspection": paper.inspection_id,
        "category": [category.taxonomy.code, category.taxonomy.edition, category.code] if category else None,
        "checklist_item": [item.checklist.code, item.checklist.number, item.code] if item else None,
        "handlers": [u.username for u in (paper.handler, paper.second_handler) if u],
        "supersedes": paper.supersedes.provisional_no if paper.supersedes else None,
        "evidence": [
            {
                "digest": e.attachment.file_id,
                "name": e.attachment.name,
                "kind": e.kind,
                "quote": e.quote,
                "pages": e.pages,
                "original_checked": e.original_checked,
            }
            for e in evidence_of(paper)
        ],
    }


def digest_of(paper: WorkingPaper) -> str:
    """SHA-256 of the paper's content as canonical JSON, lower-case hex."""
    return hashlib.sha256(canonical(content_of(paper)).encode()).hexdigest()


def meter_of(paper: WorkingPaper) -> Completeness:
    """The completeness of a paper that came by `with_what_rules_need`, weighed as its office does."""
    weights = getattr(paper, "meter_weights", None) or {}
    return completeness(facts_of(paper), {code: Decimal(str(weight)) for code, weight in weights.items()})
