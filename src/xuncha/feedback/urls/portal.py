"""Addresses of the unit's portal: the opinion fed back to it."""

from django.urls import path

from xuncha.feedback.views import portal

app_name = "feedback_unit"
urlpatterns = [
    path("", portal.opinions, name="opinions"),
    path("<int:pk>/", portal.opinion, name="opinion"),
    path("<int:pk>/receive/", portal.receive, name="opinion-receive"),
    path("<int:pk>/document/", portal.document, name="opinion-document"),
]
