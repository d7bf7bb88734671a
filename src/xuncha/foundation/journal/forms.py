"""What an auditor asks of the journal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.journal.selectors import Question
from xuncha.foundation.ui.forms import DayField, Form


class QuestionForm(Form):
    """Filters; a wrong one is told beside its field, and the others still count."""

    person = forms.CharField(label=_("人员"), max_length=40, required=False)
    event = forms.ChoiceField(label=_("事项"), required=False)
    kind = forms.ChoiceField(label=_("记录种类"), required=False)
    since = DayField(label=_("从"), required=False)
    until = DayField(label=_("到"), required=False)

    def __init__(self, data: Any, *, events: list[tuple[str, str]], kinds: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.offer(event=[("", _("全部")), *events], kind=[("", _("全部")), *kinds])

    @property
    def question(self) -> Question:
        """What was understood."""
        self.is_valid()
        given = self.cleaned_data
        return Question(
            person=given.get("person", ""),
            event=given.get("event", ""),
            kind=given.get("kind", ""),
            since=given.get("since"),
            until=given.get("until"),
        )
