"""What the office's dated settings say of rounds that are being prepared, for whoever asks what others would change."""

from collections.abc import Iterator
from datetime import date

from xuncha.core.parameters import Demand
from xuncha.core.text import N_, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations.selectors.values import Standing
from xuncha.rounds.selectors.facts import round_facts
from xuncha.rounds.selectors.reaches import ROUNDS
from xuncha.rounds.workflow import RoundState


def prepared(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """Whether a round that is still to be handed in wants an auditor in a team, and whether that holds it back."""
    rows = ROUNDS.visible_to(actor).filter(term__jurisdiction=office, state=RoundState.DRAFT)
    for batch in rows.select_related("term__jurisdiction").order_by("pk"):
        facts = round_facts(batch, on)
        teams = [name for _pk, name in facts.without_auditor]
        if facts.auditors is Demand.OFF:
            says = say("不要求审计人员")
        elif not teams:
            says = say("每组都有审计人员")
        elif facts.auditors is Demand.BLOCK:
            says = say("{teams}没有审计人员，不能提交", teams=teams)
        else:
            says = say("{teams}没有审计人员，只提示", teams=teams)
        yield Standing(N_("正在组建的轮次"), str(batch), page_of(batch), says)
