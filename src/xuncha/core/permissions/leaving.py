"""
What may leave the product as a file, by whom, and when a reason is asked: the only place where that is written. (E06)

Reading is one right, taking away another, each with a reach of its own: a table holds the rows that both reach. What an
exported file holds follows from what its page asks of its reader.
"""

from enum import StrEnum

from xuncha.core.permissions.names import Permission
from xuncha.core.permissions.roles import is_sealed


class Leaving(StrEnum):
    """What leaves: the form of one record, or a table of many."""

    FORM = "form"
    LEDGER = "ledger"


REASONED = frozenset(
    {"petition", "clue", "handed", "special", "talk", "talk_record", "paper", "declaration", "dossier", "approach"}
)
"""Areas whose tables leave for a stated purpose only: people who spoke up, people who are spoken of."""

_NEEDED = {
    (Leaving.FORM, False): Permission.FORM_EXPORT,
    (Leaving.LEDGER, False): Permission.LEDGER_EXPORT,
    (Leaving.FORM, True): Permission.SEALED_FORM_EXPORT,
    (Leaving.LEDGER, True): Permission.SEALED_LEDGER_EXPORT,
}


def needed_to_take(what: Leaving, asked: Permission) -> Permission:
    """The right to take away what a page shows that asks for this permission."""
    return _NEEDED[what, is_sealed(asked)]


def is_reasoned(what: Leaving, asked: Permission) -> bool:
    """Whether a purpose has to be stated first."""
    return what is Leaving.LEDGER and asked.split(":")[0] in REASONED
