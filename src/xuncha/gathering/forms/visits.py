"""What people type about visits and meetings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.gathering.forms.people import some_of
from xuncha.gathering.models import Visit


class VisitForm(Form):
    """Where, when, who, what was seen."""

    kind = forms.ChoiceField(label=_("类别"), choices=Visit.Kind.choices)
    title = forms.CharField(
        label=_("走访对象或者会议名称"), max_length=60, help_text=_("走访群众的写片区或者项目，不写姓名。")
    )
    on = DayField(label=_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80)
    seen = LongText(label=_("看到的情况"), max_length=5000, rows=8)
    quantity = forms.IntegerField(label=_("数量"), min_value=1, max_value=999999, required=False)
    unit = forms.CharField(label=_("数量单位"), max_length=10, required=False, help_text=_("如「户」「人」。"))
    proof = FilesField(label=_("照片、材料"), required=False)

    def __init__(self, *args: Any, team: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = some_of(team, label=_("参加的组员"), required=False)
        self.order_fields(["kind", "title", "on", "place", "members", "seen", "quantity", "unit", "proof"])
