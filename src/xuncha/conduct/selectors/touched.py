"""What the office's setting on pledges says of the members of its rounds, for whoever asks what another changes."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from xuncha.conduct.selectors.registers import lines_of, pledge_demand
from xuncha.core.parameters import Demand
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.selectors.values import Standing
from xuncha.rounds.selectors.reaches import ROUNDS
from xuncha.rounds.workflow import ROUND


def unpledged(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """The members who lack a pledge, and whether that keeps them from working on a case."""
    demand = pledge_demand(office, on)
    rows = ROUNDS.permitted(actor, P.CONDUCT_READ).filter(term__jurisdiction=office)
    for batch in rows.exclude(state__in=ROUND.finished()).order_by("pk"):
        for line in lines_of(batch):
            if line.missing:
                url = f"{reverse('conduct:round', args=[batch.pk])}#member-{line.membership.pk}"
                yield Standing(N_("没有签承诺的组员"), str(line.membership.person), url, _says(demand, line.missing))


def _says(demand: Demand, missing: list[str]) -> Say:
    if demand is Demand.BLOCK:
        return say("缺{missing}，不能写底稿和办理谈话、调阅、走访、信访", missing=missing)
    if demand is Demand.HINT:
        return say("缺{missing}，只提示", missing=missing)
    return say("不要求签承诺")
