"""The form of the figures: whose, and over which days."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.ui.forms import DayField, Form


class PeriodForm(Form):
    """A jurisdiction and a period."""

    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=lazy("地区"))
    begin = DayField(label=lazy("起日"))
    end = DayField(label=lazy("止日"))
    as_of = DayField(label=lazy("截至"), required=False)

    def __init__(self, *args: Any, jurisdictions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(jurisdiction=jurisdictions)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("begin") and cleaned.get("end") and cleaned["end"] < cleaned["begin"]:
            self.add_error("end", _("止日要不早于起日。"))
        return cleaned
