"""Forms of levels that work together: the mode, an invitation, somebody put forward, the own round."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.ui.forms import DayField, Form
from xuncha.rounds.models import Linkage, Participation, Round
from xuncha.rounds.rules import MODES
from xuncha.rounds.selectors import offices_for, own_rounds_for
from xuncha.talent.models import Person
from xuncha.talent.selectors import in_pool


def _in_words(code: str, label: Any) -> Any:
    mode = MODES.get(code)
    return format_lazy("{}{}{}", label, _("："), gettext_lazy(mode.meaning)) if mode else label


class LinkageForm(Form):
    """How levels work together, each mode with what it means."""

    linkage = forms.ChoiceField(
        label=_("联动方式"),
        choices=[(code, _in_words(code, label)) for code, label in Linkage.choices],
        widget=forms.RadioSelect,
        required=False,
    )


class InviteForm(Form):
    """An office invited to take part in the round."""

    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("邀请哪里"), empty_label=_("请选择"))
    task = forms.CharField(label=_("请其做什么"), max_length=200)
    seats = forms.IntegerField(
        label=_("请派人数"), min_value=0, max_value=99, initial=0, help_text=_("各级用本级的组时填 0。")
    )
    answer_by = DayField(label=_("答复期限"), required=False)

    def __init__(self, *args: Any, batch: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(jurisdiction=offices_for(batch))
        self.fields["jurisdiction"].label_from_instance = lambda area: area.office_name  # type: ignore[attr-defined]


class LendForm(Form):
    """Somebody whom the participating office puts forward."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("人员"), empty_label=_("请选择"))
    note = forms.CharField(label=_("说明"), max_length=100, required=False, help_text=_("如「熟悉工程审计」。"))

    def __init__(self, *args: Any, participation: Participation, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        people = Person.objects.filter(in_pool(today), jurisdiction=participation.jurisdiction_id)
        self.offer(person=people.exclude(lent__participation=participation))


class JoinForm(Form):
    """The participant's own round."""

    own_round = forms.ModelChoiceField(Round.objects.none(), label=_("本级轮次"), empty_label=_("请选择"))

    def __init__(self, *args: Any, participation: Participation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(own_round=own_rounds_for(participation))
