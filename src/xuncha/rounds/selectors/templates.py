"""What an office has laid down for its rounds: time nodes and the text a scheme starts from."""

from datetime import date

from django.db.models import F, Q

from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import Parameter
from xuncha.rounds.rules import SCHEME, NodeTemplate, node_templates


def _in_force(code: str, jurisdiction: Jurisdiction, day: date) -> object:
    """The office's own value before the common one; None when neither is in force."""
    rows = Parameter.objects.filter(
        Q(jurisdiction=jurisdiction) | Q(jurisdiction__isnull=True),
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        code=code,
        valid_from__lte=day,
    ).order_by(F("jurisdiction_id").desc(nulls_last=True), "-valid_from")
    return rows.values_list("value", flat=True).first()


def time_node_templates(jurisdiction: Jurisdiction, day: date) -> tuple[NodeTemplate, ...]:
    """The time nodes a round of this office gets (parameter `round.time_nodes`)."""
    return node_templates(_in_force("round.time_nodes", jurisdiction, day))


def scheme_template(jurisdiction: Jurisdiction, day: date) -> str:
    """The text with which the form for a new round begins (parameter `round.scheme`)."""
    value = _in_force("round.scheme", jurisdiction, day)
    return value if isinstance(value, str) else SCHEME
