"""How workbooks name an inspection: by the unit, and by the round where the unit was inspected more than once."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from xuncha.core.text import Say, say
from xuncha.rounds.models import Inspection


@dataclass(frozen=True, slots=True)
class Named:
    """Inspections by the names that a workbook may use: {label: id} of rounds and units, and what belongs together."""

    rounds: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    at: dict[tuple[int, int], Inspection] = field(default_factory=dict)  # (round, unit)
    of_unit: dict[int, list[Inspection]] = field(default_factory=dict)

    def find(self, round_id: int | None, unit_id: int) -> Inspection | tuple[str, Say]:
        """The inspection meant, or the field (`round`, `unit`) and what is wrong with it."""
        if round_id is not None:
            return self.at.get((round_id, unit_id)) or (
                "unit",
                say("这个轮次没有巡察这个单位，或者不在您的工作范围内。"),
            )
        found = self.of_unit[unit_id]
        return found[0] if len(found) == 1 else ("round", say("这个单位在几个轮次里都有，要写明轮次。"))


def named(inspections: QuerySet[Inspection]) -> Named:
    """These inspections by name. A unit goes by full name, short name or code; a name that two share needs the code."""
    names = Named()
    rows = list(inspections.select_related("round__term__jurisdiction", "organisation", "team").order_by("-round_id"))
    holders: dict[str, set[int]] = {}
    for row in rows:
        for name in {row.organisation.name, row.organisation.short_name} - {""}:
            holders.setdefault(name, set()).add(row.organisation_id)
    for row in rows:
        unit = row.organisation
        names.rounds.setdefault(row.round.name, row.round_id)
        names.units.setdefault(unit.name if len(holders[unit.name]) == 1 else f"{unit.name}（{unit.code}）", unit.pk)
        names.at[row.round_id, unit.pk] = row
        names.of_unit.setdefault(unit.pk, []).append(row)
    for row in rows:
        unit = row.organisation
        names.units.setdefault(unit.code, unit.pk)
        if unit.short_name and len(holders[unit.short_name]) == 1:
            names.units.setdefault(unit.short_name, unit.pk)
    return names
