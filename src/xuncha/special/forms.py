"""Forms of special reports. Drafts are kept of none of them: what is typed lies nowhere until it lies sealed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.special.models import Explained, Kind, Urgency
from xuncha.special.selectors.content import Source


class KeepersForm(Form):
    """Who opens it."""

    keepers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("指定人员"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只有他们用各自的保密口令能打开；其他人连有没有材料都看不到。"),
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


class HeadForm(Form):
    """What or whom it is about, what is asked for; of a principal no more than the name and the post."""

    about = forms.CharField(label=_("标题"), max_length=80, help_text=_("写「什么时候、什么事」，不写评价词。"))
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=[("", _("请选择")), *Urgency.choices], required=False)
    asked = LongText(label=_("请示事项"), max_length=1000, rows=3, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == Kind.PRINCIPAL:
            self.fields["about"].label = _("姓名、职务")
            self.fields["about"].help_text = _("只写姓名和现任职务。")
            for name in ("urgency", "asked"):
                self.fields[name].widget = forms.HiddenInput()


class SourcesForm(Form):
    """Records to rest on."""

    keys = forms.MultipleChoiceField(
        label=_("依据"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("组长已签的底稿、单位已答复的事实确认单、已确认的问题、谈话、单位提供的资料。"),
    )

    def __init__(self, *args: Any, possible: list[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.key, one.label) for one in possible
        ]


class FactForm(Form):
    """One fact, each sentence with the number of its source; of a principal with what the person said of it."""

    text = LongText(
        label=_("事实"),
        max_length=4000,
        rows=6,
        help_text=_("每句话后面写依据的序号，例如：〔1〕、〔1、3〕。只写查明的事实，不评价、不推断、不打分。"),
    )
    explained = forms.ChoiceField(
        label=_("本人说明"), choices=[("", _("还没有询问")), *Explained.choices], required=False
    )
    explanation = LongText(label=_("说明内容"), max_length=2000, rows=3, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == Kind.MATTER:
            for name in ("explained", "explanation"):
                self.fields[name].widget = forms.HiddenInput()


class WordsForm(Form):
    """What is to be said of a step."""

    text = LongText(label=_("内容"), max_length=2000, rows=4, help_text=_("加密保存，只有指定人员能打开。"))


class LayForm(Form):
    """Before whom, on which day."""

    before = forms.CharField(label=_("呈送的会议或者领导"), max_length=80)
    on = DayField(label=_("呈送日期"))


class InstructionForm(WordsForm):
    """What was decided or instructed."""

    leader = forms.CharField(label=_("批示人或者会议"), max_length=80)
    on = DayField(label=_("批示日期"))
    due_on = DayField(label=_("办理期限"))
    field_order = ("leader", "on", "text", "due_on")
