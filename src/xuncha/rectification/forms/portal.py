"""What the unit reports of an item: progress, evidence, figures, that it is done."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.foundation.files.kinds import ENDINGS
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.rectification.models import Accountability, Evidence, Measure, MoneyOutcome, RuleOutput
from xuncha.rectification.rules.doing import PROGRESS_LENGTH, SIMILAR_LENGTH, STATEMENT_LENGTH
from xuncha.rectification.rules.plans import LIMITS
from xuncha.rectification.rules.shortfalls import REASON_LENGTH
from xuncha.rectification.services import Upload

ANY_FILE = ",".join(f".{ending}" for ending in ENDINGS)
WHOLE = gettext_lazy("整个问题")


class OfMeasure(Form):
    """A form about one of the item's measures, or the item as a whole."""

    measure = forms.TypedChoiceField(label=gettext_lazy("措施"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, measures: Iterable[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {measure.pk: measure for measure in measures}
        choices = [("", WHOLE), *((pk, str(measure)) for pk, measure in self.offered.items())]
        self.offer(measure=choices)

    @property
    def chosen(self) -> Measure | None:
        """The measure that was chosen."""
        return self.offered.get(self.cleaned_data["measure"])


class ProgressForm(OfMeasure):
    """What was done, until which day."""

    text = LongText(
        label=gettext_lazy("进展情况"),
        max_length=PROGRESS_LENGTH,
        rows=6,
        help_text=gettext_lazy("写做了什么、做到多少，数字与佐证一致。"),
    )
    on = DayField(label=gettext_lazy("进展日期"), help_text=gettext_lazy("情况截至哪一天。"))
    done_on = DayField(
        label=gettext_lazy("完成日期"), required=False, help_text=gettext_lazy("这条措施做完了才填。"),
    )  # fmt: skip


class EvidenceForm(OfMeasure):
    """A file with its kind and the day it bears."""

    file = forms.FileField(
        label=gettext_lazy("佐证材料"), max_length=200, widget=forms.ClearableFileInput(attrs={"accept": ANY_FILE})
    )
    kind = forms.ChoiceField(label=gettext_lazy("材料类别"), choices=Evidence.Kind.choices)
    formed_on = DayField(
        label=gettext_lazy("材料形成日期"), required=False, help_text=gettext_lazy("材料上写的日期，不是上传日期。")
    )

    @property
    def upload(self) -> Upload:
        """The file as the use case takes it."""
        file = self.cleaned_data["file"]
        return Upload(file, file.name, self.cleaned_data["kind"], self.cleaned_data["formed_on"])


class ReplaceForm(EvidenceForm):
    """A new file in the place of one: for the same measure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, measures=(), **kwargs)
        del self.fields["measure"]


class ReasonForm(Form):
    """Why."""

    reason = LongText(label=gettext_lazy("理由"), max_length=300)


class ShortfallForm(Form):
    """Why money does not come back in full."""

    reason = LongText(
        label=gettext_lazy("差额原因"),
        max_length=REASON_LENGTH,
        rows=5,
        help_text=gettext_lazy("写清收不回的是谁的、为什么、已经追到哪一步、依据什么文件。"),
    )


class MoneyForm(Form):
    """Money brought back or saved."""

    kind = forms.ChoiceField(label=gettext_lazy("怎么回来的"), choices=MoneyOutcome.Kind.choices)
    amount = forms.DecimalField(label=gettext_lazy("金额（元）"), max_digits=16, decimal_places=2)
    on = DayField(label=gettext_lazy("入账日期"))
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)


class RuleForm(Form):
    """A rule made, amended or abolished."""

    kind = forms.ChoiceField(label=gettext_lazy("怎么办的"), choices=RuleOutput.Kind.choices)
    title = forms.CharField(
        label=gettext_lazy("制度名称"), max_length=120, help_text=gettext_lazy("写全称，文件名用《》。")
    )
    on = DayField(label=gettext_lazy("印发日期"))


class PeopleForm(Form):
    """How many people were dealt with."""

    form = forms.ChoiceField(label=gettext_lazy("处理形态"), choices=Accountability.Form.choices)
    persons = forms.IntegerField(label=gettext_lazy("人数"), help_text=gettext_lazy("只写人数，不写姓名。"))
    what = forms.CharField(
        label=gettext_lazy("处理方式"), max_length=60, required=False, help_text=gettext_lazy("如提醒谈话、诫勉。")
    )
    on = DayField(label=gettext_lazy("处理日期"))


class DeclareForm(Form):
    """What the unit says it has achieved."""

    statement = LongText(
        label=gettext_lazy("整改完成情况"),
        max_length=STATEMENT_LENGTH,
        rows=8,
        help_text=gettext_lazy("对照整改目标写：改了什么、钱退了多少、人怎么处理、制度怎么管用。"),
    )


class MeetingForm(Form):
    """The unit's meeting about an item, and what looking for similar cases brought."""

    unit_meeting_on = DayField(label=gettext_lazy("党委（党组）会议研究日期"), required=False)
    unit_meeting_note = forms.CharField(label=gettext_lazy("会议情况"), max_length=300, required=False)
    similar = LongText(
        label=gettext_lazy("同类问题清查情况"),
        max_length=SIMILAR_LENGTH,
        rows=5,
        required=False,
        help_text=gettext_lazy("查了哪些、查出几件、改了几件。没有的写清查过什么。"),
    )


class HandOverForm(Form):
    """Who answers for an item from now on."""

    leader = forms.CharField(label=gettext_lazy("责任领导"), max_length=LIMITS["leader"][0])
    department = forms.CharField(label=gettext_lazy("责任部门"), max_length=LIMITS["department"][0])
    contact = forms.CharField(label=gettext_lazy("联系人"), max_length=LIMITS["contact"][0], required=False)


def label_of_outcome(kind: str) -> str:
    """What a kind of outcome is called on its page."""
    return {"money": _("登记资金"), "rule": _("登记制度"), "people": _("登记处理人数")}[kind]


OUTCOME_FORMS: dict[str, type[Form]] = {"money": MoneyForm, "rule": RuleForm, "people": PeopleForm}
