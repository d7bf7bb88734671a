"""What is asked of a person who keeps the regulations of an office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.core.deadlines import TRIGGERS, UNIT_LABEL, Unit
from xuncha.core.errors import reason
from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.core.reminders import PRESETS
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import words
from xuncha.foundation.orgs.models import Jurisdiction, UnitType
from xuncha.foundation.regulations.models import Category, Checklist
from xuncha.foundation.regulations.rules import PARAMETERS, Shape, read
from xuncha.foundation.regulations.selectors import aspects_for, offices_of, other_categories
from xuncha.foundation.ui.forms import DayField, Form, LongText


def _choices(labels: dict[Any, str]) -> list[tuple[str, Any]]:
    return [(str(value), _(label)) for value, label in labels.items()]


class OfficeForm(Form):
    """For which office something is laid down; not asked of those who write for one only."""

    office = forms.ModelChoiceField(
        label=_("适用辖区"), queryset=Jurisdiction.objects.none(), empty_label=None, required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = offices_of(actor)
        self.offer(office=offices)
        self.first = offices.first()
        if offices.count() == 1:
            self.fields["office"].widget = forms.HiddenInput()

    def clean_office(self) -> Jurisdiction | None:
        """The chosen office, or the only one."""
        return self.cleaned_data["office"] or self.first


class RuleForm(OfficeForm):
    """A version of a deadline rule."""

    name = forms.CharField(label=_("规则名称"), max_length=80)
    trigger = forms.ChoiceField(label=_("起算事件"), choices=_choices(TRIGGERS))
    offset = forms.IntegerField(label=_("天数（月数）"), help_text=_("事件之前的写负数，例如 -10。"))
    unit = forms.ChoiceField(label=_("按什么算"), choices=_choices(dict(UNIT_LABEL)), initial=Unit.CALENDAR.value)
    deliverable = forms.CharField(label=_("到期应交"), max_length=80)
    owner = forms.ChoiceField(label=_("由谁办"), choices=_choices(dict(ROLE_LABEL)), initial=Role.OFFICE_CLERK.value)
    warn_days = forms.CharField(
        label=_("提前几天提醒"), max_length=40, required=False, help_text=_("从大到小，用顿号隔开，例如 20、10。")
    )
    basis = forms.CharField(label=_("依据"), max_length=200, required=False)
    valid_from = DayField(label=_("生效日期"), help_text=_("这一天及以后发生的事件按新规则算，以前的不变。"))

    def clean_warn_days(self) -> list[int]:
        """「20、10」 as numbers."""
        text = self.cleaned_data["warn_days"].replace("，", "、").replace(",", "、")
        parts = [part.strip() for part in text.split("、") if part.strip()]
        if not all(part.isdigit() for part in parts):
            raise forms.ValidationError(_("写数字，用顿号隔开，例如 20、10。"))
        return [int(part) for part in parts]


class NewRuleForm(RuleForm):
    """The first version of a rule of the office's own."""

    code = forms.SlugField(label=_("编码"), max_length=40, help_text=_("小写字母和数字，定了不改，例如 zicha30。"))
    field_order = ("office", "code", "name")


class EndForm(Form):
    """The day from which something counts no more."""

    on = DayField(label=_("失效日期"), help_text=_("从这一天起按通用的执行。"))

    def refuse(self, refusal: Any) -> None:
        """The rule speaks of the day as `valid_from`."""
        for why in refusal.reasons:
            self.add_error("on" if why.field == "valid_from" else None, words(why.text))


class DueForm(Form):
    """An event and its day, from which due dates are computed."""

    trigger = forms.ChoiceField(label=_("起算事件"), choices=_choices(TRIGGERS))
    on = DayField(label=_("发生日期"))


class DayForm(OfficeForm):
    """An exception of the working-day calendar."""

    day = DayField(label=_("日期"))
    works = forms.ChoiceField(
        label=_("安排"),
        choices=[("off", _("放假休息")), ("on", _("调休上班")), ("usual", _("恢复平常安排"))],
    )
    note = forms.CharField(label=_("说明"), max_length=60, required=False, help_text=_("例如 国庆节。"))


class ParameterForm(OfficeForm):
    """A version of a parameter."""

    value = LongText(label=_("取值"), max_length=20000, rows=8)
    valid_from = DayField(label=_("生效日期"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = PARAMETERS[code]
        self.fields["value"].help_text = _(self.kind.hint)
        if self.kind.shape is Shape.PATTERN:
            self.fields["value"].widget = forms.TextInput(attrs={"class": "inp"})

    def clean_value(self) -> Any:
        """What was written, as a value; a line that cannot be read is named."""
        try:
            return read(self.kind.shape, self.cleaned_data["value"])
        except ValueError as unread:
            sentence = reason("第 {n} 行看不懂，请照提示的样子写。", n=unread.args[0]).text
            raise forms.ValidationError(words(sentence)) from None


class PresetForm(OfficeForm):
    """A practice of warning to take over, and from when."""

    preset = forms.ChoiceField(
        label=_("做法"), choices=[(code, _(one.label)) for code, one in PRESETS.items()], widget=forms.RadioSelect
    )
    valid_from = DayField(label=_("生效日期"), help_text=_("提醒天数按反馈那天的值，发给谁按到达那一档的日期。"))


class EditionForm(OfficeForm):
    """An edition of a classification of the office's own."""

    edition = forms.CharField(label=_("版本"), max_length=30, help_text=_("例如 2026。"))
    name = forms.CharField(label=_("名称"), max_length=60)
    valid_from = DayField(label=_("生效日期"))


class CategoryForm(Form):
    """A new category."""

    code = forms.CharField(label=_("编码"), max_length=30)
    name = forms.CharField(label=_("名称"), max_length=120)
    parent = forms.ModelChoiceField(label=_("上级类别"), queryset=Category.objects.none(), required=False)
    position = forms.IntegerField(label=_("次序"), min_value=0, initial=0, required=False)

    def __init__(self, *args: Any, taxonomy: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = taxonomy.categories.filter(parent=None, retired_on=None)
        self.offer(parent=tops)

    def clean_position(self) -> int:
        """Nothing written counts as nought."""
        return int(self.cleaned_data["position"] or 0)


class CategoryNameForm(Form):
    """What a category is called."""

    name = forms.CharField(label=_("名称"), max_length=120)


class LinkForm(Form):
    """Which category of another classification means the same."""

    source = forms.ModelChoiceField(label=_("对应的类别"), queryset=Category.objects.none())
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, category: Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        self.offer(source=other_categories(actor, category))
        field.label_from_instance = _with_taxonomy  # type: ignore[attr-defined]  # a ModelChoiceField


def _with_taxonomy(category: Category) -> str:
    return f"{category.taxonomy} {category.code} {category.name}"


class DraftForm(OfficeForm):
    """The next version of a checklist."""

    name = forms.CharField(label=_("清单名称"), max_length=80)


class ItemForm(Form):
    """One item of a checklist."""

    code = forms.CharField(label=_("编码"), max_length=20, help_text=_("字母和数字，例如 A01。"))
    category = forms.ModelChoiceField(label=_("方面"), queryset=Category.objects.none(), required=False)
    manifestation = LongText(label=_("具体表现"), max_length=300, rows=2, help_text=_("写问题是什么样子，不写评价。"))
    check_points = LongText(
        label=_("检查要点"), max_length=2000, rows=5, required=False, help_text=_("一行一条：看什么、比什么、问什么。")
    )
    basis = forms.CharField(label=_("依据"), max_length=300, required=False)
    evidence = forms.CharField(
        label=_("应附佐证"), max_length=300, required=False, help_text=_("用顿号隔开，例如 会议记录、凭证。")
    )
    unit_types = forms.MultipleChoiceField(
        label=_("适用单位"),
        choices=UnitType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一个不选，就是各类单位都适用。"),
    )
    clue_only = forms.BooleanField(
        label=_("只登记线索"), required=False, help_text=_("涉及具体人违纪违法的，不写入底稿，按程序移交。")
    )

    def __init__(self, *args: Any, checklist: Checklist, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(category=aspects_for(checklist))
