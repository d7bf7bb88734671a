"""Addresses of an appraised team or lower office."""

from django.urls import path

from xuncha.evaluation.views import appraisals

app_name = "appraisal"
urlpatterns = [
    path("", appraisals.subjects, name="subjects"),
    path("<int:pk>/", appraisals.subject, name="subject"),
    path("<int:pk>/object/", appraisals.object_to, name="subject-object"),
    path("<int:pk>/sheet.<slug:ending>", appraisals.file, name="subject-file"),
]
