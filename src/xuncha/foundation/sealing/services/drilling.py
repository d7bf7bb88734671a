"""Drills: the whole way of a recovery walked with a key that opens nothing, with the custodians there are."""

from xuncha.core.errors import OutOfReach, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.sealing.models import Panel, Recovery
from xuncha.foundation.sealing.selectors.custody import PANELS, RECOVERIES
from xuncha.foundation.sealing.services.custody import deposit
from xuncha.foundation.sealing.services.recovering import begin, finish, joined
from xuncha.foundation.sealing.suites import SUITES, chosen
from xuncha.foundation.sealing.workflow import RecoveryState
from xuncha.foundation.usecases import Act, use_case


@use_case(P.CUSTODY_WRITE, within=PANELS)
def begin_drill(act: Act, panel: Panel, *, password: str, again_password: str, why: str) -> Recovery:
    """Begin a drill: a key that opens nothing is deposited, and every custodian is asked for their share of it."""
    if panel.until is not None:
        raise RuleViolated(reason("保管人已更换，请在现任保管人下演练。"))
    if Recovery.objects.filter(
        deposit__panel=panel, deposit__person_key__isnull=True, state=RecoveryState.ASKED
    ).exists():
        raise RuleViolated(reason("上一次演练还没有结束。"))
    suite = chosen()
    pair = suite.pair()
    kept = deposit(act, panel, suite.name, pair.public, pair.private, person_key=None)
    return begin(act, kept, password, again_password, why)


@use_case(P.CUSTODY_WRITE, within=RECOVERIES)
def end_drill(act: Act, recovery: Recovery, *, password: str, told: str) -> Recovery:
    """End a drill that succeeded: the shares that were given make the deposited key again."""
    _is_drill(recovery)
    kept = recovery.deposit
    private = joined(recovery, password)
    if SUITES[kept.suite].pair(private).public != bytes(kept.public):
        raise RuleViolated(reason("合成的钥匙与演练钥匙不符，请记为未通过。"))
    return finish(act, recovery, "recover", told=told)


@use_case(P.CUSTODY_WRITE, within=RECOVERIES)
def fail_drill(act: Act, recovery: Recovery, *, reason: str) -> Recovery:
    """End a drill that did not come out, saying why."""
    _is_drill(recovery)
    return finish(act, recovery, "fail", reason=reason, told=reason)


def _is_drill(recovery: Recovery) -> None:
    if not recovery.is_drill:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
