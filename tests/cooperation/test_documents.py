"""An agreement and minutes as readable text, compared with what was looked at and approved."""

import os

import pytest
from django.utils import translation

from tests.conftest import NOW
from tests.rectification.test_documents import GOLDENS, PROFILE
from xuncha.cooperation import documents, services
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.reading import render_text


def agreement(coop):
    return documents.agreement_document, coop.in_force()


def draft(coop):
    return documents.agreement_document, coop.drafted(until=None)


def notice(coop):
    return documents.minutes_document, coop.called(place="三楼会议室", chair="办公室主任")


def minutes(coop):
    conference = coop.called()
    services.give_view(coop.act(coop.officer), conference, organisation=coop.department, view="按文件口径执行。")
    held = services.hold_conference(coop.act(coop.clerk), conference, minutes="逐项核对了口径。")
    coop.decided(held)
    coop.decided(held, owner=None, text="核对取证材料")
    return documents.minutes_document, held


MADE = {
    "cooperation_agreement": agreement,
    "cooperation_draft": draft,
    "cooperation_notice": notice,
    "cooperation_minutes": minutes,
}


@pytest.mark.parametrize("name", MADE)
def test_the_document_is_what_was_approved(name, coop):
    make, record = MADE[name](coop)
    with translation.override("en"):  # documents are always Chinese
        document = make(record, PROFILE.issuer(NOW.date(), 7))
    text = render_text(document)
    assert render_docx(document, PROFILE, on=NOW.date())[:2] == b"PK"
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("XUNCHA_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
