"""Questionnaires from the first question to their results. (feature B04)"""

from collections.abc import Sequence
from datetime import date
from secrets import choice

from django.utils import timezone

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.workflow import ROUND
from xuncha.survey.models import Pattern, Questionnaire
from xuncha.survey.rules.questionnaires import SendingFacts, reasons_not_to_change, reasons_not_to_send
from xuncha.survey.rules.questions import Kind, Question, in_order, moved, next_id, reasons_against_questions, without
from xuncha.survey.selectors import QUESTIONNAIRES, has_next, smallest_on
from xuncha.survey.workflow import QUESTIONNAIRE, QuestionnaireState

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another one when it is typed from a poster."""
CODE_LENGTH = 8


@use_case(P.SURVEY_WRITE, within=INSPECTIONS, lock=False)
def draft_questionnaire(
    act: Act,
    inspection: Inspection,
    *,
    title: str,
    audience: str,
    introduction: str = "",
    pattern: Pattern | None = None,
) -> Questionnaire:
    """Begin a questionnaire for people of the inspected unit, from a pattern or empty."""
    made = Questionnaire(
        inspection=inspection,
        title=title,
        audience=audience,
        introduction=introduction or (pattern.introduction if pattern else ""),
        questions=pattern.questions if pattern else [],
        pattern=pattern,
    )
    return act.create(made, "questionnaire.drafted")


@use_case(P.SURVEY_WRITE, within=QUESTIONNAIRES)
def change_questionnaire(
    act: Act,
    questionnaire: Questionnaire,
    *,
    title: str,
    audience: str,
    introduction: str = "",
    base_version: int | None = None,
) -> Questionnaire:
    """Change what stands above the questions of a draft."""
    _drafted(questionnaire)
    return act.change(
        questionnaire,
        "questionnaire.changed",
        base_version=base_version,
        title=title,
        audience=audience,
        introduction=introduction,
    )


@use_case(P.SURVEY_WRITE, within=QUESTIONNAIRES)
def put_question(
    act: Act,
    questionnaire: Questionnaire,
    *,
    which: str = "",
    kind: Kind,
    label: str,
    options: Sequence[str] = (),
    required: bool = True,
    after: str = "",
    on: Sequence[int] = (),
    group: bool = False,
    base_version: int | None = None,
) -> Questionnaire:
    """Add a question to a draft, behind those there are, or with its id as `which` change it."""
    _drafted(questionnaire)
    questions = questionnaire.asked
    asked = Question(
        which or next_id(questions), kind, label.strip(), tuple(options), required, after, tuple(sorted(on)), group
    )
    if which and which not in {q.id for q in questions}:
        raise RuleViolated(reason("这道题已被删除。"))
    if after in {q.id for q in questions} - {q.id for q in without(questions, asked.id)}:
        raise RuleViolated(reason("追问不能接在自己后面。", field="opens"))
    changed = [asked if q.id == which else q for q in questions] if which else [*questions, asked]
    RuleViolated.unless_empty(reasons_against_questions(changed))
    return _store(act, questionnaire, changed, "questionnaire.question_put", base_version)


@use_case(P.SURVEY_WRITE, within=QUESTIONNAIRES)
def drop_question(act: Act, questionnaire: Questionnaire, *, which: str) -> Questionnaire:
    """Take a question out of a draft, and the follow-ups that open with it."""
    _drafted(questionnaire)
    return _store(act, questionnaire, without(questionnaire.asked, which), "questionnaire.question_dropped")


@use_case(P.SURVEY_WRITE, within=QUESTIONNAIRES)
def move_question(act: Act, questionnaire: Questionnaire, *, which: str, by: int) -> Questionnaire:
    """Move a question of a draft up (-1) or down (1) with its follow-ups."""
    _drafted(questionnaire)
    if which not in {q.id for q in questionnaire.asked}:
        raise RuleViolated(reason("这道题已被删除。"))
    return _store(act, questionnaire, moved(questionnaire.asked, which, by), "questionnaire.question_moved")


@use_case(QUESTIONNAIRE.steps["send"].permission, within=QUESTIONNAIRES)
def send_questionnaire(act: Act, questionnaire: Questionnaire, *, opens_on: date, closes_on: date) -> Questionnaire:
    """Let it go out: from now on its words stand, and people answer under its code from the first day to the last."""
    QUESTIONNAIRE.step("send", QuestionnaireState(questionnaire.state))
    batch, today = questionnaire.inspection.round, timezone.localdate(act.now)
    over = batch.state in {state.value for state in ROUND.finished()}
    RuleViolated.unless_empty(
        reasons_not_to_send(
            SendingFacts(questionnaire.asked, opens_on, closes_on, today, batch.authority_to, round_over=over)
        )
    )
    return act.step(
        questionnaire,
        QUESTIONNAIRE,
        "send",
        code="".join(choice(LETTERS) for _ in range(CODE_LENGTH)),
        smallest=smallest_on(today, batch.term.jurisdiction),
        opens_on=opens_on,
        closes_on=closes_on,
    )


@use_case(QUESTIONNAIRE.steps["drop"].permission, within=QUESTIONNAIRES)
def drop_questionnaire(act: Act, questionnaire: Questionnaire, *, reason: str) -> Questionnaire:
    """Give a draft up, with the reason."""
    return act.step(questionnaire, QUESTIONNAIRE, "drop", reason=reason)


@use_case(QUESTIONNAIRE.steps["count"].permission, within=QUESTIONNAIRES)
def count_questionnaire(act: Act, questionnaire: Questionnaire) -> Questionnaire:
    """Close it for good and count: there are results from now on, and no further answer."""
    return act.step(questionnaire, QUESTIONNAIRE, "count")


@use_case(P.SURVEY_WRITE, within=QUESTIONNAIRES)
def revise_questionnaire(act: Act, questionnaire: Questionnaire) -> Questionnaire:
    """Draft the next edition of one that went out; what was answered to this one stays with it."""
    if questionnaire.state == QuestionnaireState.DRAFT:
        raise RuleViolated(reason("问卷还在编写，直接修改就行。"))
    if has_next(questionnaire):
        raise RuleViolated(reason("已经有了下一版，请从最新一版接着改。"))
    edition = Questionnaire(
        inspection=questionnaire.inspection,
        title=questionnaire.title,
        audience=questionnaire.audience,
        introduction=questionnaire.introduction,
        questions=questionnaire.questions,
        pattern_id=questionnaire.pattern_id,
        edition=questionnaire.edition + 1,
        follows=questionnaire,
    )
    return act.create(edition, "questionnaire.drafted")


def _drafted(questionnaire: Questionnaire) -> None:
    drafted = questionnaire.state == QuestionnaireState.DRAFT
    RuleViolated.unless_empty(reasons_not_to_change(drafted=drafted))


def _store(
    act: Act, questionnaire: Questionnaire, questions: Sequence[Question], event: str, base_version: int | None = None
) -> Questionnaire:
    rows = [q.stored() for q in in_order(questions)]
    return act.change(questionnaire, event, base_version=base_version, questions=rows)
