"""Pages with many rows ask the database no more often than pages with few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.feedback.conftest import Journey
from xuncha.core.permissions import Role
from xuncha.feedback import services
from xuncha.feedback.models import Opinion

FEW, MANY = 3, 12


def cost(browser, address: str) -> int:
    browser.get(address)  # what is remembered between pages
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def grown(journey: Journey, opinion: Opinion, n: int) -> None:
    """The opinion with this many more items, from a report opened and signed again."""
    report = opinion.inspection.report
    act = journey.by
    services.reopen_report(act(Role.TEAM_LEADER), report, reason="补充")
    more = [journey.finding(f"又一个问题{i}") for i in range(n)]
    journey.made += more
    services.compose_report(
        act(Role.INSPECTOR), report, base_version=None, findings=journey.made, left_out={}, overall="好", advice="改"
    )
    services.sign_report(act(Role.TEAM_LEADER), report)
    services.pick_findings(act(Role.OFFICE_CLERK), opinion, findings=more)


PAGES: dict[str, Callable[[Opinion], str]] = {
    "report": lambda opinion: reverse("feedback:report", args=[opinion.inspection.report.pk]),
    "compose": lambda opinion: reverse("feedback:report-compose", args=[opinion.inspection.report.pk]),
    "opinion": lambda opinion: reverse("feedback:opinion", args=[opinion.pk]),
    "arrange": lambda opinion: reverse("feedback:opinion-arrange", args=[opinion.pk]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_with_many_findings(name, journey, at_desk, people):
    opinion = journey.opinion(*(journey.finding(f"问题{i}") for i in range(FEW)))
    browser = at_desk(people[Role.TEAM_LEADER])
    address = PAGES[name](opinion)
    few = cost(browser, address)
    grown(journey, opinion, MANY - FEW)
    assert cost(browser, address) <= few
