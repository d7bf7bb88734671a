"""Addresses of evaluations at the desk. The unit's are in `urls.portal`, the ballot's in `urls.public`."""

from django.urls import path

from xuncha.evaluation.views import ballots, follows, runs, schemes, subjects, workbooks

app_name = "evaluation"
urlpatterns = [
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/new/", schemes.draft, name="scheme-new"),
    path("schemes/import/", workbooks.bring_in_new, name="scheme-import-new"),
    path("schemes/<int:pk>/workbook/", workbooks.workbook, name="scheme-workbook"),
    path("schemes/<int:pk>/import/", workbooks.bring_in, name="scheme-import"),
    path("schemes/<int:pk>/", schemes.scheme, name="scheme"),
    path("schemes/<int:pk>/change/", schemes.change, name="scheme-change"),
    path("schemes/<int:pk>/parts/<slug:kind>/new/", schemes.part, name="scheme-part-new"),
    path("schemes/<int:pk>/parts/<slug:kind>/<slug:which>/", schemes.part, name="scheme-part"),
    path("schemes/<int:pk>/parts/<slug:kind>/<slug:which>/drop/", schemes.drop, name="scheme-part-drop"),
    path("schemes/<int:pk>/revise/", schemes.revise, name="scheme-revise"),
    path("schemes/<int:pk>/step/<slug:step>/", schemes.step, name="scheme-step"),
    path("schemes/<int:pk>/rounds/<int:batch>/begin/", runs.begin, name="scheme-begin"),
    path("runs/", runs.runs, name="runs"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/change/", runs.change, name="run-change"),
    path("runs/<int:pk>/ask/", runs.ask, name="run-ask"),
    path("runs/<int:pk>/step/<slug:step>/", runs.step, name="run-step"),
    path("runs/<int:pk>/results.<slug:ending>", runs.file, name="run-file"),
    path("panels/<int:pk>/cards/", runs.cards, name="panel-cards"),
    path("panels/<int:pk>/seat/", runs.seat, name="panel-seat"),
    path("subjects/", subjects.subjects, name="subjects"),
    path("subjects/<int:pk>/", subjects.subject, name="subject"),
    path("subjects/<int:pk>/mark/", subjects.mark, name="subject-mark"),
    path("subjects/<int:pk>/case/", subjects.case, name="subject-case"),
    path("subjects/<int:pk>/rates/", subjects.rates, name="subject-rates"),
    path("subjects/<int:pk>/object/", subjects.enter_objection, name="subject-object"),
    path("subjects/<int:pk>/step/<slug:step>/", subjects.step, name="subject-step"),
    path("subjects/<int:pk>/sheet.<slug:ending>", subjects.file, name="subject-file"),
    path("subjects/<int:pk>/ballots/<slug:group>/", ballots.key, name="subject-ballots"),
    path("marks/<int:pk>/withdraw/", subjects.withdraw, name="mark-withdraw"),
    path("objections/<int:pk>/decide/", subjects.decide, name="objection-decide"),
    path("tallies/<int:pk>/again/", ballots.key_again, name="tally-again"),
    path("tallies/<int:pk>/settle/", ballots.settle, name="tally-settle"),
    path("follows/", follows.follows, name="follows"),
    path("follows/<int:pk>/", follows.follow, name="follow"),
    path("follows/<int:pk>/step/<slug:step>/", follows.step, name="follow-step"),
    path("votes/", ballots.votes, name="votes"),
    path("votes/<int:pk>/", ballots.vote, name="vote"),
]
