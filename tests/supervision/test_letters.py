"""Letters from the draft to the number: two people, the right addressee, numbers without gaps."""

import pytest

from tests.at_once import at_once
from tests.supervision.conftest import LATE, days
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import User
from xuncha.foundation.journal.models import JournalRecord
from xuncha.supervision import services
from xuncha.supervision.models import Letter
from xuncha.supervision.selectors import LETTERS, lines_for, lines_of, statistics
from xuncha.supervision.selectors.inbox import EVENT_LABELS


def test_a_letter_is_drafted_about_items_and_says_how_they_stand(letters):
    made = letters.drafted()
    (line,) = lines_of(made)
    assert (made.state, made.number) == ("draft", "")
    assert line.situation == "整改中；时限2022-07-10，已超期9日"
    entry = JournalRecord.objects.get(event="letter.drafted")
    assert entry.subject_label == "关于有关问题整改的督办函"
    assert "letter.drafted" in EVENT_LABELS


def test_lateness_is_counted_to_the_units_request(letters):
    """While the office has the item, the unit's clock stands."""
    made = letters.drafted()
    item = lines_of(made).get().item
    item.state, item.requested_at, item.requested_by = "requested", days(3), letters.rect.clerk
    item.due_on = days(1).date()
    item.save()
    (line,) = lines_for(made, [item], days(40).date())
    assert line.situation == f"待审核销号；时限{item.due_on}，已超期2日"


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.UNIT_LIAISON, Role.INSPECTOR, Role.DEPARTMENT])
def test_only_the_office_drafts(letters, acting, world, role):
    with pytest.raises(Denied):
        services.draft_letter(
            acting(role), world.city, kind="assignment", addressee=letters.department, title="函", text=""
        )


def test_an_office_drafts_nothing_for_another(letters, acting, world):
    with pytest.raises(OutOfReach):
        services.draft_letter(
            acting(Role.OFFICE_CLERK, which=1), world.city, kind="assignment", addressee=letters.department, title="函"
        )


def test_a_unit_is_not_sent_what_concerns_another(letters, world):
    with pytest.raises(RuleViolated) as refused:
        letters.drafted(addressee=world.units[1])
    assert [why.field for why in refused.value.reasons] == ["addressee", "items"]
    with pytest.raises(RuleViolated):
        letters.drafted(addressee=letters.department)


def test_the_draft_is_changed_by_whoever_saw_its_latest_words(letters, world):
    made = letters.drafted()
    other = {"addressee": world.units[0], "title": "关于整改的督办函", "text": "请抓紧。"}
    saved = services.write_letter(letters.act(letters.rect.clerk), made, base_version=1, **other)
    assert (saved.title, saved.version) == ("关于整改的督办函", 2)
    with pytest.raises(StaleEdit):
        services.write_letter(letters.act(letters.rect.director), made, base_version=1, **{**other, "text": "速办。"})
    with pytest.raises(RuleViolated):
        services.write_letter(letters.act(letters.rect.clerk), made, base_version=2, **{**other, "title": ""})


def test_items_come_and_go_while_it_is_a_draft(letters):
    made, second = letters.drafted(), letters.rect.item(1)
    act = letters.act
    services.add_items(act(letters.rect.clerk), made, items=[letters.rect.item(0), second])
    assert [line.position for line in lines_of(made)] == [1, 2]
    with pytest.raises(RuleViolated, match="没有选出新的"):
        services.add_items(act(letters.rect.clerk), made, items=[second])
    services.remove_item(act(letters.rect.clerk), made, item=second)
    with pytest.raises(RuleViolated, match="已经不在"):
        services.remove_item(act(letters.rect.clerk), made, item=second)
    submitted = services.submit_letter(act(letters.rect.clerk), made)
    for late in (
        lambda: services.add_items(act(letters.rect.clerk), submitted, items=[second]),
        lambda: services.remove_item(act(letters.rect.clerk), submitted, item=letters.rect.item(0)),
        lambda: services.write_letter(
            act(letters.rect.clerk), submitted, base_version=None, addressee=made.addressee, title="x", text=""
        ),
    ):
        with pytest.raises(InvalidTransition):
            late()


def test_nothing_goes_without_items_and_demands(letters):
    made = letters.drafted(items=[], text="", kind="assignment", addressee=letters.department)
    with pytest.raises(RuleViolated) as refused:
        services.submit_letter(letters.act(letters.rect.clerk), made)
    assert [why.field or why.mend for why in refused.value.reasons] == ["text", "#items"]


def test_another_person_issues_it_with_number_and_date(letters, world):
    submitted = letters.submitted()
    with pytest.raises(Denied):
        services.issue_letter(letters.act(letters.rect.clerk), submitted)
    own = services.submit_letter(letters.act(letters.rect.director), letters.drafted())
    with pytest.raises(RuleViolated, match="另一个人"):
        services.issue_letter(letters.act(letters.rect.director), own)
    issued = services.issue_letter(letters.act(letters.rect.director), submitted)
    assert issued.number == "测试巡督〔2022〕1号"
    assert issued.due_on.isoformat() == "2022-08-02"  # ten working days after 2022-07-19
    assert JournalRecord.objects.filter(event="letter.item_named").count() == 1


def test_numbers_run_without_gaps_by_kind_and_year(letters):
    first, assigned, second = letters.issued(), letters.assigned(), letters.issued()
    assert [letter.number for letter in (first, assigned, second)] == [
        "测试巡督〔2022〕1号",
        "测试巡交〔2022〕1号",
        "测试巡督〔2022〕2号",
    ]
    assert letters.issued(now=days(300)).number == "测试巡督〔2023〕1号"
    assert assigned.due_on.isoformat() == "2022-08-19"  # a month


def test_a_letter_is_returned_or_dropped_with_a_reason(letters):
    submitted = letters.submitted()
    with pytest.raises(RuleViolated):
        services.return_letter(letters.act(letters.rect.director), submitted, reason=" ")
    back = services.return_letter(letters.act(letters.rect.director), submitted, reason="写明时限。")
    assert (back.state, back.return_reason) == ("draft", "写明时限。")
    with pytest.raises(RuleViolated):
        services.drop_letter(letters.act(letters.rect.clerk), back, reason="")
    gone = services.drop_letter(letters.act(letters.rect.clerk), back, reason="已当面督促。")
    assert (gone.state, gone.opinion, gone.number) == ("dropped", "已当面督促。", "")
    assert letters.issued().number == "测试巡督〔2022〕1号"


def test_the_addressee_reads_it_only_once_it_is_issued(letters, acting, world):
    submitted = letters.submitted()
    liaison = actor_of(letters.rect.liaison, LATE)
    assert not LETTERS.visible_to(liaison).exists()
    services.issue_letter(letters.act(letters.rect.director), submitted)
    letters.assigned()
    assert [letter.kind for letter in LETTERS.visible_to(liaison)] == ["supervision"]
    assert [letter.kind for letter in LETTERS.visible_to(actor_of(letters.officer, LATE))] == ["assignment"]
    for role, which in ((Role.UNIT_LIAISON, 1), (Role.DEPARTMENT, 1), (Role.OFFICE_CLERK, 1), (Role.INSPECTOR, 0)):
        assert not LETTERS.visible_to(acting(role, which=which).actor).exists()


def test_statistics_count_what_was_issued_by_kind_and_state(letters):
    letters.answered()
    letters.assigned()
    letters.drafted()
    rows = {
        label: (n, by_state, late)
        for label, n, by_state, late, _paper in statistics(Letter.objects.all(), days(120).date())
    }
    assert rows["督办函"][0] == 1
    assert rows["督办函"][1]["answered"] == 1
    assert rows["交办函"][2] == 1
    assert "告诫书" not in rows


@pytest.mark.usefixtures("several_connections")
def test_two_issue_one_letter_at_once(letters, hire):
    submitted, other = letters.submitted(), hire(Role.LEADING_GROUP)
    results = at_once(
        *(
            lambda who=who: services.issue_letter(letters.act(who), Letter.objects.get(pk=submitted.pk))
            for who in (letters.rect.director, User.objects.get(pk=other.pk))
        )
    )
    assert sorted(type(result).__name__ for result in results) == ["InvalidTransition", "Letter"]
    assert letters.issued().number == "测试巡督〔2022〕2号"
