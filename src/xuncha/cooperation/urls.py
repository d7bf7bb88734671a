"""Addresses of agreements, conferences and checks, for the office and for departments in their portal alike."""

from django.urls import path

from xuncha.cooperation.views import agreements, checks, conferences

app_name = "cooperation"
urlpatterns = [
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/<int:pk>/", agreements.new, name="agreement-new"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/edit/", agreements.edit, name="agreement-edit"),
    path("agreements/<int:pk>/partners/", agreements.partners, name="agreement-partners"),
    path("agreements/<int:pk>/partners/<int:partner>/remove/", agreements.remove, name="agreement-partner-remove"),
    path("agreements/<int:pk>/renew/", agreements.renew, name="agreement-renew"),
    path("agreements/<int:pk>/step/<slug:step>/", agreements.step, name="agreement-step"),
    path("agreements/<int:pk>/document/", agreements.document, name="agreement-document"),
    path("conferences/", conferences.conferences, name="conferences"),
    path("conferences/new/<int:pk>/", conferences.new, name="conference-new"),
    path("conferences/<int:pk>/", conferences.conference, name="conference"),
    path("conferences/<int:pk>/edit/", conferences.edit, name="conference-edit"),
    path("conferences/<int:pk>/view/", conferences.give_view, name="conference-view"),
    path("conferences/<int:pk>/minutes/", conferences.hold, name="conference-minutes"),
    path("conferences/<int:pk>/decide/", conferences.decide, name="conference-decide"),
    path("conferences/<int:pk>/step/<slug:step>/", conferences.step, name="conference-step"),
    path("conferences/<int:pk>/document/", conferences.document, name="conference-document"),
    path("decisions/<int:pk>/", conferences.decision, name="decision"),
    path("decisions/<int:pk>/finish/", conferences.finish, name="decision-finish"),
    path("checks/", checks.checks, name="checks"),
    path("checks/new/<int:pk>/", checks.new, name="check-new"),
    path("checks/<int:pk>/", checks.check, name="check"),
    path("checks/<int:pk>/file/<int:attachment>/", checks.file, name="check-file"),
    path("checks/<int:pk>/report/", checks.report, name="check-report"),
    path("checks/<int:pk>/step/<slug:step>/", checks.step, name="check-step"),
]
