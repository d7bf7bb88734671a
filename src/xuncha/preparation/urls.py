"""Addresses of letters, audits and packs, below /desk/preparation/."""

from django.urls import path

from xuncha.preparation.views import audits, entry, instructions, requests

app_name = "preparation"
urlpatterns = [
    path("requests/", requests.requests, name="requests"),
    path("rounds/<int:pk>/draft/", requests.draft, name="requests-draft"),
    path("requests/<int:pk>/", requests.letter, name="request"),
    path("requests/<int:pk>/change/", requests.change, name="request-change"),
    path("requests/<int:pk>/send/", requests.send, name="request-send"),
    path("requests/<int:pk>/receive/", requests.receive, name="request-receive"),
    path("requests/<int:pk>/dispose/", requests.dispose, name="request-dispose"),
    path("requests/<int:pk>/step/<slug:step>/", requests.step, name="request-step"),
    path("requests/<int:pk>/letter.<slug:ending>", requests.document, name="request-document"),
    path("requests/<int:pk>/files/<int:attachment>/", requests.file, name="request-file"),
    path("audits/", audits.audits, name="audits"),
    path("audits/<int:pk>/", audits.audit, name="audit"),
    path("audits/<int:pk>/change/", audits.change, name="audit-change"),
    path("audits/<int:pk>/files/<int:attachment>/", audits.file, name="audit-file"),
    path("inspections/<int:pk>/", audits.pack, name="pack"),
    path("inspections/<int:pk>/entry/", entry.arrange, name="pack-entry"),
    path("entries/<int:pk>/", entry.entry, name="entry"),
    path("entries/<int:pk>/change/", entry.change, name="entry-change"),
    path("entries/<int:pk>/poster/", entry.poster, name="entry-poster"),
    path("entries/<int:pk>/agenda.<slug:ending>", entry.agenda, name="entry-agenda"),
    path("inspections/<int:pk>/audit/", audits.new, name="pack-audit"),
    path("inspections/<int:pk>/instructions/", instructions.instructions, name="instructions"),
    path("inspections/<int:pk>/instructions/new/", instructions.new, name="instruction-new"),
    path("instructions/<int:pk>/", instructions.instruction, name="instruction"),
]
