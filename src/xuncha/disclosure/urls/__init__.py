"""Addresses of disclosure at the desk; the unit's are in `portal`."""

from django.urls import path, re_path

from xuncha.disclosure.views import texts

app_name = "disclosure"
urlpatterns = [
    path("", texts.disclosures, name="disclosures"),
    path("<int:pk>/", texts.disclosure, name="disclosure"),
    path("<int:pk>/step/<slug:step>/", texts.step, name="disclosure-step"),
    path("<int:pk>/editions/", texts.editions, name="disclosure-editions"),
    re_path(r"^(?P<pk>\d+)/document/(?P<kind>inside|public)/$", texts.document, name="disclosure-document"),
    path("<int:pk>/proof/<int:attachment>/", texts.file, name="disclosure-proof"),
    path("omissions/<int:pk>/", texts.judge, name="omission-judge"),
]
