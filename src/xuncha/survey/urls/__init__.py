"""Addresses of the survey at the desk. The public form's is in `urls.public`."""

from django.urls import path

from xuncha.survey.views import collecting, patterns, questionnaires, squads, villages

app_name = "survey"
urlpatterns = [
    path("questionnaires/", questionnaires.questionnaires, name="questionnaires"),
    path("inspections/<int:pk>/questionnaire/new/", questionnaires.draft, name="questionnaire-new"),
    path("questionnaires/<int:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path("questionnaires/<int:pk>/change/", questionnaires.change, name="questionnaire-change"),
    path("questionnaires/<int:pk>/questions/new/", questionnaires.question, name="questionnaire-question-new"),
    path("questionnaires/<int:pk>/questions/<slug:which>/", questionnaires.question, name="questionnaire-question"),
    path(
        "questionnaires/<int:pk>/questions/<slug:which>/arrange/", questionnaires.arrange, name="questionnaire-arrange"
    ),
    path("questionnaires/<int:pk>/send/", questionnaires.send, name="questionnaire-send"),
    path("questionnaires/<int:pk>/revise/", questionnaires.revise, name="questionnaire-revise"),
    path("questionnaires/<int:pk>/keep/", patterns.keep, name="questionnaire-keep"),
    path("questionnaires/<int:pk>/step/<slug:step>/", questionnaires.step, name="questionnaire-step"),
    path("questionnaires/<int:pk>/poster/", collecting.poster, name="questionnaire-poster"),
    path("questionnaires/<int:pk>/paper.<slug:ending>", collecting.paper, name="questionnaire-paper"),
    path("questionnaires/<int:pk>/results.<slug:ending>", collecting.results, name="questionnaire-results"),
    path("questionnaires/<int:pk>/sheets/new/", collecting.key_in, name="questionnaire-sheet"),
    path("sheets/<int:pk>/check/", collecting.check, name="sheet-check"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("patterns/<int:pk>/", patterns.pattern, name="pattern"),
    path("patterns/<int:pk>/end/", patterns.end, name="pattern-end"),
    path("squads/", squads.squads, name="squads"),
    path("inspections/<int:pk>/squads/", squads.summary, name="squad-summary"),
    path("inspections/<int:pk>/squads/new/", squads.plan, name="squad-new"),
    path("squads/<int:pk>/", squads.squad, name="squad"),
    path("squads/<int:pk>/change/", squads.change, name="squad-change"),
    path("squads/<int:pk>/report/", squads.report, name="squad-report"),
    path("squads/<int:pk>/results/new/", squads.add, name="squad-result-new"),
    path("squads/<int:pk>/step/<slug:step>/", squads.step, name="squad-step"),
    path("results/<int:pk>/change/", squads.change_result, name="squad-result-change"),
    path("inspections/<int:pk>/villages/", villages.villages, name="villages"),
    path("inspections/<int:pk>/villages/table/", villages.grid, name="villages-table"),
    path("inspections/<int:pk>/villages/<int:village>/", villages.write, name="village-card"),
    path("cards/<int:pk>/", villages.card, name="card"),
]
