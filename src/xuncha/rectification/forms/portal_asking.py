"""What the unit asks for, and its reports as a whole."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.rectification.forms.portal_plan import Remarked
from xuncha.rectification.models import Item, Query, Suspension
from xuncha.rectification.rules.asking import QUERY_LENGTH, REASON_LENGTH, REPORT_LENGTH
from xuncha.rectification.rules.consequences import ANSWER_LENGTH
from xuncha.rectification.rules.disputing import GROUNDS_LENGTH
from xuncha.rectification.rules.periods import NOTE_LENGTH


class ExtensionForm(Form):
    """More time for an item."""

    to_on = DayField(label=gettext_lazy("延到哪天"))
    reason = LongText(
        label=gettext_lazy("延期理由"),
        max_length=REASON_LENGTH,
        rows=5,
        help_text=gettext_lazy("写为什么到期做不完、已经做到哪一步、延期后怎么保证完成。"),
    )
    proofs = FilesField(label=gettext_lazy("附件"), required=False, max_length=200)


class SuspensionForm(Form):
    """A ground on which the clock stands still, from one day to another."""

    ground = forms.ChoiceField(label=gettext_lazy("情形"), choices=Suspension.Ground.choices)
    from_on = DayField(label=gettext_lazy("起日"), help_text=gettext_lazy("最早从今天起。"))
    to_on = DayField(label=gettext_lazy("止日"), help_text=gettext_lazy("起日和止日都算在内。"))
    reason = LongText(
        label=gettext_lazy("暂停理由"),
        max_length=REASON_LENGTH,
        rows=5,
        help_text=gettext_lazy("写明案号、文号，等什么结论，预计什么时候有。"),
    )


class DisputeForm(Form):
    """Why a problem is not as it was fed back."""

    grounds = LongText(
        label=gettext_lazy("异议理由"),
        max_length=GROUNDS_LENGTH,
        rows=8,
        help_text=gettext_lazy("写明哪一处与事实不符、实际情况是什么、依据是什么。只写事实，不写态度。"),
    )
    proofs = FilesField(
        label=gettext_lazy("证明材料"),
        max_length=200,
        help_text=gettext_lazy("至少一件，可以一次选几件。"),
        error_messages={"required": gettext_lazy("请附上证明材料，至少一件。")},
    )


class QueryForm(Form):
    """A question or a request for guidance."""

    kind = forms.ChoiceField(label=gettext_lazy("提出什么"), choices=Query.Kind.choices)
    item = forms.TypedChoiceField(label=gettext_lazy("哪一个问题"), coerce=int, empty_value=None, required=False)
    text = LongText(label=gettext_lazy("内容"), max_length=QUERY_LENGTH, rows=6)
    proofs = FilesField(label=gettext_lazy("附件"), required=False, max_length=200)

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {item.pk: item for item in items}
        choices = [("", gettext_lazy("不针对哪一个问题")), *((pk, str(item)) for pk, item in self.offered.items())]
        self.offer(item=choices)

    @property
    def chosen(self) -> Item | None:
        """The problem it is about."""
        return self.offered.get(self.cleaned_data["item"])


class ReportForm(Remarked):
    """The part of a report that the unit writes itself."""

    text = LongText(
        label=gettext_lazy("报告正文"),
        max_length=REPORT_LENGTH,
        rows=24,
        required=False,
        help_text=gettext_lazy("【请写：…】是要你单位自己写的地方，写完把它删掉。"),
    )
    party_meeting_on = DayField(label=gettext_lazy("党委（党组）会议审议报告的日期"), required=False)


class PeriodForm(Form):
    """The one thing about a period that no record says."""

    note = LongText(
        label=gettext_lazy("补充说明"),
        max_length=NOTE_LENGTH,
        rows=4,
        required=False,
        help_text=gettext_lazy("台账里没有的才写，例如需要巡察办协调的事；没有就空着。"),
    )


class ConsequenceAnswerForm(Form):
    """What the unit was told to write."""

    answer = LongText(
        label=gettext_lazy("检查内容"),
        max_length=ANSWER_LENGTH,
        rows=14,
        help_text=gettext_lazy("写明整改不到位的原因、责任和下一步措施。"),
    )


class LedgerForm(Form):
    """The rectification ledger, filled in."""

    file = forms.FileField(
        label=gettext_lazy("填好的整改台账"),
        max_length=200,
        help_text=gettext_lazy("从这里下载的台账，扩展名 .xlsx。不要改编号、措施序号和核对码。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
