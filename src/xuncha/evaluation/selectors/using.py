"""Confirmed proposals as suggestions where they are carried out: letters, uses of results, looks back. (domain §5.4)"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from xuncha.accountability.selectors import suggesting as using
from xuncha.core.text import Say, say
from xuncha.evaluation.models import Follow
from xuncha.evaluation.rules.following import BY_LETTER, BY_USE, LOOK_BACK, key_of
from xuncha.evaluation.workflow import FollowState
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.lookback.selectors import suggesting as looking_back
from xuncha.rectification.models import Plan
from xuncha.rectification.workflow import IN_PLACE_STATES
from xuncha.supervision.selectors import suggesting as supervising


def _confirmed(jurisdiction: Jurisdiction, what: Collection[str]) -> list[Follow]:
    """What people confirmed of units; one query."""
    rows = Follow.objects.filter(
        state=FollowState.CONFIRMED,
        what__in=what,
        subject__organisation__isnull=False,
        subject__run__round__term__jurisdiction=jurisdiction,
    )
    read = rows.select_related("subject__run", "subject__organisation").defer("subject__inputs")
    return list(read.order_by("pk"))


def plan_of(follow: Follow) -> Plan | None:
    """The rectification that was evaluated."""
    return _plans([follow]).get(follow.pk)


def _plans(follows: Collection[Follow]) -> Mapping[int, Plan]:
    """The rectification of each, where it is known here; one query."""
    units = {follow.subject.organisation_id for follow in follows}
    rounds = {follow.subject.run.round_id for follow in follows}
    rows = Plan.objects.filter(inspection__organisation__in=units, inspection__round__in=rounds)
    plans: dict[tuple[int | None, int], Plan] = {
        (plan.inspection.organisation_id, plan.inspection.round_id): plan
        for plan in rows.select_related("inspection__organisation", "inspection__round")
    }
    found = {one.pk: plans.get((one.subject.organisation_id, one.subject.run.round_id)) for one in follows}
    return {pk: plan for pk, plan in found.items() if plan is not None}


def why_of(follow: Follow) -> Say:
    """What it is suggested for."""
    return say("整改评估结果为{grade}，决定{what}", grade=follow.subject.grade_label, what=say(follow.label))


def uses(jurisdiction: Jurisdiction, _today: date) -> Iterable[using.Suggestion]:
    """A talk, a commendation, a word to the yearly assessment; two queries."""
    follows = _confirmed(jurisdiction, BY_USE)
    plans = _plans(follows)
    for follow in follows:
        if follow.pk in plans:
            yield using.Suggestion(key_of(follow.pk), BY_USE[follow.what], plans[follow.pk], why_of(follow))


def letters(jurisdiction: Jurisdiction, _today: date) -> Iterable[supervising.Suggestion]:
    """A letter about what is not in place, or one that demands to begin anew; three queries."""
    follows = _confirmed(jurisdiction, BY_LETTER)
    plans = _plans(follows)
    open_items = {plan.pk: 0 for plan in plans.values()}
    rows = Plan.objects.filter(pk__in=open_items).order_by().values_list("pk", "items__state")
    for pk, state in rows:
        open_items[pk] += state is not None and state not in IN_PLACE_STATES
    for follow in follows:
        if follow.pk in plans:
            plan = plans[follow.pk]
            unit = plan.inspection.organisation
            hint, key, label = BY_LETTER[follow.what], key_of(follow.pk), f"{unit} {plan.inspection.round}"
            yield supervising.Suggestion(hint, key, label, open_items[plan.pk], why_of(follow), unit, plan)


def looks_back(jurisdiction: Jurisdiction) -> Iterable[looking_back.Suggestion]:
    """A unit to be looked back at; one query."""
    for follow in _confirmed(jurisdiction, [LOOK_BACK]):
        if follow.subject.organisation is not None:
            yield looking_back.Suggestion(key_of(follow.pk), follow.subject.organisation, why_of(follow))


def hand_down() -> None:
    """Have the earlier stages ask for them."""
    using.SUGGESTERS.append(uses)
    supervising.SUGGESTERS.append(letters)
    looking_back.SUGGESTERS.append(looks_back)
