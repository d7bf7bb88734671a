"""Shapes of what is typed on the talent pages; the rules decide in `rules`."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.talent.models import Relative, TieKind


class SkillsField(forms.CharField):
    """Short words, typed one after another: 审计、财务、工程."""

    def prepare_value(self, value: Any) -> Any:
        """A stored list as it is typed."""
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # the field's value is a list of words
        """What was typed as a list, each word once."""
        words = re.split(r"[、，,；;\s]+", super().to_python(value) or "")
        return list(dict.fromkeys(word for word in words if word))

    def run_validators(self, value: Any) -> None:
        """Limits of the text hold for the words together."""
        super().run_validators("、".join(value))


class PersonForm(Form):
    """A person of a pool."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    pool = forms.ChoiceField(label=_("主库"))
    employer = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("所在单位"),
        required=False,
        empty_label=_("请选择"),
        help_text=_("换单位时，原单位自动记为曾任职，供回避核对。"),
    )
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    skills = SkillsField(
        label=_("专业特长"), max_length=200, required=False, help_text=_("如“审计、财务、工程”，用顿号分开。")
    )
    entered_on = DayField(label=_("入库日期"), required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], pools: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(employer=organisations, pool=list(pools.items()))


class NewPersonForm(PersonForm):
    """A person who enters a pool."""

    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("辖区"), empty_label=None)
    code = forms.CharField(label=_("人员编号"), max_length=32, help_text=_("本单位自定，不重复，以后不改。"))
    field_order = ("jurisdiction", "code")

    def __init__(self, *args: Any, jurisdictions: QuerySet[Jurisdiction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(jurisdiction=jurisdictions)


class LeaveForm(Form):
    """When and why somebody leaves the pool."""

    left_on = DayField(label=_("出库日期"))
    reason = forms.CharField(label=_("理由"), max_length=200)


class ReturnForm(Form):
    """Into which pool somebody returns, and when."""

    pool = forms.ChoiceField(label=_("主库"))
    entered_on = DayField(label=_("入库日期"))

    def __init__(self, *args: Any, pools: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(pool=list(pools.items()))


class TieForm(Form):
    """A tie to an organisation."""

    kind = forms.ChoiceField(label=_("回避情形"), choices=TieKind.choices)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("单位"), empty_label=_("请选择"))
    relative = forms.ChoiceField(label=_("谁的情形"), choices=Relative.choices, initial=Relative.OWN)
    until = DayField(label=_("离任日期"), required=False, help_text=_("只有“曾任职”填写；不清楚的空着，按未满年限看。"))
    note = forms.CharField(
        label=_("备注"), max_length=200, required=False, help_text=_("如“配偶在财务科”。不写亲属姓名和证件号。")
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(organisation=organisations)


class EndTieForm(Form):
    """Why a tie no longer holds."""

    reason = LongText(label=_("解除理由"), max_length=200)


class AccountForm(Form):
    """Which account is the person's."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("账号"),
        required=False,
        empty_label=_("不关联"),
        help_text=_("账号由安全保密管理员开立。"),
    )

    def __init__(self, *args: Any, users: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(user=users)


class CheckForm(Form):
    """Against which organisation somebody's ties are checked."""

    unit = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("拟巡察的单位"), required=False, empty_label=_("请选择")
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(unit=organisations)


class CandidateForm(Form):
    """Somebody who is to be nominated."""

    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("辖区"), empty_label=None)
    code = forms.CharField(label=_("人员编号"), max_length=32, help_text=_("本单位自定，不重复，以后不改。"))
    name = forms.CharField(label=_("姓名"), max_length=40)
    pool = forms.ChoiceField(label=_("拟入库"))
    employer = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("所在单位"), required=False, empty_label=_("请选择")
    )
    post = forms.CharField(label=_("职务"), max_length=60, required=False)

    def __init__(
        self,
        *args: Any,
        jurisdictions: QuerySet[Jurisdiction],
        organisations: QuerySet[Organisation],
        pools: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(jurisdiction=jurisdictions, employer=organisations, pool=list(pools.items()))


class NominateForm(Form):
    """For which pool somebody is nominated, and why."""

    pool = forms.ChoiceField(label=_("提名入哪个库"))
    reason = LongText(label=_("提名理由"), max_length=300)

    def __init__(self, *args: Any, pools: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(pool=list(pools.items()))


class ApproveEntryForm(Form):
    """From which day the nominated person is in the pool."""

    entered_on = DayField(label=_("入库日期"))
