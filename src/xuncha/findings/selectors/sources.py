"""What of a notice of immediate rectification is compared with petitions: all that the unit reads of it."""

from xuncha.core.text import N_
from xuncha.findings.models import ImmediateFix
from xuncha.findings.selectors.reaches import FIXES
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.rounds.selectors.checking import checked_in

WANTING = N_("退回补改的意见")


def checked_fix(fix: ImmediateFix) -> Checked:
    """Title, demand, quantities; what the unit answered it knows."""
    counted = "；".join(str(one["what"]) for one in fix.quantities)
    texts = [Text(N_("事项"), fix.title), Text(N_("整改要求"), fix.demand), Text(N_("数量"), counted)]
    return checked_in(fix.inspection, texts, (fix.answer,))


CHECKED[FIXES.kind] = checked_fix
