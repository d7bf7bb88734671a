"""Pages of rounds: what is on them, what a form keeps, what a refusal says."""

import re

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.rounds.test_services import ENTRY
from xuncha.core.errors import reason
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.planning.models import InspectionType as T
from xuncha.rounds.models import Position, Round
from xuncha.rounds.selectors import INSPECTION_PANELS, Band, Panel, register_panel
from xuncha.rounds.services import add_team, enter_round
from xuncha.rounds.workflow import RoundState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(at_desk, office):
    """The clerk's desk: `get(name, pk)`, `post(name, pk, …)` by route."""

    class Desk:
        def __init__(self, user):
            self.client = at_desk(user)

        def get(self, route, /, *args, **query):
            return self.client.get(reverse(f"rounds:{route}", args=args), query)

        def post(self, route, /, *args, **data):
            return self.client.post(reverse(f"rounds:{route}", args=args), data)

    return lambda user=None: Desk(user or office.clerk)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_of_rounds_counts_units_and_teams_and_exports(desk, office):
    office.complete(units=2)
    page = desk().get("rounds")
    assert "八届市委第2轮" in text(page)
    assert "开设轮次" in text(page)
    workbook = desk().get("rounds", export="xlsx")
    assert workbook.headers["Content-Disposition"].startswith("attachment")
    workbook.close()


def test_a_round_is_opened_from_the_offices_template(desk, office, world):
    form = desk().get("round-new", world.term.pk)
    assert "监督重点" in text(form)
    fields = {"name": "八届市委第二轮", "year": 2022, "number": 2, "batch": "", "scheme": "方案"}
    answer = desk().post("round-new", world.term.pk, **fields, field_from="2022-09-05", field_to="2022年10月28日")
    batch = Round.objects.get(number=2)
    assert answer.url == reverse("rounds:round", args=[batch.pk])
    assert "中期汇报" in text(desk().get("round", batch.pk))


def test_wrong_dates_stay_in_the_form_with_the_reason_beside_the_field(desk, world):
    answer = desk().post(
        "round-new", world.term.pk, name="第二轮", year=2022, number=2, field_from="2022-09-05", field_to="2022-09-01"
    )
    assert answer.status_code == 422
    assert "撤点日期要在进驻日期之后" in text(answer)
    assert 'value="2022-09-05"' in answer.content.decode()


def test_a_draft_says_everything_that_is_missing_beside_its_button(desk, office):
    page = text(desk().get("round", office.draft(scheme="").pk))
    for sentence in ("本轮还没有巡察对象", "本轮还没有巡察组", "还没写工作方案", "提交前还差"):
        assert sentence in page


@pytest.mark.parametrize(("role", "mends"), [(Role.OFFICE_CLERK, True), (Role.DISCIPLINE, False)])
def test_the_way_to_what_is_missing_is_for_those_who_may_go_there(desk, office, role, mends):
    assert ("去补" in text(desk(role).get("round", office.draft(scheme="").pk))) is mends


def test_two_people_changing_a_round_see_both_texts(desk, office):
    batch = office.draft()
    fields = {"name": batch.name, "year": 2022, "number": 2, "field_from": "2022-09-05", "field_to": "2022-10-28"}
    assert desk().post("round-change", batch.pk, **fields, theme="甲", _version=1).status_code == 302
    answer = desk().post("round-change", batch.pk, **fields, theme="乙", _version=1)
    assert answer.status_code == 409
    assert "乙" in text(answer)
    assert "甲" in text(answer)


def test_the_round_walks_through_its_steps_by_the_buttons(desk, office):
    batch = office.complete()
    assert "提交审批" in text(desk().get("round", batch.pk))
    desk().post("round-step", batch.pk, "submit")
    chief = desk(office.secretary)
    assert "批准方案" in text(chief.get("round", batch.pk))
    chief.post("round-step", batch.pk, "approve")
    asked = chief.post("round-step", batch.pk, "authorise")
    assert "授权文号" in text(asked)
    chief.post("round-step", batch.pk, "authorise", sent=1, authorisation_no="巡领发〔2022〕3号")
    batch.refresh_from_db()
    assert (batch.state, batch.authorisation_no) == (RoundState.AUTHORISED, "巡领发〔2022〕3号")
    again = desk()
    assert "进驻" in text(again.post("round-step", batch.pk, "enter"))
    early = again.post("round-step", batch.pk, "enter", sent=1, on="2022-09-05")
    assert "日期不能晚于今天" in text(early)
    assert again.post("round-step", batch.pk, "nonsense").status_code == 404


def test_a_refused_step_answers_with_its_reasons(desk, office):
    answer = desk().post("round-step", office.draft().pk, "submit")
    assert answer.status_code == 422
    assert "本轮还没有巡察对象" in text(answer)


def test_an_authority_is_extended_by_those_who_give_it(desk, office):
    batch = office.authorised()
    assert desk().get("round-extend", batch.pk).status_code == 403
    chief = desk(office.secretary)
    assert "延长授权" in text(chief.get("round", batch.pk))
    assert chief.post("round-extend", batch.pk, until="2023-01-31", reason="材料待核").status_code == 302
    assert "要晚于现在的 2023-01-31" in text(chief.post("round-extend", batch.pk, until="2023-01-01", reason="再延"))


def test_a_time_node_is_moved_and_marked(desk, office):
    batch = office.draft()
    node = batch.nodes.get(code="midterm")
    clerk = desk()
    assert clerk.get("round-node", batch.pk, node.pk).status_code == 200
    clerk.post("round-node", batch.pk, node.pk, planned_on="2022-10-01", done_on="2022-05-09")
    node.refresh_from_db()
    assert (str(node.planned_on), str(node.done_on)) == ("2022-10-01", "2022-05-09")
    assert clerk.post("round-node", batch.pk, node.pk, planned_on="2022-10-01", done_on="2022-05-09").status_code == 302
    assert clerk.get("round-node", batch.pk, 999_999).status_code == 404


def test_units_are_listed_one_by_one_by_town_and_by_sector(desk, office):
    batch = office.draft()
    add_team(office.act(), batch)
    clerk = desk()
    unit, town, sector = office.target(), office.unit("township"), office.sector()
    village = office.unit("village", parent=town)
    schools = [office.unit("school", sector=sector) for _n in range(2)]
    assert "巡察对象" in text(clerk.get("round-add", batch.pk, type="extended"))
    assert clerk.post("round-add", batch.pk, organisation=unit.pk, type=T.ROUTINE).status_code == 302
    refused = clerk.post("round-add", batch.pk, organisation=town.pk, type=T.UPGRADED)
    assert "提级巡察的对象要属于下级" in text(refused)
    assert clerk.get("round-towns", batch.pk).status_code == 200
    assert clerk.post("round-towns", batch.pk, town="").status_code == 422
    ahead = clerk.post("round-towns", batch.pk, town=town.pk)
    assert ahead.url == reverse("rounds:round-villages", args=[batch.pk, town.pk])
    assert str(village) in text(clerk.get("round-villages", batch.pk, town.pk))
    clerk.post("round-villages", batch.pk, town.pk, villages=[village.pk], town_type=T.ROUTINE)
    assert clerk.get("round-sector", batch.pk).status_code == 200
    clerk.post("round-sector", batch.pk, organisations=[s.pk for s in schools], focus="教育")
    assert batch.inspections.count() == 5
    page = text(clerk.get("round", batch.pk))
    assert f"延伸自 {town}" in page
    gone = batch.inspections.get(organisation=unit)
    assert clerk.post("round-remove", batch.pk, gone.pk).status_code == 302
    assert clerk.post("round-remove", batch.pk, gone.pk).status_code == 404


def test_a_team_is_added_named_and_given_up(desk, office):
    batch = office.draft()
    clerk = desk()
    clerk.post("round-team-add", batch.pk)
    team = batch.teams.get()
    assert clerk.get("team-rename", team.pk).status_code == 200
    clerk.post("team-rename", team.pk, name="第一组", _version=1)
    team.refresh_from_db()
    assert team.name == "第一组"
    clerk.post("round-team-remove", batch.pk, team.pk)
    assert not batch.teams.exists()


def test_people_are_named_beside_what_they_declared(desk, office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    unit = office.target()
    office.add(batch, unit, team=team)
    office.add(batch, office.target(), team=team)
    tied, free = office.person(), office.person(skills=["审计"])
    office.tie(tied, unit)
    clerk = desk()
    page = text(clerk.get("team", team.pk))
    assert f"{unit} ：{tied.name} 的亲属任职于该单位" in page or f"{unit}：{tied.name} 的亲属任职于该单位" in page
    assert "没有申报的关系" in page
    found = text(clerk.get("team", team.pk, name="审计", pool="staff"))
    assert free.name in found
    assert tied.name not in found
    assert clerk.post("team", team.pk, person=free.pk, position=Position.LEADER, duty="主持").status_code == 302
    refused = clerk.post("team", team.pk, person=tied.pk, position=Position.LEADER)
    assert (refused.status_code, "本组已有组长" in text(refused)) == (422, True)


def test_who_must_keep_out_of_everything_cannot_be_picked(desk, office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    unit = office.target()
    office.add(batch, unit, team=team)
    office.tie(office.person(), unit)
    assert "对本组全部对象都要回避，不能任命" in text(desk().get("team", team.pk))


def test_members_are_changed_replaced_and_let_go(desk, office):
    batch = office.complete()
    team = batch.teams.get()
    clerk = desk()
    leader, deputy, liaison = (team.memberships.get(position=p) for p in list(Position)[:3])
    heir = office.person()
    for name, member in (("team-member", leader), ("team-replace", deputy), ("team-leave", liaison)):
        assert clerk.get(name, team.pk, member.pk).status_code == 200
    clerk.post("team-member", team.pk, leader.pk, position=Position.LEADER, duty="主持；审签", _version=1)
    clerk.post("team-replace", team.pk, deputy.pk, person=heir.pk, reason="调离")
    clerk.post("team-leave", team.pk, liaison.pk, reason="借调期满")
    page = text(clerk.get("team", team.pk))
    for words in ("主持；审签", heir.name, "借调期满"):
        assert words in page
    assert clerk.get("team-member", team.pk, liaison.pk).status_code == 404


def test_the_team_sees_itself_and_names_nobody(desk, office):
    batch = office.authorised()
    member = batch.teams.get().memberships.first().person.user
    page = desk(member).get("team", batch.teams.get().pk)
    assert page.status_code == 200
    assert "可任命人员" not in text(page)
    assert desk(member).get("team", office.world.teams[0].pk).status_code == 404


def test_the_workspace_shows_the_team_the_days_and_what_later_stages_add(desk, office, monkeypatch):
    monkeypatch.setattr("xuncha.rounds.selectors.panels.INSPECTION_PANELS", dict(INSPECTION_PANELS))
    inspection = office.world.inspections[0]
    register_panel(Panel("test", 1, P.PAPER_READ, papers, "ui/reasons.html", nothing))
    register_panel(Panel("bare", 2, P.PAPER_READ, nobody))
    page = text(desk().get("inspection", inspection.pk))
    assert "第 31 天，共 62 天" in page
    assert "底稿 3 份" in page
    register_panel(Panel("hidden", 0, P.JOURNAL_READ, papers))
    assert text(desk().get("inspection", inspection.pk)).count("底稿 3 份") == 1


def test_what_the_team_works_on_all_day_comes_before_what_stands_beside(desk, office, monkeypatch):
    monkeypatch.setattr("xuncha.rounds.selectors.panels.INSPECTION_PANELS", dict(INSPECTION_PANELS))
    register_panel(Panel("beside", 1, P.PAPER_READ, nobody, "ui/reasons.html", on_the_side, beside=True))
    page = text(desk().get("inspection", office.world.inspections[0].pk))
    assert page.index("还没有底稿") < page.index("组员分工") < page.index("这张卡在旁边")


def papers(_actor, inspection):
    """The numbers of a later stage."""
    return [Band("底稿", 3, "份", str(inspection.organisation), url="#papers"), Band("问题", 4, "条")]


def nothing(_actor, _inspection):
    return {"reasons": []}


def on_the_side(_actor, _inspection):
    return {"reasons": [reason("这张卡在旁边")]}


def nobody(_actor, _inspection):
    return []


def test_a_unit_before_its_dates_has_no_day_count(desk, office):
    batch = office.draft(field_from=None, field_to=None, authority_to=None)
    team = add_team(office.act(), batch)
    first = office.add(batch, office.target(), team=team)
    office.add(batch, office.target(), team=team)
    page = text(desk().get("inspection", first.pk))
    assert "驻点 第" not in page
    assert "同组另有 1 家" in page
    lonely = office.add(batch, office.target())
    assert "还没有分给巡察组" in text(desk().get("inspection", lonely.pk))


def test_focus_and_team_of_a_unit_are_changed(desk, office):
    batch = office.draft()
    teams = [add_team(office.act(), batch) for _n in range(2)]
    one = office.add(batch, office.target(), team=teams[0])
    clerk = desk()
    assert clerk.get("inspection-focus", one.pk).status_code == 200
    clerk.post("inspection-focus", one.pk, focus="工程", _version=1)
    assert clerk.get("inspection-move", one.pk).status_code == 200
    clerk.post("inspection-move", one.pk, team=teams[1].pk, _version=2)
    one.refresh_from_db()
    assert (one.focus, one.team) == ("工程", teams[1])


def test_the_office_notes_that_the_team_came_out_of_one_unit(desk, office):
    batch = office.authorised(units=2)
    one = batch.inspections.first()
    address = reverse("rounds:inspection-withdraw", args=[one.pk])
    assert address not in desk().get("inspection", one.pk).content.decode()
    enter_round(office.act(now=NOW), batch, on=NOW.date())
    clerk = desk()
    assert address in clerk.get("inspection", one.pk).content.decode()
    assert clerk.get("inspection-withdraw", one.pk).status_code == 200
    refused = clerk.post("inspection-withdraw", one.pk, on="2099-01-01")
    assert refused.status_code == 422
    clerk.post("inspection-withdraw", one.pk, on=f"{NOW:%Y-%m-%d}")
    page = clerk.get("inspection", one.pk)
    assert f"撤点 {NOW:%Y-%m-%d}" in text(page)
    assert address not in page.content.decode()


def test_a_scheme_that_still_asks_is_refused_with_its_place(desk, office):
    batch = office.complete(scheme="一、指导思想\n（写明依据）")
    page = text(desk().get("round", batch.pk))
    assert "工作方案「一、指导思想」里还是样稿的提示「（写明依据）」" in page
    assert desk().post("round-step", batch.pk, "submit").status_code == 422


def test_the_list_of_inspections_is_the_teams_own(desk, office):
    batch = office.authorised()
    enter_round(office.act(now=ENTRY), batch)
    member = batch.teams.get().memberships.first().person.user
    page = text(desk(member).get("inspections", chip="mine"))
    assert str(batch.inspections.get().organisation) in page
    assert str(office.world.units[0]) not in page
    assert str(office.world.units[0]) in text(desk().get("inspections", done="no"))


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("order", "docx"), ("members", "docx"), ("notices", "zip"), ("public", "zip")],
)
def test_the_rounds_documents_are_downloaded(desk, office, kind, ending):
    answer = desk().get("round-document", office.authorised().pk, kind, ending)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content[:2] == b"PK"


def test_documents_that_do_not_exist_are_not_found(desk, office):
    batch = office.authorised()
    one = batch.inspections.get()
    for kind, ending in (("order", "zip"), ("notices", "docx"), ("nonsense", "docx")):
        assert desk().get("round-document", batch.pk, kind, ending).status_code == 404
    assert desk().get("inspection-document", one.pk, "notice", "docx").content[:2] == b"PK"
    assert desk().get("inspection-document", one.pk, "public", "docx").content[:2] == b"PK"
    assert desk().get("inspection-document", one.pk, "order", "docx").status_code == 404


# --- coverage -----------------------------------------------------------------------------------------------------


def test_coverage_opens_with_a_sentence_whose_numbers_are_links(desk, office):
    office.complete()
    clerk = desk()
    answer = clerk.get("coverages")
    assert answer.url == reverse("rounds:coverage", args=[office.world.term.pk])
    page = clerk.get("coverage", office.world.term.pk)
    assert "任期内应全覆盖 3 家，已巡察 0 家，在巡 2 家，待巡 1 家" in text(page)
    assert "第 2 轮（2022 年）实现全覆盖" in text(page)
    assert "<polyline" in page.content.decode()


def test_coverage_says_when_it_will_not_be_reached(desk, office):
    office.target()
    page = text(desk().get("coverage", office.world.term.pk))
    assert "还有 1 家没有安排，按现有安排不能全覆盖" in page


def test_coverage_of_one_class_and_of_nothing(desk, office):
    page = desk().get("coverage", office.world.term.pk, **{"class": "school"})
    assert "还没有任何安排" in text(page)
    office.target("school")
    assert "任期内应全覆盖 1 家" in text(desk().get("coverage", office.world.term.pk, **{"class": "school"}))


def test_the_list_behind_a_number(desk, office):
    term = office.world.term.pk
    assert "共 2 家" in text(desk().get("coverage-list", term, year=2022, round=1))
    assert "共 0 家" in text(desk().get("coverage-list", term, standing="overdue"))
    assert "共 2 家" in text(desk().get("coverage-list", term, standing="in_field", counted=1, **{"class": "office"}))
    assert "全部对象" in text(desk().get("coverage-list", term, standing="nonsense"))


def test_without_a_term_the_page_says_what_comes_first(at_desk):
    stranger = at_desk(Role.OFFICE_CLERK, which=1)
    assert "还没有届次" in text(stranger.get(reverse("rounds:coverages")))


def test_the_inbox_asks_the_secretary_for_approval(at_desk, office):
    from xuncha.rounds.services import submit_round

    submit_round(office.act(), office.complete())
    assert "轮次方案待批准" in text(at_desk(office.secretary).get(reverse("inbox:inbox")))
