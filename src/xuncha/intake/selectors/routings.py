"""Petitions at competent bodies: who reads them, and what was passed on and answered."""

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.reach import Reach
from xuncha.foundation.sealing.circles import opened_box
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.intake.models import Routing
from xuncha.intake.selectors import Content, read_content

ROUTINGS = Reach(
    Routing,
    "intake.routing",
    "信访转办",
    P.PETITION_READ,
    jurisdiction="petition__inspection__round__term__jurisdiction_id",
    team="petition__inspection__team_id",
    inspected="petition__inspection__organisation_id",
    around=(
        "petition__inspection__organisation",
        "petition__inspection__team",
        "petition__inspection__round__term__jurisdiction",
        "passed__circle_key",
    ),
    url_name="intake:routing",
)
EVENT_LABELS.update(
    {
        "routing.passed": N_("转出信访件"),
        "routing.received": N_("登记承办部门签收"),
        "routing.replied": N_("登记承办部门回复"),
    }
)


def passed_on(routing: Routing, by: Unlocked) -> Content:
    """What the body was given: the redacted text and nothing else."""
    return read_content(routing.passed, by)


def reply_to(routing: Routing, by: Unlocked) -> str:
    """What the body has answered; empty before."""
    return opened_box(routing.reply, by).decode() if routing.reply else ""
