"""Use cases of clues. One function, one thing a person can do."""

from xuncha.clues.services.deciding_again import hold_clue, let_go_on, redirect_clue, withdraw_clue
from xuncha.clues.services.handing import pack
from xuncha.clues.services.handling import (
    accept,
    conclude,
    conclude_again,
    decline,
    dispose,
    receive,
    report,
)
from xuncha.clues.services.judging import (
    allow_downgrade,
    approve_clue,
    close_clue,
    decide_clue,
    file_clue,
    judge_clue,
    keep_clue,
    propose_downgrade,
    return_clue,
    send_back_clue,
)
from xuncha.clues.services.registers import admit_keeper, open_receiving, open_register, remove_keeper

__all__ = [
    "accept",
    "admit_keeper",
    "allow_downgrade",
    "approve_clue",
    "close_clue",
    "conclude",
    "conclude_again",
    "decide_clue",
    "decline",
    "dispose",
    "file_clue",
    "hold_clue",
    "judge_clue",
    "keep_clue",
    "let_go_on",
    "open_receiving",
    "open_register",
    "pack",
    "propose_downgrade",
    "receive",
    "redirect_clue",
    "remove_keeper",
    "report",
    "return_clue",
    "send_back_clue",
    "withdraw_clue",
]
