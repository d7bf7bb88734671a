"""Forms of questionnaires: their words, their questions, their days, the library."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.survey.models import Pattern
from xuncha.survey.rules.questions import KIND_LABEL, SCALE, Kind, Question, numbers_of


class QuestionnaireForm(Form):
    """What stands above the questions."""

    title = forms.CharField(label=_("问卷名称"), max_length=60)
    audience = forms.CharField(label=_("填写对象"), max_length=40, help_text=_("如“机关干部职工”“服务对象”“村民”。"))
    introduction = LongText(
        label=_("卷首语"),
        max_length=500,
        rows=4,
        required=False,
        help_text=_("说明为什么问、怎么填。匿名的说明会自动附上。"),
    )


class NewQuestionnaireForm(QuestionnaireForm):
    """The same with the pattern to begin with."""

    pattern = forms.ChoiceField(label=_("模板"), required=False)
    field_order = ("pattern", "title", "audience", "introduction")

    def __init__(self, *args: Any, patterns: Sequence[Pattern], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._patterns = {str(one.pk): one for one in patterns}
        chosen = [("", _("不用模板，从空白开始")), *((key, one.title) for key, one in self._patterns.items())]
        self.fields["pattern"].choices = chosen  # type: ignore[attr-defined]  # a choice field
        for name in ("title", "audience"):
            self.fields[name].required = False
        self.fields["title"].help_text = _("选了模板的可以不填，照模板。")

    def clean_pattern(self) -> Pattern | None:
        """The pattern itself."""
        return self._patterns.get(self.cleaned_data["pattern"])

    def clean(self) -> dict[str, Any]:
        """What is left empty is taken from the pattern; without one it must be there."""
        given: dict[str, Any] = self.cleaned_data
        pattern = given.get("pattern")
        for name in ("title", "audience"):
            given[name] = given.get(name) or (getattr(pattern, name) if pattern else "")
            if not given[name] and name not in self.errors:
                self.add_error(name, _("不用模板的，请填写这一项。"))
        return given


class QuestionForm(Form):
    """One question."""

    kind = forms.ChoiceField(label=_("题型"), choices=[(kind.value, _(label)) for kind, label in KIND_LABEL.items()])
    label = forms.CharField(label=_("题目"), max_length=200, help_text=_("问事不问人，不给个人打分。"))
    options = LongText(
        label=_("选项"),
        max_length=1300,
        rows=5,
        required=False,
        help_text=_("每行一个。量表不写就用：很好、较好、一般、较差、很差。"),
    )
    required = forms.BooleanField(label=_("必答"), required=False, initial=True)
    opens = forms.MultipleChoiceField(
        label=_("选了哪一项才出现"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选，就是人人都答的题；选了，就是追问，没有选中这些选项的人看不到。"),
    )
    group = forms.BooleanField(label=_("按这一题分组统计"), required=False)

    def __init__(self, *args: Any, others: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = numbers_of(others)
        self.fields["opens"].choices = [  # type: ignore[attr-defined]  # a choice field
            (f"{q.id}:{n}", f"{numbers[q.id]} {q.label} → {option}")
            for q in others
            for n, option in enumerate(q.options)
        ]

    def clean_options(self) -> tuple[str, ...]:
        """The options, one a line."""
        lines = (line.strip() for line in self.cleaned_data["options"].splitlines())
        return tuple(line for line in lines if line)

    def clean(self) -> dict[str, Any]:
        """A scale without options has the usual ones; a follow-up follows one question."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("kind") == Kind.SCALE and not given.get("options"):
            given["options"] = SCALE
        behind = {one.partition(":")[0] for one in given.get("opens", ())}
        if len(behind) > 1:
            self.add_error("opens", _("只能选同一道题的选项。"))
        return given

    @property
    def question(self) -> dict[str, Any]:
        """What was typed, as the use case takes it."""
        given = self.cleaned_data
        opens = [one.partition(":") for one in given["opens"]]
        return {
            "kind": Kind(given["kind"]),
            "label": given["label"],
            "options": given["options"],
            "required": given["required"],
            "after": opens[0][0] if opens else "",
            "on": [int(place) for _id, _colon, place in opens],
            "group": given["group"],
        }

    @staticmethod
    def typed(question: Question) -> dict[str, Any]:
        """A question as the form shows it."""
        return {
            "kind": question.kind.value,
            "label": question.label,
            "options": "\n".join(question.options),
            "required": question.required,
            "opens": [f"{question.after}:{n}" for n in question.on],
            "group": question.group,
        }


class SendForm(Form):
    """From when to when people answer."""

    opens_on = DayField(label=_("开始日期"))
    closes_on = DayField(label=_("截止日期"), help_text=_("这一天过后自动停止收答卷。"))


class PatternForm(Form):
    """Under which code and from when a questionnaire is a pattern."""

    code = forms.SlugField(
        label=_("模板编码"), max_length=40, help_text=_("小写字母、数字和短横线；与已有的相同，就是它的新一版。")
    )
    valid_from = DayField(label=_("启用日期"))
    unit_types = forms.MultipleChoiceField(
        label=_("适用单位"),
        choices=UnitType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选，就是各类单位都可以用。"),
    )


class EndForm(Form):
    """From when a pattern is in force no more."""

    valid_to = DayField(label=_("停用日期"))


class AnswersForm(Form):
    """The questions of a questionnaire as fields, under their ids. On paper nothing must be answered."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], numbers: Mapping[str, str], paper: bool = False, **kwargs: Any
    ) -> None:
        self.questions = questions
        asked = {q.id: _field(q, f"{numbers[q.id]}. {q.label}", required=q.required and not paper) for q in questions}
        self.base_fields = {**self.base_fields, **asked}  # type: ignore[misc]  # of this one form alone
        super().__init__(*args, **kwargs)


class SheetForm(AnswersForm):
    """A paper sheet."""

    number = forms.IntegerField(
        label=_("纸质卷编号"),
        min_value=1,
        max_value=999_999,
        help_text=_("写在纸质卷右上角；没有编号的，先按顺序编上。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, paper=True, **kwargs)


class CheckForm(AnswersForm):
    """A paper sheet for the second time."""

    sure = forms.BooleanField(
        label=_("已对照纸质卷，以这次录入的为准"), required=False, help_text=_("两次录入不同时才需要勾选。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, paper=True, **kwargs)
        self.order_fields([*(q.id for q in self.questions), "sure"])


def _field(question: Question, label: str, *, required: bool) -> forms.Field:
    choices = [(str(n), option) for n, option in enumerate(question.options)]
    if question.kind is Kind.TEXT:
        return LongText(label=label, max_length=1000, required=required)
    if question.kind is Kind.MULTIPLE:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            required=required,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("可以选几项。"),
        )
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=forms.RadioSelect)
