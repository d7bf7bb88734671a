"""Forms of the plan: the visit, its units by name, its group, its sample."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.lookback.models import Kind, Strata
from xuncha.talent.models import Person


class UnitsField(LongText):
    """Units by name, one a line: full name, short name or code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=8000, rows=6, **options)
        self.known: dict[str, Organisation] = {}

    def offer(self, rows: QuerySet[Organisation]) -> None:
        """The units that may be named. They are kept anew: what a field holds is shared by every form made of it."""
        self.known = {}
        for unit in rows:
            for name in filter(None, (unit.name, unit.short_name, unit.code)):
                self.known.setdefault(name, unit)

    def clean(self, value: Any) -> list[Organisation]:
        """The units; every name that is not known is told with its line."""
        lines = [(n, line.strip()) for n, line in enumerate(super().clean(value).splitlines(), 1) if line.strip()]
        unknown = [(n, name) for n, name in lines if name not in self.known]
        if unknown:
            said = _("第 {n} 行：没有名为「{name}」的单位。")
            raise forms.ValidationError([str(said).format(n=n, name=name) for n, name in unknown])
        return list({self.known[name].pk: self.known[name] for _n, name in lines}.values())


HOW_MANY = _("留空为全部核查；填了数字，就从每个单位（每一层）抽这么多项，由两人录入公开的种子抽出。")


class PlanForm(Form):
    """Everything of a visit but its units and its group."""

    title = forms.CharField(label=_("名称"), max_length=80, help_text=_("如「上届巡察整改情况回访督查」。"))
    from_on = DayField(label=_("开始日期"))
    to_on = DayField(label=_("结束日期"))
    purpose = LongText(label=_("查什么、怎么查"), max_length=2000, rows=4)
    per_stratum = forms.IntegerField(
        label=_("每个单位抽几项"), min_value=1, max_value=500, required=False, help_text=HOW_MANY
    )
    strata = forms.ChoiceField(label=_("抽样分层"), choices=Strata.choices, initial=Strata.NONE)


class NewVisitForm(PlanForm):
    """A new visit with its units."""

    kind = forms.ChoiceField(
        label=_("方式"),
        choices=Kind.choices,
        help_text=_("暗访在结束以前只有督查组、拟订人和审批人看得到。"),
    )
    units = UnitsField(label=_("回访单位"), help_text=_("每行一个单位，写全称、简称或者编码；可以是上届巡察的单位。"))
    field_order = ("kind", "title", "units", "from_on", "to_on", "purpose", "per_stratum", "strata")

    def __init__(self, *args: Any, possible: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(units=possible)


class UnitsForm(Form):
    """More units for a visit."""

    units = UnitsField(label=_("回访单位"), help_text=_("每行一个单位，写全称、简称或者编码。"))

    def __init__(self, *args: Any, possible: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(units=possible)


class MemberForm(Form):
    """One of the group."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("组员"))
    leads = forms.BooleanField(label=_("任组长"), required=False)

    def __init__(self, *args: Any, possible: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(person=possible.select_related("employer"))
        self.fields["person"].label_from_instance = _told_apart  # type: ignore[attr-defined]  # a ModelChoiceField


def _told_apart(person: Person) -> str:
    """A person among others of the same name: with the employer, and whether there is an account to record with."""
    parts = [person.name, str(person.employer or ""), gettext("有账号") if person.user_id else ""]
    return " ".join(filter(None, parts))


class SampleForm(Form):
    """Where the seed will come from."""

    source = forms.CharField(
        label=_("种子的公开来源"),
        max_length=200,
        help_text=_("谁也不能预知、人人都能查到的，如「双色球第2026134期开奖号码，六个红球从小到大，再写蓝球」。"),
    )
    source_on = DayField(label=_("种子公布日"), help_text=_("今天以后的日子。"))


class SeedForm(Form):
    """The seed, as its source publishes it."""

    seed = forms.CharField(label=_("种子"), max_length=200, help_text=_("照公布的原样录入，数字之间空一格。"))
