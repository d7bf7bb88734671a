"""What people may read of rounds and inspections, whose turn it is, and what earlier stages ask of rounds."""

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import Reach
from xuncha.planning.models import Term
from xuncha.planning.selectors import inspected_sources
from xuncha.rounds.models import Inspection, Round, Suggestion, Team
from xuncha.rounds.rules import ENTERED
from xuncha.rounds.workflow import ROUND, SUGGESTION, RoundState

ROUNDS = Reach(
    Round,
    "rounds.round",
    "轮次",
    P.ROUND_READ,
    jurisdiction="term__jurisdiction_id",
    team="teams",
    many=True,
    url_name="rounds:round",
    find=("name", "theme"),
)
TEAMS = Reach(
    Team,
    "rounds.team",
    "巡察组",
    P.ROUND_READ,
    jurisdiction="round__term__jurisdiction_id",
    team="pk",
    around=("round__term__jurisdiction",),
    url_name="rounds:team",
)
INSPECTIONS = Reach(
    Inspection,
    "rounds.inspection",
    "巡察任务",
    P.INSPECTION_READ,
    jurisdiction="round__term__jurisdiction_id",
    team="team_id",
    inspected="organisation_id",
    around=("organisation", "round__term__jurisdiction"),
    url_name="rounds:inspection",
    find=("organisation__name", "organisation__short_name"),
)

SUGGESTIONS = Reach(
    Suggestion,
    "rounds.suggestion",
    "巡察对象建议",
    P.SUGGESTION_READ,
    jurisdiction="round__term__jurisdiction_id",
    around=("organisation", "round__term__jurisdiction"),
    url_name="rounds:suggestion",
)


def entered_targets(term: Term) -> set[tuple[int, str]]:
    """(target, type) of everything in the term whose round has entered: plans must not move it."""
    rows = Inspection.objects.filter(round__term=term, round__state__in=ENTERED, organisation__targets__term=term)
    return set(rows.values_list("organisation__targets", "type"))


waits(
    ROUND,
    ROUNDS,
    own="submitted_by_id",
    number=lambda batch: f"{batch.year}",
    due={
        RoundState.AUTHORISED: "field_from",
        RoundState.IN_FIELD: "field_to",
        RoundState.WITHDRAWN: "authority_to",
    },
    counts={RoundState.SUBMITTED: "round.submitted"},
)
waits(
    SUGGESTION,
    SUGGESTIONS,
    title=lambda suggestion: str(suggestion.round),
    unit=lambda suggestion: suggestion.organisation,
    related=("organisation", "round"),
)
inspected_sources.append(entered_targets)

EVENT_LABELS.update(
    {
        "round.created": N_("开设轮次"),
        "round.changed": N_("修改方案和日期"),
        "round.node": N_("生成时间节点"),
        "round.node_moved": N_("调整时间节点"),
        "round.node_done": N_("时间节点完成"),
        "round.node_reopened": N_("取消节点完成"),
        "round.authority_extended": N_("延长授权"),
        "round.filed": N_("登记报备"),
        "round.forming": N_("请排组建方案"),
        "round.rest_after": N_("调整轮休规定"),
        "round.formed": N_("按方案组建巡察组"),
        "suggestion.given": N_("提出建议"),
        "inspection.added": N_("列入巡察对象"),
        "inspection.changed": N_("修改重点"),
        "inspection.moved": N_("调到其他组"),
        "inspection.removed": N_("移出本轮"),
        "inspection.entered": N_("进驻"),
        "inspection.withdrawn": N_("撤点"),
        "team.added": N_("增加巡察组"),
        "team.renamed": N_("修改组名"),
        "team.needs": N_("修改组建要求"),
        "team.removed": N_("撤销巡察组"),
        "member.named": N_("任命"),
        "member.changed": N_("调整职务和分工"),
        "member.recused": N_("核对回避"),
        "member.left": N_("免去"),
        "grant.changed": N_("调整授权"),
    }
)
