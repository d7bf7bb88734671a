"""What the page of a working paper shows of the findings and notices made from it."""

import pytest
from django.urls import reverse

from xuncha.core.permissions import Role
from xuncha.fieldwork.workflow import PaperState
from xuncha.findings import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(at_desk, people):
    """The page of a paper as the person of this role sees it."""

    def read(paper, role=Role.INSPECTOR) -> str:
        return at_desk(people[role]).get(reverse("fieldwork:paper", args=[paper.pk])).content.decode()

    return read


def raising(paper) -> str:
    return f"{reverse('findings:raise')}?pick={paper.pk}"


def fixing(paper) -> str:
    return f"{reverse('findings:fix-draft')}?paper={paper.pk}"


def test_a_signed_paper_leads_on_to_findings_and_notices(page, paper, at_desk, people):
    signed = paper("拆分发包")
    shown = page(signed)
    assert "还没有从这份底稿归纳出问题" in shown
    for address in (raising(signed), fixing(signed)):
        assert address in shown
        assert signed.title in at_desk(people[Role.INSPECTOR]).get(address).content.decode()


def test_what_was_made_of_it_is_linked(page, paper, by, world):
    signed = paper("拆分发包")
    finding = services.raise_finding(
        by(Role.INSPECTOR), world.inspections[0], papers=[signed], title="拆分发包规避竞价", text="拆分发包。"
    )
    fix = services.draft_fix(
        by(Role.INSPECTOR), world.inspections[0], paper=signed, title="补办手续", demand="五日内补办手续。"
    )
    shown = page(signed)
    assert reverse("findings:finding", args=[finding.pk]) in shown
    assert reverse("findings:fix", args=[fix.pk]) in shown
    assert "还没有从这份底稿归纳出问题" not in shown


def test_a_paper_nobody_has_signed_offers_nothing(page, paper):
    checked = paper(state=PaperState.CHECKED)
    shown = page(checked)
    assert raising(checked) not in shown
    assert 'id="findings-h"' not in shown


def test_what_was_made_of_a_superseded_paper_stays_linked_and_nothing_new_is_offered(page, paper, by, world):
    signed = paper("拆分发包")
    finding = services.raise_finding(
        by(Role.INSPECTOR), world.inspections[0], papers=[signed], title="拆分发包规避竞价", text="拆分发包。"
    )
    type(signed).objects.filter(pk=signed.pk).update(state=PaperState.SUPERSEDED)
    shown = page(signed)
    assert reverse("findings:finding", args=[finding.pk]) in shown
    assert raising(signed) not in shown


def test_the_office_reads_but_is_offered_no_act(page, paper):
    signed = paper()
    shown = page(signed, Role.OFFICE_CLERK)
    assert 'id="findings-h"' in shown
    assert raising(signed) not in shown
    assert fixing(signed) not in shown
