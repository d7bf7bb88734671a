"""Questionnaires through their use cases: drafting, going out, answering, keying in, counting, the library."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import Parameter
from xuncha.foundation.tickets import Ticket
from xuncha.survey import services
from xuncha.survey.models import Pattern, Questionnaire, Reply, Sheet
from xuncha.survey.rules.questions import Kind
from xuncha.survey.selectors import PATTERNS, QUESTIONNAIRES, came_in, patterns_for, smallest_on
from xuncha.survey.selectors.results import results_of, sources_of
from xuncha.survey.services.answering import hand_in
from xuncha.survey.workflow import QuestionnaireState

pytestmark = pytest.mark.django_db
DAY = NOW.date()
LIAISON = Role.TEAM_LIAISON
FULL = {"q1": [1], "q2": [0], "q3": [0], "q6": [0]}


def events(name: str) -> int:
    return JournalRecord.objects.filter(event=name).count()


def test_a_draft_may_begin_empty(acting, world):
    empty = services.draft_questionnaire(
        acting(Role.TEAM_LIAISON), world.inspections[0], title="窗口服务", audience="办事群众"
    )
    assert (empty.questions, empty.pattern) == ([], None)


def test_a_draft_begins_with_a_pattern_and_is_written_on(draft, acting):
    assert len(draft.questions) == 9
    changed = services.put_question(
        acting(LIAISON), draft, kind=Kind.TEXT, label="还有什么", required=False, after="q2", on=[3, 4]
    )
    assert [q.id for q in changed.asked][:3] == ["q1", "q2", "q10"]
    changed = services.put_question(acting(LIAISON), draft, which="q10", kind=Kind.TEXT, label="还有呢")
    assert changed.asked[2].label == "还有呢"
    changed = services.move_question(acting(LIAISON), draft, which="q10", by=1)
    assert [q.id for q in changed.asked][2:6] == ["q3", "q4", "q5", "q10"]
    changed = services.drop_question(acting(LIAISON), draft, which="q3")
    assert {q.id for q in changed.asked} == {"q1", "q2", "q6", "q7", "q8", "q9", "q10"}
    changed = services.change_questionnaire(acting(LIAISON), draft, title="新名称", audience="全体职工")
    assert changed.title == "新名称"
    assert events("questionnaire.question_put") == 2


def test_what_hangs_together_is_not_broken(draft, acting):
    put = {"kind": Kind.SINGLE, "label": "问", "options": ("甲", "乙")}
    with pytest.raises(RuleViolated, match="不能接在自己后面"):
        services.put_question(acting(LIAISON), draft, which="q3", after="q3", on=[0], **put)
    with pytest.raises(RuleViolated, match="已被删除"):
        services.put_question(acting(LIAISON), draft, which="q77", **put)
    with pytest.raises(RuleViolated, match="已被删除"):
        services.move_question(acting(LIAISON), draft, which="q77", by=1)
    with pytest.raises(RuleViolated, match="已删去的选项"):
        services.put_question(acting(LIAISON), draft, which="q6", **put)
    with pytest.raises(StaleEdit):
        services.put_question(acting(LIAISON), draft, base_version=9, **put)


def test_what_went_out_stands_in_the_services_and_in_the_database(out, acting):
    assert out.code
    assert out.smallest == 5
    with pytest.raises(RuleViolated, match="另出一版"):
        services.change_questionnaire(acting(LIAISON), out, title="改", audience="改")
    with pytest.raises(RuleViolated, match="另出一版"):
        services.put_question(acting(LIAISON), out, kind=Kind.TEXT, label="加")
    with pytest.raises(InvalidTransition):
        services.send_questionnaire(acting(LIAISON), out, opens_on=DAY, closes_on=DAY)
    for change in ({"questions": []}, {"title": "改"}, {"state": "draft"}):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            Questionnaire.objects.filter(pk=out.pk).update(**change)
    edition = services.revise_questionnaire(acting(LIAISON), out)
    assert (edition.edition, edition.state, edition.code) == (2, QuestionnaireState.DRAFT, None)
    with pytest.raises(RuleViolated, match="已经有了下一版"):
        services.revise_questionnaire(acting(LIAISON), out)
    with pytest.raises(RuleViolated, match="还在编写"):
        services.revise_questionnaire(acting(LIAISON), edition)
    dropped = services.drop_questionnaire(acting(LIAISON), edition, reason="用不着")
    assert dropped.state == QuestionnaireState.DROPPED


def test_an_answer_is_taken_once_and_says_no_more_than_the_day(out, acting):
    before = JournalRecord.objects.count()
    ticket = Ticket(out.code, "7")
    hand_in(out, ticket, {**FULL, "q4": [0]}, DAY)
    hand_in(out, ticket, FULL, DAY)
    reply = Reply.objects.get()
    assert reply.answers == FULL  # what hung behind an option that is not chosen does not count
    assert {field.name for field in Reply._meta.concrete_fields} == {"id", "questionnaire", "answers", "day"}
    assert JournalRecord.objects.count() == before
    with pytest.raises(RuleViolated, match="这一题要答"):
        hand_in(out, Ticket(out.code, "8"), {"q1": [0]}, DAY)
    with pytest.raises(RuleViolated, match="截止"):
        hand_in(out, Ticket(out.code, "8"), FULL, date(2022, 6, 2))
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Reply.objects.update(answers={})
    services.count_questionnaire(acting(LIAISON), out)
    with pytest.raises(RuleViolated, match="截止"):
        hand_in(out, Ticket(out.code, "9"), FULL, DAY)


def test_a_sheet_is_keyed_and_checked_by_two_and_leaves_no_answer_in_the_journal(out, acting, hire):
    first, second = hire(LIAISON, name="甲"), hire(Role.INSPECTOR, name="乙")
    sheet = services.key_sheet(acting(first), out, number=1, answers={**FULL, "q4": [0], "q9": "旧食堂"})
    assert sheet.answers == {**FULL, "q9": "旧食堂"}
    with pytest.raises(RuleViolated, match="已经录入"):
        services.key_sheet(acting(second), out, number=1, answers=FULL)
    with pytest.raises(RuleViolated, match="另一位同志"):
        services.check_sheet(acting(first), sheet, answers=FULL)
    with pytest.raises(RuleViolated, match="第一次录入与这次不同"):
        services.check_sheet(acting(second), sheet, answers={**FULL, "q9": "新食堂"})
    checked = services.check_sheet(acting(second), sheet, answers={**FULL, "q9": "新食堂"}, sure=True)
    assert Sheet.objects.get().answers["q9"] == "新食堂"
    assert checked.checked_by == second
    with pytest.raises(RuleViolated, match="已经复录"):
        services.check_sheet(acting(second), sheet, answers=FULL)
    other = services.key_sheet(acting(first), out, number=2, answers=FULL)
    assert services.check_sheet(acting(second), other, answers=FULL).checked_at == NOW
    kept = str(list(JournalRecord.objects.values()))
    assert "食堂" not in kept
    services.count_questionnaire(acting(LIAISON), out)
    with pytest.raises(RuleViolated, match="没有在收答卷"):
        services.key_sheet(acting(first), out, number=3, answers=FULL)
    with pytest.raises(RuleViolated, match="没有在收答卷"):
        services.check_sheet(acting(second), other, answers=FULL)


def test_there_are_figures_once_it_is_counted_and_not_before(out, acting, answer):
    for n in range(8):
        answer(q1=[n % 2 + 1])
    services.key_sheet(acting(LIAISON), out, number=1, answers={**FULL, "q1": [0], "q9": "独此一人"})
    assert results_of(out) == []
    assert came_in([out.pk]) == {out.pk: 9}
    counted = services.count_questionnaire(acting(LIAISON), out)
    sources = sources_of(counted)
    assert (sources.phone, sources.paper, sources.checked, sources.total) == (8, 1, 0, 9)
    shown = {one.number: one for one in results_of(counted)}
    assert shown["1"].base == 9
    assert [bar.count for bar in shown["1"].bars] == [1, 4, 4]
    assert shown["2"].groups == ()  # three groups of fewer than five: none is shown
    assert shown["3-1"].base is None
    assert "独此一人" not in str(shown)


def test_groups_are_named_and_small_ones_put_together(out, acting, answer):
    for group, n in ((0, 2), (1, 6), (2, 7)):
        for _ in range(n):
            answer(q1=[group])
    groups = results_of(services.count_questionnaire(acting(LIAISON), out))[1].groups
    assert [(group.label, group.base) for group in groups] == [("一般干部职工", 7), ("班子成员、中层干部", 8)]


def test_how_few_are_too_few_is_what_was_in_force_on_the_day(world, out, acting):
    Parameter.objects.create(
        code="survey.smallest_group", value=8, valid_from=DAY + timedelta(days=1), jurisdiction=world.city
    )
    assert smallest_on(DAY, world.city) == 5
    assert smallest_on(DAY + timedelta(days=1), world.city) == 8
    Parameter.objects.filter(code="survey.smallest_group").delete()
    assert smallest_on(DAY, world.city) == 5


def test_the_library_goes_by_type_and_day_and_the_offices_own_comes_first(world, draft, acting, actor):
    codes = [one.code for one in patterns_for(world.inspections[0], DAY)]
    assert sorted(codes) == ["office-staff", "served-people"]
    clerk = Role.OFFICE_CLERK
    kept = services.keep_pattern(acting(clerk), draft, code="office-staff", valid_from=DAY, unit_types=["office"])
    assert kept in patterns_for(world.inspections[0], DAY)
    assert [one.jurisdiction for one in patterns_for(world.inspections[0], DAY) if one.code == kept.code] == [
        world.city
    ]
    with pytest.raises(RuleViolated, match="晚于上一版"):
        services.keep_pattern(acting(clerk), draft, code="office-staff", valid_from=DAY)
    later = services.keep_pattern(acting(clerk), draft, code="office-staff", valid_from=DAY + timedelta(days=5))
    kept.refresh_from_db()
    assert kept.valid_to == later.valid_from
    with pytest.raises(RuleViolated, match="已经停用"):
        services.end_pattern(acting(clerk), kept, valid_to=DAY)
    with pytest.raises(RuleViolated, match="晚于启用日期"):
        services.end_pattern(acting(clerk), later, valid_to=DAY)
    assert services.end_pattern(acting(clerk), later, valid_to=date(2022, 9, 1)).valid_to == date(2022, 9, 1)
    services.keep_pattern(acting(clerk), draft, code="office-staff", valid_from=date(2023, 1, 1))
    with pytest.raises(Denied):
        services.keep_pattern(acting(LIAISON), draft, code="mine", valid_from=DAY)
    common = Pattern.objects.get(code="village-people")
    with pytest.raises(Denied):
        services.end_pattern(acting(clerk), common, valid_to=DAY)
    assert later in PATTERNS.visible_to(actor(Role.INSPECTOR))


def test_teams_write_leaders_read_units_and_others_have_no_part(world, out, acting, actor):
    with pytest.raises(Denied):
        services.draft_questionnaire(acting(Role.SECRETARY), world.inspections[0], title="问", audience="谁")
    assert QUESTIONNAIRES.visible_to(actor(Role.SECRETARY)).exists()
    assert not QUESTIONNAIRES.visible_to(actor(Role.UNIT_LIAISON)).exists()
    with pytest.raises(OutOfReach):
        services.count_questionnaire(acting(LIAISON, which=1), out)
    assert events("questionnaire.sent") == 1
