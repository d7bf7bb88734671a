"""The sheet of an evaluation as readable text, compared with what was looked at and approved."""

import os

import pytest
from django.utils import translation

from tests.evaluation.conftest import TODAY
from tests.evaluation.telling import WHY
from tests.evaluation.test_sheets import LATER, shown, subject
from tests.rectification.test_documents import GOLDENS, PROFILE
from xuncha.core.permissions import Role
from xuncha.evaluation.documents import sheet_paper
from xuncha.evaluation.services import hand_in_sheet, note_case, settle_result, show_sheet, take_rates
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.reading import render_text

__all__ = ["shown", "subject"]


def settled(acting, shown):
    return settle_result(acting(Role.OFFICE_DIRECTOR, now=LATER), shown)


def vetoed(acting, subject):
    for _ in range(2):
        note_case(acting(Role.OFFICE_CLERK), subject, code="false", **WHY)
    take_rates(acting(Role.OFFICE_CLERK), subject)
    return show_sheet(acting(Role.OFFICE_CLERK), hand_in_sheet(acting(Role.OFFICE_CLERK), subject))


MADE = {"evaluation_sheet": (settled, "shown"), "evaluation_sheet_vetoed": (vetoed, "subject")}


@pytest.mark.parametrize("name", MADE)
def test_the_sheet_is_what_was_approved(name, acting, request):
    make, begun = MADE[name]
    record = make(acting, request.getfixturevalue(begun))
    record = type(record).objects.get(pk=record.pk)
    with translation.override("en"):  # documents are always Chinese
        document = sheet_paper(record, PROFILE.issuer(TODAY, 7))
    text = render_text(document)
    assert render_docx(document, PROFILE, on=TODAY)[:2] == b"PK"
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("XUNCHA_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
