"""A paper that rests on a talk and on a squad's result, held back because it repeats a letter. (B01, B06, B09)"""

from datetime import date, timedelta

from xuncha.fieldwork.models import Responsibility, Source
from xuncha.fieldwork.selectors import manifestations, told_of
from xuncha.fieldwork.services import (
    ask_about_paper,
    ask_to_co_sign,
    cite_result,
    cite_talk,
    co_sign_paper,
    create_paper,
)
from xuncha.gathering.models import Talk
from xuncha.gathering.workflow import TalkState
from xuncha.intake.models import Mailbox
from xuncha.site.scenario.receiving import LETTERS
from xuncha.site.scenario.stage import Stage
from xuncha.survey.models import SquadResult

TITLE = "窗口办事多跑、补助发放签字不实"
REPEATED = LETTERS[0][2]
FACTS = (
    "2022年11月，巡察组在便民服务点走访并与经办科室谈话。群众反映：{said}该单位2021年以来没有开会研究过窗口办事问题。"
)
TALKED = "该单位2021年以来没有开会研究过窗口办事问题。"


def rest_on_talks(stage: Stage) -> None:
    """On the day before the last, in the first unit in the field whose mailbox is open and whose talk was checked."""
    stage.later(stage.today - timedelta(days=1), lambda: _write(stage))


def _write(stage: Stage) -> None:
    with_mailbox = Mailbox.objects.values("inspection_id")
    talks = Talk.objects.filter(state=TalkState.CONFIRMED, inspection__in=with_mailbox)
    found = SquadResult.objects.filter(squad__inspection__in=talks.values("inspection_id"))
    result = found.select_related("squad__inspection").order_by("pk").last()
    if result is None:
        return
    inspection = result.squad.inspection
    talk = talks.filter(inspection=inspection).select_related("lead", "recorder").order_by("pk")[0]
    item = next(one for one in manifestations(inspection) if not one.clue_only)
    paper = create_paper(
        stage.by(talk.lead),
        inspection,
        second_handler=talk.recorder,
        title=TITLE,
        category=item.category,
        checklist_item=item,
        sources=[Source.TALK.value, Source.VISIT.value],
        facts=f"{FACTS.format(said=REPEATED)}\n{told_of(result)}",
        characterisation="为民服务责任落实不到位",
        basis=item.basis or "《中国共产党章程》",
        cause="分管领导没有过问窗口工作，补助发放无人复核",
        why_political="群众观念淡薄，把便民措施停留在纸面上，损害群众切身利益。",
        responsibility=[Responsibility.DEPUTY.value, Responsibility.DEPARTMENT.value],
        amount=result.amount,
        period_from=date(2021, 1, 1),
        period_to=stage.today,
    )
    cite_talk(stage.by(talk.lead), paper, talk, quote=TALKED)
    cite_result(stage.by(talk.lead), paper, result, quote=told_of(result))
    ask_to_co_sign(stage.by(talk.lead), paper)
    co_sign_paper(stage.by(talk.recorder), paper)
    ask_about_paper(stage.by(talk.lead), paper)
