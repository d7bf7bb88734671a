"""Forms about teams and their people."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.http import listed
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.rounds.forms.rounds import offer_people
from xuncha.rounds.models import Membership, Position, Team
from xuncha.rounds.selectors import people_of
from xuncha.talent.models import Person, Relative, TieKind


class TeamNameForm(Form):
    """What a team is called."""

    name = forms.CharField(label=_("组名"), max_length=40)


class NamingForm(Form):
    """Somebody's place and duty in a team."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("人员"))
    position = forms.ChoiceField(label=_("职务"), choices=Position.choices, initial=Position.MEMBER)
    duty = forms.CharField(label=_("分工"), max_length=100, required=False)
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, team: Team, staffed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, "person", team.round, Person.objects.filter(people_of(team.round)))
        if not staffed:
            del self.fields["reason"]

    def answers(self) -> dict[str, Any]:
        """The answers as the use case takes them."""
        return {**self.cleaned_data, "position": Position(self.cleaned_data["position"])}


class MemberForm(Form):
    """Another place or duty for a member."""

    position = forms.ChoiceField(label=_("职务"), choices=Position.choices)
    duty = forms.CharField(label=_("分工"), max_length=100, required=False)
    reason = forms.CharField(
        label=_("改任的理由"),
        max_length=200,
        required=False,
        help_text=_("本轮已授权，改任职务由另一人批准后生效；只改分工的不用写。"),
    )

    def __init__(self, *args: Any, member: Membership, staffed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.member, self.staffed = member, staffed
        if not staffed:
            del self.fields["reason"]

    @property
    def asks(self) -> bool:
        """Whether another place is wanted that somebody else has to approve."""
        return self.staffed and self.cleaned_data["position"] != self.member.position

    def answers(self) -> dict[str, Any]:
        """The answers as the use case takes them: a reason only where something is asked for."""
        given = {**self.cleaned_data, "position": Position(self.cleaned_data["position"])}
        if not self.asks:
            given.pop("reason", None)
        return given


class LeaveForm(Form):
    """Why a member leaves."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class ReplaceForm(Form):
    """Who takes a member's place, and why."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("由谁接替"))
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, team: Team, member: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        people = Person.objects.filter(people_of(team.round)).exclude(pk=member.person_id)
        offer_people(self, "person", team.round, people)


class OwnTieForm(Form):
    """One tie that a member declares."""

    kind = forms.ChoiceField(label=_("情形"), choices=TieKind.choices)
    relative = forms.ChoiceField(label=_("谁的情形"), choices=Relative.choices, initial=Relative.OWN)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("单位"),
        empty_label=_("请选择"),
        help_text=_("籍贯地、居住地选所在乡镇（街道）。"),
    )
    until = DayField(label=_("离任日期"), required=False, help_text=_("只有“曾任职”填写；记不清的空着。"))
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("如“配偶在财务科”。不写亲属姓名和证件号。")
    )

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(organisation=organisations)


class HandInForm(Form):
    """That a declaration is complete, and whether there is anything in it."""

    nothing = forms.BooleanField(label=_("没有需要申报的情形"), required=False)
    confirmed = forms.BooleanField(
        label=_("以上内容真实完整，情况变化时及时补报"), error_messages={"required": _("请确认申报内容真实完整。")}
    )


class ExemptionForm(Form):
    """For whom an exception is asked, from what, and why."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("人员"), empty_label=_("请选择"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("对哪个巡察对象"), required=False, empty_label=_("请选择")
    )
    other = forms.ModelChoiceField(
        Person.objects.none(), label=_("或者与哪位组员同组"), required=False, empty_label=_("请选择")
    )
    reason = LongText(label=_("理由"), max_length=300, help_text=_("写明为什么非此人不可、怎样防止影响公正。"))

    def __init__(self, *args: Any, team: Team, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, "person", team.round, Person.objects.filter(people_of(team.round)))
        self.offer(organisation=Organisation.objects.filter(inspections__team=team))
        members = Membership.objects.filter(team=team, left_on__isnull=True)
        self.offer(other=Person.objects.filter(memberships__in=members))


FORMING_SKILLS = {
    "audit": _("审计人员至少"),
    "finance": _("财务人员至少"),
    "organisation": _("组织人事人员至少"),
    "discipline": _("纪检监察人员至少"),
    "engineering": _("工程建设人员至少"),
}


class People(forms.CharField):
    """People of an office's pools, typed by name; those who share one are told apart by their code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=1000, required=False, **options)
        self.people: Sequence[Person] = ()

    def clean(self, value: Any) -> Any:
        """The people of these names."""
        found = []
        for typed in filter(None, re.split(r"[、，,；;\s]+", super().clean(value))):
            meant = [one for one in self.people if typed in {one.name, one.code, f"{one.name}（{one.code}）"}]
            if not meant:
                raise ValidationError(_("人才库里没有「{name}」。").format(name=typed))
            if len(meant) > 1:
                codes = listed(f"{one.name}（{one.code}）" for one in meant)
                raise ValidationError(_("有几位「{name}」，请写成其中之一：{codes}。").format(name=typed, codes=codes))
            found += meant
        return list(dict.fromkeys(found))


class RingForm(Form):
    """How counties may be sent to each other."""

    mutual = forms.BooleanField(label=_("允许两地互相巡察"), required=False)
    one_circle = forms.BooleanField(label=_("所有县（市、区）连成一圈"), required=False)


class NeedsForm(Form):
    """What forming one team asks for."""

    size = forms.IntegerField(label=_("本组人数"), min_value=3, max_value=30)
    deputies = forms.IntegerField(label=_("其中副组长"), min_value=1, max_value=5)
    experienced = forms.IntegerField(
        label=_("有巡察经历的至少"), min_value=0, max_value=30, help_text=_("参加过至少一轮的人数。")
    )
    audit, finance, organisation, discipline, engineering = (
        forms.IntegerField(label=label, min_value=0, max_value=10) for label in FORMING_SKILLS.values()
    )
    pinned = People(label=_("指定进本组的人"), help_text=_("写姓名，用顿号隔开；回避和轮休仍照规定。"))
    kept_out = People(label=_("指定不进本组的人"), help_text=_("写姓名，用顿号隔开。应当回避的不用写，会自动排除。"))
    others = forms.BooleanField(label=_("其他待组建的组也照此人数和专长要求"), required=False)

    def __init__(self, *args: Any, team: Team, people: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, initial=self.initial_of(team), **options)
        for name in ("pinned", "kept_out"):
            self.fields[name].people = people  # type: ignore[attr-defined]  # both are People

    @staticmethod
    def initial_of(team: Team) -> dict[str, Any]:
        """What the team asks for now."""
        named = {name: listed(str(one) for one in getattr(team, name).all()) for name in ("pinned", "kept_out")}
        numbers = {name: getattr(team, name) for name in ("size", "deputies", "experienced")}
        return {**numbers, **{skill: team.skills.get(skill, 0) for skill in FORMING_SKILLS}, **named}

    def needs(self) -> dict[str, Any]:
        """The answers as the use case takes them."""
        given = self.cleaned_data
        skills = {skill: given[skill] for skill in FORMING_SKILLS if given[skill]}
        return {name: value for name, value in given.items() if name not in FORMING_SKILLS} | {"skills": skills}
