"""Use cases of petitions. One function, one thing a person can do."""

from xuncha.intake.services.handling import (
    accept_petition,
    answer_petitioner,
    answered_petition,
    class_petition,
    conclude_petition,
    decline_petition,
    join_petition,
    pass_up_petition,
    propose_conclusion,
    return_petition,
    reveal_petitioner,
    route_petition,
)
from xuncha.intake.services.mailboxes import open_mailbox
from xuncha.intake.services.registering import register_petition, take_in

__all__ = [
    "accept_petition",
    "answer_petitioner",
    "answered_petition",
    "class_petition",
    "conclude_petition",
    "decline_petition",
    "join_petition",
    "open_mailbox",
    "pass_up_petition",
    "propose_conclusion",
    "register_petition",
    "return_petition",
    "reveal_petitioner",
    "route_petition",
    "take_in",
]
