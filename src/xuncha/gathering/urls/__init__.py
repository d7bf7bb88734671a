"""Addresses of what a team gathers, below /desk/gathering/."""

from django.urls import path

from xuncha.gathering.views import records, talks

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
]
