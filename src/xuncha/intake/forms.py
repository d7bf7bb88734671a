"""Forms of mailboxes and petitions, at the desk and for the public. Drafts are kept of none of them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.ui.forms import DayField, Files, FilesField, Form, LongText
from xuncha.intake.models import Clarification, Conclusion, Matter, Part, Petition, Way

FILES = 9
FILES_MB = 90
TOO_MANY = _("最多 9 个文件，请少选几个。")
TOO_LARGE = _("文件合起来超过 90 MB，请少选几个。")


class MailboxForm(Form):
    """Who opens what comes in."""

    keepers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("接收人"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("至少两人。只有他们用各自的保密口令能打开来信来访内容。"),
    )

    def __init__(self, *args: Any, possible: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(keepers=possible)


class KeeperForm(Form):
    """From whom the key is taken, and why."""

    keeper = forms.ModelChoiceField(User.objects.none(), label=_("保管人"), empty_label=_("请选择"))
    reason = LongText(label=_("原因"), max_length=200)

    def __init__(self, *args: Any, keepers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = keepers  # type: ignore[attr-defined]  # a model choice field


class SheetsForm(Form):
    """How many sheets to print."""

    count = forms.IntegerField(label=_("打印几张"), min_value=1, max_value=20, initial=5)


class PetitionForm(Form):
    """A letter, a visit, a call."""

    way = forms.ChoiceField(label=_("渠道"), choices=[one for one in Way.choices if one[0] != Way.CODE])
    received_on = DayField(label=_("收到日期"))
    sheet = forms.CharField(
        label=_("纸表表号"), max_length=40, required=False, help_text=_("带表号的纸表照抄 14 位数字；没有就空着。")
    )
    about = forms.CharField(label=_("反映的单位或地点"), max_length=80, required=False)
    text = LongText(label=_("反映的内容"), max_length=5000, rows=8)
    matter = forms.ChoiceField(label=_("类别"), choices=[("", _("待定")), *Matter.choices], required=False)
    named = forms.BooleanField(label=_("实名"), required=False)
    name = forms.CharField(label=_("反映人姓名"), max_length=40, required=False)
    telephone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    address = forms.CharField(label=_("住址或单位"), max_length=120, required=False)
    may_publish = forms.BooleanField(label=_("本人同意隐去姓名后公开办理情况"), required=False)


class TipForm(Form):
    """The public form."""

    as_written = True

    about = forms.CharField(label=_("反映的单位或地点"), max_length=80, required=False)
    text = LongText(
        label=_("发生了什么"),
        max_length=5000,
        rows=5,
        help_text=_("什么时候、在哪里、谁做了什么。写得越清楚，越好查。"),
    )
    enclosures = FilesField(
        label=_("照片、文档、视频"),
        required=False,
        help_text=_("照片、PDF、Word、Excel、MP4 视频，最多 9 个，合起来不超过 90 MB。"),
        widget=Files(
            {
                "accept": "image/jpeg,image/png,.pdf,.docx,.xlsx,video/mp4",  # telephones then offer JPEG and MP4
                "data-most": FILES,
                "data-bytes": FILES_MB * 1024 * 1024,
                "data-too-many": TOO_MANY,
                "data-too-large": TOO_LARGE,
            }
        ),
    )
    drop_originals = forms.BooleanField(
        label=_("不保留原件"),
        required=False,
        help_text=_("勾上，就只留去掉拍摄地点和时间以后的那一份。原件有时是更有力的证据，由您决定。"),
    )
    name = forms.CharField(label=_("姓名"), max_length=40, required=False, help_text=_("不想留名就空着。"))
    telephone = forms.CharField(label=_("电话"), max_length=40, required=False)

    def clean_enclosures(self) -> list[bytes]:
        """The files as bytes; their names are not looked at."""
        given = self.cleaned_data["enclosures"]
        if len(given) > FILES:
            raise forms.ValidationError(TOO_MANY)
        if sum(one.size for one in given) > FILES_MB * 1024 * 1024:
            raise forms.ValidationError(TOO_LARGE)
        return [one.read() for one in given]


class ReturnForm(Form):
    """The receipt number."""

    receipt = forms.CharField(
        label=_("回执号"), max_length=60, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receipt"].counted = False  # type: ignore[attr-defined]  # its length is no limit to mind


class WordForm(ReturnForm):
    """A word more."""

    as_written = True

    text = LongText(label=_("补充或答复"), max_length=2000, rows=4)
    receipt = forms.CharField(widget=forms.HiddenInput)


class MatterForm(Form):
    """What a petition is about."""

    matter = forms.ChoiceField(label=_("类别"), choices=Matter.choices)


class RouteForm(Form):
    """To whom a petition goes, and without which passages."""

    to = forms.CharField(label=_("转给哪个部门"), max_length=80)
    reason = LongText(label=_("转办说明"), max_length=500, help_text=_("不写反映人，不写能认出反映人的细节。"))
    removed = LongText(
        label=_("要隐去的词句"),
        max_length=5000,
        rows=5,
        required=False,
        help_text=_("照原文写，一行一处。姓名、电话、住址，还有只有反映人才知道的细节都要隐去。"),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # what was shown before it goes out

    def clean_removed(self) -> list[str]:
        """The passages, one of each line."""
        return [line.strip() for line in self.cleaned_data["removed"].splitlines() if line.strip()]


class ReceiptForm(Form):
    """That a competent body has received it."""

    received_on = DayField(label=_("签收日期"))
    receipt_number = forms.CharField(label=_("签收文号"), max_length=40, required=False)


class ReplyForm(Form):
    """What a competent body has answered."""

    received_on = DayField(label=_("回复日期"))
    text = LongText(label=_("回复内容"), max_length=5000, rows=6, help_text=_("保存后即加密，只有接收人能打开。"))


class OnForm(Form):
    """A day on which something was done."""

    on = DayField(label=_("日期"))


class AskForm(Form):
    """Which sealed part somebody asks to read, and why."""

    part = forms.ChoiceField(label=_("查阅什么"), choices=Part.choices)
    reason = LongText(label=_("为什么必须查阅"), max_length=200, rows=3)


class JoinForm(Form):
    """Which petition this one repeats."""

    into = forms.ModelChoiceField(Petition.objects.none(), label=_("并入哪一件"), empty_label=_("请选择"))
    reason = LongText(label=_("说明"), max_length=500)

    def __init__(self, *args: Any, others: QuerySet[Petition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(into=others)


class ConclusionForm(Form):
    """What looking into it came to."""

    conclusion = forms.ChoiceField(label=_("结论"), choices=[("", _("请选择")), *Conclusion.choices])
    determined_by = forms.CharField(
        label=_("认定机关和文号"), max_length=80, required=False, help_text=_("只有诬告要填。")
    )
    clarification = forms.ChoiceField(
        label=_("怎样澄清"),
        choices=[("", _("不需要")), *Clarification.choices],
        required=False,
        help_text=_("失实或者诬告的，为受到伤害的人澄清；同结论一起由另一人审定。"),
    )


class AnswerForm(Form):
    """What the petitioner is told."""

    text = LongText(
        label=_("答复内容"), max_length=2000, rows=5, help_text=_("只有持回执号的人能看到；发出后组里也不能再看。")
    )


class PurposeForm(Form):
    """What somebody needs the petitioner's name for."""

    purpose = LongText(label=_("查看用途"), max_length=200)
