"""A piece of background work as the person who asked for it sees it."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User


class JobState(models.TextChoices):
    """Where the work stands."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("正在办理")
    DONE = "done", _("已完成")
    FAILED = "failed", _("没有完成")
    CANCELLED = "cancelled", _("已停止")


class Job(models.Model):
    """
    Work asked for by `created_by` and done with the grants that person holds at the moment it runs.

    `key` is the idempotency key of the act: a job that was done but not marked so is replayed, not repeated.
    `message` and `outcome` are sentences (`core.text.packed`); `link` leads to what came of it.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict, blank=True)
    key = models.UUIDField(default=uuid4, unique=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.JSONField(default=list, blank=True)
    outcome = models.JSONField(default=list, blank=True)
    result = models.JSONField(default=dict, blank=True)
    link = models.CharField(max_length=200, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    started = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="jobs")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "id"], name="jobs_queue"),
            models.Index(fields=["created_by", "-id"], name="jobs_of_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}
