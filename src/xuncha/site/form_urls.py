"""The addresses of the public form as a process of its own."""

from django.urls import include, path

from xuncha.site import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("tip/", include("xuncha.intake.urls.public")),
]
