"""Addresses of the office's questions in the unit's portal."""

from django.urls import path

from xuncha.hints.views import portal

app_name = "hints_unit"
urlpatterns = [
    path("", portal.inquiries, name="inquiries"),
    path("<int:pk>/", portal.inquiry, name="inquiry"),
    path("<int:pk>/answer/", portal.answer, name="inquiry-answer"),
]
