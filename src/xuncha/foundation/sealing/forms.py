"""Forms of one's own key. Nothing typed into them is kept as a draft or shown again."""

from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.forms import PasswordField, QuietForm


class NewKeyForm(QuietForm):
    """A passphrase, twice."""

    password = PasswordField(
        label=_("保密口令"), autocomplete="new-password", help_text=_("至少 8 位，可以用一句话。与登录口令分开记。")
    )
    again_password = PasswordField(label=_("再输一次"), autocomplete="new-password")


class PassphraseForm(NewKeyForm):
    """Another passphrase."""

    current_password = PasswordField(label=_("现在的保密口令"), autocomplete="current-password")
    field_order = ("current_password", "password", "again_password")


class UnlockForm(QuietForm):
    """The passphrase."""

    password = PasswordField(label=_("保密口令"), autocomplete="current-password")
