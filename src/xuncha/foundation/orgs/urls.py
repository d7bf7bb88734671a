"""Addresses of the directory, below /desk/orgs/."""

from django.urls import path

from xuncha.foundation.orgs import views

app_name = "orgs"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/edit/", views.edit, name="organisation-edit"),
    path("<int:pk>/rename/", views.rename, name="organisation-rename"),
    path("<int:pk>/close/", views.close, name="organisation-close"),
    path("<int:pk>/reopen/", views.reopen, name="organisation-reopen"),
    path("jurisdictions/", views.jurisdictions, name="jurisdictions"),
    path("jurisdictions/<int:pk>/", views.jurisdiction, name="jurisdiction"),
    path("jurisdictions/<int:pk>/rename/", views.rename_jurisdiction, name="jurisdiction-rename"),
    path("jurisdictions/<int:pk>/new/", views.new_jurisdiction, name="jurisdiction-new"),
    path("jurisdictions/<int:pk>/organisations/new/", views.new_organisation, name="organisation-new"),
    path("jurisdictions/<int:pk>/sectors/new/", views.new_sector, name="sector-new"),
]
