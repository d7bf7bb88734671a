"""Documents of letters as readable text, compared with what was looked at and approved."""

import os
from decimal import Decimal

import pytest
from django.utils import translation

from tests.rectification.test_documents import GOLDENS, PROFILE
from tests.supervision.conftest import LATE, days
from tests.supervision.test_campaigns import BEGIN, running
from tests.supervision.test_paper import received, replied
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.reading import render_text
from xuncha.supervision import documents, services
from xuncha.supervision.models import Campaign


def supervision(letters):
    return documents.letter_document, letters.received(letters.issued())


def assignment(letters):
    letters.rect.accepted()
    return documents.letter_document, letters.assigned(items=list(letters.rect.plan().items.order_by("number")))


def chained(letters):
    answered = letters.answered(letters.issued(kind="chain_notice", title="关于有关问题整改的整改督查督办通知书"))
    draft = services.reissue_letter(
        letters.act(letters.rect.clerk), answered, kind="chain_guidance", reason="佐证不足。"
    )
    return documents.letter_document, draft


def without_items(letters):
    plan = letters.rect.deliver()
    made = letters.drafted(
        now=days(40), items=[], kind="reminder", hint="no_plan", subject=f"plan-{plan.pk}", text="请尽快报送。"
    )
    return documents.letter_document, made


def on_paper(letters):
    return documents.letter_document, received(letters)


def reply_on_paper(letters):
    return documents.reply_document, replied(letters)


def reply(letters):
    return documents.reply_document, letters.answered()


def campaign(letters):
    handed, task = running(letters), Campaign.objects.get().tasks.get()
    figures = {"problems": 3, "money": Decimal("1200.50"), "rules": 1, "cases": 1, "persons": 2}
    officer = letters.act(letters.officer)
    services.report_progress(officer, handed, organisation=letters.department, text="已清查。", **figures)
    services.finish_task(letters.act(letters.officer), handed, task=task.pk, result="已清查库存12处。", done_on=BEGIN)
    return documents.campaign_document, services.hand_in_result(
        letters.act(letters.officer), handed, closing="整治任务全部完成。"
    )


MADE = {
    "campaign": campaign,
    "supervision_letter": supervision,
    "assignment_letter": assignment,
    "chained_letter": chained,
    "reminder_letter": without_items,
    "letter_reply": reply,
    "letter_on_paper": on_paper,
    "letter_reply_on_paper": reply_on_paper,
}


@pytest.mark.parametrize("name", MADE)
def test_the_document_is_what_was_approved(name, letters):
    make, record = MADE[name](letters)
    with translation.override("en"):  # documents are always Chinese
        document = make(record, PROFILE.issuer(LATE.date(), 7))
    text = render_text(document)
    assert render_docx(document, PROFILE, on=LATE.date())[:2] == b"PK"
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("XUNCHA_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_round_that_is_called_an_inspection_is_not_called_so_twice(letters):
    issued = letters.issued()
    batch = letters.rect.plan().inspection.round
    batch.name = "八届市委第一轮巡察"
    batch.save()
    text = render_text(documents.letter_document(issued, PROFILE.issuer(LATE.date(), 7)))
    assert "八届市委第一轮巡察反馈后" in text
