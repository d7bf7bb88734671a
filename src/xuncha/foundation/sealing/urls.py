"""Addresses of one's own key, below /desk/key/."""

from django.urls import path

from xuncha.foundation.sealing import views

app_name = "sealing"
urlpatterns = [
    path("", views.key, name="key"),
    path("change/", views.change, name="change"),
    path("unlock/", views.unlock, name="unlock"),
    path("lock/", views.lock, name="lock"),
]
