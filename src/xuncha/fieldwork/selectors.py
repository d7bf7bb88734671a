"""What people may read of papers and fact-confirmation sheets. An inspected unit never reaches a working paper."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from xuncha.core.chain import canonical
from xuncha.core.permissions import GRANTS, ROLE_SCOPE, Scope
from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import Evidence, FactItem, FactSheet, Place, Signature, WorkingPaper
from xuncha.fieldwork.rules import EvidenceFacts, HandFacts, PaperFacts
from xuncha.fieldwork.workflow import PaperState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.models import Checklist, ChecklistItem, Parameter
from xuncha.rounds.models import Inspection

PAPERS = Reach(
    WorkingPaper,
    "fieldwork.paper",
    "问题底稿",
    P.PAPER_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    url_name="fieldwork:paper",
)
EVIDENCE = Reach(
    Evidence,
    "fieldwork.evidence",
    "佐证材料",
    P.PAPER_READ,
    jurisdiction="paper__inspection__round__term__jurisdiction_id",
    team="paper__inspection__team_id",
    inspected="paper__inspection__organisation_id",
)
FACT_SHEETS = Reach(
    FactSheet,
    "fieldwork.fact",
    "事实确认单",
    P.FACT_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    unit="inspection__organisation_id",
    unit_sees=Q(state__in=["sent", "answered", "closed"]),
    inspected="inspection__organisation_id",
    url_name="fieldwork:fact",
)

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

LIVE_EVIDENCE = Prefetch(
    "evidence",
    Evidence.objects.filter(removed_at__isnull=True).select_related("attachment__file", "created_by"),
    to_attr="live_evidence",
)


def with_what_rules_need(papers: QuerySet[WorkingPaper]) -> QuerySet[WorkingPaper]:
    """Papers together with everything `facts_of` and `content_of` look at; two queries however many papers."""
    return papers.select_related(
        "category__taxonomy",
        "checklist_item__checklist",
        "handler",
        "second_handler",
        "supersedes",
        "inspection__organisation",
        "inspection__team",
        "inspection__round__term",
    ).prefetch_related(LIVE_EVIDENCE)


def evidence_of(paper: WorkingPaper) -> list[Evidence]:
    """The evidence that counts, in the order it was added; prefetched when the paper came by `with_what_rules_need`."""
    prefetched: list[Evidence] | None = getattr(paper, "live_evidence", None)
    if prefetched is not None:
        return prefetched
    return list(paper.evidence.filter(removed_at__isnull=True).select_related("attachment__file", "created_by"))


def facts_of(paper: WorkingPaper, ended: Iterable[Mapping[str, str]] = ()) -> PaperFacts:
    """The paper as its rules see it. `ended` are regulations no longer in force, from `ended_regulations`."""
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
            EvidenceFacts(str(e.attachment), e.kind, e.quote, e.original_checked) for e in evidence_of(paper)
        ),
        wanted_evidence=wanted_kinds(item),
        ended_basis=tuple(
            (rule["name"], rule.get("successor", ""))
            for rule in ended
            if f"《{rule['name']}》" in paper.basis
            and paper.period_from is not None
            and date.fromisoformat(rule["ended_on"]) <= paper.period_from
        ),
        clue_only=item is not None and item.clue_only,
    )


def wanted_kinds(item: ChecklistItem | None) -> tuple[str, ...]:
    """The kinds of evidence a checklist item asks for."""
    return tuple(k.strip() for k in item.evidence.split("、") if k.strip()) if item else ()


def _parameter(code: str, on: date, jurisdiction_id: int) -> Any:
    in_force = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    rows = Parameter.objects.filter(
        in_force, Q(jurisdiction_id=jurisdiction_id) | Q(jurisdiction__isnull=True), code=code
    )
    best = max(rows, key=lambda p: (p.jurisdiction_id is not None, p.valid_from), default=None)
    return best.value if best else None


def ended_regulations(on: date, jurisdiction_id: int) -> list[dict[str, str]]:
    """Regulations no longer in force: [{name, ended_on, successor}], parameter `fieldwork.ended_regulations`."""
    return list(_parameter("fieldwork.ended_regulations", on, jurisdiction_id) or [])


def meter_weights(on: date, jurisdiction_id: int) -> dict[str, Decimal]:
    """Weights of the completeness checks, parameter `fieldwork.meter_weights`; a check not named weighs one."""
    stored = _parameter("fieldwork.meter_weights", on, jurisdiction_id) or {}
    return {code: Decimal(str(weight)) for code, weight in stored.items()}


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


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """One of the three boxes of a paper: the signatures in force and those a change has put out."""

    place: Place
    live: tuple[Signature, ...]
    voided: tuple[Signature, ...]
    turn: bool
    digest: str

    @property
    def intact(self) -> bool:
        """Whether every signature in force vouches for exactly the content the paper has now."""
        return all(s.digest == self.digest for s in self.live)


TURN = {
    PaperState.DRAFT: Place.HANDLER,
    PaperState.RETURNED: Place.HANDLER,
    PaperState.SUBMITTED: Place.DEPUTY,
    PaperState.CHECKED: Place.LEADER,
}


def signature_boxes(paper: WorkingPaper) -> list[SignatureBox]:
    """The three boxes in their order."""
    signatures = list(paper.signatures.select_related("signed_by", "voided_by"))
    digest, turn = digest_of(paper), TURN.get(PaperState(paper.state))
    return [
        SignatureBox(
            place,
            tuple(s for s in signatures if s.place == place and s.voided_at is None),
            tuple(s for s in signatures if s.place == place and s.voided_at is not None),
            place == turn,
            digest,
        )
        for place in Place
    ]


def hands_of(actor: Actor, paper: WorkingPaper) -> HandFacts:
    """Who acts, and whose the paper is."""
    deputy = paper.signatures.filter(place=Place.DEPUTY, voided_at__isnull=True).values_list("signed_by_id", flat=True)
    return HandFacts(actor.pk, paper.handler_id, paper.second_handler_id, deputy.first())


def colleagues(inspection: Inspection, now: datetime) -> list[User]:
    """The people who may write papers of this inspection now: its team, without those recused from the unit."""
    roles = [r for r, scope in ROLE_SCOPE.items() if scope is Scope.TEAM and P.PAPER_WRITE in GRANTS[r]]
    in_force = Q(valid_from__lte=now) & (Q(valid_to__isnull=True) | Q(valid_to__gt=now))
    team = inspection.team_id or 0  # no team yet: nobody
    grants = Grant.objects.filter(in_force, role__in=roles, scope_id=team, user__is_active=True)
    people = {
        g.user_id: g.user for g in grants.select_related("user") if inspection.organisation_id not in g.except_units
    }
    return sorted(people.values(), key=lambda user: (user.name, user.pk))


def reviewed_then_changed(papers: QuerySet[WorkingPaper]) -> QuerySet[WorkingPaper]:
    """Papers that lost a reviewer's signature to a change and have not got it back (复核后又改动)."""
    put_out = Signature.objects.filter(paper=OuterRef("pk"), place=Place.DEPUTY, voided_at__isnull=False)
    in_force = Signature.objects.filter(paper=OuterRef("pk"), place=Place.DEPUTY, voided_at__isnull=True)
    return papers.filter(Exists(put_out), ~Exists(in_force))


def confirmations(paper: WorkingPaper) -> QuerySet[FactItem]:
    """What the unit was asked about this paper and what it said, newest sheet first."""
    return (
        FactItem.objects.filter(papers=paper)
        .exclude(sheet__state="withdrawn")
        .select_related("sheet", "attachment")
        .order_by("-sheet_id", "position")
    )


def checklist_for(inspection: Inspection, on: date) -> Checklist | None:
    """The checklist in force on a day: the jurisdiction's own before the common one, the latest version."""
    jurisdiction = inspection.round.term.jurisdiction_id
    in_force = Q(published_on__lte=on) & (Q(retired_on__isnull=True) | Q(retired_on__gt=on))
    rows = Checklist.objects.filter(in_force, Q(jurisdiction_id=jurisdiction) | Q(jurisdiction__isnull=True))
    return max(rows, key=lambda c: (c.jurisdiction_id is not None, c.published_on, c.number), default=None)


def manifestations(inspection: Inspection, on: date) -> list[ChecklistItem]:
    """The manifestations that concern this kind of unit, in the checklist's order."""
    checklist = checklist_for(inspection, on)
    if checklist is None:
        return []
    items = checklist.items.select_related("category", "checklist")
    return [item for item in items if item.fits(inspection.organisation.unit_type)]
