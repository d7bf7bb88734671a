"""Addresses of what a team gathers, below /desk/gathering/. The inspected unit's are in `portal`."""

from django.urls import path

from xuncha.gathering.views import materials, records, talks, visits, weeks

app_name = "gathering"
urlpatterns = [
    path("talks/", talks.talks, name="talks"),
    path("inspections/<int:pk>/talks/new/", talks.plan, name="talk-new"),
    path("talks/<int:pk>/", talks.talk, name="talk"),
    path("talks/<int:pk>/change/", talks.change, name="talk-change"),
    path("talks/<int:pk>/hold/", talks.hold, name="talk-hold"),
    path("talks/<int:pk>/step/<slug:step>/", talks.step, name="talk-step"),
    path("records/<int:pk>/", records.record, name="record"),
    path("records/<int:pk>/outline/", records.outline, name="record-outline"),
    path("records/<int:pk>/write/", records.write, name="record-write"),
    path("records/<int:pk>/supplement/", records.supplement, name="record-supplement"),
    path("records/<int:pk>/supplements/<int:supplement>/", records.confirm, name="record-supplement-confirm"),
    path("records/<int:pk>/readers/", records.let_read, name="record-reader"),
    path("records/<int:pk>/readers/<int:reading>/", records.end, name="record-reader-end"),
    path("records/<int:pk>/<slug:kind>.<slug:ending>", records.document, name="record-document"),
    path("materials/", materials.materials, name="materials"),
    path("inspections/<int:pk>/materials/new/", materials.new, name="material-new"),
    path("materials/<int:pk>/", materials.material, name="material"),
    path("materials/<int:pk>/change/", materials.change, name="material-change"),
    path("materials/<int:pk>/send/", materials.send, name="material-send"),
    path("materials/<int:pk>/close/", materials.close, name="material-close"),
    path("materials/<int:pk>/step/<slug:step>/", materials.step, name="material-step"),
    path("materials/<int:pk>/list.<slug:ending>", materials.document, name="material-document"),
    path("items/<int:pk>/", materials.item, name="item"),
    path("items/<int:pk>/check/", materials.check, name="item-check"),
    path("items/<int:pk>/review/", materials.review, name="item-review"),
    path("items/<int:pk>/files/<int:attachment>/", materials.file, name="item-file"),
    path("visits/", visits.visits, name="visits"),
    path("inspections/<int:pk>/visits/new/", visits.new, name="visit-new"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/<int:pk>/change/", visits.change, name="visit-change"),
    path("visits/<int:pk>/files/<int:attachment>/", visits.file, name="visit-file"),
    path("weeks/", weeks.weeks, name="weeks"),
    path("teams/<int:pk>/weeks/new/", weeks.new, name="week-new"),
    path("weeks/<int:pk>/", weeks.week, name="week"),
    path("weeks/<int:pk>/change/", weeks.change, name="week-change"),
    path("weeks/<int:pk>/step/<slug:step>/", weeks.step, name="week-step"),
    path("weeks/<int:pk>/sheet.<slug:ending>", weeks.document, name="week-document"),
]
