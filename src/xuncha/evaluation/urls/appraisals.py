"""Addresses of an appraised team or lower office."""

from django.urls import path

from xuncha.evaluation.views import appraisals

app_name = "appraisal"
urlpatterns = [
    path("", appraisals.subjects, name="subjects"),
    path("led/", appraisals.led, name="led"),
    path("led/<int:pk>/", appraisals.led_sheet, name="led-sheet"),
    path("led/<int:pk>/object/", appraisals.object_as_leader, name="led-sheet-object"),
    path("<int:pk>/", appraisals.subject, name="subject"),
    path("<int:pk>/object/", appraisals.object_to, name="subject-object"),
    path("<int:pk>/sheet.<slug:ending>", appraisals.file, name="subject-file"),
]
