"""What somebody says before they take a table of people away."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.exports.rules import reasons_against_purpose
from xuncha.foundation.http import words
from xuncha.foundation.ui.forms import Form


class PurposeForm(Form):
    """What the file is for."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=100,
        help_text=_("写给谁、办什么事用。会印在文件每一页上，不要写人名和内容。"),
    )

    def clean_purpose(self) -> str:
        """Said in words."""
        purpose: str = self.cleaned_data["purpose"]
        for reason in reasons_against_purpose(purpose):
            raise forms.ValidationError(words(reason.text))
        return purpose
