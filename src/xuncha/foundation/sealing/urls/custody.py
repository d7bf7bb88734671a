"""Addresses of custodians at the office, below /desk/custody/."""

from django.urls import path

from xuncha.foundation.sealing.views import office

app_name = "sealing_custody"
urlpatterns = [
    path("", office.panels, name="panels"),
    path("offices/<int:pk>/new/", office.appoint, name="panel-new"),
    path("<int:pk>/", office.panel, name="panel"),
    path("<int:pk>/drill/", office.begin_drill, name="panel-drill"),
    path("recoveries/<int:pk>/", office.recovery, name="recovery"),
    path("recoveries/<int:pk>/end/", office.end_drill, name="recovery-end"),
    path("recoveries/<int:pk>/fail/", office.fail_drill, name="recovery-fail"),
    path("recoveries/<int:pk>/record.<slug:ending>", office.record, name="recovery-record"),
]
