"""Addresses of letters and campaigns in the portal, for units and departments alike."""

from django.urls import path, re_path

from xuncha.supervision.views import campaigns_portal as campaigns
from xuncha.supervision.views import letters as desk
from xuncha.supervision.views import portal

app_name = "supervision_unit"
urlpatterns = [
    path("letters/", portal.letters, name="letters"),
    path("letters/<int:pk>/", portal.letter, name="letter"),
    path("letters/<int:pk>/receive/", portal.receive, name="letter-receive"),
    path("letters/<int:pk>/answer/", portal.answer, name="letter-answer"),
    re_path(r"^letters/(?P<pk>\d+)/document/(?P<kind>letter|reply)/$", desk.document, name="letter-document"),
    path("letters/<int:pk>/file/<int:attachment>/", desk.file, name="letter-file"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/report/", campaigns.report, name="campaign-report"),
    path("campaigns/<int:pk>/tasks/<int:task>/", campaigns.finish, name="campaign-task"),
    path("campaigns/<int:pk>/closing/", campaigns.closing, name="campaign-closing"),
]
