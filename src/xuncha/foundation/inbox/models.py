"""Drafts: what somebody typed and has not sent. Private to that person; gone when the form is sent."""

from django.db import models

from xuncha.foundation.accounts.models import User


class Draft(models.Model):
    """The fields of one form as they were last typed. `code` names form and record: "fieldwork.paper:12"."""

    saved_by = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    code = models.CharField(max_length=80)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["saved_by", "code"], name="inbox_one_draft_of_a_form")]

    def __str__(self) -> str:
        return self.code
