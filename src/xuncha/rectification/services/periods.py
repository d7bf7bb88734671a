"""Regular ledgers (周报、月报): opened when a period is over, filled by the records, frozen when handed in."""

from datetime import datetime

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.system import system_act
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import PeriodReport, Plan
from xuncha.rectification.rules.periods import period_owed, reasons_not_to_hand_in
from xuncha.rectification.selectors import PERIODS
from xuncha.rectification.selectors.periods import (
    REPORTED_ON,
    content_of,
    due_of_period,
    earlier_open,
    period_on,
    plans_reporting,
)
from xuncha.rectification.workflow import PERIOD_REPORT, PeriodState, PlanState


@use_case(P.RECT_REVIEW, within=JURISDICTIONS)
def open_periods(act: Act, jurisdiction: Jurisdiction) -> list[PeriodReport]:
    """
    Open the ledger of the period that is over for every unit under way; what was opened.

    Meant for every day and harmless more often.
    """
    today = localdate(act.now)
    period = period_on(today, jurisdiction)
    opened = []
    for plan in plans_reporting(jurisdiction).select_related("inspection__round__term__jurisdiction"):
        if plan.accepted_at is None:
            raise LookupError(f"{plan} was accepted at no time")  # the database forbids it
        last = next((row.to_on for row in plan.periods.all()), None)
        owed = period_owed(localdate(plan.accepted_at), last, period, today)
        if owed is not None:
            report = PeriodReport(plan=plan, from_on=owed[0], to_on=owed[1])
            due = due_of_period(report)
            report.due_on = due.on if due else None
            opened.append(act.create(report, "period_report.opened"))
    act.record("rectification.periods_opened", jurisdiction, on=today.isoformat(), opened=len(opened))
    return opened


@use_case(PERIOD_REPORT.steps["hand_in"].permission, within=PERIODS)
def hand_in_period(act: Act, report: PeriodReport, *, note: str = "") -> PeriodReport:
    """Hand the ledger of a period in as the records stand at this moment; what they say later goes into the next."""
    PERIOD_REPORT.step("hand_in", PeriodState(report.state))
    RuleViolated.unless_empty(reasons_not_to_hand_in(note, earlier_open(report)))
    return act.step(
        report,
        PERIOD_REPORT,
        "hand_in",
        note=note.strip(),
        content=content_of(report, act.now),
        submitted_by=act.actor.user,
        submitted_at=act.now,
    )


def open_periods_everywhere(now: datetime) -> int:
    """Open what is owed in every office that has plans under way, as the installation itself does every day."""
    running = Plan.objects.filter(state=PlanState.ACCEPTED, items__state__in=REPORTED_ON)
    offices = running.values("inspection__round__term__jurisdiction").distinct()
    return sum(
        len(open_periods(system_act(now, Role.OFFICE_CLERK, office.pk), office))
        for office in Jurisdiction.objects.filter(pk__in=offices).order_by("pk")
    )
