"""What the office writes about a rectification: verdicts, remarks, decisions, answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.rectification.models import EvidenceReview, Item, Shortfall
from xuncha.rectification.rules.consequences import NOTE_LENGTH as BELOW_NOTE_LENGTH
from xuncha.rectification.rules.consequences import WHAT_LENGTH
from xuncha.rectification.rules.shortfalls import NOTE_LENGTH
from xuncha.rectification.services import Remark


class VerdictForm(Form):
    """What a piece of evidence is worth."""

    verdict = forms.ChoiceField(label=_("核验结论"), choices=[("", _("请选择")), *EvidenceReview.Verdict.choices])
    note = LongText(
        label=_("核验说明"),
        max_length=300,
        required=False,
        help_text=_("存疑或不认可的写明理由，单位看得到。"),
    )


class ShortfallVerdictForm(Form):
    """Whether the unit's reason for money that does not come back holds."""

    verdict = forms.ChoiceField(label=_("审核结论"), choices=[("", _("请选择")), *Shortfall.Verdict.choices])
    note = LongText(
        label=_("审核说明"), max_length=NOTE_LENGTH, required=False, help_text=_("不认可的写明理由，单位看得到。")
    )


class ReturnPlanForm(Form):
    """Numbered remarks on a plan: on the whole, one a line, and one on each item."""

    whole = LongText(
        label=_("对方案整体的意见"), max_length=5000, required=False, rows=3, help_text=_("每行一条，自动编号。")
    )

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"item-{item.pk}"] = LongText(
                label=f"{item.number} {item.title}", max_length=500, required=False, rows=2
            )
            self.fields[f"item-{item.pk}"].widget.attrs["class"] = "inp"

    @property
    def remarks(self) -> list[Remark]:
        """The remarks as typed, those on the whole first."""
        whole = [Remark(line.strip()) for line in self.cleaned_data["whole"].splitlines() if line.strip()]
        each = [(item, self.cleaned_data[f"item-{item.pk}"].strip()) for item in self.items]
        return whole + [Remark(text, item) for item, text in each if text]


class ReopenForm(Form):
    """Why an item is opened again, and until when."""

    reason = LongText(label=_("重新打开的理由"), max_length=500)
    due_on = DayField(label=_("新的完成时限"))


class GrantForm(Form):
    """Until when more time is granted."""

    to_on = DayField(label=_("同意延期至"), help_text=_("可以比申请的日期早。"))
    decision = forms.CharField(label=_("审批意见"), max_length=500, required=False)


class ConsequenceForm(Form):
    """What a unit below the limit is told to do."""

    what = forms.CharField(
        label=_("责令单位"), max_length=WHAT_LENGTH, help_text=_("按制度参数带出，例如作出书面检查。")
    )
    note = LongText(
        label=_("说明"), max_length=BELOW_NOTE_LENGTH, required=False, help_text=_("数字已由台账带出，只写需要补充的。")
    )


class AnswerForm(Form):
    """The answer to what a unit asked."""

    answer = LongText(label=_("答复"), max_length=2000, rows=6)


class BulkCloseForm(Form):
    """The one opinion on several items."""

    opinion = LongText(label=_("审核意见"), max_length=500, required=False, help_text=_("写入每一项的销号审核表。"))


class BulkReturnForm(Form):
    """The one reason for several items."""

    reason = LongText(label=_("退回理由"), max_length=500)
