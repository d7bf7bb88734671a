"""Addresses of one's own key and of what one keeps with it, below /desk/key/."""

from django.urls import path

from xuncha.foundation.sealing.views import custody, keeping, own

app_name = "sealing"
urlpatterns = [
    path("", own.key, name="key"),
    path("change/", own.change, name="change"),
    path("unlock/", own.unlock, name="unlock"),
    path("lock/", own.lock, name="lock"),
    path("lost/", own.lost, name="lost"),
    path("recover/", custody.ask, name="recover"),
    path("recoveries/<int:pk>/", custody.recovery, name="recovery"),
    path("recoveries/<int:pk>/finish/", custody.finish, name="recovery-finish"),
    path("recoveries/<int:pk>/withdraw/", custody.withdraw, name="recovery-withdraw"),
    path("releases/<int:pk>/", custody.release, name="release"),
    path("releases/<int:pk>/refuse/", custody.refuse, name="release-refuse"),
    path("custody/", custody.custody, name="custody"),
    path("custody/<int:pk>/", custody.deposit, name="custody-deposit"),
    path("circles/<int:pk>/", keeping.circle, name="circle"),
    path("circles/<int:pk>/admit/", keeping.admit, name="circle-admit"),
    path("circles/<int:pk>/stop/", keeping.stop, name="circle-stop"),
    path("circles/<int:pk>/renew/", keeping.renew, name="circle-renew"),
    path("circles/<int:pk>/carry-on/", keeping.carry_on, name="circle-carry-on"),
]
