"""Use cases of rounds: each is one thing a person can do."""

from xuncha.rounds.services.inspections import (
    add_inspection,
    add_sector_joint,
    add_town_with_villages,
    change_inspection,
    move_inspection,
    remove_inspection,
)
from xuncha.rounds.services.rounds import adjust_node, change_round, create_round, extend_authority, mark_node
from xuncha.rounds.services.steps import (
    approve_round,
    authorise_round,
    cancel_round,
    close_round,
    enter_round,
    note_filing,
    return_round,
    submit_round,
    withdraw_round,
)
from xuncha.rounds.services.suggestions import adopt_suggestion, decline_suggestion, suggest_inspection
from xuncha.rounds.services.teams import (
    add_team,
    change_member,
    name_member,
    remove_member,
    remove_team,
    rename_team,
    replace_member,
)

__all__ = [
    "add_inspection",
    "add_sector_joint",
    "add_team",
    "add_town_with_villages",
    "adjust_node",
    "adopt_suggestion",
    "approve_round",
    "authorise_round",
    "cancel_round",
    "change_inspection",
    "change_member",
    "change_round",
    "close_round",
    "create_round",
    "decline_suggestion",
    "enter_round",
    "extend_authority",
    "mark_node",
    "move_inspection",
    "name_member",
    "note_filing",
    "remove_inspection",
    "remove_member",
    "remove_team",
    "rename_team",
    "replace_member",
    "return_round",
    "submit_round",
    "suggest_inspection",
    "withdraw_round",
]
