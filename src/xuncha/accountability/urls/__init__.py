"""Addresses of uses of results: the desk's here, those of the units in `portal`."""

from django.urls import path

from xuncha.accountability.views import drafting, receipts, results, uses

app_name = "accountability"
urlpatterns = [
    path("uses/", uses.uses, name="uses"),
    path("uses/new/<int:pk>/", drafting.new, name="use-new"),
    path("uses/<int:pk>/", uses.use, name="use"),
    path("uses/<int:pk>/edit/", drafting.edit, name="use-edit"),
    path("uses/<int:pk>/items/", drafting.gather, name="use-items"),
    path("uses/<int:pk>/grounds/<int:ground>/remove/", drafting.remove, name="use-ground-remove"),
    path("uses/<int:pk>/step/<slug:step>/", uses.step, name="use-step"),
    path("uses/<int:pk>/document/", uses.document, name="use-document"),
    path("uses/<int:pk>/file/<int:attachment>/", uses.file, name="use-file"),
    path("uses/<int:pk>/receipts/<int:unit>/", receipts.enter, name="use-receipt"),
    path("uses/<int:pk>/results/new/", results.new, name="use-result-new"),
    path("results/<int:pk>/", results.result, name="result"),
    path("results/<int:pk>/strike/", results.strike, name="result-strike"),
    path("suggestions/", drafting.suggested, name="suggestions"),
    path("suggestions/<int:pk>/dismiss/", drafting.dismiss, name="suggestion-dismiss"),
]
