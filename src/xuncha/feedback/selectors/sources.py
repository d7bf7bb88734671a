"""What of a feedback opinion is compared with petitions before it is handed in: all that the unit will read."""

from xuncha.core.text import N_
from xuncha.feedback.models import Opinion
from xuncha.feedback.selectors.reaches import OPINIONS
from xuncha.fieldwork.selectors.sources import checked_in
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked

ITEM = N_("反馈的问题")


def checked_opinion(opinion: Opinion) -> Checked:
    """Judgement, problems and demands."""
    said = opinion.items.order_by("position").values_list("pk", "title", "text")
    texts = [Text(ITEM, f"{title}\n{text}", f"#item-{pk}") for pk, title, text in said]
    whole = [Text(N_("总体评价"), opinion.overall, "#overall"), Text(N_("整改要求"), opinion.demands, "#demands")]
    return checked_in(opinion.inspection, [*whole, *texts])


CHECKED[OPINIONS.kind] = checked_opinion
