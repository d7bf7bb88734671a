"""What is typed into the filters of a list."""

import pytest
from django.urls import reverse

from xuncha.core.permissions import Role


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["q", "unit"])
def test_a_page_of_text_in_a_filter_finds_nothing_and_breaks_nothing(at_desk, name):
    page = at_desk(Role.OFFICE_CLERK).get(reverse("findings:findings"), {name: "长" * 30_000})
    assert page.status_code == 200
    assert page.context["ledger"].total == 0
