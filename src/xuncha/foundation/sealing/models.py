"""Keys of people, circles of people who open the same boxes, the boxes; custodians, and what they help recover."""

from django.db import models
from django.utils import timezone

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.sealing.passphrases import Locked
from xuncha.foundation.sealing.suites import SUITES, Suite
from xuncha.foundation.sealing.workflow import RECOVERY, RELEASE, RecoveryState, ReleaseState


class PersonKey(models.Model):
    """A person's pair of keys. The private one is locked under their passphrase; nobody else has it."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="sealing_keys")
    suite = models.CharField(max_length=12)
    public = models.BinaryField()
    salt = models.BinaryField()
    passes = models.PositiveIntegerField()
    memory = models.PositiveIntegerField()  # KiB
    locked = models.BinaryField()
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["owner_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(until__isnull=True), name="sealing_one_key_in_use"
            )
        ]

    def __str__(self) -> str:
        return str(self.owner)

    @property
    def cipher(self) -> Suite:
        """The suite this pair belongs to."""
        return SUITES[self.suite]

    @property
    def under_passphrase(self) -> Locked:
        """The private key as the passphrase opens it."""
        return Locked(bytes(self.salt), self.passes, self.memory, bytes(self.locked))


class Circle(models.Model):
    """People who may open what is sealed for one purpose about one thing: the petitions of a team, its clues."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    purpose = models.SlugField(max_length=30)  # intake, clues
    scope_id = models.BigIntegerField()  # the thing it is about; the purpose says of what kind
    name = models.CharField(max_length=120)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["purpose", "scope_id"], name="sealing_one_circle")]

    def __str__(self) -> str:
        return self.name


class CircleKey(models.Model):
    """The pair of keys of a circle; a new one when somebody has left it. The private one exists only in the copies."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="keys")
    number = models.PositiveIntegerField()
    suite = models.CharField(max_length=12)
    public = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["circle_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "number"], name="sealing_circle_key_number"),
            models.UniqueConstraint(
                fields=["circle"], condition=models.Q(until__isnull=True), name="sealing_one_circle_key_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle} {self.number}"

    @property
    def cipher(self) -> Suite:
        """The suite this pair belongs to."""
        return SUITES[self.suite]


class KeyCopy(models.Model):
    """A circle's private key, sealed to one member. When the member leaves, the copy is emptied and the row says so."""

    circle_key = models.ForeignKey(CircleKey, models.PROTECT, related_name="copies")
    person_key = models.ForeignKey(PersonKey, models.PROTECT, related_name="copies")
    sealed = models.BinaryField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["circle_key_id", "person_key_id"]
        constraints = [
            models.UniqueConstraint(fields=["circle_key", "person_key"], name="sealing_one_copy"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(sealed=b""), name="sealing_ended_copy_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle_key} → {self.person_key}"


class SealedBox(models.Model):
    """Content that only a circle opens: locked under a key of its own, which is sealed to the circle. No dates here."""

    circle_key = models.ForeignKey(CircleKey, models.PROTECT, related_name="boxes")
    purpose = models.SlugField(max_length=30)
    suite = models.CharField(max_length=12)  # of the content, whatever pair its key is sealed to since
    key = models.BinaryField()
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Panel(models.Model):
    """The named custodians of an office from one day to another, and how many of them recover a key together."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    needed = models.PositiveSmallIntegerField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction"], condition=models.Q(until__isnull=True), name="sealing_one_panel_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.jurisdiction.office_name


class Custodian(models.Model):
    """One of a panel."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="custodians")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["panel", "person"], name="sealing_custodian_once")]

    def __str__(self) -> str:
        return str(self.person)


class Deposit(models.Model):
    """A private key locked under a secret of which custodians hold shares; without an owner it is a drill's."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="deposits")
    person_key = models.ForeignKey(PersonKey, models.PROTECT, null=True, blank=True, related_name="deposits")
    suite = models.CharField(max_length=12)
    public = models.BinaryField()
    locked = models.BinaryField()
    needed = models.PositiveSmallIntegerField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_key"], condition=models.Q(until__isnull=True), name="sealing_one_deposit_in_use"
            )
        ]

    def __str__(self) -> str:
        return str(self.person_key or self.panel)


class Share(models.Model):
    """One custodian's share, sealed to them. Emptied when they are custodian no longer, or the deposit ends."""

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="shares")
    custodian_key = models.ForeignKey(PersonKey, models.PROTECT, related_name="shares")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["deposit_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["deposit", "number"], name="sealing_share_number"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(sealed=b""), name="sealing_ended_share_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deposit} {self.number}"


class Recovery(models.Model):
    """
    A key asked for again, or a drill of it. Shares are given to a fresh key, which lies under the new passphrase.

    `owner` is who asks; `told` what a drill came to.
    """

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="recoveries")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    told = models.CharField(max_length=200, blank=True)
    suite = models.CharField(max_length=12)
    public = models.BinaryField()
    salt = models.BinaryField()
    passes = models.PositiveIntegerField()
    memory = models.PositiveIntegerField()  # KiB
    locked = models.BinaryField()
    state = models.CharField(
        max_length=10, choices=[(s.value, RECOVERY.states[s].label) for s in RecoveryState], default=RECOVERY.initial
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.owner} {timezone.localtime(self.created_at):%Y-%m-%d}"

    @property
    def cipher(self) -> Suite:
        """The suite the fresh pair belongs to."""
        return SUITES[self.suite]

    @property
    def under_passphrase(self) -> Locked:
        """The fresh private key as the new passphrase opens it."""
        return Locked(bytes(self.salt), self.passes, self.memory, bytes(self.locked))

    @property
    def is_drill(self) -> bool:
        """Whether nobody's own key is recovered."""
        return self.deposit.person_key_id is None


class Release(models.Model):
    """What one custodian is asked for, and gave: their share, sealed to the fresh key of the recovery."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="releases")
    share = models.ForeignKey(Share, models.PROTECT, related_name="+")
    custodian = models.ForeignKey(User, models.PROTECT, related_name="+")
    sealed = models.BinaryField(blank=True, default=b"")
    state = models.CharField(
        max_length=10, choices=[(s.value, RELEASE.states[s].label) for s in ReleaseState], default=RELEASE.initial
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["recovery", "custodian"], name="sealing_release_once")]

    def __str__(self) -> str:
        return f"{self.recovery} {self.custodian}"
