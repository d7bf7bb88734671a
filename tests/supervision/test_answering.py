"""Letters after they were issued: signed for, answered by unit or department, accepted or issued again."""

import pytest
from django.core.files.base import ContentFile

from tests.supervision.conftest import LATE, days
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.supervision import services
from xuncha.supervision.rules.kinds import CHAIN
from xuncha.supervision.selectors import chain_of, items_in


def test_the_addressee_signs_for_it_and_answers_with_files(letters):
    issued = letters.issued()
    with pytest.raises(InvalidTransition):
        services.answer_letter(letters.act(letters.rect.liaison), issued, reply="已办。")
    received = letters.received(issued)
    assert received.received_by == letters.rect.liaison
    file = ContentFile(b"proof", "凭证.txt")
    with pytest.raises(RuleViolated):
        services.answer_letter(letters.act(letters.rect.liaison), received, reply=" ", files=[file])
    answered = services.answer_letter(letters.act(letters.rect.liaison), received, reply="已办。", files=[file])
    assert [answered.state, *(one.name for one in answered.files.all())] == ["answered", "凭证.txt"]


def test_a_department_that_is_no_unit_answers_an_assignment(letters):
    answered = letters.answered(letters.assigned())
    assert (answered.state, answered.answered_by) == ("answered", letters.officer)


def test_others_neither_sign_nor_answer(letters, acting):
    issued = letters.issued()
    for role, which in ((Role.UNIT_LIAISON, 1), (Role.DEPARTMENT, 1)):
        with pytest.raises(OutOfReach):
            services.receive_letter(acting(role, which=which, now=LATE), issued)
    for role in (Role.UNIT_HEAD, Role.OFFICE_CLERK):
        with pytest.raises(Denied):
            services.receive_letter(acting(role, now=LATE), issued)


def test_the_office_accepts_a_reply(letters, acting):
    answered = letters.answered()
    with pytest.raises(Denied):
        services.accept_letter(acting(Role.LEADING_GROUP, now=LATE), answered)
    accepted = services.accept_letter(letters.act(letters.rect.clerk), answered, opinion="同意。")
    assert (accepted.state, accepted.opinion, accepted.settled_by) == ("accepted", "同意。", letters.rect.clerk)


def test_an_insufficient_reply_is_followed_by_another_letter_about_the_same(letters):
    answered = letters.answered()
    with pytest.raises(RuleViolated):
        services.reissue_letter(letters.act(letters.rect.clerk), answered, kind="re_rectification", reason="")
    following = services.reissue_letter(
        letters.act(letters.rect.clerk), answered, kind="re_rectification", reason="没有佐证。"
    )
    answered.refresh_from_db()
    assert (answered.state, answered.opinion) == ("reissued", "没有佐证。")
    assert (following.kind, following.state, following.hint) == ("re_rectification", "draft", "")
    assert items_in(following) == items_in(answered)
    assert chain_of(answered) == chain_of(following) == [answered, following]
    with pytest.raises(InvalidTransition):
        services.reissue_letter(letters.act(letters.rect.clerk), answered, kind="supervision", reason="再发")


def test_what_is_not_overdue_waits_for_its_answer(letters):
    issued = letters.issued()
    with pytest.raises(RuleViolated, match="还没有到"):
        services.reissue_letter(letters.act(letters.rect.clerk), issued, kind="supervision", reason="逾期")
    later = days(100)
    following = services.reissue_letter(
        letters.act(letters.rect.clerk, later), issued, kind="supervision", reason="逾期未复。"
    )
    assert (following.hint, following.subject) == ("unanswered", f"letter-{issued.pk}")


def test_the_five_books_one_after_the_other(letters):
    letter = letters.issued(kind=CHAIN[0])
    for code in CHAIN[1:]:
        answered = letters.answered(letter)
        with pytest.raises(RuleViolated, match="可以续发的是"):
            services.reissue_letter(letters.act(letters.rect.clerk), answered, kind="supervision", reason="不到位")
        draft = services.reissue_letter(letters.act(letters.rect.clerk), answered, kind=code, reason="不到位")
        submitted = services.submit_letter(letters.act(letters.rect.clerk), draft)
        letter = services.issue_letter(letters.act(letters.rect.director), submitted)
    assert [one.kind for one in chain_of(letter)] == list(CHAIN)
    assert letter.number == "测试巡督五〔2022〕1号"
