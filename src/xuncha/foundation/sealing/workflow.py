"""How the recovery of a key, and each custodian's part in it, move. (feature E05)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class RecoveryState(StrEnum):
    ASKED = "asked"
    RECOVERED = "recovered"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


R = RecoveryState
RECOVERY = Workflow(
    "recovery",
    N_("口令恢复"),
    R.ASKED,
    {
        R.ASKED: State(N_("等待保管人"), "half"),
        R.RECOVERED: State(N_("已恢复"), "done", final=True),
        R.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
        R.FAILED: State(N_("未能恢复"), "stop", final=True),
    },
    {
        "recover": Step(
            N_("完成恢复"), frozenset({R.ASKED}), R.RECOVERED, P.CUSTODY_READ, "recovery.done", Relation.OWN, weight="p"
        ),
        "withdraw": Step(
            N_("撤回"),
            frozenset({R.ASKED}),
            R.WITHDRAWN,
            P.CUSTODY_READ,
            "recovery.withdrawn",
            Relation.OWN,
            weight="x",
        ),
        "fail": Step(
            N_("记为未通过"),
            frozenset({R.ASKED}),
            R.FAILED,
            P.CUSTODY_WRITE,
            "recovery.failed",
            needs_reason=True,
            weight="x",
        ),
    },
)


class ReleaseState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    LAPSED = "lapsed"


S = ReleaseState
RELEASE = Workflow(
    "release",
    N_("交出密钥份额"),
    S.ASKED,
    {
        S.ASKED: State(N_("待交出"), "near", turn=P.CUSTODY_READ, turn_own=True, ask=N_("密钥份额待核实交出")),
        S.GIVEN: State(N_("已交出"), "done", final=True),
        S.REFUSED: State(N_("未同意"), "stop", final=True),
        S.LAPSED: State(N_("不再需要"), "stop", final=True),
    },
    {
        "give": Step(
            N_("核实并交出"), frozenset({S.ASKED}), S.GIVEN, P.CUSTODY_READ, "release.given", Relation.OWN, weight="p"
        ),
        "refuse": Step(
            N_("不同意"),
            frozenset({S.ASKED}),
            S.REFUSED,
            P.CUSTODY_READ,
            "release.refused",
            Relation.OWN,
            needs_reason=True,
            weight="x",
        ),
        "lapse": Step(N_("不再需要"), frozenset({S.ASKED}), S.LAPSED, P.CUSTODY_READ, "release.lapsed", follows=True),
    },
)
