"""What a person should have a second look at: findings that read alike, and earlier findings of the same kind."""

from django.db.models import QuerySet
from django.utils.timezone import localdate

from xuncha.findings.models import Finding
from xuncha.findings.rules.findings import NO_LONGER_EDITED
from xuncha.findings.rules.similar import Hint, hints
from xuncha.findings.selectors.reaches import FINDINGS
from xuncha.foundation.accounts.actors import Actor

MOST = 5  # hints shown; more would not be read
COMPARED = 2_000  # titles of one inspection that are compared at most


def look_alikes(finding: Finding) -> list[Hint]:
    """Other live findings of the same inspection whose titles share most character pairs; one query."""
    others = Finding.objects.filter(inspection=finding.inspection_id).exclude(pk=finding.pk)
    rows = others.exclude(state__in=NO_LONGER_EDITED).values_list("pk", "number", "title")[:COMPARED]
    return hints(finding.title, ((pk, f"{number} {title}", title) for pk, number, title in rows))[:MOST]


def earlier_findings(actor: Actor, finding: Finding) -> QuerySet[Finding]:
    """Live findings of earlier inspections of the same organisation that this person may read."""
    entered = finding.inspection.entry_on or localdate(finding.created_at)
    rows = FINDINGS.visible_to(actor).filter(inspection__organisation=finding.inspection.organisation_id)
    rows = rows.exclude(inspection=finding.inspection_id).exclude(state__in=NO_LONGER_EDITED)
    return rows.filter(inspection__entry_on__lt=entered).select_related("inspection__round")


def repeat_candidates(actor: Actor, finding: Finding) -> list[Finding]:
    """Earlier findings that this one may repeat: same category first, each once; two queries."""
    mine = list(finding.classifications.values_list("category_id", flat=True))
    rows = earlier_findings(actor, finding)
    same = list(rows.filter(classifications__category__in=mine).distinct()[:MOST]) if mine else []
    rest = rows.exclude(pk__in=[row.pk for row in same])[: MOST * 4]
    return same + sorted(rest, key=lambda row: row.inspection.round_id, reverse=True)
