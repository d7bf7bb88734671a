"""Addresses of findings and immediate rectification at the desk."""

from django.urls import path

from xuncha.findings.views import changing, findings, fixes

app_name = "findings"
urlpatterns = [
    path("", findings.findings, name="findings"),
    path("papers/", findings.papers, name="papers"),
    path("raise/", changing.raise_, name="raise"),
    path("merge/", changing.merge, name="merge"),
    path("<int:pk>/", findings.finding, name="finding"),
    path("<int:pk>/step/<slug:step>/", findings.step, name="finding-step"),
    path("<int:pk>/reword/", changing.reword, name="finding-reword"),
    path("<int:pk>/classify/", changing.classify, name="finding-classify"),
    path("<int:pk>/split/", changing.split, name="finding-split"),
    path("fixes/", fixes.fixes, name="fixes"),
    path("fixes/new/", fixes.draft, name="fix-draft"),
    path("fixes/<int:pk>/", fixes.fix, name="fix"),
    path("fixes/<int:pk>/change/", fixes.fix_change, name="fix-change"),
    path("fixes/<int:pk>/step/<slug:step>/", fixes.fix_step, name="fix-step"),
    path("fixes/<int:pk>/notice/", fixes.notice, name="fix-notice"),
    path("fixes/<int:pk>/proof/<int:attachment>/", fixes.proof, name="fix-proof"),
]
