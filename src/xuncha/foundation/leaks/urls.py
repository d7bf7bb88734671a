"""Addresses of the checks for sources, below /desk/sources/."""

from django.urls import path

from xuncha.foundation.leaks import views

app_name = "leaks"
urlpatterns = [
    path("", views.checks, name="checks"),
    path("<int:pk>/", views.check, name="check"),
    path("<int:pk>/step/<slug:step>/", views.step, name="check-step"),
]
