"""
What an anonymous person can do: hand in one set of answers.

It writes without the door, because there is nobody to act: no account, no journal entry, and of the time the day alone.
"""

from datetime import date
from uuid import UUID

from xuncha.core.errors import Reason, RuleViolated
from xuncha.foundation.tickets import Ticket
from xuncha.foundation.usecases import held_still, in_one_transaction
from xuncha.survey.models import Questionnaire, Reply
from xuncha.survey.rules.questionnaires import reasons_not_to_answer
from xuncha.survey.rules.questions import Answers, of_open, reasons_not_to_hand_in
from xuncha.survey.workflow import QuestionnaireState


@in_one_transaction
def hand_in(questionnaire: Questionnaire, ticket: Ticket, answers: Answers, day: date) -> None:
    """
    Take one person's answers in. The same form sent again changes nothing.

    Raises:
        RuleViolated: the questionnaire takes no answers today, or a question that must be answered is not.

    """
    asked = held_still(questionnaire)  # it is not counted meanwhile
    key = UUID(bytes=ticket.derived("reply")[:16])
    if asked.replies.filter(pk=key).exists():
        return
    RuleViolated.unless_empty([*reasons_today(asked, day), *reasons_not_to_hand_in(asked.asked, answers)])
    Reply.objects.create(pk=key, questionnaire=asked, answers=of_open(asked.asked, answers), day=day)


def reasons_today(questionnaire: Questionnaire, day: date) -> list[Reason]:
    """Why nothing is taken in on this day; it went out, so that its days are set."""
    counted = questionnaire.state == QuestionnaireState.COUNTED
    opens_on, closes_on = questionnaire.opens_on or date.max, questionnaire.closes_on or date.min
    return reasons_not_to_answer(opens_on=opens_on, closes_on=closes_on, counted=counted, today=day)
