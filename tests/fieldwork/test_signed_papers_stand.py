"""No use case of fieldwork changes what a signed paper says: all of them are tried on one."""

import inspect
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest

from tests.fieldwork.conftest import complete, upload
from tests.gathering.samples import talk
from tests.survey.samples import result
from xuncha.core.errors import Refused
from xuncha.fieldwork import services
from xuncha.fieldwork.models import Citation
from xuncha.fieldwork.selectors import digest_of
from xuncha.fieldwork.services.confirmation import Statement
from xuncha.foundation.usecases import REGISTRY
from xuncha.gathering.models import Talk
from xuncha.survey.models import SquadResult

ON_A_PAPER = {
    "add_evidence",
    "ask_about_paper",
    "ask_to_co_sign",
    "change_evidence",
    "check_paper",
    "cite_result",
    "cite_talk",
    "co_sign_paper",
    "decline_to_co_sign",
    "file_paper",
    "recall_paper",
    "remove_evidence",
    "reopen_paper",
    "return_checked_paper",
    "return_submitted_paper",
    "save_paper",
    "set_second_handler",
    "sign_paper",
    "submit_paper",
    "supersede_paper",
    "uncite",
    "void_paper",
    "write_paper",
}
ON_A_SHEET = {
    "answer_fact_sheet", "approve_fact_sheet", "ask_about_sheet", "close_fact_sheet", "save_fact_sheet",
    "send_fact_sheet", "withdraw_fact_sheet",
}  # fmt: skip
ON_AN_INSPECTION = {"create_paper", "create_fact_sheet", "upload_word_papers", "write_from_result"}
ON_AN_IMPORT = {"import_word_papers"}  # a signed paper is refused there: see test_words.py


def arguments(desk, paper) -> dict[str, dict[str, object]]:
    """What each use case on a paper is called with, meant to change as much as it can."""
    return {
        "add_evidence": {"upload": upload("新.txt")},
        "ask_about_paper": {},
        "ask_to_co_sign": {},
        "change_evidence": {"evidence": paper.evidence.first(), "quote": "", "kind": "别的"},
        "check_paper": {},
        "cite_result": {"result": SquadResult.objects.first() or result(desk.world), "into_facts": True},
        "cite_talk": {"talk": Talk.objects.first() or talk(desk.world)},
        "co_sign_paper": {},
        "decline_to_co_sign": {"reason": "退回"},
        "file_paper": {},
        "recall_paper": {},
        "remove_evidence": {"evidence": paper.evidence.first()},
        "reopen_paper": {},
        "return_checked_paper": {"reason": "退回"},
        "return_submitted_paper": {"reason": "退回"},
        "save_paper": {"base_version": None, **complete(desk.item, title="换了标题换了标题", amount=Decimal(1))},
        "set_second_handler": {"second_handler": desk.cast.deputy},
        "sign_paper": {},
        "submit_paper": {},
        "supersede_paper": {"reason": "有误"},
        "uncite": {"citation": paper.citations.first() or Citation(paper=paper)},
        "void_paper": {"reason": "作废"},
        "write_paper": {"base_version": None, **complete(desk.item, cause="换了"), "upload": upload("再来.txt")},
    }


def test_the_sweep_knows_every_use_case():
    registered = {name.rpartition(".")[2] for name in REGISTRY if name.startswith("fieldwork.services.")}
    assert registered == ON_A_PAPER | ON_A_SHEET | ON_AN_INSPECTION | ON_AN_IMPORT
    assert set(services.__all__) >= registered
    assert all(inspect.getdoc(getattr(services, name)) for name in registered)


@pytest.mark.parametrize("state", ["signed", "filed"])
@pytest.mark.parametrize("name", sorted(ON_A_PAPER))
def test_no_use_case_changes_a_signed_paper(desk, acting, cast, state, name):
    paper = getattr(desk, state)()
    before, number = digest_of(paper), paper.number
    for person in (cast.handler, cast.second, cast.deputy, cast.leader, cast.clerk):
        given = arguments(desk, paper)[name]
        with suppress(Refused):
            getattr(services, name)(acting(person), paper, **given)
    after = desk.fresh(paper)
    assert (digest_of(after), after.number) == (before, number)
    assert after.state in {"signed", "filed", "superseded"}


def test_a_fact_sheet_leaves_the_paper_as_it_was_signed(desk, acting, cast, world):
    paper = desk.signed()
    before = digest_of(paper)
    statements = [Statement("该局防汛物资短少，折合11.38万元。", [paper])]
    sheet = services.create_fact_sheet(acting(cast.handler), world.inspections[0], title="物资", statements=statements)
    services.approve_fact_sheet(acting(cast.leader), sheet)
    services.send_fact_sheet(acting(cast.handler), sheet, reply_by=date(2022, 5, 20))
    answers = {1: services.UnitAnswer("disputed", "已补办手续")}
    services.answer_fact_sheet(acting(cast.unit), sheet, answers=answers)
    services.close_fact_sheet(acting(cast.handler), sheet, conclusion="已核，维持")
    assert digest_of(desk.fresh(paper)) == before
