"""How the office answers a dispute."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.ui.forms import Form, LongText
from xuncha.rectification.rules.disputing import GROUNDS_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from xuncha.rectification.workflow import VERDICT_LABEL

VERDICTS = [("", _("请选择")), *((verdict.value, _(label)) for verdict, label in VERDICT_LABEL.items())]


class DisputeAnswerForm(Form):
    """What becomes of the words fed back, why, and the words from now on where they are corrected."""

    verdict = forms.ChoiceField(label=_("答复结论"), choices=VERDICTS)
    decision = LongText(
        label=_("答复理由"), max_length=GROUNDS_LENGTH, rows=6, help_text=_("写核查了什么、认定什么，单位看得到。")
    )
    title = forms.CharField(
        label=_("更正后的标题"), max_length=TITLE_LENGTH, required=False, help_text=_("选「更正表述」才用。")
    )
    text = LongText(
        label=_("更正后的表述"), max_length=TEXT_LENGTH, rows=8, required=False, help_text=_("选「更正表述」才用。")
    )
