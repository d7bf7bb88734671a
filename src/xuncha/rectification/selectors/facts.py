"""What the rules look at, read from the records."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.timezone import localdate

from xuncha.core.deadlines import Due
from xuncha.core.joint import Proof
from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import Parameter
from xuncha.foundation.regulations.selectors import due_for, dues_for, parameter_in_force, parameter_on, rule_in_force
from xuncha.rectification.models import (
    Difficulty,
    DueNotice,
    Evidence,
    EvidenceReview,
    Horizon,
    Item,
    Measure,
    MoneyOutcome,
    Plan,
    Shortfall,
    StepProof,
    UnitReport,
)
from xuncha.rectification.rules.asking import ReportFacts
from xuncha.rectification.rules.doing import MeasureFacts, RequestFacts
from xuncha.rectification.rules.gate import CloseFacts, PieceFacts
from xuncha.rectification.rules.plans import ItemFacts, PlanFacts
from xuncha.rectification.rules.shortfalls import ACCEPTED, NOTHING, REJECTED, MoneyFacts
from xuncha.rectification.selectors.drafts import (
    Filled,
    as_drafted,
    handed_in,
    items_as_drafted,
    plan_remarks,
    report_remarks,
)
from xuncha.rectification.workflow import DisputeState, ExtensionState, QueryState

DIFFICULTY: dict[str, str] = {code: str(label) for code, label in Difficulty.choices}
LIVE = Q(withdrawn_at__isnull=True, replaced_by__isnull=True)
LIVE_OF_MEASURE = Q(evidence__withdrawn_at__isnull=True, evidence__replaced_by__isnull=True)
EVENT = "feedback.held"
BROUGHT_BACK = (MoneyOutcome.Kind.CLEARED, MoneyOutcome.Kind.RECOVERED)


def jurisdiction_of(plan: Plan) -> Jurisdiction:
    """The office whose rules count."""
    return plan.inspection.round.term.jurisdiction


def fed_back_on(plan: Plan) -> date:
    """The day of the feedback meeting, from which the deadlines run."""
    day = plan.opinion.delivered_on
    if day is None:
        raise LookupError(f"{plan.opinion} was not delivered")
    return day


def dues_of(plan: Plan) -> dict[str, Due]:
    """Everything that counts from the feedback meeting by the rules of that day, by code of the rule."""
    return {due.rule.code: due for due in dues_for(EVENT, fed_back_on(plan), jurisdiction_of(plan))}


WARN_DAYS = "rectification.warn_days"


def warn_days(plan: Plan) -> dict[str, tuple[int, ...]]:
    """The steps of warning for the plan's items by difficulty, as they stood on the day of the feedback meeting."""
    return warn_days_on(fed_back_on(plan), jurisdiction_of(plan))


def warn_days_on(day: date, office: Jurisdiction) -> dict[str, tuple[int, ...]]:
    """
    The steps of warning of an office by difficulty, for what was fed back on this day.

    Where the office has set none for a difficulty, and under "" for whatever is no item, those of the deadline rule;
    two queries.
    """
    rule, own = rule_in_force("item_overdue", day, office), parameter_on(WARN_DAYS, day, office)
    usual = tuple(rule.warn_days) if rule else ()
    return dict.fromkeys(("", *Difficulty.values), usual) | (
        {code: tuple(days) for code, days in own.value.items()} if own else {}
    )


def next_report_on(item: Item, today: date) -> date | None:
    """By when the unit reports next on what it keeps up, by the rule of the day from which it counts; two queries."""
    found = due_for("item.kept_up", today, jurisdiction_of(item.plan), code="keep_up")
    return found.on if found else None


AHEAD = "rectification.extension_ahead"


def days_ahead(plan: Plan, now: datetime) -> int:
    """How many days before the due date an extension must be asked for."""
    value = parameter_in_force(AHEAD, localdate(now), jurisdiction_of(plan))
    return int(value)


ADDRESSEES = "rectification.addressees"


def addressees_on(day: date, jurisdiction: Jurisdiction) -> dict[str, list[str]]:
    """The roles to whom each step of warning is said that is reached on this day."""
    value: dict[str, list[str]] = parameter_in_force(ADDRESSEES, day, jurisdiction)
    return value


def who_is_told(notice: DueNotice) -> tuple[Parameter | None, list[str]]:
    """By which version of the office's rule a notice was given, and everybody its step is said to, in words."""
    rule = parameter_on(ADDRESSEES, notice.on, jurisdiction_of(notice.item.plan))
    return rule, [ROLE_LABEL[Role(code)] for code in rule.value[notice.level]] if rule else []


def plan_facts(plan: Plan, now: datetime) -> PlanFacts:
    """What accepting the plan looks at: as it was handed in; at most nine queries."""
    unanswered = list(plan.remarks.filter(times=plan.times, reply="").values_list("position", flat=True))
    return _plan_facts(plan, handed_in(plan), unanswered, now)


def drafted_facts(plan: Plan, now: datetime) -> PlanFacts:
    """What handing the plan in looks at: as the unit has written it; at most twelve queries."""
    unanswered = [remark.position for remark in plan_remarks(plan) if not remark.reply]
    return _plan_facts(as_drafted(plan), items_as_drafted(plan), unanswered, now)


def is_bare(measure: Measure) -> bool:
    """Whether a measure does not say who does it until when, and what will show that it is done."""
    return not (measure.owner and measure.department and measure.due_on and measure.standard)


def _plan_facts(plan: Plan, filled: Sequence[Filled], unanswered: Sequence[int], now: datetime) -> PlanFacts:
    dues = dues_of(plan)
    return PlanFacts(
        items=[
            ItemFacts(
                item.number,
                item.objective,
                item.leader,
                item.department,
                item.due_on,
                item.beyond,
                lasting=item.difficulty != Difficulty.EASY or item.horizon != Horizon.SHORT,
                measures=len(measures),
                uncovered=item.uncovered,
                unfinished=[measure.position for measure in measures if is_bare(measure)],
                mend=f"#item-{item.pk}",
                latest=dues[f"item_{item.difficulty}"].on if f"item_{item.difficulty}" in dues else None,
                difficulty=DIFFICULTY[item.difficulty],
            )
            for item, measures in ((one.item, one.measures) for one in filled)
        ],
        principal=plan.principal,
        party_meeting_on=plan.party_meeting_on,
        fed_back_on=fed_back_on(plan),
        ends_on=plan.ends_on,
        today=localdate(now),
        unanswered=unanswered,
        left_out=[
            str(n)
            for n in plan.opinion.items.filter(rectification__isnull=True)
            .order_by("position")
            .values_list("position", flat=True)
        ],
        proof_missing=Proof.PARTY in asked_of(plan) and not plan.proofs.filter(step=StepProof.Step.PARTY).exists(),
    )


REQUIRED = "rectification.required_steps"


def asked_of(plan: Plan) -> frozenset[str]:
    """What the office's rule on the day of the feedback asks of the unit besides plan and report."""
    row = parameter_on(REQUIRED, fed_back_on(plan), jurisdiction_of(plan))
    return frozenset(row.value) if row else frozenset()


def report_gaps(report: UnitReport) -> ReportFacts:
    """What is still wanting beside a report's own text; at most four queries."""
    plan = report.plan
    unanswered = [remark.position for remark in report_remarks(report) if not remark.reply]
    if report.kind != UnitReport.Kind.PROGRESS:
        return ReportFacts(unanswered=unanswered)
    asked = asked_of(plan)
    life = Proof.LIFE in asked or Proof.LIFE_PROOF in asked
    own = plan.unit_reports.filter(kind=UnitReport.Kind.PRINCIPAL, submitted_at__isnull=False)
    return ReportFacts(
        unanswered=unanswered,
        life_missing=life and plan.life_meeting_on is None,
        life_proof_missing=Proof.LIFE_PROOF in asked and not plan.proofs.filter(step=StepProof.Step.LIFE).exists(),
        principal_missing=Proof.PRINCIPAL in asked and not own.exists(),
    )


def measure_facts(item: Item) -> list[MeasureFacts]:
    """The measures with how many live pieces of evidence each has; one query."""
    rows = item.measures.annotate(live=Count("evidence", filter=LIVE_OF_MEASURE)).order_by("position")
    return [MeasureFacts(m.position, m.done_on is not None, m.live) for m in rows]


def live_evidence(item: Item) -> QuerySet[Evidence]:
    """The pieces that count: not withdrawn, not replaced."""
    return item.evidence.filter(LIVE).select_related("attachment__file", "measure", "created_by")


def verdicts(pieces: Iterable[Evidence]) -> dict[int, str]:
    """The latest verdict on the present content of each piece, by its id; one query."""
    digests = {piece.pk: piece.attachment.file_id for piece in pieces}
    reviews = EvidenceReview.objects.filter(evidence__in=digests).order_by("pk")
    rows = reviews.values_list("evidence_id", "digest", "verdict")
    return {pk: verdict for pk, digest, verdict in rows if digests[pk] == digest}


def money_back(item: Item) -> Decimal:
    """What was cleared and recovered so far, in yuan; what was merely saved is not counted."""
    found = item.money.filter(kind__in=BROUGHT_BACK).aggregate(sum=Sum("amount"))["sum"]
    return Decimal(found or 0)


def money_facts(item: Item) -> MoneyFacts:
    """What should come back and what came, with the unit's latest word on what does not; two queries."""
    due, said = item.money_due or NOTHING, latest_shortfall(item)
    if said is None or said.verdict == REJECTED:
        return MoneyFacts(due, money_back(item))
    return MoneyFacts(due, money_back(item), said.amount, said.amount if said.verdict == ACCEPTED else NOTHING)


def latest_shortfall(item: Item) -> Shortfall | None:
    """What the unit last said of money that does not come back."""
    return item.shortfalls.select_related("created_by", "judged_by").order_by("-pk").first()


def request_facts(item: Item, now: datetime) -> RequestFacts:
    """What asking for close-out looks at; two queries."""
    return RequestFacts(
        measure_facts(item), item.unit_meeting_on, item.similar, localdate(now), open_extension=is_extension_open(item)
    )


def is_extension_open(item: Item) -> bool:
    """Whether a request for more time waits for its answer."""
    return item.extensions.filter(state__in=[ExtensionState.ASKED, ExtensionState.RAISED]).exists()


def close_facts(item: Item, reviewer: int) -> CloseFacts:
    """What closing looks at, for this reviewer (the id of the account); eight queries."""
    pieces = list(live_evidence(item))
    found = verdicts(pieces)
    return CloseFacts(
        measures=measure_facts(item),
        pieces=[PieceFacts(str(piece), found.get(piece.pk, "")) for piece in pieces],
        money=money_facts(item),
        unit_meeting_on=item.unit_meeting_on,
        similar=item.similar,
        asked_by_reviewer=item.requested_by_id == reviewer or any(p.created_by_id == reviewer for p in pieces),
        open_extension=is_extension_open(item),
        open_questions=item.queries.filter(state=QueryState.ASKED).count(),
        open_disputes=item.disputes.filter(state=DisputeState.RAISED).count(),
    )


def next_position(item: Item) -> int:
    """The number of a measure that is added."""
    return int(item.measures.aggregate(last=Max("position"))["last"] or 0) + 1
