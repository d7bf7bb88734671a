"""How a clue is judged and decided on, and how its recipient deals with it. (domain §3.1; features B11, C04)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class ClueState(StrEnum):
    DRAFT = "draft"
    JUDGED = "judged"
    APPROVED = "approved"
    DECIDED = "decided"
    HANDED = "handed"
    REPORTED = "reported"
    CLOSED = "closed"
    DOWNGRADING = "downgrading"
    DOWNGRADED = "downgraded"
    DECLINED = "declined"
    HELD = "held"
    WITHDRAWN = "withdrawn"


S = ClueState
UNDECIDED = frozenset({S.DRAFT, S.JUDGED, S.APPROVED})
CLUE = Workflow(
    "clue",
    N_("问题线索"),
    S.DRAFT,
    {
        S.DRAFT: State(N_("待组务会研判"), turn=P.CLUE_WRITE, ask=N_("问题线索待组务会研判")),
        S.JUDGED: State(N_("待组长审定"), "half", turn=P.CLUE_APPROVE, ask=N_("问题线索待组长审定")),
        S.APPROVED: State(N_("待书记专题会议决定"), "half", turn=P.CLUE_DECIDE, ask=N_("问题线索待登记会议决定")),
        S.DECIDED: State(N_("待移交"), "near", turn=P.CLUE_DECIDE, ask=N_("问题线索待移交")),
        S.HANDED: State(N_("已移交"), "half"),
        S.REPORTED: State(N_("已反馈办理结果"), "near", turn=P.CLUE_DECIDE, ask=N_("问题线索办理结果待核对")),
        S.CLOSED: State(N_("已办结"), "done", final=True),
        S.DOWNGRADING: State(N_("拟转一般问题"), "near", turn=P.CLUE_DECIDE, ask=N_("问题线索拟转一般问题，待审定")),
        S.DOWNGRADED: State(N_("已转一般问题"), "stop", final=True),
        S.DECLINED: State(N_("被退回，待重新决定"), "near", turn=P.CLUE_DECIDE, ask=N_("问题线索被退回，待重新决定")),
        S.HELD: State(N_("留存备查"), "stop", final=True),
        S.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "judge": Step(N_("登记组务会研判"), frozenset({S.DRAFT}), S.JUDGED, P.CLUE_WRITE, "clue.judged", weight="p"),
        "approve": Step(
            N_("组长审定"),
            frozenset({S.JUDGED}),
            S.APPROVED,
            P.CLUE_APPROVE,
            "clue.approved",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(N_("退回补充"), frozenset({S.JUDGED}), S.DRAFT, P.CLUE_APPROVE, "clue.returned"),
        "decide": Step(
            N_("登记会议决定"), frozenset({S.APPROVED}), S.DECIDED, P.CLUE_DECIDE, "clue.decided", weight="p"
        ),
        "send_back": Step(N_("按会议要求补充"), frozenset({S.APPROVED}), S.DRAFT, P.CLUE_DECIDE, "clue.sent_back"),
        "downgrade": Step(
            N_("建议转一般问题"), UNDECIDED, S.DOWNGRADING, P.CLUE_WRITE, "clue.downgrade_proposed", weight="x"
        ),
        "allow": Step(
            N_("同意转一般问题"),
            frozenset({S.DOWNGRADING}),
            S.DOWNGRADED,
            P.CLUE_DECIDE,
            "clue.downgraded",
            Relation.OTHER,
            weight="p",
        ),
        "keep": Step(N_("仍作线索"), frozenset({S.DOWNGRADING}), S.DRAFT, P.CLUE_DECIDE, "clue.kept"),
        "hand_over": Step(
            N_("移交"), frozenset({S.DECIDED}), S.HANDED, P.CLUE_DECIDE, "clue.handed_over", follows=True
        ),
        "reported": Step(
            N_("反馈办理结果"), frozenset({S.HANDED}), S.REPORTED, P.HANDED_HANDLE, "clue.reported", follows=True
        ),
        "close": Step(N_("办结"), frozenset({S.REPORTED}), S.CLOSED, P.CLUE_DECIDE, "clue.closed", weight="p"),
        "declined": Step(
            N_("部门退回"),
            frozenset({S.DECIDED, S.HANDED}),
            S.DECLINED,
            P.HANDED_HANDLE,
            "clue.declined",
            follows=True,
        ),
        "redirect": Step(
            N_("改送其他部门"), frozenset({S.DECLINED}), S.DECIDED, P.CLUE_DECIDE, "clue.redirected", weight="p"
        ),
        "go_on": Step(N_("由另一个部门继续办理"), frozenset({S.DECLINED}), S.HANDED, P.CLUE_DECIDE, "clue.went_on"),
        "hold": Step(N_("留存备查"), frozenset({S.DECLINED}), S.HELD, P.CLUE_DECIDE, "clue.held"),
        "withdraw": Step(
            N_("撤回移交"), frozenset({S.DECLINED}), S.WITHDRAWN, P.CLUE_DECIDE, "clue.withdrawn", weight="x"
        ),
    },
)


class HandoverState(StrEnum):
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DISPOSED = "disposed"
    CONCLUDED = "concluded"
    REPORTED = "reported"
    DECLINED = "declined"


H = HandoverState
HANDOVER = Workflow(
    "handover",
    N_("线索移交"),
    H.SENT,
    {
        H.SENT: State(N_("待签收"), turn=P.HANDED_HANDLE, ask=N_("移交线索待签收")),
        H.RECEIVED: State(N_("待受理"), turn=P.HANDED_HANDLE, ask=N_("移交线索待受理")),
        H.ACCEPTED: State(N_("待定处置方式"), "half", turn=P.HANDED_HANDLE, ask=N_("移交线索待定处置方式")),
        H.DISPOSED: State(N_("办理中"), "half", turn=P.HANDED_HANDLE, ask=N_("移交线索待出结果")),
        H.CONCLUDED: State(N_("待反馈"), "near", turn=P.HANDED_HANDLE, ask=N_("移交线索办理结果待反馈")),
        H.REPORTED: State(N_("已反馈"), "done", final=True),
        H.DECLINED: State(N_("不予受理，已退回"), "stop", final=True),
    },
    {
        "receive": Step(
            N_("签收"),
            frozenset({H.SENT}),
            H.RECEIVED,
            P.HANDED_HANDLE,
            "handover.received",
            weight="p",
            starts="clue.handed_over",
        ),
        "accept": Step(
            N_("受理"), frozenset({H.RECEIVED}), H.ACCEPTED, P.HANDED_HANDLE, "handover.accepted", weight="p"
        ),
        "decline": Step(
            N_("不予受理，退回"),
            frozenset({H.RECEIVED}),
            H.DECLINED,
            P.HANDED_HANDLE,
            "handover.declined",
            weight="x",
        ),
        "dispose": Step(
            N_("定处置方式"), frozenset({H.ACCEPTED}), H.DISPOSED, P.HANDED_HANDLE, "handover.disposed", weight="p"
        ),
        "conclude": Step(
            N_("登记办理结果"), frozenset({H.DISPOSED}), H.CONCLUDED, P.HANDED_HANDLE, "handover.concluded", weight="p"
        ),
        "again": Step(N_("退回重办"), frozenset({H.CONCLUDED}), H.DISPOSED, P.HANDED_HANDLE, "handover.again"),
        "report": Step(
            N_("核对并反馈"),
            frozenset({H.CONCLUDED}),
            H.REPORTED,
            P.HANDED_HANDLE,
            "handover.reported",
            Relation.OTHER,
            weight="p",
        ),
    },
)


class ReferralState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


R = ReferralState
REFERRAL = Workflow(
    "referral",
    N_("移交事项"),
    R.DRAFT,
    {
        R.DRAFT: State(N_("待组长审定"), turn=P.REFERRAL_APPROVE, ask=N_("移交事项待审定")),
        R.APPROVED: State(N_("待移交"), "near", turn=P.REFERRAL_RUN, ask=N_("移交事项待移交")),
        R.SENT: State(N_("待对方签收"), "half", turn=P.REFERRAL_RUN, ask=N_("移交事项待登记签收")),
        R.RECEIVED: State(N_("待受理"), "half", turn=P.REFERRAL_RUN, ask=N_("移交事项待登记受理")),
        R.ACCEPTED: State(N_("办理中"), "half", turn=P.REFERRAL_RUN, ask=N_("移交事项待反馈结果")),
        R.CONCLUDED: State(N_("已反馈结果"), "near", turn=P.REFERRAL_RUN, ask=N_("移交事项办理结果待核对")),
        R.CLOSED: State(N_("已办结"), "done", final=True),
        R.DECLINED: State(N_("被退回，待重新决定"), "near", turn=P.REFERRAL_RUN, ask=N_("移交事项被退回")),
        R.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "approve": Step(
            N_("审定"),
            frozenset({R.DRAFT}),
            R.APPROVED,
            P.REFERRAL_APPROVE,
            "referral.approved",
            Relation.OTHER,
            weight="p",
        ),
        "send": Step(N_("制发移交函"), frozenset({R.APPROVED}), R.SENT, P.REFERRAL_RUN, "referral.sent", weight="p"),
        "receive": Step(
            N_("登记签收"),
            frozenset({R.SENT}),
            R.RECEIVED,
            P.REFERRAL_RUN,
            "referral.received",
            weight="p",
            starts="referral.received",
        ),
        "accept": Step(
            N_("登记受理"), frozenset({R.RECEIVED}), R.ACCEPTED, P.REFERRAL_RUN, "referral.accepted", weight="p"
        ),
        "decline": Step(
            N_("登记退回"),
            frozenset({R.RECEIVED}),
            R.DECLINED,
            P.REFERRAL_RUN,
            "referral.declined",
            needs_reason=True,
        ),
        "redirect": Step(
            N_("改送其他部门"), frozenset({R.DECLINED}), R.APPROVED, P.REFERRAL_RUN, "referral.redirected", weight="p"
        ),
        "conclude": Step(
            N_("登记办理结果"), frozenset({R.ACCEPTED}), R.CONCLUDED, P.REFERRAL_RUN, "referral.concluded", weight="p"
        ),
        "again": Step(
            N_("退回重办"),
            frozenset({R.CONCLUDED}),
            R.ACCEPTED,
            P.REFERRAL_RUN,
            "referral.again",
            needs_reason=True,
        ),
        "close": Step(
            N_("核对办结"),
            frozenset({R.CONCLUDED}),
            R.CLOSED,
            P.REFERRAL_RUN,
            "referral.closed",
            Relation.OTHER,
            weight="p",
        ),
        "withdraw": Step(
            N_("撤回"),
            frozenset({R.DRAFT, R.APPROVED, R.DECLINED}),
            R.WITHDRAWN,
            P.REFERRAL_WRITE,
            "referral.withdrawn",
            needs_reason=True,
            weight="x",
        ),
    },
)
