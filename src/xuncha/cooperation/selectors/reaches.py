"""How agreements, conferences and checks lie in the scopes: a department sees what it takes part in."""

from django.db.models import Q

from xuncha.cooperation.models import Agreement, Conference, Decision, JointCheck, Partner
from xuncha.cooperation.workflow import CONCLUDED, CheckState, ConferenceState
from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import Reach

AGREEMENTS = Reach(
    Agreement,
    "cooperation.agreement",
    "协作机制",
    P.AGREEMENT_READ,
    jurisdiction="jurisdiction_id",
    unit="partners__organisation_id",
    unit_sees=Q(state__in=CONCLUDED),
    many=True,
    around=("jurisdiction",),
    url_name="cooperation:agreement",
    find=("title",),
)
PARTNERS = Reach(
    Partner,
    "cooperation.partner",
    "协作部门",
    P.AGREEMENT_READ,
    jurisdiction="agreement__jurisdiction_id",
    unit="organisation_id",
    unit_sees=Q(agreement__state__in=CONCLUDED),
    around=("agreement",),
)
CONFERENCES = Reach(
    Conference,
    "cooperation.conference",
    "联席会议和会商",
    P.COOPERATION_READ,
    jurisdiction="jurisdiction_id",
    unit="invited__organisation_id",
    inspected="inspection__organisation_id",
    unit_sees=~Q(state=ConferenceState.DRAFT),
    many=True,
    around=("jurisdiction",),
    url_name="cooperation:conference",
    find=("title",),
)
DECISIONS = Reach(
    Decision,
    "cooperation.decision",
    "会议议定事项",
    P.COOPERATION_READ,
    jurisdiction="conference__jurisdiction_id",
    unit="owner_id",
    inspected="conference__inspection__organisation_id",
    around=("conference",),
    url_name="cooperation:decision",
)
CHECKS = Reach(
    JointCheck,
    "cooperation.check",
    "联合检查",
    P.JOINT_CHECK_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    unit="department_id",
    inspected="inspection__organisation_id",
    unit_sees=~Q(state=CheckState.DROPPED),
    around=("inspection__organisation", "inspection__round"),
    url_name="cooperation:check",
    find=("inspection__organisation__name",),
)
