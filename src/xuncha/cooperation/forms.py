"""Forms of agreements, conferences and checks: the shape of the input; whether it is right is said by the rules."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.cooperation.models import Conference, JointCheck
from xuncha.cooperation.rules import (
    FRAMES,
    LINE_LENGTH,
    MINUTES_LENGTH,
    PARTS,
    RESULT_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
)
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.rounds.models import Inspection

NOBODY = Organisation.objects.none()


class AgreementForm(Form):
    """What is done together, in which form, since when and until when."""

    frame = forms.ChoiceField(label=_("协作形式"), choices=[(frame.value, _(label)) for frame, label in FRAMES.items()])
    title = forms.CharField(label=_("名称"), max_length=TITLE_LENGTH)
    matters = LongText(
        label=_("协作事项"),
        max_length=TEXT_LENGTH,
        rows=8,
        help_text=_("一事一行：信息通报、人员选派、联合检查、线索移送、成果运用。"),
    )
    from_on = DayField(label=_("生效日期"))
    until = DayField(label=_("有效期至"), required=False, help_text=_("没有期限的不填。"))


class PartnersForm(Form):
    """Bodies that take part, and as what."""

    part = forms.ChoiceField(
        label=_("以什么身份参加"), choices=[(part.value, _(label)) for part, label in PARTS.items()]
    )
    organisations = forms.ModelMultipleChoiceField(NOBODY, label=_("协作部门"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(organisations=organisations)


class RenewForm(Form):
    """Until when from now on."""

    until = DayField(label=_("有效期至"), required=False, help_text=_("不再设期限的不填。"))


class ConferenceForm(Form):
    """What is spoken about, when, with whom."""

    kind = forms.ChoiceField(label=_("形式"), choices=Conference.Kind.choices)
    title = forms.CharField(label=_("名称"), max_length=TITLE_LENGTH)
    on = DayField(label=_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    chair = forms.CharField(label=_("主持人"), max_length=60, required=False)
    agenda = LongText(label=_("议题"), max_length=TEXT_LENGTH, rows=6, help_text=_("一个议题一行。"))
    invited = forms.ModelMultipleChoiceField(NOBODY, label=_("参加部门"), widget=forms.CheckboxSelectMultiple)
    inspection = forms.ModelChoiceField(
        Inspection.objects.none(), label=_("关于哪个巡察任务"), required=False, help_text=_("不针对一个单位的不选。")
    )

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], inspections: QuerySet[Inspection], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(invited=organisations, inspection=inspections)


class ViewForm(Form):
    """What a department thinks."""

    organisation = forms.ModelChoiceField(NOBODY, label=_("部门"))
    view = LongText(label=_("意见"), max_length=RESULT_LENGTH, rows=5)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(organisation=organisations)


class MinutesForm(Form):
    """What was said."""

    minutes = LongText(
        label=_("会议情况"), max_length=MINUTES_LENGTH, rows=12, help_text=_("议定事项随后逐条登记，这里不用写。")
    )


class DecisionForm(Form):
    """What was decided."""

    text = LongText(label=_("议定事项"), max_length=LINE_LENGTH)
    owner = forms.ModelChoiceField(NOBODY, label=_("承办部门"), required=False, empty_label=_("巡察办自己办"))
    due_on = DayField(label=_("完成时限"))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(owner=organisations)


class FinishForm(Form):
    """What was done of it."""

    result = LongText(label=_("落实情况"), max_length=RESULT_LENGTH, rows=5)
    done_on = DayField(label=_("完成日期"))


class ChecksForm(Form):
    """Which department checks what in which units, and when."""

    kind = forms.ChoiceField(label=_("检查种类"), choices=JointCheck.Kind.choices)
    department = forms.ModelChoiceField(NOBODY, label=_("检查部门"))
    inspections = forms.ModelMultipleChoiceField(
        Inspection.objects.none(), label=_("被巡察单位"), widget=forms.CheckboxSelectMultiple
    )
    from_on = DayField(label=_("开始日期"))
    to_on = DayField(label=_("结束日期"))
    task = LongText(label=_("检查内容"), max_length=RESULT_LENGTH, rows=3, required=False)
    proofs = FilesField(
        label=_("附件"), required=False, max_length=200, help_text=_("检查方案、通知等，所选单位的检查共用。")
    )

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], inspections: QuerySet[Inspection], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(department=organisations, inspections=inspections)


class ReportForm(Form):
    """What was found."""

    problems = forms.IntegerField(label=_("发现问题（个）"), min_value=0, max_value=9999)
    text = LongText(label=_("检查情况"), max_length=TEXT_LENGTH, rows=8)
    proofs = FilesField(label=_("附件"), required=False, max_length=200, help_text=_("检查报告、问题清单等。"))
