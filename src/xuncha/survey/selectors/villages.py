"""What people may read of village cards: which villages an inspection keeps one of, and how far the visits are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.orgs.models import Organisation, UnitType
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import villages_of
from xuncha.survey.models import VillageCard
from xuncha.survey.rules.villages import SHARE, Visits, visits

VILLAGE_SHARE = "survey.village_share"
"""The parameter: what percent of a village's households is to be visited."""

CARDS = Reach(
    VillageCard,
    "survey.card",
    "村情卡",
    P.SURVEY_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("village", "inspection__organisation", "inspection__round__term__jurisdiction"),
    url_name="survey:card",
    find=("village__name",),
)
EVENT_LABELS.update(
    {
        "card.written": N_("填写村情卡"),
        "card.changed": N_("修改村情卡"),
        "cards.written": N_("成批填写村情卡"),
        "card.imported": N_("导入村情卡"),
        "card.taken_back": N_("撤回导入的村情卡"),
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """One village of an inspection: its card, if there is one, and how far the visits are."""

    village: Organisation
    card: VillageCard | None
    visits: Visits | None


def villages_in(inspection: Inspection) -> QuerySet[Organisation]:
    """The villages of which an inspection keeps cards: those of a township, or the one that is inspected itself."""
    unit = inspection.organisation
    if unit.unit_type == UnitType.TOWNSHIP:
        return villages_of(unit)
    of_itself = unit.unit_type == UnitType.VILLAGE and inspection.extends_id is None
    return Organisation.objects.filter(pk__in=[unit.pk] if of_itself else []).order_by("code")


def visited_share(inspection: Inspection, day: date) -> int:
    """What percent of a village's households is to be visited, by the parameter in force on the day of entry."""
    row = parameter_on(VILLAGE_SHARE, inspection.begins_on or day, inspection.round.term.jurisdiction)
    return int(row.value) if row else SHARE


def lines_of(actor: Actor, inspection: Inspection, day: date) -> list[Line]:
    """Every village of an inspection with its card, in the order of their codes."""
    share = visited_share(inspection, day)
    cards = {card.village_id: card for card in CARDS.visible_to(actor).filter(inspection=inspection)}
    return [_line(village, cards.get(village.pk), share) for village in villages_in(inspection)]


def _line(village: Organisation, card: VillageCard | None, share: int) -> Line:
    return Line(village, card, visits(card.households, card.visited, share) if card else None)
