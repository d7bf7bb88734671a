"""Paper sheets keyed in one by one; a second person may key them again to compare. (feature B04)"""

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.survey.models import Questionnaire, Sheet
from xuncha.survey.rules.questions import Answers, SheetFacts, differing, of_open, reasons_not_to_key
from xuncha.survey.selectors import QUESTIONNAIRES, SHEETS
from xuncha.survey.workflow import QuestionnaireState


@use_case(P.SURVEY_WRITE, within=QUESTIONNAIRES)
def key_sheet(act: Act, questionnaire: Questionnaire, *, number: int, answers: Answers) -> Sheet:
    """Key one paper sheet in under the number written on it. The journal tells that, and nothing that stands on it."""
    typed = of_open(questionnaire.asked, answers)
    RuleViolated.unless_empty(
        reasons_not_to_key(
            SheetFacts(
                questions=questionnaire.asked,
                typed=typed,
                taken=questionnaire.sheets.filter(number=number).exists(),
                out=questionnaire.state == QuestionnaireState.OUT,
            )
        )
    )
    return act.create(Sheet(questionnaire=questionnaire, number=number, answers=typed), "sheet.keyed")


@use_case(P.SURVEY_WRITE, within=SHEETS)
def check_sheet(act: Act, sheet: Sheet, *, answers: Answers, sure: bool = False) -> Sheet:
    """
    Key a sheet a second time, by somebody else, and compare.

    Where both say the same it is checked; otherwise whoever is `sure`, the paper in hand, decides by this keying.

    Raises:
        RuleViolated: beside each question that differs; or the same person keyed it first.

    """
    if sheet.questionnaire.state != QuestionnaireState.OUT:
        raise RuleViolated(reason("问卷没有在收答卷，不能录入。"))
    if sheet.created_by_id == act.actor.pk:
        raise RuleViolated(reason("第一次是您录的，请另一位同志复录。"))
    if sheet.checked_at is not None:
        raise RuleViolated(reason("这份纸质卷已经复录过。"))
    typed = of_open(sheet.questionnaire.asked, answers)
    differ = differing(sheet.questionnaire.asked, sheet.answers, typed)
    if not sure:
        RuleViolated.unless_empty(differ)
    if differ:  # not by `act.change`: the journal keeps what changed, and what stands on a sheet is nobody's to read
        sheet.answers = typed
        sheet.save(update_fields=["answers"])
    return act.change(
        sheet, "sheet.checked", detail={"differing": len(differ)}, checked_by=act.actor.user, checked_at=act.now
    )
