"""What people may read of evaluations. Votes leave `selectors.sheets` as sums of whole groups alone."""

from xuncha.evaluation.selectors.lists import (
    asked_of,
    follow_own,
    given_out,
    panel_for,
    run_facts,
    scored_by,
    votes_elsewhere,
)
from xuncha.evaluation.selectors.reaches import (
    APPRAISALS,
    CARDS,
    FOLLOWS,
    MARKS,
    OBJECTIONS,
    PANELS,
    RUNS,
    SCHEMES,
    SUBJECTS,
    TALLIES,
)
from xuncha.evaluation.selectors.served import appraisals_of_led
from xuncha.evaluation.selectors.sheets import given_of, inputs_of, results_for, sheet_of

__all__ = [
    "APPRAISALS",
    "CARDS",
    "FOLLOWS",
    "MARKS",
    "OBJECTIONS",
    "PANELS",
    "RUNS",
    "SCHEMES",
    "SUBJECTS",
    "TALLIES",
    "appraisals_of_led",
    "asked_of",
    "follow_own",
    "given_of",
    "given_out",
    "inputs_of",
    "panel_for",
    "results_for",
    "run_facts",
    "scored_by",
    "sheet_of",
    "votes_elsewhere",
]
