"""Addresses of special reports, all at the desk: the unit's portal has none."""

from django.urls import path

from xuncha.special.views import registers, reports, steps, writing

app_name = "special"
urlpatterns = [
    path("", reports.reports, name="reports"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/document/", reports.document, name="report-document"),
    path("<int:pk>/head/", writing.head, name="report-head"),
    path("<int:pk>/sources/", writing.sources, name="report-sources"),
    path("<int:pk>/facts/new/", writing.new_fact, name="report-fact-new"),
    path("<int:pk>/facts/<int:place>/", writing.fact, name="report-fact"),
    path("<int:pk>/facts/<int:place>/drop/", writing.drop, name="report-fact-drop"),
    path("<int:pk>/lay/", steps.lay, name="report-lay"),
    path("<int:pk>/instruct/", steps.instruct, name="report-instruct"),
    *(path(f"<int:pk>/{step}/", view, name=f"report-{step}") for step, view in steps.EXPLAINED.items()),
    path("<int:pk>/step/<slug:step>/", steps.step, name="report-step"),
    path("inspections/<int:pk>/register/new/", registers.open_register, name="register-new"),
    path("registers/<int:pk>/", registers.register, name="register"),
    path("registers/<int:pk>/admit/", registers.admit, name="register-admit"),
    path("registers/<int:pk>/remove/", registers.remove, name="register-remove"),
    path("registers/<int:pk>/new/<slug:kind>/", writing.begin, name="register-begin"),
]
