"""Documents of visits as readable text, compared with what was looked at and approved."""

import os
from datetime import timedelta

import pytest
from django.utils import translation

from tests.conftest import NOW
from tests.lookback.conftest import TODAY, Lookback
from tests.rectification.test_documents import GOLDENS, PROFILE
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.reading import render_text
from xuncha.lookback import documents, services

pytestmark = pytest.mark.django_db


def plan(look: Lookback):
    for n in (1, 2):
        look.old(n, which=n - 1)
    return documents.visit_plan, look.running(units=look.world.units)


def notice(look: Lookback):
    look.old(1)
    return documents.notice, look.running(kind="look_back").units.get()


def certificate(look: Lookback):
    for n in range(1, 7):
        look.old(n, difficulty="hard" if n % 2 else "easy")
    visit = look.running(per_stratum=1, strata="difficulty")
    source, days = "开奖号码，六个红球从小到大", timedelta(days=2)
    closed = services.close_list(look.act(look.clerk), visit, source=source, source_on=TODAY + timedelta(days=1))
    typed = services.type_seed(look.act(look.clerk, NOW + days), closed, seed="03 07 11 19 22 30")
    return documents.sample_certificate, services.confirm_seed(
        look.act(look.going, NOW + days), typed, seed="03 07 11 19 22 30"
    )


def second_list(look: Lookback):
    return documents.second_list, look.listed("not", "partly", "in_place")


def report(look: Lookback):
    visited = look.listed("not", "partly", "in_place")
    return documents.result_report, services.finish_visit(look.act(look.clerk), visited.visit)


MADE = {
    "visit_plan": plan,
    "visit_notice": notice,
    "sample_certificate": certificate,
    "second_list": second_list,
    "visit_report": report,
}


@pytest.mark.parametrize("name", MADE)
def test_the_document_is_what_was_approved(name, look: Lookback):
    make, record = MADE[name](look)
    record = type(record).objects.get(pk=record.pk)
    with translation.override("en"):  # documents are always Chinese
        document = make(record, PROFILE.issuer(TODAY, 7))
    text = render_text(document).replace(f"sample-{record.pk}.json", "sample-1.json")
    assert render_docx(document, PROFILE, on=TODAY)[:2] == b"PK"
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("XUNCHA_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
