"""Drafting a use of results, answering it, noting what came of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.accountability.rules.kinds import KINDS, MEASURES
from xuncha.accountability.rules.uses import (
    ANSWER_LENGTH,
    BODY_LENGTH,
    MOST,
    NAMED_LENGTH,
    NOTE_LENGTH,
    NUMBER_LENGTH,
    PLACE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
)
from xuncha.core.signing import SIGNER_LENGTH
from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.rectification.models import Plan


class WordsForm(Form):
    """What is said; the fields that the kind has no use for are left out."""

    title = forms.CharField(label=_("标题"), max_length=TITLE_LENGTH)
    body = forms.CharField(
        label=_("收函机关"),
        max_length=BODY_LENGTH,
        required=False,
        help_text=_("作决定的机关或者部门；本办只提建议，处理由它决定。约谈、通报、书面检查不填。"),
    )
    on = DayField(label=_("约谈日期"), required=False, help_text=_("只有约谈要填。"))
    place = forms.CharField(label=_("约谈地点"), max_length=PLACE_LENGTH, required=False)
    text = LongText(
        label=_("要求或者意见"),
        max_length=TEXT_LENGTH,
        rows=6,
        required=False,
        help_text=_("依据的情况由清单带出，这里写要求或者意见；不写信访和线索的内容，不写姓名。"),
    )
    named = LongText(
        label=_("点名的人员"),
        max_length=NAMED_LENGTH,
        rows=2,
        required=False,
        help_text=_("只有经批准公开的点名通报可以写单位、职务和姓名。"),
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = KINDS.get(kind)
        if known is not None:
            unused = {"body": not known.body, "on": not known.meets, "place": not known.meets, "named": not known.names}
            for name in [name for name, without in unused.items() if without]:
                del self.fields[name]


class UseForm(WordsForm):
    """A new one: of which kind, resting on which rectifications."""

    kind = forms.ChoiceField(label=_("种类"))
    plans = forms.ModelMultipleChoiceField(
        Plan.objects.none(),
        label=_("依据的单位"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("通报可以选几家，其他种类一家一件。"),
    )
    field_order = ("kind", "plans", "title", "body", "on", "place", "text", "named")

    def __init__(self, *args: Any, plans: QuerySet[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(kind=[("", _("请选择")), *((k.code, _(k.label)) for k in KINDS.values())], plans=plans)


class AnswerForm(Form):
    """The unit's written self-criticism."""

    answer = LongText(
        label=_("检查内容"),
        max_length=ANSWER_LENGTH,
        rows=12,
        help_text=_("写明原因、责任和改正措施；也可以在这里写摘要，把盖章的书面检查作为附件上传。"),
    )
    proofs = FilesField(label=_("附件"), required=False, max_length=200)


class PaperReceiptForm(Form):
    """Who signed on paper."""

    signatory = forms.CharField(label=_("签收人"), max_length=SIGNER_LENGTH, help_text=_("回执上签字的人，写姓名。"))
    on = DayField(label=_("签收日期"), help_text=_("回执上写的日期。"))
    scans = FilesField(label=_("回执扫描件"), max_length=200)


class ResultForm(Form):
    """What was decided."""

    measure = forms.ChoiceField(label=_("结果"))
    cases = forms.IntegerField(label=_("件数"), min_value=0, max_value=MOST, initial=0)
    persons = forms.IntegerField(
        label=_("人数"), min_value=0, max_value=MOST, initial=0, help_text=_("件和人分别计，不写姓名。")
    )
    on = DayField(label=_("决定日期"))
    number = forms.CharField(label=_("决定文号"), max_length=NUMBER_LENGTH, required=False)
    note = forms.CharField(label=_("说明"), max_length=NOTE_LENGTH, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, _(MEASURES[code].label)) for code in KINDS[kind].measures]
        self.offer(measure=[("", _("请选择")), *offered])


class DismissForm(Form):
    """Why a suggestion is not followed."""

    reason = LongText(label=_("不采纳的理由"), max_length=NOTE_LENGTH)


class StrikeForm(Form):
    """Why a noted result is taken out."""

    reason = LongText(label=_("去掉的理由"), max_length=NOTE_LENGTH)
