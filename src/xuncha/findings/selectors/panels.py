"""What later stages add to the page of a finding: cards, and what became of it in its lineage."""

from collections.abc import Callable
from typing import Any

from xuncha.conduct.selectors import COMMENTABLE, beside
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.findings.models import Finding
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card, Panels

FINDING_PANELS: Panels[Finding] = Panels("finding")
COMMENTABLE["findings.finding"] = lambda finding: {N_("问题标题"): finding.title, N_("问题表述"): finding.text}
FINDING_PANELS.register(Card("comments", 10, P.GUIDANCE_READ, "conduct/comments.html", beside))

AFTERWARDS: list[Callable[[Actor, Finding], list[dict[str, Any]]]] = []
"""Each gives the nodes of the lineage (`ui/lineage.html`) that come after the finding, as far as one may know."""
