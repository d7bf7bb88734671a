"""How many clues went where and what came of them: for those who may know no more than that."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from xuncha.clues.models import Body, Clue, Handover
from xuncha.clues.rules import told
from xuncha.clues.workflow import HandoverState
from xuncha.core.text import N_
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.rounds.models import Round

S = HandoverState
TAKEN = (S.ACCEPTED, S.DISPOSED, S.CONCLUDED, S.REPORTED)
SETTLED = (S.CONCLUDED, S.REPORTED)

ROWS: tuple[tuple[str, str, str], ...] = (
    ("clues", N_("移交线索"), N_("件")),
    ("persons", N_("涉及人员"), N_("人")),
    ("discipline", N_("移交纪检监察机关"), N_("件")),
    ("organisation", N_("移交组织部门"), N_("件")),
    ("received", N_("已签收"), N_("件")),
    ("accepted", N_("已受理"), N_("件")),
    ("declined", N_("部门退回"), N_("件")),
    ("concluded", N_("已有结果"), N_("件")),
    ("cases", N_("立案"), N_("件")),
    ("persons_filed", N_("立案人数"), N_("人")),
    ("form_1", N_("第一种形态"), N_("人")),
    ("form_2", N_("第二种形态"), N_("人")),
    ("form_3", N_("第三种形态"), N_("人")),
    ("form_4", N_("第四种形态"), N_("人")),
)
"""What is told: code, label, unit of count. A clue handed to two bodies is one 件, and one at each of them; what a body
declined counts there no more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number; `count` is None where it is not told."""

    label: str
    unit: str
    count: int | None


def counted(clues: QuerySet[Clue], handovers: QuerySet[Handover]) -> dict[str, int]:
    """The numbers of some clues and of what came of them at their bodies; two queries."""
    sums = {name: Coalesce(Sum(name), 0) for name in ("cases", "persons_filed", "form_1", "form_2", "form_3", "form_4")}
    kept = ~Q(state=S.DECLINED)
    of_bodies = handovers.order_by().aggregate(
        discipline=Count("pk", filter=kept & Q(package__body=Body.DISCIPLINE)),
        organisation=Count("pk", filter=kept & Q(package__body=Body.ORGANISATION)),
        received=Count("pk", filter=kept & ~Q(state=S.SENT)),
        declined=Count("pk", filter=~kept),
        accepted=Count("pk", filter=Q(state__in=TAKEN)),
        concluded=Count("pk", filter=Q(state__in=SETTLED)),
        **sums,
    )
    whole = clues.order_by().aggregate(clues=Count("pk"), persons=Coalesce(Sum("persons"), 0))
    return {**whole, **of_bodies}


def totals_of(batch: Round, *, exact: bool) -> list[Line]:
    """The totals of a round; none where nothing was handed over."""
    handovers = Handover.objects.filter(package__register__inspection__round=batch)
    clues = Clue.objects.filter(pk__in=handovers.values("clue"))
    numbers = counted(clues, handovers)
    if not numbers["clues"]:
        return []
    shown = told(numbers, exact=exact)
    return [Line(label, unit, shown[code]) for code, label, unit in ROWS]


def rounds_of(jurisdiction: Jurisdiction) -> QuerySet[Round]:
    """The rounds of an office, the latest first."""
    return Round.objects.filter(term__jurisdiction=jurisdiction).select_related("term").order_by("-term", "-number")
