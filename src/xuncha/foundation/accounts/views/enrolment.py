"""Enrolling a second factor: the same on the way in and from one's own settings."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render

from xuncha.core.errors import RuleViolated
from xuncha.foundation.accounts import credentials, services
from xuncha.foundation.accounts.forms import EnrolForm
from xuncha.foundation.accounts.models import User
from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.sealing.fields import opened, sealed
from xuncha.foundation.ui.codes import qr_code
from xuncha.foundation.usecases import Act

KEY = "enrolment"


class Enrolment:
    """
    One enrolment in one session: the secret is made on the first look and stays until a code proves it.

    The act carries no form key: its answer shows recovery codes, and those shown last must be those that count.
    """

    def __init__(
        self, request: SignedInRequest, user: User, act: Callable[[], Act], form: type[EnrolForm] = EnrolForm
    ) -> None:
        self.request, self.user, self.act = request, user, act
        self.form = form(request.POST or None)
        if KEY not in request.session:
            request.session[KEY] = sealed(credentials.new_secret())
        self.secret = opened(request.session[KEY])

    def performed(self) -> list[str]:
        """The recovery codes to show, once, if the posted code proved the secret; else nothing."""
        if self.request.method != "POST" or not self.form.is_valid():
            return []
        codes = credentials.new_recovery_codes()
        given = self.form.cleaned_data
        try:
            services.enrol_second_factor(
                self.act(),
                current=given.get("current_password"),
                secret=self.secret,
                code=given["code"],
                recovery_codes=codes,
            )
        except RuleViolated as refusal:
            self.form.refuse(refusal)
            return []
        del self.request.session[KEY]
        return codes

    def page(self, template: str) -> HttpResponse:
        """The QR code, the secret for typing, the form."""
        picture = qr_code(credentials.enrolment_address(self.secret, self.user.username))
        grouped = " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))
        context = {"form": self.form, "picture": picture, "secret": grouped}
        return render(self.request, template, context, status=self.form.status)
