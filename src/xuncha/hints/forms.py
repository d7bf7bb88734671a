"""What people write about hints: a question to the unit, the unit's answer."""

from django.utils.translation import gettext_lazy as _

from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.hints.rules.deciding import ANSWER_LENGTH, TEXT_LENGTH


class AskForm(Form):
    """The office's question in its own words."""

    text = LongText(
        label=_("询问内容"),
        max_length=TEXT_LENGTH,
        help_text=_("写要单位说明什么、补什么材料。单位看到的只有这段话，看不到提示。"),
    )
    due_on = DayField(label=_("答复期限"))


class AnswerForm(Form):
    """What the unit answers."""

    answer = LongText(
        label=_("答复"),
        max_length=ANSWER_LENGTH,
        rows=8,
        help_text=_("写清楚事实和经过；要补材料的，在整改任务里上传。"),
    )
