"""What came of an item in figures: money, rules, people dealt with. Numbers only, never names. (domain §5.7, §6.1)"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.rectification.models.plans import Item


class MoneyOutcome(Made):
    """Money brought back or saved; the three kinds are published separately and never added up."""

    class Kind(models.TextChoices):
        CLEARED = "cleared", _("清退")
        RECOVERED = "recovered", _("追缴")
        AVOIDED = "avoided", _("挽回损失")

    item = models.ForeignKey(Item, models.PROTECT, related_name="money")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.DecimalField(max_digits=16, decimal_places=2)  # yuan
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["item_id", "on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="rectification_money_outcome_positive")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class RuleOutput(Made):
    """A rule of the unit that was made, amended or abolished."""

    class Kind(models.TextChoices):
        NEW = "new", _("新建")
        AMENDED = "amended", _("修订")
        ABOLISHED = "abolished", _("废止")

    item = models.ForeignKey(Item, models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=120)
    on = models.DateField()

    class Meta:
        ordering = ["item_id", "on", "pk"]

    def __str__(self) -> str:
        return self.title


class Accountability(Made):
    """How many people were dealt with, in which of the four forms (四种形态). The product keeps no names here."""

    class Form(models.TextChoices):
        FIRST = "1", _("第一种形态（谈话提醒、批评教育等）")
        SECOND = "2", _("第二种形态（轻处分、组织调整）")
        THIRD = "3", _("第三种形态（重处分、重大职务调整）")
        FOURTH = "4", _("第四种形态（立案审查、移送司法）")

    item = models.ForeignKey(Item, models.PROTECT, related_name="accountability")
    form = models.CharField(max_length=1, choices=Form.choices)
    persons = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=60, blank=True)  # 提醒谈话, 诫勉, 党内警告 …
    on = models.DateField()

    class Meta:
        ordering = ["item_id", "on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(persons__gt=0), name="rectification_dealt_with_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.persons}"


class Shortfall(Made):
    """Why money that was to be brought back does not come: said by the unit, accepted or not by somebody else."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("认可")
        REJECTED = "rejected", _("不认可")

    item = models.ForeignKey(Item, models.PROTECT, related_name="shortfalls")
    amount = models.DecimalField(max_digits=16, decimal_places=2)  # yuan that were wanting when it was said
    reason = models.TextField(max_length=1000)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)  # empty: nobody has judged it yet
    note = models.CharField(max_length=300, blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item_id", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="rectification_shortfall_positive"),
            paired("judged_at", "judged_by", "rectification_shortfall_judged_by_somebody"),
            by_another("judged_by", "created_by", "rectification_shortfall_judged_by_another"),
            models.CheckConstraint(
                condition=models.Q(verdict="", judged_at__isnull=True)
                | ~models.Q(verdict="") & models.Q(judged_at__isnull=False),
                name="rectification_shortfall_judged_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.number} {self.amount:,.2f}"
