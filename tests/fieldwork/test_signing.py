"""The three signatures: order, hands, what they vouch for, what puts them out, and that a signed paper stands."""

import pytest
from django.db import DatabaseError
from django.db import transaction as db_transaction

from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import Evidence, Place, WorkingPaper
from xuncha.fieldwork.selectors import digest_of, reviewed_then_changed, signature_boxes
from xuncha.fieldwork.services import (
    ask_to_co_sign,
    check_paper,
    file_paper,
    reopen_paper,
    return_checked_paper,
    return_submitted_paper,
    save_paper,
    sign_paper,
    submit_paper,
    supersede_paper,
    void_paper,
)
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.journal.models import JournalRecord


def live(paper) -> list[str]:
    return list(paper.signatures.filter(voided_at__isnull=True).values_list("place", flat=True))


def test_from_draft_to_archive(desk, acting, cast):
    paper = desk.filed()
    assert (paper.state, live(paper)) == ("filed", ["handler", "handler", "deputy", "leader"])
    assert paper.number
    assert paper.number != paper.provisional_no
    boxes = signature_boxes(paper)
    assert [[s.signed_by for s in box.live] for box in boxes] == [
        [cast.handler, cast.second],
        [cast.deputy],
        [cast.leader],
    ]
    assert all(box.complete for box in boxes)


def test_the_permanent_number_comes_with_the_last_signature(desk):
    assert desk.checked().number is None
    first, second = desk.signed(), desk.signed()
    assert int(second.number[-3:]) == int(first.number[-3:]) + 1


def test_an_incomplete_paper_is_refused_with_every_reason_at_once(desk, acting, cast):
    paper = desk.draft()
    save_paper(acting(cast.handler), paper, base_version=None, title="太短", basis="", sources=[])
    with pytest.raises(RuleViolated) as caught:
        ask_to_co_sign(acting(cast.handler), paper)
    assert {r.field for r in caught.value.reasons} == {"title", "basis", "sources"}
    assert all(r.mend.startswith("#") for r in caught.value.reasons)
    assert live(paper) == []


def test_each_reviewer_acts_once_and_in_order(desk, acting, cast):
    paper = desk.submitted()
    with pytest.raises(InvalidTransition):
        sign_paper(acting(cast.leader), paper)
    check_paper(acting(cast.deputy), paper)
    with pytest.raises(InvalidTransition):
        check_paper(acting(cast.deputy), paper)
    with pytest.raises(InvalidTransition):
        submit_paper(acting(cast.handler), paper)


@pytest.mark.parametrize(
    ("state", "service", "permitted"),
    [
        ("submitted", check_paper, Role.DEPUTY_LEADER),
        ("checked", sign_paper, Role.TEAM_LEADER),
        ("signed", file_paper, Role.OFFICE_CLERK),
    ],
)
def test_each_step_belongs_to_one_role(desk, acting, state, service, permitted):
    paper = getattr(desk, state)()
    for role in {Role.INSPECTOR, Role.DEPUTY_LEADER, Role.TEAM_LEADER, Role.OFFICE_CLERK} - {permitted}:
        with pytest.raises(Denied):
            service(acting(role), paper)
        assert desk.fresh(paper).state == state
    assert service(acting(permitted), paper).state != state


def test_another_teams_reviewers_find_nothing(desk, acting):
    paper = desk.submitted()
    with pytest.raises(OutOfReach):
        check_paper(acting(Role.DEPUTY_LEADER, which=1), paper)


def also(user, role, world) -> None:
    """Give the person one more role in team one."""
    held = user.grants.get()
    Grant.objects.create(user=user, role=role, scope_id=held.scope_id, valid_from=held.valid_from)


def test_nobody_checks_or_signs_what_they_wrote(desk, acting, cast, world):
    also(cast.second, Role.DEPUTY_LEADER, world)
    also(cast.handler, Role.TEAM_LEADER, world)
    paper = desk.submitted()
    with pytest.raises(RuleViolated, match="经办人"):
        check_paper(acting(cast.second), paper)
    check_paper(acting(cast.deputy), paper)
    with pytest.raises(RuleViolated, match="经办人"):
        sign_paper(acting(cast.handler), paper)
    assert live(paper) == ["handler", "handler", "deputy"]


def test_one_person_does_not_give_two_signatures(desk, acting, cast, world):
    also(cast.deputy, Role.TEAM_LEADER, world)
    paper = desk.checked()
    with pytest.raises(RuleViolated, match="由您复核"):
        sign_paper(acting(cast.deputy), paper)
    assert sign_paper(acting(cast.leader), paper).state == "signed"


@pytest.mark.parametrize(
    ("state", "service"), [("submitted", return_submitted_paper), ("checked", return_checked_paper)]
)
def test_a_return_needs_a_reason_and_starts_the_signatures_again(desk, acting, cast, state, service):
    paper = getattr(desk, state)()
    reviewer = cast.deputy if state == "submitted" else cast.leader
    with pytest.raises(RuleViolated, match="理由"):
        service(acting(reviewer), paper, reason=" ")
    service(acting(reviewer), paper, reason="金额与清点表不一致")
    paper = desk.fresh(paper)
    assert (paper.state, live(paper)) == ("returned", [])
    assert {s.void_reason for s in paper.signatures.all()} == {"金额与清点表不一致"}
    desk.again(paper)
    assert live(paper) == ["handler", "handler"]


def test_a_change_after_review_puts_the_signatures_out_and_shows_them(desk, acting, cast):
    paper = desk.checked()
    before = digest_of(paper)
    reopen_paper(acting(cast.second), paper)
    save_paper(acting(cast.second), paper, base_version=None, cause="改过")
    paper = desk.fresh(paper)
    handler, deputy, _ = signature_boxes(paper)
    assert (handler.live, deputy.live, handler.turn) == ((), (), True)
    assert deputy.voided[0].void_reason == "复核后修改"
    assert (deputy.voided[0].voided_by, deputy.voided[0].digest) == (cast.second, before)
    assert list(WorkingPaper.objects.filter(reviewed_then_changed())) == [paper]
    check_paper(acting(cast.deputy), desk.again(paper))
    assert not WorkingPaper.objects.filter(reviewed_then_changed()).exists()


def test_what_is_signed_is_read_at_once_and_is_what_stands_there(desk, django_assert_num_queries):
    paper = desk.checked()
    with django_assert_num_queries(
        3
    ):  # the paper, its evidence, what it cites: nothing that is vouched for is left out
        stands = digest_of(paper)
    assert {signature.digest for signature in paper.signatures.all()} == {stands}


def test_only_a_handler_takes_a_paper_back(desk, acting, cast):
    with pytest.raises(RuleViolated, match="只有经办人"):
        reopen_paper(acting(cast.leader), desk.submitted())


def test_a_signed_paper_cannot_be_taken_back_or_given_up(desk, acting, cast):
    paper = desk.signed()
    for service, more in ((reopen_paper, {}), (void_paper, {"reason": "不要了"})):
        with pytest.raises(InvalidTransition):
            service(acting(cast.handler), paper, **more)


def test_a_draft_is_given_up_with_a_reason_and_stays(desk, acting, cast):
    paper = desk.draft()
    with pytest.raises(RuleViolated, match="只有经办人"):
        void_paper(acting(cast.leader), paper, reason="重复")
    with pytest.raises(RuleViolated, match="理由"):
        void_paper(acting(cast.handler), paper, reason="")
    assert void_paper(acting(cast.handler), paper, reason="与另一份重复").state == "void"
    assert WorkingPaper.objects.filter(pk=paper.pk).exists()


@pytest.mark.parametrize("state", ["signed", "filed"])
def test_a_superseded_paper_keeps_its_original(desk, acting, cast, state):
    paper = getattr(desk, state)()
    before = (digest_of(paper), paper.number, live(paper))
    successor = supersede_paper(acting(cast.leader), paper, reason="金额经复核有误")
    paper = desk.fresh(paper)
    assert (paper.state, digest_of(paper), paper.number, live(paper)) == ("superseded", *before)
    assert (successor.state, successor.number, successor.supersedes) == ("draft", None, paper)
    assert (successor.handler, successor.facts) == (paper.handler, paper.facts)
    assert successor.evidence.count() == paper.evidence.count() == 2
    assert desk.again(successor).state == "submitted"


def test_the_digest_follows_every_part_of_the_content(desk, acting, cast, item):
    paper = desk.draft()
    seen = {digest_of(paper)}
    for field, value in {"cause": "别的", "amount": None, "sources": ["talk"], "category": None}.items():
        save_paper(acting(cast.handler), paper, base_version=None, **{field: value})
        seen.add(digest_of(desk.fresh(paper)))
    Evidence.objects.filter(paper=paper).update(original_checked=False)
    seen.add(digest_of(desk.fresh(paper)))
    assert len(seen) == 6


def test_a_content_changed_behind_the_services_is_seen_on_the_signatures(desk):
    paper = desk.checked()
    WorkingPaper.objects.filter(pk=paper.pk).update(cause="有人直接改了数据库")
    assert [box.intact for box in signature_boxes(desk.fresh(paper))] == [False, False, True]


CONTENT_CHANGES = {"title": "换了标题", "facts": "换了", "amount": 1, "number": "X-1", "state": "draft", "persons": 3}


@pytest.mark.parametrize("state", ["signed", "filed"])
@pytest.mark.parametrize("field", CONTENT_CHANGES)
def test_the_database_itself_refuses_to_change_a_signed_paper(desk, state, field):
    paper = getattr(desk, state)()
    with pytest.raises(DatabaseError, match="does not change"), db_transaction.atomic():
        WorkingPaper.objects.filter(pk=paper.pk).update(**{field: CONTENT_CHANGES[field]})


def test_the_database_itself_refuses_to_touch_evidence_and_signatures_of_a_signed_paper(desk, cast):
    paper = desk.signed()
    old = paper.evidence.first()
    attempts = [
        lambda: paper.evidence.update(quote=""),
        lambda: Evidence.objects.create(
            paper=paper, attachment=old.attachment, created_by=cast.handler, created_at=paper.created_at
        ),
        lambda: paper.signatures.update(digest="0" * 64),
        lambda: paper.signatures.update(voided_by=cast.handler, voided_at=paper.created_at),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="does not change"), db_transaction.atomic():
            attempt()


def test_what_a_signature_says_never_changes_even_on_a_draft(desk):
    paper = desk.submitted()
    with pytest.raises(DatabaseError, match="does not change"), db_transaction.atomic():
        paper.signatures.filter(place=Place.HANDLER).update(digest="0" * 64)


def test_every_step_leaves_its_record(desk):
    desk.filed()
    kept = set(JournalRecord.objects.values_list("event", flat=True))
    assert {"paper.created", "paper.submitted", "paper.checked", "paper.signed", "paper.filed"} <= kept
    assert JournalRecord.objects.filter(event="paper.signature_put").count() == 4


def test_an_opinion_that_does_not_fit_its_box_is_refused_and_nothing_is_signed(desk, acting, cast):
    paper = desk.submitted()
    with pytest.raises(RuleViolated) as caught:
        check_paper(acting(cast.deputy), paper, opinion="长" * 501)
    assert [r.field for r in caught.value.reasons] == ["opinion"]
    assert live(paper) == ["handler", "handler"]
    check_paper(acting(cast.deputy), paper, opinion="长" * 500)
    assert paper.signatures.get(place=Place.DEPUTY).opinion == "长" * 500
