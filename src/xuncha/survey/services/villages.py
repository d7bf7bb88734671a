"""Village cards, one by one in the field or many in one table. (feature B14)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xuncha.core.errors import Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.survey.models import VillageCard
from xuncha.survey.rules.villages import reasons_against_card
from xuncha.survey.selectors.villages import villages_in


@dataclass(frozen=True, slots=True)
class CardRow:
    """What was typed of one village; `base_version` of the card it was made from, None where there was none."""

    village: Organisation
    fields: Mapping[str, Any]
    base_version: int | None = None


@use_case(P.SURVEY_WRITE, within=INSPECTIONS)
def write_card(
    act: Act, inspection: Inspection, /, *, village: Organisation, base_version: int | None = None, **fields: Any
) -> VillageCard:
    """Write the card of one village, or what has changed on it."""
    RuleViolated.unless_empty(_strange(inspection, [village]) + reasons_against_card(fields))
    return _written(act, inspection, CardRow(village, fields, base_version))


@use_case(P.SURVEY_WRITE, within=INSPECTIONS)
def write_cards(act: Act, inspection: Inspection, *, rows: Sequence[CardRow]) -> list[VillageCard]:
    """
    Write many cards at once: all of them, or none. What stands already is left alone.

    Raises:
        RuleViolated: each reason names the input of its village, `key-field`.

    """
    reasons = _strange(inspection, [row.village for row in rows])
    for row in rows:
        reasons += [replace(why, field=f"{row.village.pk}-{why.field}") for why in reasons_against_card(row.fields)]
    RuleViolated.unless_empty(reasons)
    written = [_written(act, inspection, row) for row in rows if not _stands(inspection, row)]
    act.record("cards.written", inspection, count=len(written))
    return written


def _strange(inspection: Inspection, villages: Sequence[Organisation]) -> list[Reason]:
    own = set(villages_in(inspection).values_list("pk", flat=True))
    return [reason("{village}不在这次巡察的范围内。", village=one.name) for one in villages if one.pk not in own]


def _stands(inspection: Inspection, row: CardRow) -> bool:
    return VillageCard.objects.filter(inspection=inspection, village=row.village, **row.fields).exists()


def _written(act: Act, inspection: Inspection, row: CardRow) -> VillageCard:
    card = VillageCard.objects.filter(inspection=inspection, village=row.village).first()
    if card is None:
        return act.create(VillageCard(inspection=inspection, village=row.village, **row.fields), "card.written")
    new = {name: value for name, value in row.fields.items() if getattr(card, name) != value}  # 5 is no change of 5.00
    return act.change(card, "card.changed", base_version=row.base_version, **new)
