"""Who reaches comments, guidance, registers, contacts and breaches; never the inspected unit."""

from typing import Any

from xuncha.conduct.models import Approach, Breach, Comment, Device, Guidance, Pledge, Training
from xuncha.conduct.workflow import APPROACH, BREACH, COMMENT, GUIDANCE, GuidanceState
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.reach import Reach

OFFICE, TEAM, UNIT = (
    "inspection__round__term__jurisdiction_id",
    "inspection__team_id",
    "inspection__organisation_id",
)
AROUND = ("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction")
MEMBER_OFFICE, MEMBER_TEAM = "membership__team__round__term__jurisdiction_id", "membership__team_id"

COMMENTS = Reach(
    Comment, "conduct.comment", "巡察办意见", P.GUIDANCE_READ, OFFICE, TEAM, inspected=UNIT, around=AROUND,
    url_name="conduct:comment",
)  # fmt: skip
GUIDANCES = Reach(
    Guidance, "conduct.guidance", "督导指导", P.GUIDANCE_READ, OFFICE, TEAM, inspected=UNIT, around=AROUND,
    url_name="conduct:guidance",
)  # fmt: skip
TRAININGS = Reach(
    Training, "conduct.training", "培训授课", P.CONDUCT_READ, "round__term__jurisdiction_id", "round__teams",
    many=True, around=("round__term__jurisdiction",), url_name="conduct:training",
)  # fmt: skip
PLEDGES = Reach(
    Pledge, "conduct.pledge", "承诺", P.CONDUCT_READ, MEMBER_OFFICE, MEMBER_TEAM,
    around=("membership__person", "membership__team__round"), url_name="conduct:pledge",
)  # fmt: skip
DEVICES = Reach(
    Device, "conduct.device", "设备", P.CONDUCT_READ, MEMBER_OFFICE, MEMBER_TEAM,
    around=("membership__person", "membership__team__round"),
)  # fmt: skip
APPROACHES = Reach(
    Approach, "conduct.approach", "打听说情登记", P.APPROACH_READ, OFFICE, TEAM, inspected=UNIT, around=AROUND,
    url_name="conduct:approach",
)  # fmt: skip
BREACHES = Reach(
    Breach, "conduct.breach", "违反回避", P.RECUSAL_READ, OFFICE, TEAM, inspected=UNIT,
    around=("membership__person", *AROUND), url_name="conduct:breach",
)  # fmt: skip


def _unit(record: Any) -> Organisation:
    unit: Organisation = record.inspection.organisation
    return unit


NEAR = "inspection__organisation"
waits(COMMENT, COMMENTS, title=lambda comment: comment.title, unit=_unit, related=(NEAR,))
waits(GUIDANCE, GUIDANCES, unit=_unit, related=(NEAR,), due={GuidanceState.ISSUED: "due_on"})
waits(APPROACH, APPROACHES, unit=_unit, related=(NEAR,))
waits(BREACH, BREACHES, unit=_unit, related=(NEAR, "membership__person"))
EVENT_LABELS.update(
    {
        "comment.made": N_("提出意见"),
        "guidance.drafted": N_("起草督导指导记录"),
        "guidance.changed": N_("修改督导指导记录"),
        "training.registered": N_("登记培训授课"),
        "pledge.signed": N_("签承诺"),
        "pledge.entered": N_("登记纸质承诺"),
        "device.issued": N_("配发设备"),
        "device.returned": N_("收回设备"),
        "approach.reported": N_("登记打听说情"),
        "approach.read": N_("查看打听说情登记"),
        "breach.reported": N_("上报违反回避"),
    }
)
