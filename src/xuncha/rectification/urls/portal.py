"""Addresses of the inspected unit's portal: its first page, and everything about its rectification."""

from django.urls import path, re_path

from xuncha.rectification.views.consequences import consequence_document
from xuncha.rectification.views.periods import period_file
from xuncha.rectification.views.portal import asking, consequences, home, items, ledger, periods, plan, reports, work

app_name = "rectification_unit"
urlpatterns = [
    path("", home.home, name="home"),
    path("letters/", home.letters, name="letters"),
    path("requests/", home.asked, name="requests"),
    path("letters/see/", home.see, name="letters-see"),
    path("rectification/", items.items, name="items"),
    path("rectification/plans/<int:pk>/", plan.plan, name="plan"),
    path("rectification/plans/<int:pk>/head/", plan.head, name="plan-head"),
    path("rectification/plans/<int:pk>/document/<slug:kind>/", plan.document, name="plan-document"),
    path("rectification/plans/<int:pk>/step/<slug:step>/", plan.step, name="plan-step"),
    path("rectification/plans/<int:pk>/ask/", asking.query, name="plan-ask"),
    path("rectification/plans/<int:pk>/export/", ledger.download, name="plan-export"),
    path("rectification/plans/<int:pk>/upload/", ledger.upload, name="plan-upload"),
    path("rectification/ledgers/<int:pk>/", ledger.ledger, name="ledger"),
    path("rectification/ledgers/<int:pk>/apply/", ledger.apply, name="ledger-apply"),
    path("rectification/ledgers/<int:pk>/undo/", ledger.undo, name="ledger-undo"),
    path("rectification/items/<int:pk>/", items.item, name="item"),
    path("rectification/items/<int:pk>/fill/", plan.fill, name="item-fill"),
    path("rectification/items/<int:pk>/document/", items.slip, name="item-slip"),
    path("rectification/items/<int:pk>/step/<slug:step>/", items.step, name="item-step"),
    path("rectification/items/<int:pk>/progress/", work.progress, name="item-progress"),
    path("rectification/items/<int:pk>/measure/", work.measure, name="item-measure"),
    path("rectification/items/<int:pk>/people/", work.hand_over, name="item-people"),
    path("rectification/items/<int:pk>/evidence/", work.evidence, name="item-evidence"),
    path("rectification/items/<int:pk>/outcomes/<slug:kind>/", work.outcome, name="item-outcome"),
    path("rectification/items/<int:pk>/outcomes/<slug:kind>/<int:row>/", work.correct, name="item-correct"),
    path("rectification/items/<int:pk>/outcomes/<slug:kind>/<int:row>/remove/", work.remove, name="item-remove"),
    path("rectification/items/<int:pk>/shortfall/", work.shortfall, name="item-shortfall"),
    path("rectification/items/<int:pk>/declare/", work.declare, name="item-declare"),
    path("rectification/items/<int:pk>/meeting/", work.meeting, name="item-meeting"),
    path("rectification/items/<int:pk>/extension/", asking.extension, name="item-extension"),
    path("rectification/evidence/<int:pk>/file/", work.file, name="evidence-file"),
    path("rectification/evidence/<int:pk>/replace/", work.replace, name="evidence-replace"),
    path("rectification/evidence/<int:pk>/withdraw/", work.withdraw, name="evidence-withdraw"),
    path("rectification/extensions/<int:pk>/withdraw/", asking.withdraw, name="extension-withdraw"),
    path("rectification/extensions/<int:pk>/file/<int:attachment>/", asking.extension_file, name="extension-file"),
    path("rectification/queries/<int:pk>/file/<int:attachment>/", asking.query_file, name="query-file"),
    path("consequences/<int:pk>/", consequences.consequence, name="consequence"),
    path("consequences/<int:pk>/answer/", consequences.answer, name="consequence-answer"),
    re_path(
        r"^consequences/(?P<pk>\d+)/document/(?P<kind>letter|answer)/$",
        consequence_document,
        name="consequence-document",
    ),
    path("rectification/periods/", periods.periods, name="periods"),
    path("rectification/periods/<int:pk>/", periods.period, name="period"),
    path("rectification/periods/<int:pk>/hand-in/", periods.hand_in, name="period-hand-in"),
    re_path(r"^rectification/periods/(?P<pk>\d+)/file/(?P<kind>docx|pdf|xlsx)/$", period_file, name="period-file"),
    path("rectification/reports/<int:pk>/", reports.report, name="report"),
    path("rectification/reports/<int:pk>/write/", reports.write, name="report-write"),
    path("rectification/reports/<int:pk>/document/", reports.document, name="report-document"),
    path("rectification/reports/<int:pk>/step/<slug:step>/", reports.step, name="report-step"),
]
