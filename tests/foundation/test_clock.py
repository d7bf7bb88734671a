"""The day of a request is the day that people see on the wall."""

from datetime import UTC, date, datetime
from pathlib import Path

from django.http import HttpResponse
from django.test import RequestFactory

import xuncha
from xuncha.foundation.middleware import Clock

AFTER_MIDNIGHT = datetime(2022, 5, 10, 18, 30, tzinfo=UTC)  # 02:30 on the 11th where the office is


def test_shortly_after_midnight_it_is_the_new_day_already(monkeypatch):
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: AFTER_MIDNIGHT)
    request = RequestFactory().get("/")
    Clock(lambda _request: HttpResponse())(request)
    assert request.now == AFTER_MIDNIGHT
    assert request.now.date() == date(2022, 5, 11)


def test_nobody_asks_the_machine_for_the_day():
    """`localdate()` without a moment is the machine's day, not that of the act, the request or a demo of last year."""
    places = Path(xuncha.__file__).parent.rglob("*.py")
    assert [path.name for path in places if "localdate()" in path.read_text("utf-8")] == []
