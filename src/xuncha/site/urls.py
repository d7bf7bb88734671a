"""Every address of the product, by shell: desk (staff), unit portal, and what needs no sign-in."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from xuncha.site import views

Table = list[URLPattern | URLResolver]

OPEN_AND_DESK: Table = [
    path("healthz", views.healthz, name="healthz"),
    path("", views.front, name="front"),
    path("tip/", include("xuncha.intake.urls.public")),
    path("ask/", include("xuncha.survey.urls.public")),
    path("vote/", include("xuncha.evaluation.urls.public")),
    path("heard/", include("xuncha.disclosure.urls.public")),
    path("accounts/", include("xuncha.foundation.accounts.urls")),
    path("desk/rounds/", include("xuncha.rounds.urls")),
    path("desk/insight/", include("xuncha.insight.urls")),
    path("desk/", include("xuncha.foundation.inbox.urls")),
    path("desk/documents/", include("xuncha.foundation.documents.urls")),
    path("desk/regulations/", include("xuncha.foundation.regulations.urls")),
    path("desk/orgs/", include("xuncha.foundation.orgs.urls")),
    path("desk/planning/", include("xuncha.planning.urls")),
    path("desk/preparation/", include("xuncha.preparation.urls")),
    path("desk/fieldwork/", include("xuncha.fieldwork.urls")),
    path("desk/", include("xuncha.foundation.imports.urls")),
    path("desk/", include("xuncha.foundation.jobs.urls")),
    path("desk/exports/", include("xuncha.foundation.exports.urls")),
    path("desk/talent/", include("xuncha.talent.urls")),
    path("desk/key/", include("xuncha.foundation.sealing.urls")),
    path("desk/custody/", include("xuncha.foundation.sealing.urls.custody")),
    path("desk/sources/", include("xuncha.foundation.leaks.urls")),
    path("desk/dossier/", include("xuncha.dossier.urls")),
    path("desk/", include("xuncha.foundation.journal.urls")),
    path("desk/intake/", include("xuncha.intake.urls")),
    path("desk/gathering/", include("xuncha.gathering.urls")),
    path("desk/survey/", include("xuncha.survey.urls")),
    path("desk/conduct/", include("xuncha.conduct.urls")),
    path("desk/findings/", include("xuncha.findings.urls")),
    path("desk/clues/", include("xuncha.clues.urls")),
    path("desk/special/", include("xuncha.special.urls")),
    path("desk/feedback/", include("xuncha.feedback.urls")),
    path("desk/rectification/", include("xuncha.rectification.urls")),
    path("desk/lookback/", include("xuncha.lookback.urls")),
    path("desk/supervision/", include("xuncha.supervision.urls")),
    path("desk/accountability/", include("xuncha.accountability.urls")),
    path("desk/cooperation/", include("xuncha.cooperation.urls")),
    path("desk/hints/", include("xuncha.hints.urls")),
    path("desk/disclosure/", include("xuncha.disclosure.urls")),
    path("desk/evaluation/", include("xuncha.evaluation.urls")),
    path("desk/appraisals/", include("xuncha.evaluation.urls.appraisals")),
]
PORTAL: Table = [
    path("unit/", include("xuncha.rectification.urls.portal")),
    path("unit/inquiries/", include("xuncha.hints.urls.portal")),
    path("unit/fieldwork/", include("xuncha.fieldwork.urls.portal")),
    path("unit/gathering/", include("xuncha.gathering.urls.portal")),
    path("unit/findings/", include("xuncha.findings.urls.portal")),
    path("unit/evaluation/", include("xuncha.evaluation.urls.portal")),
    path("unit/feedback/", include("xuncha.feedback.urls.portal")),
    path("unit/lookback/", include("xuncha.lookback.urls.portal")),
    path("unit/supervision/", include("xuncha.supervision.urls.portal")),
    path("unit/disclosure/", include("xuncha.disclosure.urls.portal")),
    path("unit/accountability/", include("xuncha.accountability.urls.portal")),
]


def table(*, portal: bool) -> Table:
    """The addresses of an installation; the inspected units' may be left out (XUNCHA_PORTAL)."""
    return [*OPEN_AND_DESK, *PORTAL] if portal else OPEN_AND_DESK


urlpatterns = table(portal=settings.XUNCHA_PORTAL or settings.XUNCHA_ON_PAPER)
