"""Forms of a sheet: points, cases, withdrawals, objections and their decisions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.core.scoring import Method, Scheme
from xuncha.evaluation.models import Objection
from xuncha.foundation.ui.forms import Form, LongText
from xuncha.rectification.models import Item

MARKED = {Method.DEDUCT, Method.ADD, Method.TAKE}
BETWEEN = ":"


class _Noted(Form):
    """With a reason, and where it can be seen."""

    reason = LongText(label=_("理由"), max_length=500, rows=3, help_text=_("写看到了什么，不写评价词。"))
    evidence = forms.CharField(label=_("依据"), max_length=300, help_text=_("材料名称、编号、页码或者核查记录。"))
    item = forms.ModelChoiceField(Item.objects.none(), label=_("相关整改事项"), required=False)


class MarkForm(_Noted):
    """Points for an indicator or one of its parts."""

    what = forms.ChoiceField(label=_("指标和加减分项"))
    points = forms.DecimalField(
        label=_("分值"), max_digits=7, decimal_places=2, min_value=Decimal("0.01"), help_text=_("扣几分或者加几分。")
    )
    field_order = ("what", "points", "reason", "evidence", "item")

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: list[tuple[str, Any]] = [("", _("请选择"))]
        for one in scheme.indicators:
            if one.method not in MARKED:
                continue
            parts = [(item.code, f"{one.label} · {item.label}（{item.most}）") for item in one.items]
            rows += [
                (f"{one.code}{BETWEEN}{code}", label)
                for code, label in parts or [("", f"{one.label}（{one.maximum}）")]
            ]
        self.offer(what=rows)

    @property
    def told(self) -> dict[str, Any]:
        """What the use case takes."""
        given = dict(self.cleaned_data)
        code, _between, part = given.pop("what").partition(BETWEEN)
        return {**given, "code": code, "part": part}


class CaseForm(_Noted):
    """One case of what a veto counts."""

    code = forms.ChoiceField(label=_("否决项"))
    field_order = ("code", "item", "reason", "evidence")


class WithdrawForm(Form):
    """Why points are withdrawn."""

    why = forms.CharField(label=_("撤回理由"), max_length=300)


class ObjectForm(Form):
    """What the evaluated body finds wrong."""

    code = forms.ChoiceField(label=_("对哪一项"), required=False)
    text = LongText(label=_("异议和理由"), max_length=1000, rows=6, help_text=_("写明事实和依据在哪里。"))


class EnterObjectionForm(ObjectForm):
    """The same, as it came on paper."""

    said_by = forms.CharField(label=_("提出人"), max_length=60, help_text=_("单位和姓名、职务。"))


class DecideForm(Form):
    """What is decided on an objection."""

    verdict = forms.ChoiceField(label=_("答复"), choices=Objection.Verdict.choices, widget=forms.RadioSelect)
    decision = LongText(label=_("理由"), max_length=500, rows=4, help_text=_("采纳的，评分表退回重新打分。"))
