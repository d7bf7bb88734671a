"""The day of a request is the day that people see on the wall."""

from datetime import UTC, date, datetime

from django.http import HttpResponse
from django.test import RequestFactory

from xuncha.foundation.middleware import Clock

AFTER_MIDNIGHT = datetime(2022, 5, 10, 18, 30, tzinfo=UTC)  # 02:30 on the 11th where the office is


def test_shortly_after_midnight_it_is_the_new_day_already(monkeypatch):
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: AFTER_MIDNIGHT)
    request = RequestFactory().get("/")
    Clock(lambda _request: HttpResponse())(request)
    assert request.now == AFTER_MIDNIGHT
    assert request.now.date() == date(2022, 5, 11)
