"""What a unit's people give each other: parts of items, what came of them, comments, accounts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.rectification.forms.portal import OfMeasure
from xuncha.rectification.models import Contribution, Evidence
from xuncha.rectification.rules.doing import PROGRESS_LENGTH
from xuncha.rectification.rules.sharing import ASK_LENGTH, NOTE_LENGTH
from xuncha.rectification.services import Upload


class GiveForm(OfMeasure):
    """What is wanted of whom, by when."""

    to = forms.TypedChoiceField(label=gettext_lazy("交给谁"), coerce=int)
    ask = LongText(
        label=gettext_lazy("要办什么"),
        max_length=ASK_LENGTH,
        rows=4,
        help_text=gettext_lazy("写清办什么、报什么材料。承办人只看得到这件事和对应的措施。"),
    )
    due_on = DayField(label=gettext_lazy("要求报送日期"))

    def __init__(self, *args: Any, contributors: Iterable[Grant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[int, User] = {grant.user_id: grant.user for grant in contributors}
        self.offer(
            to=[
                (pk, " ".join(filter(None, (user.name, str(user.organisation or ""), user.post))))
                for pk, user in self.people.items()
            ]
        )

    @property
    def person(self) -> User:
        """Who was chosen."""
        return self.people[self.cleaned_data["to"]]


class HandInForm(Form):
    """What was done, with photographs or papers."""

    text = LongText(
        label=gettext_lazy("办理情况"),
        max_length=PROGRESS_LENGTH,
        rows=5,
        help_text=gettext_lazy("写做了什么、做到多少。"),
    )
    on = DayField(label=gettext_lazy("截至日期"))
    done = forms.BooleanField(label=gettext_lazy("这条措施已完成"), required=False)
    proofs = FilesField(
        label=gettext_lazy("照片和材料"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("手机可以直接拍照，可以一次选几件。"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("材料类别"), choices=Evidence.Kind.choices, initial="photo")
    formed_on = DayField(label=gettext_lazy("材料形成日期"), required=False)

    @property
    def uploads(self) -> list[Upload]:
        """The files as the use case takes them."""
        kind, formed_on = self.cleaned_data["kind"], self.cleaned_data["formed_on"]
        return [Upload(file, file.name, kind, formed_on) for file in self.cleaned_data["proofs"]]


class AdoptForm(Form):
    """Which of the files become evidence."""

    pieces = forms.MultipleChoiceField(
        label=gettext_lazy("采用为佐证的材料"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("采用以后，办理情况记为进展，勾选的材料成为佐证，以你的名义报给巡察办。"),
    )

    def __init__(self, *args: Any, pieces: Iterable[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(piece.pk): piece for piece in pieces}
        self.offer(pieces=[(pk, str(piece)) for pk, piece in self.offered.items()])

    @property
    def chosen(self) -> list[Contribution]:
        """The files that were ticked."""
        return [self.offered[pk] for pk in self.cleaned_data["pieces"]]


class NoteForm(Form):
    """A comment for the unit's own people."""

    text = LongText(
        label=gettext_lazy("意见"),
        max_length=NOTE_LENGTH,
        rows=4,
        help_text=gettext_lazy("只在你单位内部看得到，不报给巡察办。"),
    )


class ContributorForm(Form):
    """A named person of the unit or of one right below it."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    organisation = forms.TypedChoiceField(label=gettext_lazy("单位"), coerce=int)
    post = forms.CharField(label=gettext_lazy("部门和职务"), max_length=60, required=False)
    password = forms.CharField(
        label=gettext_lazy("初始口令"),
        max_length=128,
        help_text=gettext_lazy("当面交给本人，第一次登录要更换。登录名由系统给，保存后显示。"),
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {organisation.pk: organisation for organisation in organisations}
        self.offer(organisation=[(pk, str(organisation)) for pk, organisation in self.offered.items()])

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, with the organisation that was chosen."""
        return {**self.cleaned_data, "organisation": self.offered[self.cleaned_data["organisation"]]}
