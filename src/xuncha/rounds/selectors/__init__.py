"""What people may read of rounds and inspections, and the facts the rules are asked with."""

from xuncha.rounds.selectors.coverage import Coverage, Standing, TargetLine, coverage_of
from xuncha.rounds.selectors.facts import (
    adding_facts,
    hints_about,
    inspected_before,
    naming_facts,
    round_facts,
    units_of,
)
from xuncha.rounds.selectors.panels import INSPECTION_PANELS, Band, Panel, panels_for, register_panel
from xuncha.rounds.selectors.reaches import INSPECTIONS, ROUNDS, TEAMS
from xuncha.rounds.selectors.templates import scheme_template, time_node_templates
from xuncha.rounds.selectors.ties import TiesByUnit, clashes_with, ties_to

__all__ = [
    "INSPECTIONS",
    "INSPECTION_PANELS",
    "ROUNDS",
    "TEAMS",
    "Band",
    "Coverage",
    "Panel",
    "Standing",
    "TargetLine",
    "TiesByUnit",
    "adding_facts",
    "clashes_with",
    "coverage_of",
    "hints_about",
    "inspected_before",
    "naming_facts",
    "panels_for",
    "register_panel",
    "round_facts",
    "scheme_template",
    "ties_to",
    "time_node_templates",
    "units_of",
]
