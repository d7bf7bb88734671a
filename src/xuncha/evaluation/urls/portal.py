"""Addresses of the evaluated unit."""

from django.urls import path

from xuncha.evaluation.views import portal

app_name = "evaluation_unit"
urlpatterns = [
    path("", portal.subjects, name="subjects"),
    path("<int:pk>/", portal.subject, name="subject"),
    path("<int:pk>/object/", portal.object_to, name="subject-object"),
    path("<int:pk>/sheet.<slug:ending>", portal.file, name="subject-file"),
]
