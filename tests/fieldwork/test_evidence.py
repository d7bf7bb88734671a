"""Evidence: tied to a sentence that stands in the facts, never erased, and signatures do not survive its change."""

import pytest

from tests.fieldwork.conftest import QUOTE, upload
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import Evidence
from xuncha.fieldwork.selectors import evidence_of
from xuncha.fieldwork.services import add_evidence, change_evidence, remove_evidence
from xuncha.foundation.journal.models import JournalRecord


def test_a_file_supports_a_sentence_of_the_facts(desk, acting, cast):
    paper = desk.draft()
    one = add_evidence(acting(cast.handler), paper, upload("台账.txt", quote=QUOTE, pages="1-3"))
    assert (one.quote, one.pages, one.created_by) == (QUOTE, "1-3", cast.handler)
    assert JournalRecord.objects.filter(event="evidence.added").count() == 3
    told = JournalRecord.objects.filter(event="paper.evidence_added", subject_id=str(paper.pk)).last()
    assert '"attachment":["","台账.txt"]' in told.body


@pytest.mark.parametrize("quote", ["事实里没有的一句话。", "长" * 501])
def test_a_sentence_must_stand_in_the_facts(desk, acting, cast, quote):
    paper = desk.draft()
    with pytest.raises(RuleViolated) as caught:
        add_evidence(acting(cast.handler), paper, upload(quote=quote))
    assert caught.value.reasons[0].field == "quote"
    with pytest.raises(RuleViolated):
        change_evidence(acting(cast.handler), paper, paper.evidence.first(), quote=quote)
    assert paper.evidence.count() == 2


def test_what_evidence_says_of_itself_is_corrected(desk, acting, cast):
    paper = desk.draft()
    one = change_evidence(acting(cast.second), paper, paper.evidence.last(), kind="照片", original_checked=False)
    assert (one.kind, one.original_checked) == ("照片", False)
    with pytest.raises(StaleEdit):
        change_evidence(acting(cast.handler), paper, one, base_version=1, pages="第 2 页")
    with pytest.raises(TypeError, match="paper"):
        change_evidence(acting(cast.handler), paper, one, paper=None)


def test_removed_evidence_is_kept_but_no_longer_counts(desk, acting, cast):
    paper = desk.draft()
    one = paper.evidence.first()
    remove_evidence(acting(cast.handler), paper, one, reason="重复")
    assert Evidence.objects.get(pk=one.pk).removed_by == cast.handler
    assert one not in evidence_of(paper)
    with pytest.raises(RuleViolated, match="已经移除"):
        remove_evidence(acting(cast.handler), paper, one)


def test_evidence_of_another_paper_is_not_found_here(desk, acting, cast):
    paper, other = desk.draft(), desk.draft()
    with pytest.raises(RuleViolated):
        remove_evidence(acting(cast.handler), paper, other.evidence.first())
    assert other.evidence.filter(removed_at__isnull=True).count() == 2


@pytest.mark.parametrize("state", ["submitted", "checked"])
def test_evidence_that_changes_after_hand_in_takes_the_paper_back(desk, acting, cast, state):
    acts = [
        lambda paper: add_evidence(acting(cast.handler), paper, upload("补.txt")),
        lambda paper: change_evidence(acting(cast.handler), paper, paper.evidence.first(), pages="9"),
        lambda paper: remove_evidence(acting(cast.handler), paper, paper.evidence.first()),
    ]
    for do in acts:
        paper = getattr(desk, state)()
        do(paper)
        assert desk.fresh(paper).state == "draft"
        assert not paper.signatures.filter(voided_at__isnull=True).exists()
        assert {s.void_reason for s in paper.signatures.all()} == {"复核后修改"}


def test_a_signed_papers_evidence_stays(desk, acting, cast):
    with pytest.raises(InvalidTransition, match="不能再改"):
        add_evidence(acting(cast.handler), desk.signed(), upload("晚了.txt"))


def test_only_a_handler_attaches(desk, acting, cast):
    paper = desk.draft()
    with pytest.raises(RuleViolated, match="只有经办人"):
        add_evidence(acting(cast.leader), paper, upload())
    with pytest.raises(Denied):
        add_evidence(acting(Role.UNIT_LIAISON), paper, upload())
    with pytest.raises(OutOfReach):
        add_evidence(acting(Role.INSPECTOR, which=1), paper, upload())
    assert paper.evidence.count() == 2
