"""What is demanded of units that stayed below the limit: proposed, sent, answered, accepted. (C14; domain §5.3)"""

from datetime import timedelta
from functools import partial
from typing import Any

from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.rectification.models import Consequence, Plan
from xuncha.rectification.selectors.consequences import demanded_on, plans_below
from xuncha.rectification.services.consequences import (
    accept_consequence,
    answer_consequence,
    approve_consequence,
    propose_consequence,
)
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.standing import liaison_of
from xuncha.site.scenario.texts import after_bank

ANSWERED_AFTER = timedelta(days=8)
ACCEPTED_AFTER = timedelta(days=4)


def demand(stage: Stage) -> None:
    """Note the day on which the office looks who stayed below its limit, where the scenario tells of one."""
    for told in stage.scenario["rounds"]:
        below = told.get("rectification", {}).get("below")
        if below:
            stage.later(day(below["on"]), partial(_send, stage, stage.jurisdictions[told["jurisdiction"]], below))


def _send(stage: Stage, office: Jurisdiction, told: dict[str, Any]) -> None:
    """The clerk proposes, the director decides; some units have answered by the scenario's last day."""
    today = stage.moment.date()
    for n, below in enumerate(plans_below(Plan.objects.all(), office, today)):
        clerk = stage.by_role(Role.OFFICE_CLERK, office.code)
        sent = propose_consequence(clerk, below.plan, what=demanded_on(today, office))
        approve_consequence(stage.by_role(Role.OFFICE_DIRECTOR, office.code), sent)
        if n < told.get("answered", 0):
            stage.later(today + ANSWERED_AFTER, partial(_answer, stage, sent))
        if n < told.get("accepted", 0):
            stage.later(today + ANSWERED_AFTER + ACCEPTED_AFTER, partial(_accept, stage, office, sent))


def _answer(stage: Stage, sent: Consequence) -> None:
    liaison = liaison_of(stage, sent.plan.inspection.organisation, stage.moment.date())
    answer_consequence(stage.by(liaison), sent, answer=after_bank()["self_criticism"])


def _accept(stage: Stage, office: Jurisdiction, sent: Consequence) -> None:
    accept_consequence(stage.by_role(Role.OFFICE_CLERK, office.code), sent)
