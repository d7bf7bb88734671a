"""Every figure of the dictionary for one jurisdiction and period, and the rows behind each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet

from xuncha.core.figures import DIVISIONS, FEWEST, FIGURES, Figure, Whose, scope_code
from xuncha.core.figures.withholding import is_whole_year, untold
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.reach import kind_of
from xuncha.foundation.regulations.models import Category
from xuncha.insight.selectors.counting import Over, Period, values
from xuncha.insight.selectors.sources import SOURCES
from xuncha.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure's value for one jurisdiction and period; None where it is not told."""

    figure: Figure
    whose: Whose
    scope: str
    value: Decimal | int | None


def jurisdictions_of(actor: Actor) -> QuerySet[Jurisdiction]:
    """The jurisdictions whose figures the person may read."""
    return Jurisdiction.objects.filter(pk__in=actor.scope_ids(P.FIGURES_READ, Scope.JURISDICTION))


def _over(jurisdiction: Jurisdiction, whose: Whose, period: Period) -> Over:
    if whose is Whose.SELF:
        return Over((jurisdiction.pk,), period)
    return Over(tuple(jurisdiction.children.values_list("pk", flat=True)), period)


def is_told(figure: Figure, jurisdiction: Jurisdiction, reader: Actor | None) -> bool:
    """Whether the reader may know this figure there: what asks for a permission is told to nobody else."""
    if figure.permission is None:
        return True
    return reader is not None and jurisdiction.pk in reader.scope_ids(figure.permission, Scope.JURISDICTION)


def readings(
    jurisdiction: Jurisdiction, period: Period, reader: Actor | None = None, *, today: date | None = None
) -> list[Reading]:
    """The figures for this reader, in order; a figure that also counts the level below is there twice."""
    told = [code for code, figure in FIGURES.items() if is_told(figure, jurisdiction, reader)]
    measured: dict[Whose, dict[str, Decimal | int | None]] = {
        whose: {**values_of(_of(whose, told), whose, jurisdiction, period)} for whose in Whose
    }
    for code in _withheld(measured[Whose.SELF], period, today):
        measured[Whose.SELF][code] = None
    return [
        Reading(figure, whose, scope, measured[whose][code])
        for code in told
        for figure in [FIGURES[code]]
        for whose in figure.scopes
        if (scope := scope_code(jurisdiction.level, whose))
    ]


def _withheld(measured: Mapping[str, Decimal | int | None], period: Period, today: date | None) -> frozenset[str]:
    """Which of these figures are not told: their counts are small, or would tell small ones."""
    apart = frozenset(code for code in measured if FIGURES[code].fewest)
    if not apart or not is_whole_year(period.begin, period.last, today):
        return apart
    return untold(DIVISIONS, {code: int(count or 0) for code, count in measured.items()}, FEWEST)


def is_withheld(code: str, jurisdiction: Jurisdiction, period: Period, today: date) -> bool:
    """Whether one figure is not told."""
    if not FIGURES[code].fewest:
        return False
    together = {part for division in DIVISIONS for part in (*division.codes, division.of) if part}
    return code in _withheld({**values_of(together, Whose.SELF, jurisdiction, period)}, period, today)


def _of(whose: Whose, told: Iterable[str]) -> list[str]:
    return [code for code in told if whose in FIGURES[code].scopes]


def values_of(
    codes: Iterable[str], whose: Whose, jurisdiction: Jurisdiction, period: Period
) -> dict[str, Decimal | int]:
    """The values of some figures, by their codes."""
    return values({code: SOURCES[code] for code in codes}, _over(jurisdiction, whose, period))


def rows_of(code: str, whose: Whose, jurisdiction: Jurisdiction, period: Period) -> QuerySet[Any]:
    """The records that a figure counts."""
    return SOURCES[code].rows(_over(jurisdiction, whose, period))


def denominator_of(code: str, whose: Whose, jurisdiction: Jurisdiction, period: Period) -> QuerySet[Any] | None:
    """The records that a rate divides by; None for what is no rate."""
    return SOURCES[code].divided(_over(jurisdiction, whose, period))


SPINE = {
    "rounds.Inspection": "",
    "findings.Finding": "inspection__",
    "findings.ImmediateFix": "inspection__",
    "feedback.Opinion": "inspection__",
    "feedback.OpinionItem": "opinion__inspection__",
    "rectification.Item": "plan__inspection__",
    "rectification.MoneyOutcome": "item__plan__inspection__",
    "rectification.Consequence": "plan__inspection__",
    "rectification.Dispute": "item__plan__inspection__",
    "rectification.RuleOutput": "item__plan__inspection__",
    "rectification.Accountability": "item__plan__inspection__",
}
"""How the records that figures count hang on an inspection: the path to it."""
CATEGORY = {
    "findings.Finding": "classifications__category_id",
    "rectification.Item": "opinion_item__findings__classifications__category_id",
}


def narrowed(
    rows: QuerySet[Any], *, unit: int | None = None, batch: int | None = None, category: int | None = None
) -> QuerySet[Any]:
    """Those of the rows that concern one unit, one round, one kind of problem; none where the rows know no such."""
    label = rows.model._meta.label
    paths: dict[str, int] = {}
    for name, value in (("organisation_id", unit), ("round_id", batch)):
        if value is not None:
            if label not in SPINE:
                return rows.none()
            paths[SPINE[label] + name] = value
    if category is not None:
        if label not in CATEGORY:
            return rows.none()
        paths[CATEGORY[label]] = category
    return rows.filter(pk__in=rows.model._default_manager.filter(**paths).values("pk")) if paths else rows


def narrowed_to(asked: Mapping[str, int]) -> list[str]:
    """What rows were narrowed to, by name: unit, round, kind of problem."""
    models: tuple[tuple[str, type[Model]], ...] = (("unit", Organisation), ("batch", Round), ("category", Category))
    found = [model._default_manager.filter(pk=asked[name]).first() for name, model in models if name in asked]
    return [str(record) for record in found if record is not None]


def readable_by(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows that the person may read: a figure may count more than its reader may see."""
    reach = kind_of(rows.model)
    if reach is None:
        return rows.none()
    return rows.filter(pk__in=reach.visible_to(actor).values("pk"))
