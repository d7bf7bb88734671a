"""The weekly sheet of a team: figures from the records, and the team's words. (feature B04)"""

from datetime import date, timedelta

from django.db import models

from xuncha.foundation.accounts.models import Made
from xuncha.foundation.guards import Guard, differ
from xuncha.gathering.workflow import WEEK, WeekState
from xuncha.rounds.models import Team

SIX_DAYS = timedelta(days=6)


class WeekSheet(Made):
    """
    One week of one team (周进展表). `figures` are empty while it is a draft and counted anew; handed in, they are
    frozen as [{code, label, unit, week, total}].
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="week_sheets")
    monday = models.DateField()
    said = models.TextField(max_length=2000, blank=True)  # what came of the week
    ahead = models.TextField(max_length=2000, blank=True)  # what the team plans for the next
    needs = models.TextField(max_length=1000, blank=True)  # what it needs of the office
    figures = models.JSONField(default=list, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, WEEK.states[s].label) for s in WeekState], default=WeekState.DRAFT
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-monday", "team_id"]
        constraints = [models.UniqueConstraint(fields=["team", "monday"], name="gathering_one_sheet_a_week")]

    def __str__(self) -> str:
        return f"{self.team} {self.monday}"

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + SIX_DAYS


CONTENT = ("team", "monday", "said", "ahead", "needs", "figures", "state")
STANDS = "a weekly sheet that was handed in does not change"
Guard(
    "gathering_week_stands", WeekSheet, "UPDATE", STANDS, f"OLD.state = 'handed_in' AND ({differ(WeekSheet, CONTENT)})"
)
