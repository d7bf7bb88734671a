"""People who sign in and the grants they hold."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.foundation.orgs.models import Organisation


class UserManager(BaseUserManager["User"]):
    """Accounts are made by use cases; this exists for Django's authentication backend."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """One named person. Never shared, never deleted: switched off with `is_active`."""

    username = models.CharField(max_length=40, unique=True, validators=[RegexValidator(r"^[\w.-]{2,40}\Z")])
    name = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="people")
    post = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    is_cast = models.BooleanField(default=False)  # a person of a demo scenario: may sign in by one click in the demo
    must_change_password = models.BooleanField(default=False)
    otp_secret = models.TextField(blank=True)  # encrypted with the installation's key; empty: no second factor yet
    otp_last_step = models.BigIntegerField(default=0)  # the last time step used, so that a code works once
    recovery_codes = models.JSONField(default=list, blank=True)  # hashes of unused recovery codes
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    session_key = models.CharField(max_length=64, blank=True)  # the one session that counts (concurrent-session rule)
    preferences = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def is_locked(self, now: datetime) -> bool:
        """Whether too many failed attempts keep the account shut at this moment."""
        return self.locked_until is not None and now < self.locked_until


class Grant(models.Model):
    """
    A role held over one thing for a time: (role, scope, from, to). `scope_id` names the thing of the role's scope.

    The scope's kind follows from the role (`core.permissions.ROLE_SCOPE`). `except_units` lists organisations the
    person is recused from: whatever else the grant reaches, these it does not (domain §9, invariant 5).
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, ROLE_LABEL[r]) for r in Role])
    scope_id = models.BigIntegerField(default=0)
    scope_name = models.CharField(max_length=120, blank=True)  # as it read when granted, for people
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    except_units = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["user_id", "role", "scope_id"]
        indexes = [models.Index(fields=["user", "valid_from", "valid_to"]), models.Index(fields=["role", "scope_id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="accounts_grant_ends_after_it_begins",
            )
        ]
        verbose_name = _("授权")

    def __str__(self) -> str:
        return f"{ROLE_LABEL[Role(self.role)]}（{self.scope_name}）" if self.scope_name else ROLE_LABEL[Role(self.role)]

    def in_force(self, now: datetime) -> bool:
        """Whether the grant counts at this moment."""
        return self.valid_from <= now and (self.valid_to is None or now < self.valid_to)


class Made(models.Model):
    """A record with its maker and its version."""

    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
