"""
The register for those who may know how many there are and how far they have come, and never what they say.

The office's director reads lines here: number, way, day, state, due. Matter and conclusion are told of none of them;
how many there are of each is a figure of the dictionary (`core.figures.petitions`). (domain §2.2, §6.1)
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.reach import Reach
from xuncha.intake.models import Conclusion, Matter, Petition, Way
from xuncha.intake.selectors import PETITIONS
from xuncha.intake.workflow import PETITION, PetitionState

LINES = Reach(
    Petition,
    "intake.line",
    "信访台账",
    P.PETITION_COUNT,
    jurisdiction=PETITIONS.jurisdiction,
    team=PETITIONS.team,
    inspected=PETITIONS.inspected,
    around=PETITIONS.around,
)
STATES = [(state.value, PETITION.states[state].label) for state in PetitionState]
AXES: tuple[tuple[str, str, Any], ...] = (
    ("way", N_("渠道"), Way.choices),
    ("matter", N_("类别"), [*Matter.choices, ("", N_("待定"))]),
    ("state", N_("状态"), STATES),
    ("conclusion", N_("结论"), Conclusion.choices),
)


@dataclass(frozen=True, slots=True)
class Row:
    """How many there are of one kind: all, signed, finished, late."""

    label: Any
    all: int
    named: int
    finished: int
    late: int


@dataclass(frozen=True, slots=True)
class Axis:
    """The same petitions divided by one property."""

    label: str
    rows: tuple[Row, ...]


COUNTS = ("all", "named", "finished", "late")


def figures(rows: QuerySet[Petition], late: Q) -> tuple[Row, tuple[Axis, ...]]:
    """All of them, and divided by way, matter, state and conclusion; one query each. Kinds without any are left out."""
    counted = {
        "all": Count("pk"),
        "named": Count("pk", filter=Q(named=True)),
        "finished": Count("pk", filter=Q(state__in=PETITION.finished())),
        "late": Count("pk", filter=late),
    }
    rows = rows.order_by()
    axes = []
    for name, label, choices in AXES:
        found = {row[name]: row for row in rows.values(name).annotate(**counted)}
        kinds = ((said, found[code]) for code, said in choices if code in found)
        axes.append(Axis(label, tuple(Row(said, *(row[of] for of in COUNTS)) for said, row in kinds)))
    together = rows.aggregate(**counted)
    return Row(N_("合计"), *(together[of] for of in COUNTS)), tuple(axes)
