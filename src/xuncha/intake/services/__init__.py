"""Use cases of petitions. One function, one thing a person can do."""

from xuncha.intake.services.handling import (
    accept_petition,
    answer_petitioner,
    class_petition,
    conclude_petition,
    decline_petition,
    join_petition,
    note_cleared,
    note_informed,
    pass_up_petition,
    propose_conclusion,
    return_petition,
    reveal_petitioner,
    take_original,
)
from xuncha.intake.services.mailboxes import open_mailbox, take_key_from
from xuncha.intake.services.openings import (
    ask_to_read,
    end_opening,
    end_openings_everywhere,
    open_for,
    read_opened,
    refuse_to_open,
    see_opening,
)
from xuncha.intake.services.registering import register_petition, take_in
from xuncha.intake.services.routing import note_receipt, note_reply, route_petition

__all__ = [
    "accept_petition",
    "answer_petitioner",
    "ask_to_read",
    "class_petition",
    "conclude_petition",
    "decline_petition",
    "end_opening",
    "end_openings_everywhere",
    "join_petition",
    "note_cleared",
    "note_informed",
    "note_receipt",
    "note_reply",
    "open_for",
    "open_mailbox",
    "pass_up_petition",
    "propose_conclusion",
    "read_opened",
    "refuse_to_open",
    "register_petition",
    "return_petition",
    "reveal_petitioner",
    "route_petition",
    "see_opening",
    "take_in",
    "take_key_from",
    "take_original",
]
