"""What people may read of visits and what came of them, what waits for whom, and what events are called."""

from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.lookback.selectors.panels import VISITED_PANELS
from xuncha.lookback.selectors.reaches import OLD_ITEMS, POINTS, SAMPLES, VISITED_UNITS, VISITS
from xuncha.lookback.workflow import OLD_ITEM, SAMPLE, VISIT, VISITED, OldState, SampleState, VisitedState, VisitState

__all__ = ["OLD_ITEMS", "POINTS", "SAMPLES", "VISITED_PANELS", "VISITED_UNITS", "VISITS"]

waits(
    VISIT,
    VISITS,
    own="submitted_by_id",
    title=lambda visit: visit.title,
    number=lambda visit: visit.number,
    due={VisitState.RUNNING: "to_on"},
)
waits(
    VISITED,
    VISITED_UNITS,
    own="handed_in_by_id",
    unit=lambda visited: visited.organisation,
    number=lambda visited: visited.list_number or visited.visit.number,
    related=("organisation", "visit"),
    due={VisitedState.LISTED: "due_on", VisitedState.WAITING: "visit__to_on"},
)
waits(
    OLD_ITEM,
    OLD_ITEMS,
    own="reported_by_id",
    title=lambda old: old.title,
    number=lambda old: old.number,
    unit=lambda old: old.organisation,
    related=("organisation",),
    due={OldState.OPEN: "due_on"},
    ledger="lookback:old-items",
)
waits(
    SAMPLE,
    SAMPLES,
    own="first_by_id",
    number=lambda sample: sample.visit.number,
    related=("visit",),
    due={SampleState.CLOSED: "source_on", SampleState.TYPED: "source_on"},
)
EVENT_LABELS.update(
    {
        "visit.planned": N_("拟订回访安排"),
        "visit.changed": N_("修改回访安排"),
        "visit.unit_added": N_("列入回访单位"),
        "visit.unit_removed": N_("去掉回访单位"),
        "visit.member_named": N_("确定督查组成员"),
        "visit.member_removed": N_("去掉督查组成员"),
        "visited.listed_points": N_("列出核查事项"),
        "visited.recorded": N_("记下核查时间和在场人员"),
        "point.recorded": N_("填写核查结果"),
        "point.named": N_("点名核查"),
        "point.explained": N_("记下单位说明"),
        "sample.closed": N_("封存抽样名单"),
        "sample.mismatched": N_("两人录入的种子不一致"),
        "old_item.imported": N_("导入上届台账"),
        "old_item.removed": N_("撤销导入"),
        "mark.added": N_("补记经过"),
    }
)
