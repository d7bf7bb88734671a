"""Which county inspects which in a round of cross inspections (推磨式交叉巡)."""

from django.db import models

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.rounds.models.rounds import Round


class RingLeg(models.Model):
    """One county's teams inspect in one other county, in one round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="legs")
    sender = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["round_id", "sender__path"]
        constraints = [
            models.UniqueConstraint(fields=["round", "sender"], name="rounds_sends_once"),
            models.UniqueConstraint(fields=["round", "receiver"], name="rounds_receives_once"),
            models.CheckConstraint(condition=~models.Q(sender=models.F("receiver")), name="rounds_nobody_at_home"),
        ]

    def __str__(self) -> str:
        return f"{self.sender} → {self.receiver}"
