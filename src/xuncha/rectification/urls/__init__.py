"""Addresses of rectification: the desk's here, the inspected unit's in `portal`."""

from django.urls import path, re_path

from xuncha.rectification.views import asking, items, ledgers, periods, plans

app_name = "rectification"
urlpatterns = [
    path("", ledgers.items, name="items"),
    path("bulk/", ledgers.items_bulk, name="items-bulk"),
    path("closeouts/", ledgers.closeouts, name="closeouts"),
    path("due/<int:pk>/", ledgers.note_dates, name="note-dates"),
    path("<int:pk>/", items.item, name="item"),
    path("<int:pk>/step/<slug:step>/", items.item_step, name="item-step"),
    path("<int:pk>/shortfall/", items.item_shortfall, name="item-shortfall"),
    path("<int:pk>/reopen/", items.item_reopen, name="item-reopen"),
    re_path(r"^(?P<pk>\d+)/document/(?P<kind>review|return)/$", items.item_document, name="item-document"),
    path("evidence/<int:pk>/", items.evidence_review, name="evidence-review"),
    path("evidence/<int:pk>/file/", items.evidence_file, name="evidence-file"),
    path("evidence/<int:pk>/preview/", items.evidence_preview, name="evidence-preview"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/step/<slug:step>/", plans.plan_step, name="plan-step"),
    path("plans/<int:pk>/return/", plans.plan_return, name="plan-return"),
    re_path(r"^plans/(?P<pk>\d+)/document/(?P<kind>plan|register)/$", plans.plan_document, name="plan-document"),
    path("extensions/", asking.extensions, name="extensions"),
    path("extensions/<int:pk>/", asking.extension, name="extension"),
    path("extensions/<int:pk>/step/<slug:step>/", asking.extension_step, name="extension-step"),
    path("extensions/<int:pk>/grant/", asking.extension_grant, name="extension-grant"),
    path("extensions/<int:pk>/document/", asking.extension_document, name="extension-document"),
    path("extensions/<int:pk>/file/<int:attachment>/", asking.extension_file, name="extension-file"),
    path("queries/", asking.queries, name="queries"),
    path("queries/<int:pk>/", asking.query, name="query"),
    path("queries/<int:pk>/file/<int:attachment>/", asking.query_file, name="query-file"),
    path("reports/", asking.unit_reports, name="unit-reports"),
    path("reports/<int:pk>/", asking.unit_report, name="unit-report"),
    path("reports/<int:pk>/step/<slug:step>/", asking.unit_report_step, name="unit-report-step"),
    path("reports/<int:pk>/document/", asking.unit_report_file, name="unit-report-document"),
    path("periods/", periods.periods, name="periods"),
    path("periods/<int:pk>/", periods.period, name="period"),
    re_path(r"^periods/(?P<pk>\d+)/file/(?P<kind>docx|pdf|xlsx)/$", periods.period_file, name="period-file"),
    path("periods/<int:pk>/dispatch/", periods.dispatch, name="dispatch"),
    re_path(r"^periods/(?P<pk>\d+)/dispatch/(?P<kind>docx|pdf|xlsx)/$", periods.dispatch_file, name="dispatch-file"),
    path("notices/", asking.notices, name="notices"),
    path("notices/<int:pk>/", asking.notice, name="notice"),
    path("notices/<int:pk>/step/<slug:step>/", asking.notice_step, name="notice-step"),
]
