"""Forms of clues. Drafts are kept of none of them: what is typed lies nowhere until it lies sealed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.clues.models import Body, Destination, Disposal, Result, Source
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Finding
from xuncha.foundation.accounts.models import User
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.ui.forms import DayField, Form, LongText


class KeepersForm(Form):
    """Who opens it."""

    keepers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("指定人员"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只有他们用各自的保密口令能打开；其他人连有没有线索都看不到。"),
    )

    def __init__(self, *args: Any, possible: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keepers"].queryset = possible  # type: ignore[attr-defined]  # a model choice field


class KeeperForm(Form):
    """One of them."""

    keeper = forms.ModelChoiceField(User.objects.none(), label=_("人员"), empty_label=_("请选择"))

    def __init__(self, *args: Any, possible: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = possible  # type: ignore[attr-defined]  # a model choice field


class ClueForm(Form):
    """A clue: whom it is about, what they did, where it comes from."""

    persons = LongText(
        label=_("涉及人员"), max_length=2000, rows=3, help_text=_("每行一人：姓名，职务，职级。不知道姓名的写“不详”。")
    )
    facts = LongText(label=_("具体事实"), max_length=5000, rows=8, help_text=_("写时间、地点、经过和依据，不写推测。"))
    kind = forms.ModelChoiceField(Category.objects.none(), label=_("类别"), empty_label=_("请选择"))
    source = forms.ChoiceField(label=_("来源"), choices=[("", _("请选择")), *Source.choices])
    source_no = forms.CharField(
        label=_("来源编号"),
        max_length=80,
        required=False,
        help_text=_("信访件、底稿写编号。编号一并加密，从来源那边看不到这条线索。"),
    )

    def __init__(self, *args: Any, kinds: QuerySet[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]  # a model choice field


class JudgementForm(Form):
    """What the team's meeting thought."""

    on = DayField(label=_("组务会日期"))
    attended = LongText(label=_("参加人员"), max_length=500, rows=2)
    opinion = LongText(label=_("研判意见"), max_length=2000, rows=5)


class WordsForm(Form):
    """Why."""

    text = LongText(label=_("理由或意见"), max_length=1000, rows=4, help_text=_("加密保存，只有指定人员能打开。"))


class DecisionForm(Form):
    """What the secretary's meeting decided."""

    meeting = forms.CharField(label=_("会议名称"), max_length=80)
    on = DayField(label=_("会议日期"))
    destination = forms.ChoiceField(label=_("决定"), choices=[("", _("请选择")), *Destination.choices])


class RedirectionForm(DecisionForm, WordsForm):
    """What was decided after a body had declined, and why."""


class PackageForm(Form):
    """To which body, on which day."""

    body = forms.TypedChoiceField(label=_("移交给"), choices=Body.choices, coerce=Body)
    on = DayField(label=_("移交日期"))


class DisposalForm(Form):
    """In which way it is dealt with."""

    disposal = forms.ChoiceField(label=_("处置方式"), choices=[("", _("请选择")), *Disposal.choices])


class ResultForm(Form):
    """What came of it."""

    result = forms.ChoiceField(label=_("办理结果"), choices=[("", _("请选择")), *Result.choices])
    cases = forms.IntegerField(label=_("立案（件）"), min_value=0, max_value=999, initial=0)
    persons_filed = forms.IntegerField(label=_("立案（人）"), min_value=0, max_value=999, initial=0)
    form_1 = forms.IntegerField(label=_("第一种形态（人）"), min_value=0, max_value=999, initial=0)
    form_2 = forms.IntegerField(label=_("第二种形态（人）"), min_value=0, max_value=999, initial=0)
    form_3 = forms.IntegerField(label=_("第三种形态（人）"), min_value=0, max_value=999, initial=0)
    form_4 = forms.IntegerField(label=_("第四种形态（人）"), min_value=0, max_value=999, initial=0)
    transferred = forms.IntegerField(label=_("其中移送司法（人）"), min_value=0, max_value=999, initial=0)
    account = LongText(label=_("办理情况"), max_length=3000, rows=6)


class ReferralForm(Form):
    """A matter for a department, and on what it rests."""

    title = forms.CharField(label=_("事项"), max_length=80)
    text = LongText(label=_("具体情况"), max_length=2000, rows=6, help_text=_("不写涉及个人的线索，线索另行登记。"))
    department = forms.CharField(label=_("移交的部门"), max_length=60)
    paper = forms.ModelChoiceField(
        WorkingPaper.objects.none(), label=_("依据的底稿"), empty_label=_("不选"), required=False
    )
    finding = forms.ModelChoiceField(
        Finding.objects.none(), label=_("依据的问题"), empty_label=_("不选"), required=False
    )

    def __init__(self, *args: Any, papers: QuerySet[WorkingPaper], findings: QuerySet[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]  # a model choice field
        self.fields["finding"].queryset = findings  # type: ignore[attr-defined]  # a model choice field


class SendForm(Form):
    """On which day."""

    on = DayField(label=_("移交日期"))


class ReceiptForm(Form):
    """Who signed there, on which day."""

    on = DayField(label=_("签收日期"))
    received_by = forms.CharField(label=_("对方签收人"), max_length=40)


class DepartmentForm(Form):
    """Another department."""

    department = forms.CharField(label=_("移交的部门"), max_length=60)


class OutcomeForm(Form):
    """What the department reported back."""

    text = LongText(label=_("办理结果"), max_length=2000, rows=5)
