"""Who beyond those who held a talk may read its record: named by the leader, for a time, for a reason. (B01)"""

from datetime import date

from django.utils import timezone

from xuncha.core.errors import InvalidTransition, Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act, use_case
from xuncha.gathering.models import Reading, TalkRecord
from xuncha.gathering.rules.talks import reasons_against_reading
from xuncha.gathering.selectors import TALK_RECORDS, possible_readers, readings_in_force


@use_case(P.TALK_RECORD_SHARE, within=TALK_RECORDS)
def let_read(act: Act, record: TalkRecord, *, reader: User, valid_from: date, valid_to: date, reason: str) -> Reading:
    """Let somebody read the record from a day to a day; a member of the team or of the office, none recused."""
    today = timezone.localdate(act.now)
    named = readings_in_force(record, today).filter(reader=reader).exists()
    may = named or reader in possible_readers(record, act.now)
    found = reasons_against_reading(valid_from=valid_from, valid_to=valid_to, today=today, may=may, named=named)
    if not reason.strip():
        found.append(Reason(say("请写为什么要查阅。"), "reason"))
    RuleViolated.unless_empty(found)
    reading = Reading(record=record, reader=reader, valid_from=valid_from, valid_to=valid_to, reason=reason.strip())
    act.create(reading, "reading.given", reader=reader.username, until=valid_to.isoformat())
    act.record("reading.given", record, reader=str(reader), reason=reason.strip())
    return reading


@use_case(P.TALK_RECORD_SHARE, within=TALK_RECORDS)
def end_reading(act: Act, record: TalkRecord, *, reading: int) -> TalkRecord:
    """End somebody's reading before its day."""
    found = record.readings.filter(pk=reading, ended_at__isnull=True).first()
    if found is None:
        raise InvalidTransition(say("这个人的查阅已经收回。"))
    act.change(found, "reading.ended", ended_by=act.actor.user, ended_at=act.now)
    act.record("reading.ended", record, reader=str(found.reader))
    return record
