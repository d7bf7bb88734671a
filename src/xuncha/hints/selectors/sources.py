"""What a unit is asked is compared with petitions; the problem it is about, and what it answered, it knows."""

from xuncha.core.text import N_
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.hints.models import Hint, Inquiry
from xuncha.hints.selectors.reaches import HINTS, INQUIRIES
from xuncha.rounds.selectors.checking import checked_in

QUESTION = N_("询问内容")


def _known(about: Hint | Inquiry) -> tuple[str, ...]:
    return (about.item.title, about.item.text, about.item.statement) if about.item else ()


def _hint(hint: Hint) -> Checked:
    return checked_in(hint.plan.inspection, [], _known(hint))


def _inquiry(inquiry: Inquiry) -> Checked:
    return checked_in(inquiry.plan.inspection, [], (*_known(inquiry), inquiry.answer))


CHECKED |= {HINTS.kind: _hint, INQUIRIES.kind: _inquiry}
