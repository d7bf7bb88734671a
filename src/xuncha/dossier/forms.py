"""Shapes of what is typed about a person's record; the rules decide in `rules`."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.talent.models import Education, Person, PoliticalStatus, RelationKind


class DossierForm(Form):
    """Rank, dates, places, times of absence."""

    born_on = DayField(label=_("出生日期"), required=False)
    rank = forms.CharField(label=_("职级"), max_length=30, required=False, help_text=_("如“县处级副职”。"))
    rank_since = DayField(label=_("任现职级起"), required=False, help_text=_("新提拔由这个日期推算。"))
    political_status = forms.ChoiceField(
        label=_("政治面貌"), choices=[("", _("请选择")), *PoliticalStatus.choices], required=False
    )
    education = forms.ChoiceField(label=_("学历"), choices=[("", _("请选择")), *Education.choices], required=False)
    native_place = forms.ModelChoiceField(
        Jurisdiction.objects.all(), label=_("籍贯地"), required=False, empty_label=_("请选择")
    )
    residence = forms.ModelChoiceField(
        Jurisdiction.objects.all(), label=_("居住地"), required=False, empty_label=_("请选择")
    )
    away_from = DayField(label=_("不能抽调起"), required=False, help_text=_("脱产学习、借调、长期病假等。"))
    away_to = DayField(label=_("不能抽调止"), required=False)


class PostForm(Form):
    """A line of a résumé."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("单位"), required=False, empty_label=_("请选择")
    )
    elsewhere = forms.CharField(
        label=_("其他单位"), max_length=80, required=False, help_text=_("名录里没有的单位写在这里。")
    )
    title = forms.CharField(label=_("职务"), max_length=60)
    rank = forms.CharField(label=_("职级"), max_length=30, required=False)
    since = DayField(label=_("任职起"))
    until = DayField(label=_("任职止"), required=False, help_text=_("还在任的空着。"))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(organisation=organisations)


class TrainingForm(Form):
    """A course."""

    title = forms.CharField(label=_("培训名称"), max_length=80)
    on = DayField(label=_("日期"))
    held_by = forms.CharField(label=_("主办单位"), max_length=80, required=False)
    hours = forms.IntegerField(label=_("学时"), min_value=1, max_value=1000, required=False)


class IdentityForm(Form):
    """Identity number and telephone. What is on record is never put into the form."""

    number = forms.CharField(label=_("身份证号"), max_length=18, required=False, help_text=_("18 位；空着就是清除。"))
    telephone = forms.CharField(label=_("电话"), max_length=20, required=False, help_text=_("空着就是清除。"))


class RevealForm(Form):
    """What somebody needs the full number for."""

    purpose = LongText(label=_("查看用途"), max_length=200)


class RelationForm(Form):
    """Who is related to a person, and how."""

    other = forms.ModelChoiceField(Person.objects.none(), label=_("与哪位人员"), empty_label=_("请选择"))
    kind = forms.ChoiceField(label=_("关系"), choices=RelationKind.choices)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(other=people)


class EndRelationForm(Form):
    """Why a relation no longer holds."""

    reason = LongText(label=_("解除理由"), max_length=200)
