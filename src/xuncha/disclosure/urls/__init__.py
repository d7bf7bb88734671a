"""Addresses of disclosure at the desk; the unit's are in `portal`."""

from django.urls import path, re_path

from xuncha.disclosure.views import hearings, texts

app_name = "disclosure"
urlpatterns = [
    path("", texts.disclosures, name="disclosures"),
    path("<int:pk>/", texts.disclosure, name="disclosure"),
    path("<int:pk>/step/<slug:step>/", texts.step, name="disclosure-step"),
    path("<int:pk>/editions/", texts.editions, name="disclosure-editions"),
    re_path(r"^(?P<pk>\d+)/document/(?P<kind>inside|public)/$", texts.document, name="disclosure-document"),
    path("<int:pk>/proof/<int:attachment>/", texts.file, name="disclosure-proof"),
    path("omissions/<int:pk>/", texts.judge, name="omission-judge"),
    path("hearings/", hearings.hearings, name="hearings"),
    path("<int:pk>/hearing/", hearings.new, name="hearing-new"),
    path("hearings/<int:pk>/", hearings.hearing, name="hearing"),
    path("hearings/<int:pk>/poster/", hearings.poster, name="hearing-poster"),
    path("hearings/<int:pk>/edit/", hearings.edit, name="hearing-edit"),
    path("hearings/<int:pk>/open/", hearings.open_, name="hearing-open"),
    path("hearings/<int:pk>/step/<slug:step>/", hearings.step, name="hearing-step"),
]
