"""Addresses of visits: the desk's here, the visited unit's in `portal`."""

from django.urls import path, re_path

from xuncha.lookback.views import checking, following, old_items, roads, sampling, visits

app_name = "lookback"
urlpatterns = [
    path("", visits.visits, name="visits"),
    path("suggestions/", visits.suggested, name="suggestions"),
    path("new/<int:pk>/", visits.new, name="visit-new"),
    path("<int:pk>/", visits.visit, name="visit"),
    path("<int:pk>/change/", visits.change, name="visit-change"),
    path("<int:pk>/units/", visits.units, name="visit-units"),
    path("<int:pk>/units/remove/", visits.unit_remove, name="visit-unit-remove"),
    path("<int:pk>/member/", visits.member, name="visit-member"),
    path("<int:pk>/member/remove/", visits.member_remove, name="visit-member-remove"),
    path("<int:pk>/step/<slug:step>/", visits.step, name="visit-step"),
    re_path(r"^(?P<pk>\d+)/document/(?P<kind>plan|report)/$", visits.document, name="visit-document"),
    path("<int:pk>/sample/", sampling.close, name="visit-sample"),
    path("samples/<int:pk>/", sampling.sample, name="sample"),
    path("samples/<int:pk>/step/<slug:step>/", sampling.step, name="sample-step"),
    re_path(r"^samples/(?P<pk>\d+)/(?P<ending>docx|pdf|json)/$", sampling.document, name="sample-document"),
    path("units/", checking.visited_units, name="units"),
    path("units/<int:pk>/", checking.visited, name="unit"),
    path("units/<int:pk>/name/", checking.name, name="unit-name"),
    path("units/<int:pk>/hand-in/", checking.hand_in, name="unit-hand-in"),
    path("units/<int:pk>/explanations/", checking.explanations, name="unit-explanations"),
    path("units/<int:pk>/issue/", following.issue, name="unit-issue"),
    path("units/<int:pk>/step/<slug:step>/", following.step, name="unit-step"),
    re_path(r"^units/(?P<pk>\d+)/document/(?P<kind>notice|list)/$", following.document, name="unit-document"),
    path("points/", checking.points, name="points"),
    path("points/<int:pk>/", checking.point, name="point"),
    path("points/<int:pk>/record/", checking.record, name="point-record"),
    path("points/<int:pk>/file/<int:attachment>/", checking.file, name="point-file"),
    path("points/<int:pk>/reopen/", following.reopen, name="point-reopen"),
    path("old/", old_items.old_items, name="old-items"),
    path("old/<int:pk>/", old_items.old_item, name="old-item"),
    path("old/<int:pk>/mark/", roads.mark_old, name="old-item-mark"),
    path("old/<int:pk>/step/<slug:step>/", old_items.step, name="old-item-step"),
    path("road/<int:pk>/", roads.road, name="road"),
    path("road/<int:pk>/mark/", roads.mark, name="road-mark"),
]
