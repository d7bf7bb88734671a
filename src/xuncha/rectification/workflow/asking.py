"""How more time is granted, a question answered, a report accepted, a notice seen. (domain §3.1; C07 C08)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class ExtensionState(StrEnum):
    ASKED = "asked"
    RAISED = "raised"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


X = ExtensionState
EXTENSION = Workflow(
    "extension",
    N_("延期申请"),
    X.ASKED,
    {
        X.ASKED: State(N_("待审批"), "half", turn=P.RECT_EXTEND, ask=N_("延期申请待审批")),
        X.RAISED: State(N_("待上级审批"), "half", turn=P.RECT_RAISED, ask=N_("再次延期申请待审批")),
        X.GRANTED: State(N_("已同意"), "done", final=True),
        X.REFUSED: State(N_("未同意"), "stop", final=True),
        X.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "grant": Step(
            N_("同意延期"),
            frozenset({X.ASKED}),
            X.GRANTED,
            P.RECT_EXTEND,
            "extension.granted",
            Relation.OTHER,
            weight="p",
        ),
        "refuse": Step(
            N_("不同意"),
            frozenset({X.ASKED}),
            X.REFUSED,
            P.RECT_EXTEND,
            "extension.refused",
            Relation.OTHER,
            needs_reason=True,
        ),
        "raise": Step(
            N_("报上级审批"),
            frozenset({X.ASKED}),
            X.RAISED,
            P.RECT_WRITE,
            "extension.raised",
            follows=True,
        ),
        "grant_raised": Step(
            N_("同意再次延期"),
            frozenset({X.RAISED}),
            X.GRANTED,
            P.RECT_RAISED,
            "extension.granted",
            Relation.OTHER,
            weight="p",
        ),
        "refuse_raised": Step(
            N_("不同意"),
            frozenset({X.RAISED}),
            X.REFUSED,
            P.RECT_RAISED,
            "extension.refused",
            Relation.OTHER,
            needs_reason=True,
        ),
        "withdraw": Step(
            N_("撤回申请"), frozenset({X.ASKED, X.RAISED}), X.WITHDRAWN, P.RECT_WRITE, "extension.withdrawn", weight="x"
        ),
    },
)


class QueryState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"


QUERY = Workflow(
    "unit_query",
    N_("单位来问"),
    QueryState.ASKED,
    {
        QueryState.ASKED: State(N_("待答复"), "half", turn=P.RECT_REVIEW, ask=N_("单位来问待答复")),
        QueryState.ANSWERED: State(N_("已答复"), "done", final=True),
    },
    {
        "answer": Step(
            N_("答复"),
            frozenset({QueryState.ASKED}),
            QueryState.ANSWERED,
            P.RECT_REVIEW,
            "query.answered",
            weight="p",
        ),
    },
)


class UnitReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"


R = UnitReportState
UNIT_REPORT = Workflow(
    "unit_report",
    N_("整改情况报告"),
    R.DRAFT,
    {
        R.DRAFT: State(N_("单位起草中"), turn=P.RECT_WRITE, ask=N_("整改情况报告待报送")),
        R.SUBMITTED: State(N_("待审核"), "half", turn=P.RECT_REVIEW, ask=N_("整改情况报告待审核")),
        R.IN_REVIEW: State(N_("联审中"), "half"),
        R.RETURNED: State(N_("退回修改"), "near", turn=P.RECT_WRITE, ask=N_("整改情况报告被退回")),
        R.ACCEPTED: State(N_("已认可"), "done", final=True),
    },
    {
        "submit": Step(
            N_("报送报告"),
            frozenset({R.DRAFT, R.RETURNED}),
            R.SUBMITTED,
            P.RECT_WRITE,
            "unit_report.submitted",
            weight="p",
        ),
        "consult": Step(
            N_("送联审"),
            frozenset({R.SUBMITTED}),
            R.IN_REVIEW,
            P.RECT_WRITE,
            "unit_report.consulted",
            follows=True,
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({R.SUBMITTED, R.IN_REVIEW}),
            R.RETURNED,
            P.RECT_REVIEW,
            "unit_report.returned",
            needs_reason=True,
        ),
        "accept": Step(
            N_("认可"),
            frozenset({R.SUBMITTED, R.IN_REVIEW}),
            R.ACCEPTED,
            P.RECT_REVIEW,
            "unit_report.accepted",
            Relation.OTHER,
            weight="p",
            starts="report.accepted",
        ),
    },
)


class NoticeState(StrEnum):
    GIVEN = "given"
    SEEN = "seen"
    LAPSED = "lapsed"
    REPLACED = "replaced"


NOTICE = Workflow(
    "due_notice",
    N_("到期提醒"),
    NoticeState.GIVEN,
    {
        NoticeState.GIVEN: State(N_("待阅"), "near", turn=P.RECT_READ, ask=N_("整改到期提醒")),
        NoticeState.SEEN: State(N_("已阅"), "done", final=True),
        NoticeState.LAPSED: State(N_("事项已办，提醒失效"), "stop", final=True),
        NoticeState.REPLACED: State(N_("已有更近的提醒"), "stop", final=True),
    },
    {
        "see": Step(
            N_("知道了"), frozenset({NoticeState.GIVEN}), NoticeState.SEEN, P.RECT_READ, "notice.seen", weight="p"
        ),
        "lapse": Step(
            N_("提醒失效"),
            frozenset({NoticeState.GIVEN}),
            NoticeState.LAPSED,
            P.RECT_REVIEW,
            "notice.lapsed",
            follows=True,
        ),
        "replace": Step(
            N_("换成更近的提醒"),
            frozenset({NoticeState.GIVEN}),
            NoticeState.REPLACED,
            P.RECT_REVIEW,
            "notice.replaced",
            follows=True,
        ),
    },
)
