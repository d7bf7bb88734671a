"""Taking a file away as a person does: by its link, stating a purpose where one is asked."""

from collections.abc import Mapping

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

PURPOSE = "向领导小组汇报"


def taken(client: Client, address: str, query: Mapping[str, str] | None = None) -> HttpResponseBase:
    """The answer at an address, behind the question for a purpose if there is one."""
    answer = client.get(address, query)
    if answer.status_code == 302 and answer.url.startswith(reverse("exports:purpose")):
        answer = client.get(client.post(answer.url, {"purpose": PURPOSE}).url)
    return answer
