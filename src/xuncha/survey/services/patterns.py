"""The library of questionnaires to begin with: what proved itself becomes a dated version of a pattern. (B04)"""

from collections.abc import Sequence
from datetime import date

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.survey.models import Pattern, Questionnaire
from xuncha.survey.rules.questionnaires import reasons_not_to_keep_pattern
from xuncha.survey.selectors import PATTERNS, QUESTIONNAIRES


@use_case(P.REGULATIONS_WRITE, within=QUESTIONNAIRES)
def keep_pattern(
    act: Act, questionnaire: Questionnaire, *, code: str, valid_from: date, unit_types: Sequence[str] = ()
) -> Pattern:
    """Keep a questionnaire as the office's pattern from a day on; its earlier version of the code ends that day."""
    office = questionnaire.inspection.round.term.jurisdiction
    earlier = Pattern.objects.filter(jurisdiction=office, code=code).order_by("-valid_from").first()
    RuleViolated.unless_empty(
        reasons_not_to_keep_pattern(
            questions=questionnaire.asked,
            valid_from=valid_from,
            latest=earlier.valid_from if earlier else None,
        )
    )
    if earlier is not None and (earlier.valid_to is None or earlier.valid_to > valid_from):
        act.change(earlier, "pattern.ended", valid_to=valid_from)
    made = Pattern(
        jurisdiction=office,
        code=code,
        title=questionnaire.title,
        audience=questionnaire.audience,
        introduction=questionnaire.introduction,
        questions=questionnaire.questions,
        unit_types=list(unit_types),
        valid_from=valid_from,
    )
    return act.create(made, "pattern.kept")


@use_case(P.REGULATIONS_WRITE, within=PATTERNS)
def end_pattern(act: Act, pattern: Pattern, *, valid_to: date) -> Pattern:
    """End a pattern of the office's own; questionnaires made from it stay."""
    if pattern.valid_to is not None:
        raise RuleViolated(reason("这个模板已经停用。"))
    if valid_to <= pattern.valid_from:
        raise RuleViolated(reason("停用日期要晚于启用日期 {day}。", field="valid_to", day=pattern.valid_from))
    return act.change(pattern, "pattern.ended", valid_to=valid_to)
