"""What departments are sent is compared with the petitions about the units it speaks of."""

from xuncha.cooperation.models import Conference, JointCheck
from xuncha.cooperation.selectors.reaches import CHECKS, CONFERENCES
from xuncha.core.text import N_
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.rounds.models import Round
from xuncha.rounds.selectors import ROUNDS
from xuncha.rounds.selectors.checking import checked_about, checked_in

TASK, MINUTES, DECIDED, WANTING = N_("任务"), N_("会议情况"), N_("决定事项"), N_("退回意见")


def _conference(conference: Conference) -> Checked:
    texts = [Text(N_("标题"), conference.title), Text(N_("议题"), conference.agenda)]
    if conference.inspection is not None:
        return checked_in(conference.inspection, texts)
    return Checked(texts, None, None, None)


def _check(check: JointCheck) -> Checked:
    return checked_in(check.inspection, [Text(TASK, check.task)], (check.text,))


def _round(batch: Round) -> Checked:
    return checked_about(batch.inspections.all(), [])


CHECKED |= {CONFERENCES.kind: _conference, CHECKS.kind: _check, ROUNDS.kind: _round}
