"""When a unit owes a regular ledger, and what keeps it from being handed in. (domain §2 step 8, §5.1)"""

from collections.abc import Sequence
from datetime import date, timedelta

from xuncha.core.errors import Reason, reason
from xuncha.core.given import too_long
from xuncha.core.periods import Period, last_ended
from xuncha.core.text import N_

NOTE_LENGTH = 1000
ONE_DAY = timedelta(days=1)


def period_owed(begun: date, last: date | None, period: Period, today: date) -> tuple[date, date] | None:
    """
    The days that the next ledger is about, None while no further period is over.

    It follows the last one (`last` is its last day) without a gap, the first one `begun`; several periods that ended
    unnoticed, or before the plan was under way, are one.
    """
    since = begun if last is None else last + ONE_DAY
    until = last_ended(period, today)
    return (since, until) if since <= until else None


def reasons_not_to_hand_in(note: str, earlier: Sequence[str]) -> list[Reason]:
    """`earlier`: the periods before it that are still to be handed in: what comes late belongs to the next one."""
    reasons = [reason("请先报送前面的台账：{periods}。", periods=list(earlier))] if earlier else []
    return reasons + too_long(note, NOTE_LENGTH, N_("补充说明"), "note")
