"""What the page of an inspection shows of questionnaires, squads and village cards."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, Band, Panel, register_panel
from xuncha.survey.selectors import QUESTIONNAIRES, came_in
from xuncha.survey.selectors.squads import SQUADS
from xuncha.survey.selectors.villages import CARDS, villages_in
from xuncha.survey.workflow import QUESTIONNAIRE, SQUAD

LATEST = 6


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    rows = QUESTIONNAIRES.visible_to(actor).filter(inspection=inspection)
    answers = sum(came_in(list(rows.values_list("pk", flat=True))).values())
    here = f"?unit={inspection.organisation.name}&round={inspection.round_id}"
    detail = _("收到答卷 {n} 份").format(n=answers)
    return [Band(_("问卷"), rows.count(), _("份"), detail, reverse("survey:questionnaires") + here)]


def _card(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    villages = villages_in(inspection).count()
    return {
        "questionnaires": QUESTIONNAIRES.visible_to(actor).filter(inspection=inspection)[:LATEST],
        "squads": SQUADS.visible_to(actor).filter(inspection=inspection)[:LATEST],
        "villages": villages,
        "cards": CARDS.visible_to(actor).filter(inspection=inspection).count() if villages else 0,
        "may_survey": INSPECTIONS.permits(actor, P.SURVEY_WRITE, inspection),
        "QUESTIONNAIRE": QUESTIONNAIRE,
        "SQUAD": SQUAD,
    }


def show_on_inspections() -> None:
    """Put what was asked and looked at on the page of an inspection."""
    register_panel(Panel("survey", 8, P.SURVEY_READ, _bands, "survey/panel.html", _card, beside=True))
