"""Who may do what: published to everybody who signs in."""

from django.http import HttpResponse
from django.shortcuts import render

from xuncha.foundation.accounts.matrix import permission_rows, role_labels, step_rows
from xuncha.foundation.http import SignedInRequest, personal_page


@personal_page()
def matrix(request: SignedInRequest) -> HttpResponse:
    """Permission × role × scope, the steps of every workflow, use cases and addresses."""
    context = {"areas": permission_rows(), "roles": role_labels(), "workflows": step_rows()}
    return render(request, "accounts/matrix.html", context)
