"""Addresses of figures, below /desk/insight/."""

from django.urls import path

from xuncha.insight import views

app_name = "insight"
urlpatterns = [
    path("leader/", views.leader, name="leader"),
    path("figures/", views.figures, name="figures"),
    path("figures/<str:code>/<slug:whose>/", views.rows, name="figure-rows"),
]
