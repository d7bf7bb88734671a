"""Small questions of services and pages: who was asked, who scored, what stands in the way."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import roles_with
from xuncha.evaluation.models import Card, Follow, Kind, Panel, Run, Scheme, Subject
from xuncha.evaluation.rules.runs import RunFacts
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.rounds.models import Round, Team
from xuncha.rounds.selectors import ROUNDS


def has_next(scheme: Scheme) -> bool:
    """Whether there is a later version."""
    return Scheme.objects.filter(follows=scheme).exists()


def newest_schemes(office: Jurisdiction) -> QuerySet[Scheme]:
    """The latest version of each of the office's schemes."""
    return Scheme.objects.filter(jurisdiction=office, followed_by=None).order_by("pk")


def rounds_for(actor: Actor, scheme: Scheme) -> QuerySet[Round]:
    """The rounds of the scheme's office for which the person may set up an evaluation, the newest first."""
    rounds = ROUNDS.permitted(actor, P.EVALUATION_WRITE).filter(term__jurisdiction=scheme.jurisdiction_id)
    return rounds.order_by("-year", "-number")


def bodies_for(scheme: Scheme, batch: Round) -> QuerySet[Any]:
    """Whom the scheme can evaluate: the round's units or teams, or the offices below."""
    if scheme.kind == Kind.TEAM:
        return Team.objects.filter(round=batch).order_by("number")
    if scheme.kind == Kind.OFFICE:
        return Jurisdiction.objects.filter(parent=scheme.jurisdiction_id).order_by("pk")
    inspected = batch.inspections.order_by().values("organisation")
    return Organisation.objects.filter(pk__in=inspected).order_by("code")


def raters_for(panel: Panel) -> QuerySet[User]:
    """Who of the office's area may vote by account."""
    roles = [str(role) for role in roles_with(P.EVALUATION_VOTE)]
    office = panel.run.round.term.jurisdiction_id
    return User.objects.filter(grants__role__in=roles, grants__scope_id=office).distinct().order_by("name")


def card_of(digest: str) -> Card | None:
    """The right to vote behind the fingerprint of a code."""
    return Card.objects.select_related("panel__run__scheme", "panel__subject").filter(digest=digest).first()


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


def votes_elsewhere(panel: Panel, user: User) -> bool:
    """Whether the person already votes in another group on a body on which this panel votes."""
    others = Card.objects.filter(user=user, panel__run=panel.run_id).exclude(panel=panel)
    same = Q(panel__subject=None) | Q(panel__subject=panel.subject_id)
    return (others.filter(same) if panel.subject_id else others).exists()


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
