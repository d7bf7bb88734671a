"""When an immediate rectification falls due by the office's rule."""

from datetime import date

from xuncha.core.deadlines import Due
from xuncha.findings.models import ImmediateFix
from xuncha.findings.workflow import FIX
from xuncha.foundation.regulations.selectors import due_for


def due_by_rule(fix: ImmediateFix, issued_on: date) -> Due | None:
    """The due date with its explanation, counted from the day of issue; None where no rule is in force."""
    return due_for(FIX.steps["issue"].starts, issued_on, fix.inspection.round.term.jurisdiction)
