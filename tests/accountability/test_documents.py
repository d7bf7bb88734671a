"""Documents of accountability as readable text, compared with what was looked at and approved."""

import os

import pytest
from django.utils import translation

from tests.accountability.conftest import LATE
from tests.rectification.test_documents import GOLDENS, PROFILE
from xuncha.accountability import services
from xuncha.accountability.documents import use_document
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.reading import render_text


def signed(using):
    return services.sign_for(using.act(using.rect.liaison), using.sent("talk"))


def drafted(using):
    return using.drafted("discipline")


MADE = {
    "talk_notice": lambda using: using.sent("talk"),
    "self_criticism_notice": lambda using: using.sent("self_criticism"),
    "naming_circular": lambda using: using.sent("naming", named="测试市第一局党组书记"),
    "talk_signed_for": signed,
    "cadre_letter": lambda using: using.sent("cadre", body="中共测试市委组织部"),
    "discipline_transfer": drafted,
}


@pytest.mark.parametrize("name", MADE)
def test_the_document_is_what_was_approved(name, using):
    record = MADE[name](using)
    with translation.override("en"):  # documents are always Chinese
        document = use_document(record, PROFILE.issuer(LATE.date(), 7))
    text = render_text(document)
    assert render_docx(document, PROFILE, on=LATE.date())[:2] == b"PK"
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("XUNCHA_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_what_was_withdrawn_says_so(using):
    gone = services.withdraw_use(using.act(using.rect.director), using.sent(), reason="事实有误。")
    assert "已撤回" in render_text(use_document(gone, PROFILE.issuer(LATE.date(), 7)))
