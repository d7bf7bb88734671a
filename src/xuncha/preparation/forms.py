"""Forms of preparation: the shape of the input; whether it is right is said by the rules."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.regulations.models import Category
from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.preparation.models import AuditReport, Disposal, Instruction, Source


class DraftForm(Form):
    """Departments that get a letter."""

    sources = forms.MultipleChoiceField(
        label=_("发给哪些部门"),
        choices=Source.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("每个部门一份函，内容有样稿，发出前可以逐份修改。"),
    )


class RequestForm(Form):
    """To whom a letter goes and what is asked."""

    addressee = forms.CharField(label=_("收函单位"), max_length=60, help_text=_("写全称，如「安澜市审计局」。"))
    content = LongText(label=_("需要提供的情况"), max_length=2000, rows=6)


class SendForm(Form):
    """When a letter went out, under which number."""

    on = DayField(label=_("发函日期"))
    number = forms.CharField(label=_("文号"), max_length=60, required=False)


class ReceiveForm(Form):
    """What came in."""

    on = DayField(label=_("收到日期"))
    complete = forms.BooleanField(label=_("材料齐全"), required=False)
    missing = forms.CharField(label=_("还缺什么"), max_length=300, required=False)
    proof = FilesField(label=_("材料扫描件"), required=False)


class DisposeForm(Form):
    """What became of the material, and when."""

    disposal = forms.ChoiceField(label=_("去向"), choices=Disposal.choices)
    on = DayField(label=_("日期"))

    def clean_disposal(self) -> Disposal:
        """The way as the use case takes it."""
        return Disposal(self.cleaned_data["disposal"])


class AuditForm(Form):
    """An audit report on the unit."""

    kind = forms.ChoiceField(label=_("审计种类"), choices=AuditReport.Kind.choices)
    title = forms.CharField(label=_("报告名称"), max_length=100)
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    auditor = forms.CharField(label=_("审计机关"), max_length=60)
    period_from = DayField(label=_("审计期间起"))
    period_to = DayField(label=_("审计期间止"))
    issued_on = DayField(label=_("报告日期"))
    problems = LongText(label=_("发现的主要问题"), max_length=5000, rows=8)
    joint = forms.BooleanField(
        label=_("巡审同步实施"), required=False, help_text=_("审计与本次巡察一起开展的勾选，计入联合审计。")
    )
    proof = FilesField(label=_("审计报告"), required=False)


class EntryForm(Form):
    """How the team enters a unit, and how people reach it."""

    meeting_on = DayField(label=_("动员会日期"), required=False)
    meeting_place = forms.CharField(label=_("动员会地点"), max_length=80, required=False)
    meeting_host = forms.CharField(label=_("主持人"), max_length=60, required=False)
    attended = forms.IntegerField(
        label=_("到会人数"), min_value=1, max_value=9999, required=False, help_text=_("开过以后填。")
    )
    phone = forms.CharField(label=_("值班电话"), max_length=40, required=False)
    phone_hours = forms.CharField(
        label=_("接听时间"), max_length=60, required=False, help_text=_("如「工作日 8:30—17:30」。")
    )
    mailbox = forms.CharField(label=_("意见箱位置"), max_length=80, required=False)
    post = forms.CharField(label=_("邮寄地址"), max_length=100, required=False)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    link = forms.URLField(
        label=_("反映问题的网址"),
        required=False,
        assume_scheme="https",
        help_text=_("填了放进二维码；不填，二维码里是联系方式。"),
    )
    opens_on = DayField(label=_("渠道开通日期"))
    closes_on = DayField(label=_("渠道关闭日期"), help_text=_("这一天过后渠道自动关闭，海报不再能印。"))


class InstructionForm(Form):
    """A text that binds the unit."""

    kind = forms.ChoiceField(label=_("种类"), choices=Instruction.Kind.choices)
    title = forms.CharField(label=_("文件名称"), max_length=100, help_text=_("作为清单条目的依据，不加书名号。"))
    text = LongText(label=_("粘贴文字"), max_length=50000, rows=10, required=False)
    file = forms.FileField(label=_("或者上传文件"), required=False, help_text=_("docx 或 txt。"))


class DutyForm(Form):
    """One proposed item: kept or dropped, worded, put into an area."""

    keep = forms.BooleanField(label=_("列入清单"), required=False)
    manifestation = forms.CharField(label=_("要求"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    check_points = LongText(label=_("检查要点"), max_length=2000, rows=3)
    category = forms.ModelChoiceField(Category.objects.none(), label=_("所属方面"), required=False)

    def __init__(self, *args: Any, areas: Sequence[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(pk__in=[area.pk for area in areas])  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["category"].choices = [("", _("请选择")), *((area.pk, str(area)) for area in areas)]  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        """What is kept stands in an area."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("keep") and "category" in told and told["category"] is None:
            self.add_error("category", _("请选所属方面；不要这一条，去掉“列入清单”的勾选。"))
        return told
