"""The form by which a turn is left to somebody else."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.ui.forms import DayField, Form


class DelegationForm(Form):
    """To whom, from when to when, and why."""

    taker = forms.ModelChoiceField(
        label=_("委托给"),
        queryset=User.objects.none(),
        empty_label=_("请选择"),
        help_text=_("只列本来就能办理同类事项的同志。"),
        error_messages={"invalid_choice": _("请从列出的同志中选一位。")},
    )
    from_on = DayField(label=_("从哪天起"))
    to_on = DayField(label=_("到哪天止"), help_text=_("含当天，过后自动结束。"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, takers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(taker=takers)
