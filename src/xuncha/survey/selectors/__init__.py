"""What people may read of questionnaires: the library, drafts, how many answers came. Figures: `selectors.results`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.selectors import in_force, of_office, own_before_common, parameter_on
from xuncha.rounds.models import Inspection
from xuncha.survey.models import Pattern, Questionnaire, Reply, Sheet
from xuncha.survey.rules.questionnaires import smallest_group
from xuncha.survey.workflow import QUESTIONNAIRE, QuestionnaireState

SMALLEST = "survey.smallest_group"
"""The parameter: how many answers a figure rests on."""
ON_INSPECTION = {
    "jurisdiction": "inspection__round__term__jurisdiction_id",
    "team": "inspection__team_id",
    "inspected": "inspection__organisation_id",
    "around": ("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
}

PATTERNS = Reach(
    Pattern,
    "survey.pattern",
    "问卷模板",
    P.REGULATIONS_READ,
    jurisdiction="jurisdiction_id",
    team="jurisdiction__terms__rounds__teams",
    common=Q(jurisdiction__isnull=True),
    many=True,
    url_name="survey:pattern",
)
QUESTIONNAIRES: Reach[Questionnaire] = Reach(
    Questionnaire,
    "survey.questionnaire",
    "问卷",
    P.SURVEY_READ,
    **ON_INSPECTION,  # type: ignore[arg-type]  # the same four for every record of an inspection
    url_name="survey:questionnaire",
    find=("title",),
)
SHEETS = Reach(
    Sheet,
    "survey.sheet",
    "纸质卷",
    P.SURVEY_WRITE,
    jurisdiction="questionnaire__inspection__round__term__jurisdiction_id",
    team="questionnaire__inspection__team_id",
    inspected="questionnaire__inspection__organisation_id",
    around=("questionnaire__inspection__organisation", "questionnaire__inspection__round__term__jurisdiction"),
)
waits(
    QUESTIONNAIRE,
    QUESTIONNAIRES,
    title=lambda one: one.title,
    unit=lambda one: one.inspection.organisation,
    related=("inspection__organisation",),
    due={QuestionnaireState.OUT: "closes_on"},
)
EVENT_LABELS.update(
    {
        "pattern.kept": N_("存为问卷模板"),
        "pattern.ended": N_("停用问卷模板"),
        "questionnaire.drafted": N_("编写问卷"),
        "questionnaire.changed": N_("修改问卷"),
        "questionnaire.question_put": N_("增改题目"),
        "questionnaire.question_dropped": N_("删除题目"),
        "questionnaire.question_moved": N_("移动题目"),
        "sheet.keyed": N_("录入纸质卷"),
        "sheet.checked": N_("复录纸质卷"),
    }
)


def patterns_for(inspection: Inspection, day: date) -> list[Pattern]:
    """The patterns in force on a day for the type of the inspected unit, the office's own before the common one."""
    rows = Pattern.objects.filter(in_force(day), of_office(inspection.round.term.jurisdiction))
    found = own_before_common(rows.order_by("code", "valid_from")).values()
    unit_type = inspection.organisation.unit_type
    return [one for one in found if not one.unit_types or unit_type in one.unit_types]


def smallest_on(day: date, office: Jurisdiction) -> int:
    """How many answers a figure rests on at least, by the parameter in force on the day."""
    row = parameter_on(SMALLEST, day, office)
    return smallest_group(row.value if row else None)


def open_by_code(code: str) -> Questionnaire | None:
    """The questionnaire behind a public address, once it went out."""
    rows = Questionnaire.objects.select_related("inspection__organisation", "inspection__team")
    return rows.filter(code=code, state__in=[QuestionnaireState.OUT, QuestionnaireState.COUNTED]).first()


def has_next(questionnaire: Questionnaire) -> bool:
    """Whether there is a later edition."""
    return Questionnaire.objects.filter(follows=questionnaire).exists()


def came_in(questionnaires: Sequence[Any]) -> Mapping[Any, int]:
    """How many answers each questionnaire (by key) has, phones and paper together."""
    found: dict[Any, int] = {}
    for model in (Reply, Sheet):
        rows = model._default_manager.filter(questionnaire__in=questionnaires).order_by()
        for key, n in rows.values_list("questionnaire").annotate(n=Count("pk")):
            found[key] = found.get(key, 0) + n
    return found
