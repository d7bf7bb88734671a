"""Addresses of the public form. Short, because people type them from a poster."""

from django.urls import path

from xuncha.intake.views import public

app_name = "tip"
urlpatterns = [
    path("back/", public.back, name="back"),
    path("privacy/", public.privacy, name="privacy"),
    path("<slug:code>/", public.form, name="form"),
]
