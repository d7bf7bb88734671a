"""Fields that choose people of a team."""

from collections.abc import Sequence
from typing import Any

from django import forms

from xuncha.foundation.accounts.models import User


def one_of(people: Sequence[User], **options: Any) -> forms.TypedChoiceField:
    """One of these people."""
    known = {str(user.pk): user for user in people}
    choices = [("", "—"), *((pk, user.name) for pk, user in known.items())]
    return forms.TypedChoiceField(choices=choices, coerce=known.__getitem__, empty_value=None, **options)


def some_of(people: Sequence[User], **options: Any) -> forms.TypedMultipleChoiceField:
    """Any of these people, to be ticked."""
    known = {str(user.pk): user for user in people}
    return forms.TypedMultipleChoiceField(
        choices=[(pk, user.name) for pk, user in known.items()],
        coerce=known.__getitem__,
        empty_value=[],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "checks"}),
        **options,
    )
