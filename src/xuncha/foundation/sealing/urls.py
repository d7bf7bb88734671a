"""Addresses of one's own key and of what one keeps with it, below /desk/key/."""

from django.urls import path

from xuncha.foundation.sealing.views import keeping, own

app_name = "sealing"
urlpatterns = [
    path("", own.key, name="key"),
    path("change/", own.change, name="change"),
    path("unlock/", own.unlock, name="unlock"),
    path("lock/", own.lock, name="lock"),
    path("lost/", own.lost, name="lost"),
    path("circles/<int:pk>/", keeping.circle, name="circle"),
    path("circles/<int:pk>/admit/", keeping.admit, name="circle-admit"),
    path("circles/<int:pk>/stop/", keeping.stop, name="circle-stop"),
    path("circles/<int:pk>/renew/", keeping.renew, name="circle-renew"),
    path("circles/<int:pk>/carry-on/", keeping.carry_on, name="circle-carry-on"),
]
