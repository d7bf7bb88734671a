"""Addresses of the talent pools, below /desk/talent/."""

from django.urls import path

from xuncha.talent import views

app_name = "talent"
urlpatterns = [
    path("", views.persons, name="persons"),
    path("new/", views.new, name="person-new"),
    path("entries/", views.entries, name="entries"),
    path("entries/new/", views.candidate, name="candidate-new"),
    path("entries/<int:pk>/", views.entry, name="entry"),
    path("entries/<int:pk>/decision.<slug:ending>", views.entry_document, name="entry-document"),
    path("entries/<int:pk>/step/<slug:step>/", views.entry_step, name="entry-step"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/change/", views.change, name="person-change"),
    path("<int:pk>/nominate/", views.nominate, name="person-nominate"),
    path("<int:pk>/leave/", views.leave, name="person-leave"),
    path("<int:pk>/return/", views.return_, name="person-return"),
    path("<int:pk>/account/", views.account, name="person-account"),
    path("<int:pk>/ties/new/", views.declare, name="person-tie"),
    path("ties/<int:pk>/", views.tie, name="tie"),
]
