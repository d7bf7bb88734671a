"""How a visit is planned and held, a sample drawn, a unit answered, an item of an old ledger followed. (domain §3.1)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class VisitState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


V = VisitState
VISIT = Workflow(
    "lookback_visit",
    N_("回访安排"),
    V.DRAFT,
    {
        V.DRAFT: State(N_("拟订中"), turn=P.LOOKBACK_WRITE, turn_own=True, ask=N_("回访安排待提交")),
        V.SUBMITTED: State(N_("待批准"), "half", turn=P.LOOKBACK_APPROVE, ask=N_("回访安排待批准")),
        V.RUNNING: State(N_("进行中"), "half", turn=P.LOOKBACK_WRITE, ask=N_("回访进行中，待核查完毕后结束")),
        V.DONE: State(N_("现场核查结束"), "done", final=True),
        V.DROPPED: State(N_("不再进行"), "stop", final=True),
    },
    {
        "submit": Step(
            N_("提交审批"), frozenset({V.DRAFT}), V.SUBMITTED, P.LOOKBACK_WRITE, "visit.submitted", weight="p"
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({V.SUBMITTED}),
            V.DRAFT,
            P.LOOKBACK_APPROVE,
            "visit.returned",
            Relation.OTHER,
            needs_reason=True,
        ),
        "approve": Step(
            N_("批准"),
            frozenset({V.SUBMITTED}),
            V.RUNNING,
            P.LOOKBACK_APPROVE,
            "visit.approved",
            Relation.OTHER,
            weight="p",
        ),
        "finish": Step(
            N_("结束现场核查"), frozenset({V.RUNNING}), V.DONE, P.LOOKBACK_WRITE, "visit.finished", weight="p"
        ),
        "drop": Step(
            N_("不再进行"),
            frozenset({V.DRAFT, V.SUBMITTED, V.RUNNING}),
            V.DROPPED,
            P.LOOKBACK_WRITE,
            "visit.dropped",
            needs_reason=True,
            weight="x",
        ),
    },
)


class VisitedState(StrEnum):
    PLANNED = "planned"
    WAITING = "waiting"
    CHECKED = "checked"
    LISTED = "listed"
    ANSWERED = "answered"
    CLOSED = "closed"


U = VisitedState
VISITED = Workflow(
    "lookback_unit",
    N_("回访单位"),
    U.PLANNED,
    {
        U.PLANNED: State(N_("待批准")),
        U.WAITING: State(N_("待核查"), "half", turn=P.LOOKBACK_CHECK, ask=N_("回访单位待现场核查")),
        U.CHECKED: State(N_("已核查"), "near", turn=P.LOOKBACK_WRITE, ask=N_("核查结果待办理")),
        U.LISTED: State(N_("待单位答复"), "half", turn=P.LOOKBACK_ANSWER, ask=N_("二次问题清单待答复")),
        U.ANSWERED: State(N_("单位已答复"), "near", turn=P.LOOKBACK_WRITE, ask=N_("二次问题清单答复待核对")),
        U.CLOSED: State(N_("已办结"), "done", final=True),
    },
    {
        "begin": Step(
            N_("开始核查"), frozenset({U.PLANNED}), U.WAITING, P.LOOKBACK_APPROVE, "visited.begun", follows=True
        ),
        "hand_in": Step(
            N_("交核查结果"), frozenset({U.WAITING}), U.CHECKED, P.LOOKBACK_CHECK, "visited.checked", weight="p"
        ),
        "return": Step(
            N_("退回补充核查"),
            frozenset({U.CHECKED}),
            U.WAITING,
            P.LOOKBACK_WRITE,
            "visited.returned",
            Relation.OTHER,
            needs_reason=True,
        ),
        "clear": Step(
            N_("全部到位，办结"),
            frozenset({U.CHECKED}),
            U.CLOSED,
            P.LOOKBACK_WRITE,
            "visited.cleared",
            Relation.OTHER,
            weight="p",
        ),
        "issue": Step(
            N_("印发二次问题清单"),
            frozenset({U.CHECKED}),
            U.LISTED,
            P.LOOKBACK_WRITE,
            "visited.listed",
            Relation.OTHER,
            weight="p",
        ),
        "answer": Step(
            N_("报送答复"), frozenset({U.LISTED}), U.ANSWERED, P.LOOKBACK_ANSWER, "visited.answered", weight="p"
        ),
        "again": Step(
            N_("退回再答复"),
            frozenset({U.ANSWERED}),
            U.LISTED,
            P.LOOKBACK_WRITE,
            "visited.again",
            needs_reason=True,
        ),
        "close": Step(N_("办结"), frozenset({U.ANSWERED}), U.CLOSED, P.LOOKBACK_WRITE, "visited.closed", weight="p"),
    },
)
KNOWN_TO_UNIT = frozenset({U.LISTED, U.ANSWERED, U.CLOSED})
"""What was found has been put to the unit."""
FOUND = KNOWN_TO_UNIT | {U.CHECKED}
"""The group has handed in what it found."""


class OldState(StrEnum):
    CLAIMED = "claimed"
    OPEN = "open"
    REPORTED = "reported"
    DONE = "done"


O = OldState  # noqa: E741  # every table of the product calls its states by one letter
OLD_ITEM = Workflow(
    "lookback_old_item",
    N_("上届台账事项"),
    O.CLAIMED,
    {
        O.CLAIMED: State(N_("台账记为完成"), final=True),
        O.OPEN: State(N_("待继续整改"), "near", turn=P.LOOKBACK_ANSWER, ask=N_("上届台账事项待继续整改")),
        O.REPORTED: State(N_("单位报已整改"), "half", turn=P.LOOKBACK_WRITE, ask=N_("上届台账事项的整改情况待核对")),
        O.DONE: State(N_("已办结"), "done", final=True),
    },
    {
        "open": Step(
            N_("列入继续整改"),
            frozenset({O.CLAIMED, O.DONE}),
            O.OPEN,
            P.LOOKBACK_WRITE,
            "old_item.opened",
            follows=True,
        ),
        "report": Step(
            N_("报整改情况"), frozenset({O.OPEN}), O.REPORTED, P.LOOKBACK_ANSWER, "old_item.reported", weight="p"
        ),
        "accept": Step(
            N_("核对属实，办结"),
            frozenset({O.REPORTED}),
            O.DONE,
            P.LOOKBACK_WRITE,
            "old_item.accepted",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("退回继续整改"),
            frozenset({O.REPORTED}),
            O.OPEN,
            P.LOOKBACK_WRITE,
            "old_item.returned",
            needs_reason=True,
        ),
    },
)


class SampleState(StrEnum):
    CLOSED = "closed"
    TYPED = "typed"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


S = SampleState
SAMPLE = Workflow(
    "lookback_sample",
    N_("抽样"),
    S.CLOSED,
    {
        S.CLOSED: State(N_("名单已封存"), "half", turn=P.LOOKBACK_SEED, ask=N_("抽样待第一人录入种子")),
        S.TYPED: State(N_("待第二人录入"), "half", turn=P.LOOKBACK_SEED, ask=N_("抽样待第二人录入种子")),
        S.DRAWN: State(N_("已抽出"), "done", final=True),
        S.CANCELLED: State(N_("已作废"), "stop", final=True),
    },
    {
        "type": Step(N_("录入种子"), frozenset({S.CLOSED}), S.TYPED, P.LOOKBACK_SEED, "sample.typed", weight="p"),
        "again": Step(
            N_("第二次录入"),
            frozenset({S.TYPED}),
            S.DRAWN,
            P.LOOKBACK_SEED,
            "sample.drawn",
            Relation.OTHER,
            weight="p",
        ),
        "retype": Step(N_("收回重录"), frozenset({S.TYPED}), S.CLOSED, P.LOOKBACK_SEED, "sample.retyped", Relation.OWN),
        "cancel": Step(
            N_("作废"),
            frozenset({S.CLOSED, S.TYPED}),
            S.CANCELLED,
            P.LOOKBACK_WRITE,
            "sample.cancelled",
            needs_reason=True,
            weight="x",
        ),
    },
)
