"""The text of either channel as readable text, compared with what was looked at and approved."""

import os

import pytest
from django.utils import translation

from tests.disclosure.conftest import LATER, Disclosing
from tests.rectification.test_documents import GOLDENS, PROFILE
from xuncha.disclosure import documents, services
from xuncha.foundation.documents.reading import render_text

MADE = {"disclosure_inside": documents.inside_document, "disclosure_public": documents.public_document}


def test_each_channel_tells_what_it_may(telling: Disclosing):
    text = telling.written(title="测试市第1局关于巡察整改情况的通报", outlook="继续抓好整改。")
    section = telling.left_out(text)
    telling.submitted(text)
    services.judge_omission(telling.office(), section, accepted=True)
    told = telling.published(telling.approved(text))
    for name, make in MADE.items():
        with translation.override("en"):  # documents are always Chinese
            written = render_text(make(told, PROFILE.issuer(LATER.date(), 7)))
        golden = GOLDENS / f"{name}.txt"
        if os.environ.get("XUNCHA_WRITE_GOLDENS"):
            golden.write_text(written, encoding="utf-8")
        assert written == golden.read_text(encoding="utf-8")
        assert ("拆分发包" in written) == (name == "disclosure_inside")


@pytest.mark.parametrize("name", MADE)
def test_a_draft_says_that_it_is_one(name, telling: Disclosing):
    assert "（起草中）" in render_text(MADE[name](telling.begun(), PROFILE.issuer(LATER.date(), 7)))
