"""A text that may give a source away, before a keeper of the mailbox: let pass or sent back. (domain §8.1; B06)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class CheckState(StrEnum):
    WAITING = "waiting"
    CLEARED = "cleared"
    REFUSED = "refused"


S = CheckState
SOURCE_CHECK = Workflow(
    "source_check",
    N_("来源保护核对"),
    S.WAITING,
    {
        S.WAITING: State(N_("待核对"), "half", turn=P.PETITION_WRITE, ask=N_("文稿待核对来源保护")),
        S.CLEARED: State(N_("可以提交"), "done", final=True),
        S.REFUSED: State(N_("要先改写"), "stop", final=True),
    },
    {
        "clear": Step(
            N_("确认不会暴露来源"),
            frozenset({S.WAITING}),
            S.CLEARED,
            P.PETITION_WRITE,
            "source_check.cleared",
            Relation.OTHER,
            needs_reason=True,
            weight="p",
        ),
        "refuse": Step(
            N_("要求改写"),
            frozenset({S.WAITING}),
            S.REFUSED,
            P.PETITION_WRITE,
            "source_check.refused",
            Relation.OTHER,
            needs_reason=True,
            weight="x",
        ),
    },
)
