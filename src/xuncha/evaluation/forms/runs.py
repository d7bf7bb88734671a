"""Forms of an evaluation: whom, when, who is asked, ballots on paper and on a screen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.core.scoring import Scheme
from xuncha.evaluation.models import Subject
from xuncha.evaluation.rules.ballots import ABSTAINED, voted_on
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, Form

MOST = 100_000


class RunForm(Form):
    """The title of an evaluation and its days."""

    title = forms.CharField(label=_("评估名称"), max_length=60)
    opens_on = DayField(label=_("评议开始日期"))
    closes_on = DayField(label=_("评议截止日期"), help_text=_("过了这一天，手机和网上不再收票。"))


class NewRunForm(RunForm):
    """The same with the bodies to be evaluated."""

    subjects = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("评估对象"), widget=forms.CheckboxSelectMultiple
    )

    def clean_subjects(self) -> list[Any]:
        """The bodies in a fixed order."""
        return list(self.cleaned_data["subjects"].order_by("pk"))


class PanelForm(Form):
    """How many of a group are asked."""

    group = forms.ChoiceField(label=_("评议主体"))
    subject = forms.ModelChoiceField(
        Subject.objects.none(),
        label=_("评议哪个单位"),
        required=False,
        help_text=_("同一批人评议所有单位的，不选；各单位自己的职工、服务对象，逐个单位录。"),
    )
    asked = forms.IntegerField(label=_("应评人数"), min_value=1, max_value=MOST)


class CardsForm(Form):
    """How many codes are printed."""

    n = forms.IntegerField(label=_("发几张"), min_value=1, max_value=500, help_text=_("每张码只能用一次，每人一张。"))


class SeatForm(Form):
    """Who votes by account."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("评议人"), help_text=_("只列有评议权限的账号。"))


class BallotForm(Form):
    """The questions of a ballot: on whom, on what."""

    def __init__(
        self, *args: Any, scheme: Scheme, questions: Sequence[tuple[str, Subject, str]], **kwargs: Any
    ) -> None:
        labels = {one.code: one.label for one in scheme.indicators}
        answers = [*((one.code, one.label) for one in scheme.choices), (ABSTAINED, _("弃权"))]
        asked = {
            name: forms.ChoiceField(
                label=f"{subject}　{labels[indicator]}", choices=answers, widget=forms.RadioSelect, required=True
            )
            for name, subject, indicator in questions
        }
        self.base_fields = {**self.base_fields, **asked}  # type: ignore[misc]  # of this one form alone
        super().__init__(*args, **kwargs)


class TallyForm(Form):
    """The paper ballots of one group: how many, and how many chose what."""

    sheets = forms.IntegerField(label=_("纸质票张数"), min_value=0, max_value=MOST, help_text=_("先数清张数。"))

    def __init__(self, *args: Any, scheme: Scheme, settling: bool = False, **kwargs: Any) -> None:
        labels = {one.code: one.label for one in scheme.indicators}
        self.places = [(code, one.code) for code in voted_on(scheme) for one in scheme.choices]
        names = {one.code: one.label for one in scheme.choices}
        asked: dict[str, forms.Field] = {
            f"{code}-{choice}": forms.IntegerField(
                label=f"{labels[code]} · {names[choice]}", min_value=0, max_value=MOST, initial=0
            )
            for code, choice in self.places
        }
        if settling:
            asked["why"] = forms.CharField(label=_("差异原因"), max_length=300)
        self.base_fields = {**self.base_fields, **asked}  # type: ignore[misc]  # as above
        super().__init__(*args, **kwargs)

    @property
    def told(self) -> dict[str, Any]:
        """What the use case takes."""
        counts: dict[str, dict[str, int]] = {}
        for code, choice in self.places:
            counts.setdefault(code, {})[choice] = self.cleaned_data[f"{code}-{choice}"]
        why = {"why": self.cleaned_data["why"]} if "why" in self.fields else {}
        return {"sheets": self.cleaned_data["sheets"], "counts": counts, **why}


class CodeForm(Form):
    """A one-time code as it is typed."""

    code = forms.CharField(label=_("评议码"), max_length=40, help_text=_("写在发给您的卡片上，不分大小写。"))


def group_choices(scheme: Scheme) -> list[tuple[str, Any]]:
    """The groups of a scheme to choose from."""
    return [("", _("请选择")), *((one.code, one.label) for one in scheme.groups)]
