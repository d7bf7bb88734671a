"""Small questions of services and pages: who was asked, who scored, what stands in the way."""

from datetime import date

from django.db.models import Q

from xuncha.evaluation.models import Follow, Panel, Run, Subject
from xuncha.evaluation.rules.runs import RunFacts


def asked_of(subject: Subject) -> dict[str, int]:
    """How many of each group were asked about this body."""
    rows = Panel.objects.filter(Q(subject=subject) | Q(subject=None), run=subject.run_id)
    return dict(rows.order_by().values_list("group", "asked"))


def panel_for(subject: Subject, group: str) -> Panel | None:
    """The panel of this group that votes on this body."""
    return Panel.objects.filter(Q(subject=subject) | Q(subject=None), run=subject.run_id, group=group).first()


def given_out(panel: Panel) -> int:
    """How many of the panel hold a code or vote by account."""
    return panel.cards.count()


def run_facts(run: Run, today: date) -> RunFacts:
    """How an evaluation stands before it is opened or closed; three queries."""
    subjects = list(run.subjects.all())
    panels = set()
    for panel in run.panels.all():
        panels |= {(panel.group, one.name) for one in subjects if panel.subject_id in {None, one.pk}}
    tallies = [one for subject in run.subjects.prefetch_related("tallies") for one in subject.tallies.all()]
    return RunFacts(
        scheme=run.scheme.scored,
        subjects=len(subjects),
        panels=panels,
        names=[one.name for one in subjects],
        opens_on=run.opens_on,
        closes_on=run.closes_on,
        today=today,
        unsettled=[str(one) for one in tallies if not one.agreed],
    )


def scored_by(subject: Subject, user: int) -> bool:
    """Whether the person gave points to this body, handed its sheet in or checked it."""
    took_part = user in {subject.handed_by_id, subject.checked_by_id}
    return took_part or subject.marks.filter(created_by=user).exists()


def follow_own(follow: Follow, user: int) -> bool:
    """Whether the person settled the grade from which it follows."""
    return follow.created_by_id == user
