"""What of a report may be commented on; what of an opinion is compared with petitions: all that the unit reads."""

from xuncha.conduct.selectors import COMMENTABLE
from xuncha.core.text import N_
from xuncha.feedback.models import Opinion, Report
from xuncha.feedback.selectors.reaches import OPINIONS, REPORTS
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.rounds.selectors.checking import checked_in

ITEM = N_("反馈的问题")
OVERALL, ADVICE, LISTED = N_("总体评价"), N_("意见建议"), N_("问题清单")


def checked_opinion(opinion: Opinion) -> Checked:
    """Judgement, problems and demands."""
    said = opinion.items.order_by("position").values_list("pk", "title", "text")
    texts = [Text(ITEM, f"{title}\n{text}", f"#item-{pk}") for pk, title, text in said]
    whole = [Text(N_("总体评价"), opinion.overall, "#overall"), Text(N_("整改要求"), opinion.demands, "#demands")]
    return checked_in(opinion.inspection, [*whole, *texts])


def _report(report: Report) -> dict[str, str]:
    lines = report.lines.select_related("finding").order_by("position")
    listed = "\n".join(f"{line.position}. {line.title or line.finding.title}" for line in lines)
    return {OVERALL: report.overall, ADVICE: report.advice, LISTED: listed}


CHECKED[OPINIONS.kind] = checked_opinion
COMMENTABLE[REPORTS.kind] = _report
