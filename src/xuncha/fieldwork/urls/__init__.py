"""Addresses of fieldwork at the desk. The inspected unit's are in `portal_urls`."""

from django.urls import path

from xuncha.fieldwork.views import checklist, citing, evidence, papers, quality, sheets, words

app_name = "fieldwork"
urlpatterns = [
    path("papers/", papers.papers, name="papers"),
    path("papers/new/", papers.choose, name="paper-choose"),
    path("inspections/<int:pk>/papers/new/", papers.new, name="paper-new"),
    path("inspections/<int:pk>/papers/word/", words.upload, name="paper-word"),
    path("papers/word/<int:pk>/", words.preview, name="paper-word-preview"),
    path("inspections/<int:pk>/checklist/", checklist.browse, name="paper-checklist"),
    path("inspections/<int:pk>/quality/", quality.quality, name="papers-quality"),
    path("inspections/<int:pk>/sources/", quality.sources, name="sources"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/save/", papers.save, name="paper-save"),
    path("papers/<int:pk>/step/<slug:step>/", papers.step, name="paper-step"),
    path("papers/<int:pk>/cite/", citing.cite, name="paper-cite"),
    path("papers/<int:pk>/document/", papers.document, name="paper-document"),
    path("evidence/<int:pk>/", evidence.detail, name="paper-evidence"),
    path("evidence/<int:pk>/file/", evidence.file, name="paper-evidence-file"),
    path("evidence/<int:pk>/preview/", evidence.preview, name="paper-evidence-preview"),
    path("facts/", sheets.sheets, name="facts"),
    path("inspections/<int:pk>/facts/new/", sheets.new, name="fact-new"),
    path("facts/<int:pk>/", sheets.sheet, name="fact"),
    path("facts/<int:pk>/edit/", sheets.edit, name="fact-edit"),
    path("facts/<int:pk>/send/", sheets.send, name="fact-send"),
    path("facts/<int:pk>/close/", sheets.close, name="fact-close"),
    path("facts/<int:pk>/step/<slug:step>/", sheets.step, name="fact-step"),
    path("facts/<int:pk>/document/", sheets.document, name="fact-document"),
    path("facts/<int:pk>/proof/<int:position>/", sheets.proof, name="fact-proof"),
]
