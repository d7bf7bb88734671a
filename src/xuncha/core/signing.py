"""What a unit without an account signed on paper and the office enters: who, on which day, with the scan."""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, not_yet
from xuncha.core.text import N_, say

SIGNER_LENGTH, SCANS_MOST = 40, 10


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What came on paper: its day, how many scans, and the day before which it cannot be."""

    on: date
    scans: int
    after: date
    today: date


def reasons_against_signing(signatory: str, facts: PaperFacts, before: str) -> list[Reason]:
    """Somebody signed, between the day of sending and today, and the scan shows it."""
    reasons = against(signatory, SIGNER_LENGTH, N_("签收人"), "signatory")
    return reasons + reasons_against_day(facts, N_("签收日期"), before) + reasons_against_scans(facts.scans)


def reasons_against_day(facts: PaperFacts, what: str, before: str) -> list[Reason]:
    """The day on the paper lies between what came before it and today."""
    reasons = not_yet(facts.on, facts.today, what, "on")
    if facts.on < facts.after:
        day = facts.after.isoformat()
        reasons.append(reason("{what}早于{before} {day}。", field="on", what=say(what), before=say(before), day=day))
    return reasons


def reasons_against_scans(scans: int) -> list[Reason]:
    """There is a scan, and not too many of them."""
    if not scans:
        return [reason("请上传纸质件的扫描件。", field="scans")]
    if scans > SCANS_MOST:
        return [reason("附件不超过 {n} 个，现有 {now} 个。", field="scans", n=SCANS_MOST, now=scans)]
    return []
