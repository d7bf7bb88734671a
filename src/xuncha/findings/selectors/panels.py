"""What later stages add to the page of a finding: cards, and what became of it in its lineage."""

from collections.abc import Callable
from typing import Any

from xuncha.findings.models import Finding
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Panels

FINDING_PANELS: Panels[Finding] = Panels("finding")

AFTERWARDS: list[Callable[[Actor, Finding], list[dict[str, Any]]]] = []
"""Each gives the nodes of the lineage (`ui/lineage.html`) that come after the finding, as far as one may know."""
