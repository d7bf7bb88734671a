"""
What later stages show on the page of an inspection, and what rounds show on the page of an organisation.

Rounds know no papers and no findings. A later stage calls `register_panel` in its `AppConfig.ready()`; the page of
an inspection asks every panel for its figures and its card.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.permissions import Permission
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.orgs.selectors import ORGANISATION_PANELS
from xuncha.foundation.ui.panels import Card, Panels
from xuncha.rounds.models import Inspection, Round
from xuncha.rounds.selectors.reaches import INSPECTIONS
from xuncha.rounds.workflow import ROUND


@dataclass(frozen=True, slots=True)
class Band:
    """One number in the band at the top: `问题底稿 23 份`, a line below it, and the list behind it."""

    label: str
    value: int
    unit: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """
    A later stage's part of the page, for people who hold `permission`.

    `bands(actor, inspection)` gives its numbers; `context(actor, inspection)` feeds `template`, a card; a panel without
    a template has numbers only. `order` sorts panels: fieldwork 4, findings 20, …; the card of a `beside` panel stands
    in the narrow column, so that what the team works on all day comes first.
    """

    code: str
    order: int
    permission: Permission
    bands: Callable[[Actor, Inspection], list[Band]]
    template: str = ""
    context: Callable[[Actor, Inspection], Mapping[str, Any]] | None = None
    beside: bool = False


SHOWN = 20
"""How many inspections the page of an organisation lists: with one in five years, a century's worth."""

INSPECTION_PANELS: dict[str, Panel] = {}
ROUND_PANELS: Panels[Round] = Panels("batch")
"""What later stages show on the page of a round."""


def register_panel(panel: Panel) -> None:
    """Add a part to the page of an inspection; registering the same code again replaces it."""
    INSPECTION_PANELS[panel.code] = panel


def panels_for(actor: Actor) -> list[Panel]:
    """The panels this person may see, in order."""
    allowed = [panel for panel in INSPECTION_PANELS.values() if actor.holds(panel.permission)]
    return sorted(allowed, key=lambda panel: panel.order)


def _inspected(actor: Actor, organisation: Organisation) -> Mapping[str, Any]:
    """Every inspection of the organisation that this person may read, the newest first; one query."""
    rows = INSPECTIONS.visible_to(actor).filter(organisation=organisation).select_related("round", "team")
    return {"inspections": rows.order_by("-round__year", "-round__number", "-pk")[:SHOWN], "ROUND": ROUND}


ORGANISATION_PANELS.register(
    Card("rounds.inspections", 10, P.INSPECTION_READ, "rounds/organisation_card.html", _inspected)
)
