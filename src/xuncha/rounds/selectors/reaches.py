"""What people may read of rounds and inspections."""

from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import Reach
from xuncha.rounds.models import Inspection, Round, Team

ROUNDS = Reach(
    Round,
    "rounds.round",
    "轮次",
    P.ROUND_READ,
    jurisdiction="term__jurisdiction_id",
    team="teams",
    many=True,
    url_name="rounds:round",
)
TEAMS = Reach(Team, "rounds.team", "巡察组", P.ROUND_READ, jurisdiction="round__term__jurisdiction_id", team="pk")
INSPECTIONS = Reach(
    Inspection,
    "rounds.inspection",
    "巡察任务",
    P.INSPECTION_READ,
    jurisdiction="round__term__jurisdiction_id",
    team="team_id",
    inspected="organisation_id",
    url_name="rounds:inspection",
)
