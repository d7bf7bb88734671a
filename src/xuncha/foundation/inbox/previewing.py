"""To-dos whose due dates count from an event, for whoever asks what another rule would make of them."""

from collections.abc import Iterator

from django.utils.timezone import localdate

from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.sources import SOURCES
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import page_of, with_related
from xuncha.foundation.regulations.selectors.preview import Dated


def dated_to_dos(actor: Actor, office: Jurisdiction, triggers: frozenset[str]) -> Iterator[Dated]:
    """Records of an office that wait in a state that began with one of these events; a query for each such state."""
    for source in SOURCES:
        for state, trigger in source.counts.items():
            if trigger in triggers:
                rows = source.reach.visible_to(actor).filter(**{"state": state, source.office: office.pk})
                ask = source.workflow.states[state].ask
                for record in with_related(rows, source.related).order_by("state_since", "pk"):
                    label = " ".join(filter(None, (source.number(record), source.title(record))))
                    yield Dated(ask, label, page_of(record), trigger, localdate(record.state_since))
