"""Addresses of what was sent to a unit, in its portal."""

from django.urls import path

from xuncha.accountability.views import portal
from xuncha.accountability.views import uses as desk

app_name = "accountability_unit"
urlpatterns = [
    path("", portal.uses, name="uses"),
    path("<int:pk>/", portal.use, name="use"),
    path("<int:pk>/receive/", portal.receive, name="use-receive"),
    path("<int:pk>/answer/", portal.answer, name="use-answer"),
    path("<int:pk>/document/", desk.document, name="use-document"),
    path("<int:pk>/file/<int:attachment>/", desk.file, name="use-file"),
]
