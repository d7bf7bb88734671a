"""What an office has laid down for its rounds: time nodes and the text a scheme starts from."""

from datetime import date

from xuncha.core.parameters import Demand
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.rounds.rules import SCHEME, NodeTemplate, demand_of, node_templates


def time_node_templates(jurisdiction: Jurisdiction, day: date) -> tuple[NodeTemplate, ...]:
    """The time nodes a round of this office gets (parameter `round.time_nodes`)."""
    return node_templates(_value("round.time_nodes", jurisdiction, day))


def scheme_template(jurisdiction: Jurisdiction, day: date) -> str:
    """The text with which the form for a new round begins (parameter `round.scheme`)."""
    value = _value("round.scheme", jurisdiction, day)
    return value if isinstance(value, str) else SCHEME


AUDITOR = "round.auditor"


def auditor_demand(jurisdiction: Jurisdiction, day: date) -> Demand:
    """Whether every team of this office needs an auditor (parameter `round.auditor`)."""
    return demand_of(_value(AUDITOR, jurisdiction, day))


def _value(code: str, jurisdiction: Jurisdiction, day: date) -> object:
    row = parameter_on(code, day, jurisdiction)
    return row.value if row else None
