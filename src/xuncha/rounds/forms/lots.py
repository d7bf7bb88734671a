"""What people type about a draw."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, Form
from xuncha.rounds.models import Draw, DrawKind, Position, Round
from xuncha.rounds.selectors.drawn import Seat
from xuncha.rounds.selectors.lots import townships_of


class DrawForm(Form):
    """What is drawn, how many of it, and where the seed will come from."""

    kind = forms.ChoiceField(label=_("抽取内容"), choices=DrawKind.choices)
    pool = forms.ChoiceField(label=_("人才库"), required=False, help_text=_("抽取人员时选；不选是全部人才库。"))
    town = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("乡镇（街道）"), required=False, help_text=_("抽取村（社区）时选。")
    )
    take = forms.IntegerField(
        label=_("抽取几个"), min_value=1, max_value=1000, required=False, help_text=_("分组抽签不用填，全部抽出。")
    )
    source = forms.CharField(
        label=_("种子的公开来源"),
        max_length=200,
        help_text=_("谁也不能预知、人人都能查到的，如「双色球第2026134期开奖号码，六个红球从小到大，再写蓝球」。"),
    )
    source_on = DayField(label=_("种子公布日"), help_text=_("今天以后的日子。"))

    def __init__(self, *args: Any, batch: Round, pools: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.batch = batch
        self.offer(pool=[("", _("全部")), *pools])
        self.offer(town=townships_of(batch))

    def clean(self) -> dict[str, Any]:
        """Each kind asks for what it needs and names the draw."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind, town = cleaned.get("kind"), cleaned.get("town")
        if kind == DrawKind.VILLAGES and not town:
            self.add_error("town", _("抽取村（社区）要选乡镇（街道）。"))
        if kind == DrawKind.TEAMS:
            cleaned["take"] = None
        elif not cleaned.get("take"):
            self.add_error("take", _("请写明抽取几个。"))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """The answers as the use case takes them."""
        given = dict(self.cleaned_data)
        kind = DrawKind(given.pop("kind"))
        place = f"（{given['town']}）" if kind == DrawKind.VILLAGES else ""
        return {**given, "kind": kind, "title": f"{self.batch}{kind.label}{place}"}


class SeedForm(Form):
    """The seed, as its source publishes it."""

    seed = forms.CharField(label=_("种子"), max_length=200, help_text=_("照公布的原样录入，数字之间空一格。"))


class SeatsForm(Form):
    """Where each of those drawn sits: the team and the place in it. Nobody is left out, nobody else comes in."""

    def __init__(self, *args: Any, draw: Draw, seats: Sequence[Seat], **options: Any) -> None:
        super().__init__(*args, **options)
        self.seats = seats
        teams = {team.pk: team for team in draw.round.teams.order_by("number")}
        self.places = {f"{pk}-{place.value}": (teams[pk], place) for pk in teams for place in Position}
        choices = [(value, f"{team} {place.label}") for value, (team, place) in self.places.items()]
        for seat in seats:
            self.fields[f"seat_{seat.person.pk}"] = forms.ChoiceField(
                label=seat.name,
                choices=choices,
                initial=f"{seat.team.pk}-{seat.position.value}",
                widget=forms.Select(attrs={"class": "inp"}),
            )

    def answers(self) -> list[Seat]:
        """The seats as the use case takes them."""
        chosen = [(seat, *self.places[self.cleaned_data[f"seat_{seat.person.pk}"]]) for seat in self.seats]
        return [Seat(seat.person, seat.name, team, place) for seat, team, place in chosen]
