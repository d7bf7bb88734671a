"""Every address of the product, by shell: desk (staff), unit portal, and what needs no sign-in."""

from django.urls import URLPattern, URLResolver, path

from xuncha.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
]
