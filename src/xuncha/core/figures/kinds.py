"""What a figure of the dictionary says of itself, and whose work it counts."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.permissions import Permission


class Whose(StrEnum):
    """Whose work a figure counts."""

    SELF = "self"  # the jurisdiction's own
    CHILDREN = "children"  # that of the jurisdictions directly below it, added up


LEVEL_SCOPE = {"province": "province", "city": "city", "county": "county", "town": "town"}
BELOW_SCOPE = {"province": "cities", "city": "counties", "county": "towns"}


def scope_code(level: str, whose: Whose) -> str:
    """How published figures name the scope: city, counties, county …; empty where nothing lies below."""
    return (LEVEL_SCOPE if whose is Whose.SELF else BELOW_SCOPE).get(level, "")


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One figure.

    `definition` says in one sentence what is counted, `formula` how, `note` what is left out. `stock` figures stand on
    the last day of the period; the others happened within it. `permission` is what its reader must hold besides.
    Counts below `fewest`, other than none, are not told, nor what would tell them; the others by the year alone.
    """

    code: str
    label: str
    unit: str
    definition: str
    formula: str
    scopes: tuple[Whose, ...] = (Whose.SELF,)
    note: str = ""
    stock: bool = False
    is_ratio: bool = False
    permission: Permission | None = None
    fewest: int = 0
