"""What the office's switches and thresholds make of its rectifications, for whoever asks what others would change."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from xuncha.core.permissions import Permission as P
from xuncha.core.signals import SIGNALS
from xuncha.core.text import N_, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations.selectors.values import Standing
from xuncha.hints.selectors.changes import thresholds_on
from xuncha.hints.selectors.crossing import items_of
from xuncha.hints.selectors.reaches import HINTS
from xuncha.hints.selectors.scanning import known_hints, look_through
from xuncha.hints.workflow import HintState
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors.reaches import PLANS

MOST = 5_000
"""Items of an office up to which everything is looked through while somebody waits for the page."""
OPEN = (HintState.OPEN, HintState.LAPSED)


def switches(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """Every signal with its threshold, and how many hints of it wait today."""
    waiting = Counter(
        HINTS.visible_to(actor)
        .filter(plan__inspection__round__term__jurisdiction=office, state=HintState.OPEN)
        .values_list("signal", flat=True)
    )
    thresholds = thresholds_on(on, office)
    for code, kind in SIGNALS.items():
        threshold, n = thresholds.get(code, 0), waiting[code]
        says = say("门槛 {threshold}，待核实 {n} 条", threshold=threshold, n=n) if threshold else say("不提示")
        yield Standing(N_("提示的种类和门槛"), str(say(kind.label)), f"{reverse('hints:hints')}?signal={code}", says)


def hinted(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """The hints that would be open after everything was looked through on a day; none told where that takes minutes."""
    may = JURISDICTIONS.permitted(actor, P.HINT_READ).filter(pk=office.pk).exists()
    if not may or items_of(office).count() > MOST:
        return
    looked = look_through(office, on, lambda _done, _all: None, whole=True)
    decided = {(one.key, one.digest) for one in known_hints(looked, office) if one.state not in OPEN}
    plans = {plan.pk: plan for plan in _plans(actor, office)}
    numbers = dict(Item.objects.filter(plan__in=plans).values_list("pk", "number"))
    for one in looked.found:
        if one.plan in plans and (one.key, one.digest) not in decided:
            label = f"{plans[one.plan].inspection.organisation} {numbers.get(one.item or 0, '')}".strip()
            url = f"{page_of(plans[one.plan])}#{one.signal}-{one.item or ''}"
            yield Standing(N_("下一次核查后待核实的提示"), label, url, one.text)


def _plans(actor: Actor, office: Jurisdiction) -> Iterator[Plan]:
    rows = PLANS.visible_to(actor).filter(inspection__round__term__jurisdiction=office)
    yield from rows.select_related("inspection__organisation")
