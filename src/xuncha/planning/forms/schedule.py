"""Shapes of what is asked of a timetable; the rules decide in `rules.schedule`."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import Jurisdiction, Sector, UnitType
from xuncha.foundation.ui.forms import Form
from xuncha.planning.forms import YearField
from xuncha.planning.models import Link, MarkKind, SchedulePool, Target


class SolveForm(Form):
    """How long a search may take, and from which seed."""

    cpu_seconds = forms.IntegerField(
        label=_("最多用多少 CPU 秒"),
        min_value=1,
        max_value=3600,
        initial=10,
        help_text=_("百来家单位十秒左右就有好方案；到时间给出已找到的最好方案。"),
    )
    seed = forms.IntegerField(
        label=_("随机种子"), min_value=1, max_value=999_999, initial=1, help_text=_("同一条件、同一种子得同一方案。")
    )


class PrepareForm(Form):
    """Whether units stay in the years in which the version places them."""

    keep_years = forms.BooleanField(
        label=_("各单位留在本版安排的年度"),
        required=False,
        initial=True,
        help_text=_("选中的只在年内定轮次；不选的可以跨年度重排。之后可逐家修改。"),
    )


class RoundChoice(forms.TypedChoiceField):
    """A round of the timetable, by its number."""

    def __init__(self, *, label: Any, required: bool = True) -> None:
        super().__init__(label=label, required=required, coerce=int, empty_value=None)

    def offer(self, rounds: Iterable[tuple[int, str]]) -> None:
        """Set the rounds to choose from; without one, any."""
        self.choices = [*([] if self.required else [("", _("不限"))]), *rounds]


class GoalsForm(Form):
    """The share to be covered by the end of each year, and what the parts of the objective weigh."""

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for year in years:
            field = forms.DecimalField(
                label=_("%s 年底累计（%%）") % year, min_value=0, max_value=100, max_digits=5, decimal_places=2
            )
            field.widget.attrs["class"] = "inp"
            self.fields[f"year_{year}"] = field
        weights = (
            ("sector_round", _("板块集中"), _("每个板块每多占一轮的代价。")),
            ("priority", _("急的先巡"), _("优先程度乘以轮序的代价。")),
            ("balance", _("各轮均衡"), _("每轮工作量偏离平均每一单位的代价。")),
            ("moved", _("少改动"), _("每有一家离开现行安排那一轮的代价。")),
        )
        for name, label, hint in weights:
            self.fields[name] = forms.IntegerField(label=label, help_text=hint, min_value=0, max_value=1000)
            self.fields[name].widget.attrs["class"] = "inp"

    @property
    def percents(self) -> dict[int, Any]:
        """Year → per cent."""
        given = {name: value for name, value in self.cleaned_data.items() if name.startswith("year_")}
        return {int(name.removeprefix("year_")): value for name, value in given.items()}

    @property
    def weights(self) -> dict[str, int]:
        """The four weights."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("year_")}


class LinksForm(Form):
    """Of each sector, whether its units are visited together."""

    def __init__(self, *args: Any, sectors: Iterable[Sector], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sector in sectors:
            self.fields[f"sector_{sector.pk}"] = forms.ChoiceField(label=sector.name, choices=Link.choices)
            self.fields[f"sector_{sector.pk}"].widget.attrs["class"] = "inp"

    @property
    def links(self) -> dict[int, str]:
        """Sector → link."""
        return {int(name.removeprefix("sector_")): link for name, link in self.cleaned_data.items()}


class CapacityForm(Form):
    """What each pool can do in a round."""

    PARTS = ("teams", "each", "extra")

    def __init__(self, *args: Any, pools: Iterable[SchedulePool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pool in pools:
            for part, label, hint in (
                ("teams", _("%s：组数"), ""),
                ("each", _("%s：每组几家"), _("单位按工作量计，一般一家为 1。")),
                ("extra", _("%s：另加"), _("整组之外还能承担的工作量，没有的写 0。")),
            ):
                field = forms.IntegerField(label=label % pool, help_text=hint, min_value=0, max_value=9999)
                field.widget.attrs["class"] = "inp"
                self.fields[f"{part}_{pool.pk}"] = field
        self.fields["also_later"] = forms.BooleanField(label=_("以后各轮也照此"), required=False)

    def strengths(self) -> dict[int, tuple[int, int, int]]:
        """Pool → teams, units of each, and more."""
        pools = [int(name.removeprefix("teams_")) for name in self.cleaned_data if name.startswith("teams_")]
        return {pk: tuple(self.cleaned_data[f"{part}_{pk}"] for part in self.PARTS) for pk in pools}


class RoundForm(Form):
    """A new round of the timetable."""

    number = forms.IntegerField(label=_("轮次"), min_value=1, max_value=60, help_text=_("本届第几轮，写数字。"))
    year = YearField()

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(year=years)


class PoolForm(Form):
    """Which units a pool of teams visits."""

    name = forms.CharField(label=_("名称"), max_length=30, help_text=_("如“市直巡察组”“国企巡察组”。"))
    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.none(), label=_("只巡哪里的单位"), required=False, empty_label=_("不限")
    )
    unit_types = forms.MultipleChoiceField(
        label=_("只巡哪些类别"),
        required=False,
        choices=UnitType.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选就是各类都巡。一家单位归前面第一支合适的力量。"),
    )

    def __init__(self, *args: Any, areas: QuerySet[Jurisdiction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(jurisdiction=areas)


class UnitForm(Form):
    """What is asked of one target."""

    workload = forms.IntegerField(
        label=_("工作量"), min_value=0, max_value=999, help_text=_("一般为 1，大单位可多写。")
    )
    priority = forms.IntegerField(
        label=_("优先程度"), min_value=0, max_value=100, help_text=_("越大越早；开始时是距上次常规巡察的年数。")
    )
    earliest = RoundChoice(label=_("最早一轮"), required=False)
    latest = RoundChoice(label=_("最晚一轮"), required=False)
    together = forms.CharField(
        label=_("同轮组"),
        max_length=30,
        required=False,
        help_text=_("写同样几个字的单位排在同一轮，如“青禾镇和所辖村”。"),
    )

    def __init__(self, *args: Any, rounds: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = list(rounds)
        self.offer(earliest=rounds, latest=rounds)


class TargetChoice(Form):
    """A target among those of the timetable."""

    target = forms.ModelChoiceField(Target.objects.none(), label=_("单位"), empty_label=_("请选择"))

    def __init__(self, *args: Any, targets: QuerySet[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(target=targets)


class MarkForm(TargetChoice):
    """A target held in a round or kept out of it."""

    kind = forms.ChoiceField(label=_("怎样"), choices=MarkKind.choices)
    round_number = RoundChoice(label=_("轮次"))
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, rounds: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(round_number=rounds)


class FollowUpForm(TargetChoice):
    """A second visit."""

    workload = forms.IntegerField(label=_("工作量"), min_value=0, max_value=999, initial=1)
    min_gap = forms.IntegerField(label=_("至少隔几轮"), min_value=1, max_value=60, initial=2)
    max_gap = forms.IntegerField(label=_("至多隔几轮"), min_value=1, max_value=60, initial=6)


class TopicForm(Form):
    """A special inspection of several targets in one round."""

    name = forms.CharField(label=_("专项名称"), max_length=40)
    pool = forms.ModelChoiceField(SchedulePool.objects.none(), label=_("哪支力量承担"), empty_label=None)
    members = forms.ModelMultipleChoiceField(
        Target.objects.none(),
        label=_("涉及单位"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("专项那一轮不同时安排这些单位的常规巡察。"),
    )
    workload_each = forms.IntegerField(label=_("每家工作量"), min_value=0, max_value=999, initial=1)
    earliest = RoundChoice(label=_("最早一轮"), required=False)
    latest = RoundChoice(label=_("最晚一轮"), required=False)

    def __init__(
        self,
        *args: Any,
        pools: QuerySet[SchedulePool],
        targets: QuerySet[Target],
        rounds: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(pool=pools, members=targets)
        rounds = list(rounds)
        self.offer(earliest=rounds, latest=rounds)


class WhatIfForm(Form):
    """What to try: a reason, and one thing that is different from the start."""

    TEAMS, GOAL, DEADLINE = "teams", "goal", "deadline"
    reason = forms.CharField(label=_("试什么"), max_length=200, help_text=_("如“明年少一个组还能不能全覆盖”。"))
    what = forms.ChoiceField(
        label=_("先改一处"),
        choices=[
            ("", _("不改，原样复制")),
            (TEAMS, _("减少组数")),
            (GOAL, _("改年度进度")),
            (DEADLINE, _("改一家的期限")),
        ],
        required=False,
        help_text=_("只填所选这一处的各项；复制后还可以再改。"),
    )
    pool = forms.ModelChoiceField(SchedulePool.objects.none(), label=_("减少哪支力量"), required=False)
    teams = forms.IntegerField(label=_("减少几个组"), min_value=1, max_value=99, initial=1, required=False)
    year = YearField(required=False)
    percent = forms.DecimalField(
        label=_("到年底的覆盖率（%）"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    target = forms.ModelChoiceField(Target.objects.none(), label=_("单位"), required=False)
    round_number = RoundChoice(label=_("从哪一轮起减少，或最晚在哪一轮"), required=False)

    NEEDS: ClassVar = {
        TEAMS: ("pool", "teams", "round_number"),
        GOAL: ("year", "percent"),
        DEADLINE: ("target", "round_number"),
    }

    def __init__(
        self,
        *args: Any,
        pools: QuerySet[SchedulePool],
        years: Iterable[int],
        targets: QuerySet[Target],
        rounds: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(pool=pools, year=years, target=targets, round_number=rounds)

    def clean(self) -> dict[str, Any]:
        """What was chosen to be different needs its own fields."""
        given = super().clean() or self.cleaned_data
        for name in self.NEEDS.get(given.get("what", ""), ()):
            if given.get(name) in {None, ""} and name not in self.errors:
                self.add_error(name, _("请填写这一项。"))
        return given
