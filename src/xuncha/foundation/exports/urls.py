"""Addresses of what left as files, below /desk/exports/."""

from django.urls import path

from xuncha.foundation.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.exports, name="exports"),
    path("sealed/", views.sealed, name="sealed"),
    path("purpose/", views.purpose, name="purpose"),
]
