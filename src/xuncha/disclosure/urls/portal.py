"""Addresses of disclosure in the unit's portal."""

from django.urls import path, re_path

from xuncha.disclosure.views import portal, texts

app_name = "disclosure_unit"
urlpatterns = [
    path("", portal.disclosures, name="disclosures"),
    path("<int:pk>/", portal.disclosure, name="disclosure"),
    path("<int:pk>/write/", portal.write, name="disclosure-write"),
    path("<int:pk>/step/<slug:step>/", portal.step, name="disclosure-step"),
    path("<int:pk>/publish/", portal.publish, name="disclosure-publish"),
    path("<int:pk>/comment/", portal.comment, name="disclosure-comment"),
    path("<int:pk>/editions/", texts.editions, name="disclosure-editions"),
    re_path(r"^(?P<pk>\d+)/document/(?P<kind>inside|public)/$", texts.document, name="disclosure-document"),
    path("<int:pk>/proof/<int:attachment>/", texts.file, name="disclosure-proof"),
    path("sections/<int:pk>/", portal.section, name="section"),
    path("comments/<int:pk>/", portal.answer, name="comment"),
]
