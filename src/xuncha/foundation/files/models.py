"""Uploaded files: content once by its SHA-256, names and marks as often as it was attached."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User


class Secrecy(models.TextChoices):
    """Handling mark of an attachment. State secrets must not be stored at all (domain §8.2)."""

    INTERNAL = "internal", _("内部")
    WORK = "work", _("工作秘密")


class StoredFile(models.Model):
    """One content. The bytes lie in XUNCHA_HOME/files under the digest; the row says what they are."""

    digest = models.CharField(max_length=64, primary_key=True)  # SHA-256, lower-case hex
    size = models.BigIntegerField()  # bytes
    media_type = models.CharField(max_length=100)  # found by content
    pages = models.PositiveIntegerField(default=0)  # that can be shown as a picture; 1 for a picture, 0 for the rest
    text = models.TextField(blank=True)  # extracted from docx, xlsx, pdf, txt; empty for pictures

    class Meta:
        ordering = ["digest"]

    def __str__(self) -> str:
        return self.digest[:12]


class Attachment(models.Model):
    """A named use of a content by somebody. What it is attached to is said by the stage (evidence of a paper, …)."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    secrecy = models.CharField(max_length=12, choices=Secrecy.choices, default=Secrecy.INTERNAL)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
