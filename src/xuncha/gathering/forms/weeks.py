"""What people type into a weekly sheet."""

from django.utils.translation import gettext_lazy as _

from xuncha.foundation.ui.forms import DayField, Form, LongText, wanted


class BeginForm(Form):
    """Which week."""

    day = DayField(label=_("这一周的任意一天"))


class WordsForm(Form):
    """The team's words; the figures come from the records."""

    said = wanted(LongText(label=_("本周主要情况"), max_length=2000, rows=6, required=False))
    ahead = wanted(LongText(label=_("下周打算"), max_length=2000, rows=4, required=False))
    needs = LongText(label=_("需要巡察办协调的事"), max_length=1000, rows=3, required=False)
