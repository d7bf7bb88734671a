"""What an auditor does with the journal leaves its own record there."""

from xuncha.core.chain import Verdict
from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.journal.selectors import head
from xuncha.foundation.usecases import Act, installation_use_case


@installation_use_case(P.JOURNAL_READ)
def note_verification(act: Act, *, verdict: Verdict) -> JournalRecord:
    """
    Keep that the chain was verified, with its length and last hash: an anchor for every later verification.

    The walk itself is done before, outside any transaction, so that nobody waits for it.
    """
    detail = {"count": verdict.count, "head": verdict.head, "broken_at": verdict.broken_at, "fault": verdict.fault}
    return _noted(act, "journal.verified", **detail)


@installation_use_case(P.JOURNAL_READ)
def note_export(act: Act, *, question: dict[str, str]) -> JournalRecord:
    """Keep that somebody took an export, and of what."""
    return _noted(act, "journal.exported", question=question)


def _noted(act: Act, event: str, **detail: object) -> JournalRecord:
    newest = head()
    if newest is None:
        raise RuleViolated(reason("还没有任何操作记录。"))
    act.record(event, newest, changes=None, **detail)
    return newest
