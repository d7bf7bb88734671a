"""Addresses of the visited unit's portal: notices, second problem lists, what is open of old ledgers."""

from django.urls import path, re_path

from xuncha.lookback.views import portal
from xuncha.lookback.views.following import document

app_name = "lookback_unit"
urlpatterns = [
    path("", portal.visits, name="visits"),
    path("<int:pk>/", portal.visited, name="visit"),
    path("<int:pk>/answer/", portal.answer, name="visit-answer"),
    re_path(r"^(?P<pk>\d+)/document/(?P<kind>notice|list)/$", document, name="visit-document"),
    path("old/", portal.old_items, name="old-items"),
    path("old/<int:pk>/", portal.old_item, name="old-item"),
    path("old/<int:pk>/report/", portal.report, name="old-item-report"),
]
