"""Addresses of fieldwork in the inspected unit's portal."""

from django.urls import path

from xuncha.fieldwork.views import portal

app_name = "fieldwork_unit"
urlpatterns = [
    path("facts/", portal.facts, name="facts"),
    path("facts/<int:pk>/", portal.fact, name="fact"),
]
