"""How schemes, evaluations and their parts lie in the scopes. A unit sees its own sheet once it was shown."""

from django.db.models import Q

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.evaluation.models import Card, Follow, Mark, Objection, Panel, Run, Scheme, Subject, Tally
from xuncha.evaluation.workflow import FOLLOW, RUN, SCHEME, SUBJECT, RunState, SubjectState
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import Reach

SEEN = [SubjectState.SHOWN.value, SubjectState.FINAL.value]
"""The states in which the evaluated body sees its sheet."""

SCHEMES = Reach(
    Scheme,
    "evaluation.scheme",
    "评估方案",
    P.REGULATIONS_READ,
    jurisdiction="jurisdiction_id",
    team="jurisdiction__terms__rounds__teams",
    many=True,
    around=("jurisdiction",),
    url_name="evaluation:scheme",
    find=("title",),
)
RUNS = Reach(
    Run,
    "evaluation.run",
    "整改评估",
    P.EVALUATION_READ,
    jurisdiction="round__term__jurisdiction_id",
    inspected="subjects__organisation_id",
    many=True,
    around=("round__term__jurisdiction", "scheme"),
    url_name="evaluation:run",
    find=("title",),
)
SUBJECTS = Reach(
    Subject,
    "evaluation.subject",
    "评估对象",
    P.EVALUATION_READ,
    jurisdiction="run__round__term__jurisdiction_id",
    unit="organisation_id",
    inspected="organisation_id",
    unit_sees=Q(state__in=SEEN),
    around=("run__round__term__jurisdiction", "run__scheme", "organisation"),
    url_name="evaluation:subject",
    find=("name",),
)
APPRAISALS = Reach(
    Subject,
    "evaluation.appraisal",
    "收到的评价",
    P.APPRAISAL_READ,
    jurisdiction="office_id",
    team="team_id",
    named=lambda _actor: Q(state__in=SEEN),
    around=("run__round__term__jurisdiction", "run__scheme"),
)
"""The same bodies as they themselves read it: a team by its people, a lower office by its own, once it was shown."""
PANELS = Reach(
    Panel,
    "evaluation.panel",
    "评议主体",
    P.EVALUATION_READ,
    jurisdiction="run__round__term__jurisdiction_id",
    inspected="run__subjects__organisation_id",
    many=True,
    around=("run__round__term__jurisdiction", "run__scheme", "subject"),
)
CARDS = Reach(
    Card,
    "evaluation.card",
    "评议资格",
    P.EVALUATION_VOTE,
    jurisdiction="panel__run__round__term__jurisdiction_id",
    named=lambda actor: Q(user=actor.pk),
    around=("panel__run__round__term__jurisdiction", "panel__run__scheme"),
    url_name="evaluation:vote",
)
TALLIES = Reach(
    Tally,
    "evaluation.tally",
    "纸质票",
    P.EVALUATION_WRITE,
    jurisdiction="subject__run__round__term__jurisdiction_id",
    inspected="subject__organisation_id",
    around=("subject__run__round__term__jurisdiction", "subject__run__scheme"),
)
MARKS = Reach(
    Mark,
    "evaluation.mark",
    "评估打分",
    P.EVALUATION_READ,
    jurisdiction="subject__run__round__term__jurisdiction_id",
    inspected="subject__organisation_id",
    around=("subject__run__round__term__jurisdiction", "subject__run__scheme"),
)
OBJECTIONS = Reach(
    Objection,
    "evaluation.objection",
    "评估异议",
    P.EVALUATION_READ,
    jurisdiction="subject__run__round__term__jurisdiction_id",
    inspected="subject__organisation_id",
    around=("subject__run__round__term__jurisdiction", "subject__run__scheme"),
)
FOLLOWS = Reach(
    Follow,
    "evaluation.follow",
    "评估结果运用",
    P.EVALUATION_READ,
    jurisdiction="subject__run__round__term__jurisdiction_id",
    inspected="subject__organisation_id",
    around=("subject__run__round__term__jurisdiction",),
    url_name="evaluation:follow",
    find=("subject__name",),
)

waits(SCHEME, SCHEMES, title=lambda one: one.title, related=("jurisdiction",))
waits(RUN, RUNS, title=lambda one: one.title, related=("round",), due={RunState.OPEN: "closes_on"})
waits(
    SUBJECT,
    SUBJECTS,
    title=lambda one: one.run.title,
    unit=lambda one: one.name,
    related=("run",),
    due={SubjectState.SHOWN: "objectable_until"},
)
waits(FOLLOW, FOLLOWS, title=str, unit=lambda one: one.subject.name, related=("subject",))
EVENT_LABELS.update(
    {
        "evaluation.scheme_drafted": N_("拟订评估方案"),
        "evaluation.scheme_imported": N_("从工作簿导入评估方案"),
        "evaluation.scheme_changed": N_("修改评估方案"),
        "evaluation.begun": N_("建立整改评估"),
        "evaluation.dated": N_("修改评议日期"),
        "evaluation.subject_added": N_("列为评估对象"),
        "evaluation.asked": N_("录入应评人数"),
        "evaluation.asked_changed": N_("修改应评人数"),
        "evaluation.cards_issued": N_("发出评议码"),
        "evaluation.seated": N_("列为账号评议人"),
        "evaluation.voted": N_("已评议"),
        "evaluation.tally_keyed": N_("录入纸质票"),
        "evaluation.tally_keyed_again": N_("复录纸质票"),
        "evaluation.tally_settled": N_("核定纸质票差异"),
        "evaluation.marked": N_("打分"),
        "evaluation.mark_withdrawn": N_("撤回打分"),
        "evaluation.rates_taken": N_("取整改比率"),
        "evaluation.rate_taken": N_("取整改比率"),
        "evaluation.objected": N_("提出评估异议"),
        "evaluation.objection_decided": N_("答复评估异议"),
        "evaluation.follow_proposed": N_("建议结果运用"),
    }
)
