"""How a questionnaire and a pinpoint squad move. (features B04, B09)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import State, Step, Workflow


class QuestionnaireState(StrEnum):
    DRAFT = "draft"
    OUT = "out"
    COUNTED = "counted"
    DROPPED = "dropped"


S = QuestionnaireState
QUESTIONNAIRE = Workflow(
    "questionnaire",
    N_("问卷"),
    S.DRAFT,
    {
        S.DRAFT: State(N_("编写中"), turn=P.SURVEY_WRITE, ask=N_("问卷待发放")),
        S.OUT: State(N_("收答卷中"), "half", turn=P.SURVEY_WRITE, ask=N_("问卷到期待出结果")),
        S.COUNTED: State(N_("已出结果"), "done", final=True),
        S.DROPPED: State(N_("不发"), "stop", final=True),
    },
    {
        "send": Step(N_("发放"), frozenset({S.DRAFT}), S.OUT, P.SURVEY_WRITE, "questionnaire.sent", weight="p"),
        "drop": Step(
            N_("不发"),
            frozenset({S.DRAFT}),
            S.DROPPED,
            P.SURVEY_WRITE,
            "questionnaire.dropped",
            needs_reason=True,
            weight="x",
        ),
        "count": Step(
            N_("截止并出结果"), frozenset({S.OUT}), S.COUNTED, P.SURVEY_WRITE, "questionnaire.counted", weight="p"
        ),
    },
)


class SquadState(StrEnum):
    PLANNED = "planned"
    BACK = "back"
    DROPPED = "dropped"


Q = SquadState
SQUAD = Workflow(
    "squad",
    N_("小分队"),
    Q.PLANNED,
    {
        Q.PLANNED: State(N_("待出发"), turn=P.SURVEY_WRITE, ask=N_("小分队待回报")),
        Q.BACK: State(N_("已回报"), "done", final=True),
        Q.DROPPED: State(N_("取消"), "stop", final=True),
    },
    {
        "report": Step(N_("回报"), frozenset({Q.PLANNED}), Q.BACK, P.SURVEY_WRITE, "squad.reported", weight="p"),
        "drop": Step(
            N_("取消"),
            frozenset({Q.PLANNED}),
            Q.DROPPED,
            P.SURVEY_WRITE,
            "squad.dropped",
            needs_reason=True,
            weight="x",
        ),
    },
)
