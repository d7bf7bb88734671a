"""Whose turn it is until when; what others let lie, what I did, what I began; what came back; the digest."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.inbox.conftest import LATER
from xuncha.core.permissions import Role
from xuncha.fieldwork.services import ask_to_co_sign, co_sign_paper, return_submitted_paper, submit_paper
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.inbox.desk import (
    begun_by,
    done_by,
    overdue_of_others,
    oversees,
    overview,
    unsent_by,
    with_returns,
)
from xuncha.foundation.inbox.digest import as_data, digest_of
from xuncha.foundation.inbox.dues import RuleBook
from xuncha.foundation.inbox.models import Draft
from xuncha.foundation.inbox.sources import LIMIT, Return, book_of_rules, counted, desk_of, waiting_for
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.site.commands import run

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
REASON = "第二段没有佐证"


def at(user):
    return actor_of(user, NOW)


def rule(code: str, offset: int, jurisdiction=None, **other) -> DeadlineRule:
    return DeadlineRule.objects.create(
        code=code,
        name="本地规则",
        trigger="paper.submitted",
        offset=offset,
        unit="working_day",
        deliverable="复核",
        owner=Role.DEPUTY_LEADER,
        valid_from=date(2020, 1, 1),
        jurisdiction=jurisdiction,
        **other,
    )


@pytest.fixture
def returned(april, acting, cast):
    """A paper that came back once and was handed in again."""
    paper = april.submitted()
    return_submitted_paper(acting(cast.deputy, now=LATER), paper, reason=REASON)
    ask_to_co_sign(acting(cast.handler, now=LATER), paper)
    co_sign_paper(acting(cast.second, now=LATER), paper)
    return april.fresh(submit_paper(acting(cast.handler, now=LATER), april.fresh(paper)))


def test_a_due_date_explains_itself(april, cast):
    april.submitted()
    (todo,) = waiting_for(at(cast.deputy))
    assert todo.why is not None
    assert (todo.due, todo.why.rule.label) == (date(2022, 5, 5), "底稿复核")
    assert "底稿提交复核" in str(todo.why.explained)
    assert (todo.is_late(date(2022, 5, 5)), todo.is_late(date(2022, 5, 6))) == (False, True)


def test_what_no_rule_is_about_has_no_due_date(april, cast):
    april.draft()
    (todo,) = waiting_for(at(cast.handler))
    assert (todo.due, todo.why, todo.is_late(TODAY)) == (None, None, False)


def test_the_page_counts_and_explains_what_is_overdue(april, cast, at_desk):
    april.submitted()
    page = at_desk(cast.deputy).get("/desk/").content.decode()
    assert "1 项已超期" in page
    assert "超期 5 天" in page
    assert "时限由来" in page
    assert "请按当地做法核对" in page


@pytest.mark.parametrize(("offset", "late"), [(4, True), (5, False)])
def test_the_rule_of_the_office_goes_before_the_common_one(april, cast, world, offset, late):
    rule("paper_check", offset, world.city)
    paper = april.submitted()
    book = book_of_rules()
    (todo,) = waiting_for(at(cast.deputy))
    assert todo.is_late(date(2022, 5, 8)) is late
    found = overdue_of_others(at(cast.clerk), book, date(2022, 5, 8))
    assert [t.record for t in found] == ([paper] if late else [])


def test_a_rule_counts_only_while_it_is_in_force():
    DeadlineRule.objects.filter(trigger="paper.submitted").delete()
    rule("own", 1, valid_to=date(2022, 4, 1))
    book = RuleBook(["paper.submitted"])
    assert book.due("paper.submitted", date(2022, 3, 31), None).on == date(2022, 4, 1)
    assert book.due("paper.submitted", date(2022, 4, 1), None) is None
    assert book.due("paper.submitted", date(2019, 12, 31), None) is None


def test_without_a_rule_nothing_is_overdue(april, cast):
    DeadlineRule.objects.all().delete()
    april.submitted()
    assert overdue_of_others(at(cast.clerk), book_of_rules(), TODAY) == []


@pytest.mark.parametrize(("who", "sees"), [("clerk", True), ("leader", True), ("second", False), ("deputy", False)])
def test_what_others_let_lie_is_shown_to_those_who_see_to_it(april, cast, who, sees):
    paper = april.submitted()
    overseer, book = at(getattr(cast, who)), book_of_rules()
    found = overdue_of_others(overseer, book, TODAY)
    assert [(t.record, t.turn) for t in found] == ([(paper, ("巡察组副组长",))] if sees else [])
    assert overview(overseer, book, NOW).tabs["late"] == len(found)


def test_the_due_day_itself_is_not_overdue(april, cast):
    april.submitted()
    assert overdue_of_others(at(cast.clerk), book_of_rules(), date(2022, 5, 5)) == []
    assert len(overdue_of_others(at(cast.clerk), book_of_rules(), date(2022, 5, 6))) == 1


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.OFFICE_CLERK, Role.OFFICE_DIRECTOR])
def test_another_teams_and_another_offices_matters_stay_hidden(april, hire, role):
    april.submitted()
    assert overdue_of_others(at(hire(role, which=1)), book_of_rules(), TODAY) == []


def test_the_recused_do_not_learn_what_lies(april, cast, world):
    april.submitted()
    Grant.objects.filter(user=cast.clerk).update(except_units=[world.units[0].pk])
    assert overdue_of_others(at(cast.clerk), book_of_rules(), TODAY) == []


def test_own_overdue_work_stands_among_ones_own(april, cast):
    april.checked()
    assert overdue_of_others(at(cast.leader), book_of_rules(), TODAY) == []
    assert waiting_for(at(cast.leader))[0].is_late(TODAY)


@pytest.mark.parametrize(
    ("role", "does"),
    [(Role.OFFICE_DIRECTOR, True), (Role.TEAM_LEADER, True), (Role.INSPECTOR, False)],
)
def test_the_tab_is_there_for_those_who_oversee(hire, at_desk, role, does):
    user = hire(role)
    assert oversees(at(user)) is does
    assert ("已超期的" in at_desk(user).get("/desk/").content.decode()) is does


def test_the_overdue_tab_says_who_has_to_act(april, cast, at_desk):
    paper = april.submitted()
    page = at_desk(cast.clerk).get("/desk/", {"tab": "late"}).content.decode()
    assert paper.title in page
    assert "巡察组副组长" in page


def test_what_i_began_is_in_somebody_elses_hands(april, cast, at_desk):
    paper = april.submitted()
    mine = april.draft(title="还在自己手里的底稿")
    assert [t.record for t in begun_by(at(cast.handler), book_of_rules())] == [paper]
    assert [t.record for t in waiting_for(at(cast.handler))] == [mine]
    assert begun_by(at(cast.second), book_of_rules()) == []
    page = at_desk(cast.handler).get("/desk/", {"tab": "begun"}).content.decode()
    assert paper.title in page
    assert mine.title not in page


def test_what_i_did_this_month_links_to_what_i_may_still_read(april, cast, acting, at_desk):
    paper = april.submitted()
    return_submitted_paper(acting(cast.deputy), paper, reason=REASON)
    (done,) = [act for act in done_by(at(cast.deputy), NOW) if act.label == "退回修改"]
    assert (done.record, done.kind) == (paper, "问题底稿")
    assert done_by(at(cast.handler), NOW) == []  # handed in last month
    Grant.objects.filter(user=cast.deputy).update(valid_to=NOW)
    assert {act.record for act in done_by(at(cast.deputy), NOW)} == {None}
    page = at_desk(cast.deputy).get("/desk/", {"tab": "done"}).content.decode()
    assert "已不在您的工作范围内" in page
    assert paper.title not in page


def test_drafts_lead_to_their_records_where_there_are_any(april, cast, hire, at_desk):
    paper = april.draft()
    codes = (f"fieldwork.paper:{paper.pk}", "fieldwork.paper:new-1", "plain")
    for code in codes:
        Draft.objects.create(saved_by=cast.handler, code=code, saved_at=NOW)
    assert {item.draft.code: item.record for item in unsent_by(at(cast.handler))} == dict(
        zip(codes, (paper, None, None), strict=True)
    )
    stranger = hire(Role.INSPECTOR, which=1)
    Draft.objects.create(saved_by=stranger, code=codes[0], saved_at=NOW)
    assert [item.record for item in unsent_by(at(stranger))] == [None]
    page = at_desk(cast.handler).get("/desk/", {"tab": "drafts"}).content.decode()
    assert paper.title in page
    assert "还没有建立记录" in page


def test_what_came_back_says_how_often_and_why(returned, cast, at_desk):
    (todo,) = with_returns(waiting_for(at(cast.deputy)))
    assert todo.returned == Return(1, REASON)
    page = at_desk(cast.deputy).get("/desk/").content.decode()
    assert "退回 1 次" in page
    assert REASON in page


def test_coming_back_again_counts_on_with_the_last_reason(returned, cast, acting):
    return_submitted_paper(acting(cast.deputy), returned, reason="金额仍对不上")
    (todo,) = with_returns(waiting_for(at(cast.handler)))
    assert todo.returned == Return(2, "金额仍对不上")


def test_what_never_came_back_is_not_marked(april, cast):
    april.submitted()
    assert [todo.returned for todo in with_returns(waiting_for(at(cast.deputy)))] == [None]
    assert with_returns([]) == []


def test_counts_are_exact_beyond_what_is_shown(april, cast, monkeypatch):
    assert LIMIT > 2
    monkeypatch.setattr("xuncha.foundation.inbox.sources.LIMIT", 1)
    april.submitted()
    april.submitted(title="第二份底稿也等着复核")
    counts, todos = desk_of(at(cast.deputy), book_of_rules())
    assert counts == counted(at(cast.deputy)) == {"底稿待复核": 2}
    assert len(todos) == 1


@pytest.mark.parametrize("who", ["handler", "deputy", "leader", "clerk", "unit"])
def test_the_page_costs_at_most_thirteen_queries(returned, april, cast, at_desk, who):
    for n in range(3):
        april.submitted(title=f"等着复核的又一份底稿之{n}")
    desk = at_desk(getattr(cast, who))
    desk.get("/desk/digest/")  # the first answer of a session notes when it began
    with CaptureQueriesContext(connection) as queries:
        assert desk.get("/desk/").status_code == 200
    assert len(queries) <= 13, [q["sql"][:200] for q in queries]


def test_the_digest_sorts_by_urgency(returned, april, cast):
    draft = april.draft(title="没有时限的底稿")
    mine = digest_of(at(cast.deputy), NOW)
    assert ([t.record for t in mine.late], mine.soon, mine.rest, mine.others) == ([returned], [], [], [])
    early = digest_of(at(cast.deputy), LATER)
    assert ([t.record for t in early.soon], early.late) == ([], [])
    assert [t.record for t in early.rest] == [returned]
    eve = digest_of(at(cast.deputy), NOW.replace(day=3))
    assert [t.record for t in eve.soon] == [returned]
    assert [t.record for t in digest_of(at(cast.handler), NOW).rest] == [draft]
    assert [t.record for t in digest_of(at(cast.clerk), NOW).others] == [returned]


def test_the_digest_is_a_page_to_print(returned, cast, at_desk):
    page = at_desk(cast.clerk).get("/desk/digest/").content.decode()
    assert "别人已超期的" in page
    assert returned.title in page
    assert REASON in page
    assert "data-print" in page


def test_the_command_prints_the_digest(returned, cast, capsys, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    assert run(["digest", "--user", cast.deputy.username]) == 0
    told = capsys.readouterr().out
    assert "已超期 1 项" in told
    assert f"退回 1 次：{REASON}" in told
    assert run(["digest", "--user", cast.deputy.username, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data == as_data(digest_of(at(cast.deputy), NOW))
    assert (data["late"][0]["due"], data["late"][0]["returned"]) == ("2022-05-05", 1)


def test_the_command_refuses_a_name_nobody_has(capsys):
    assert run(["digest", "--user", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
