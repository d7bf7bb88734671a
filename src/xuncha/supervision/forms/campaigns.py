"""Planning a campaign, giving tasks, reporting, summing up."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.supervision.rules.campaigns import (
    CLOSING_LENGTH,
    GOAL_LENGTH,
    REPORT_LENGTH,
    RESULT_LENGTH,
    TASK_LENGTH,
    TITLE_LENGTH,
)

NOBODY = Organisation.objects.none()


class CampaignForm(Form):
    """A campaign: what for, who, when."""

    title = forms.CharField(label=_("名称"), max_length=TITLE_LENGTH)
    goal = LongText(label=_("目标要求"), max_length=GOAL_LENGTH, rows=5)
    lead = forms.ModelChoiceField(NOBODY, label=_("牵头部门"))
    members = forms.ModelMultipleChoiceField(
        NOBODY, label=_("成员单位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    from_on = DayField(label=_("开始日期"))
    to_on = DayField(label=_("结束日期"))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(lead=organisations, members=organisations)


class TaskForm(Form):
    """One task."""

    text = forms.CharField(label=_("任务"), max_length=TASK_LENGTH)
    owner = forms.ModelChoiceField(NOBODY, label=_("承办单位"))
    due_on = DayField(label=_("完成时限"))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(owner=organisations)


class FinishForm(Form):
    """What was done of a task."""

    result = LongText(label=_("完成情况"), max_length=RESULT_LENGTH, rows=5)
    done_on = DayField(label=_("完成日期"))


class ProgressForm(Form):
    """What was done since the last report."""

    organisation = forms.ModelChoiceField(NOBODY, label=_("报送单位"))
    text = LongText(label=_("进展情况"), max_length=REPORT_LENGTH, rows=6)
    problems = forms.IntegerField(label=_("发现问题（个）"), min_value=0, initial=0)
    money = forms.DecimalField(label=_("追缴资金（元）"), min_value=0, max_digits=16, decimal_places=2, initial=0)
    rules = forms.IntegerField(label=_("制定制度（项）"), min_value=0, initial=0)
    cases = forms.IntegerField(label=_("处理（件）"), min_value=0, initial=0)
    persons = forms.IntegerField(label=_("处理人员（人）"), min_value=0, initial=0)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(organisation=organisations)


class ClosingForm(Form):
    """The summing-up of the department that leads."""

    closing = LongText(
        label=_("总结"), max_length=CLOSING_LENGTH, rows=12, help_text=_("数字由各单位报送的进展合计带出，不用再写。")
    )
