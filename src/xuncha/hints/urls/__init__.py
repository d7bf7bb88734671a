"""Addresses of hints and of the questions to units, below /desk/hints/."""

from django.urls import path

from xuncha.hints.views import desk, inquiries

app_name = "hints"
urlpatterns = [
    path("", desk.hints, name="hints"),
    path("<int:pk>/", desk.hint, name="hint"),
    path("<int:pk>/step/<slug:step>/", desk.hint_step, name="hint-step"),
    path("<int:pk>/ask/", desk.hint_ask, name="hint-ask"),
    path("precision/", desk.precision, name="precision"),
    path("scans/", desk.scans, name="scans"),
    path("scans/<int:pk>/", desk.scan, name="scan"),
    path("offices/<int:pk>/scan/", desk.scan_ask, name="scan-ask"),
    path("inquiries/", inquiries.inquiries, name="inquiries"),
    path("inquiries/<int:pk>/", inquiries.inquiry, name="inquiry"),
    path("inquiries/<int:pk>/step/<slug:step>/", inquiries.inquiry_step, name="inquiry-step"),
]
