"""Addresses of rounds, teams, inspections and coverage, below /desk/rounds/."""

from django.urls import path

from xuncha.rounds.views import choosing, coverage, inspections, rounds, suggestions, teams

app_name = "rounds"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("coverage/", coverage.coverages, name="coverages"),
    path("terms/<int:pk>/coverage/", coverage.coverage, name="coverage"),
    path("terms/<int:pk>/coverage/list/", coverage.listed, name="coverage-list"),
    path("terms/<int:pk>/new/", rounds.new, name="round-new"),
    path("<int:pk>/", rounds.batch, name="round"),
    path("<int:pk>/change/", rounds.change, name="round-change"),
    path("<int:pk>/step/<slug:step>/", rounds.step, name="round-step"),
    path("<int:pk>/extend/", rounds.extend, name="round-extend"),
    path("<int:pk>/nodes/<int:node>/", rounds.node, name="round-node"),
    path("<int:pk>/documents/<slug:kind>.<slug:ending>", rounds.document, name="round-document"),
    path("<int:pk>/suggest/", suggestions.suggest, name="round-suggest"),
    path("<int:pk>/file/", suggestions.file, name="round-file"),
    path("suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
    path("suggestions/<int:pk>/step/<slug:step>/", suggestions.step, name="suggestion-step"),
    path("<int:pk>/add/", choosing.add, name="round-add"),
    path("<int:pk>/towns/", choosing.town, name="round-towns"),
    path("<int:pk>/towns/<int:town>/", choosing.villages, name="round-villages"),
    path("<int:pk>/sector/", choosing.sector, name="round-sector"),
    path("<int:pk>/remove/<int:inspection>/", choosing.remove, name="round-remove"),
    path("<int:pk>/teams/add/", teams.add, name="round-team-add"),
    path("<int:pk>/teams/<int:team>/remove/", teams.remove, name="round-team-remove"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("teams/<int:pk>/rename/", teams.rename, name="team-rename"),
    path("teams/<int:pk>/members/<int:member>/", teams.change, name="team-member"),
    path("teams/<int:pk>/members/<int:member>/leave/", teams.leave, name="team-leave"),
    path("teams/<int:pk>/members/<int:member>/replace/", teams.replace, name="team-replace"),
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/<int:pk>/", inspections.inspection, name="inspection"),
    path("inspections/<int:pk>/focus/", inspections.focus, name="inspection-focus"),
    path("inspections/<int:pk>/move/", inspections.move, name="inspection-move"),
    path("inspections/<int:pk>/documents/<slug:kind>.<slug:ending>", inspections.document, name="inspection-document"),
]
