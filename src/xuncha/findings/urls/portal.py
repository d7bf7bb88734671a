"""Addresses of the unit's portal: notices of immediate rectification and their answers."""

from django.urls import path

from xuncha.findings.views import portal

app_name = "findings_unit"
urlpatterns = [
    path("fixes/", portal.unit_fixes, name="fixes"),
    path("fixes/<int:pk>/", portal.unit_fix, name="fix"),
]
