"""How letters and campaigns lie in the scopes: the office sees its own, others what was issued or given to them."""

from django.db.models import Q

from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import Reach
from xuncha.supervision.models import Campaign, Dismissal, Letter, LetterLine
from xuncha.supervision.workflow import OUT, SEEN

LETTERS = Reach(
    Letter,
    "supervision.letter",
    "督办交办函件",
    P.LETTER_READ,
    jurisdiction="jurisdiction_id",
    unit="addressee_id",
    inspected="addressee_id",
    unit_sees=Q(state__in=OUT),
    around=("jurisdiction", "addressee"),
    url_name="supervision:letter",
    find=("number", "title"),
)
LINES = Reach(
    LetterLine,
    "supervision.line",
    "函件所列事项",
    P.LETTER_READ,
    jurisdiction="letter__jurisdiction_id",
    unit="letter__addressee_id",
    inspected="letter__addressee_id",
    unit_sees=Q(letter__state__in=OUT),
    around=("letter", "item__plan__inspection__organisation"),
)
DISMISSALS = Reach(
    Dismissal,
    "supervision.dismissal",
    "未采纳的发函建议",
    P.LETTER_WRITE,
    jurisdiction="jurisdiction_id",
    inspected="organisation_id",
)
CAMPAIGNS = Reach(
    Campaign,
    "supervision.campaign",
    "专项整治",
    P.CAMPAIGN_READ,
    jurisdiction="jurisdiction_id",
    unit="participants",
    inspected="lead_id",
    unit_sees=Q(state__in=SEEN),
    many=True,
    around=("jurisdiction", "lead"),
    url_name="supervision:campaign",
    find=("title",),
)
