"""Forming a round's teams: the task from the records, the proposal, adopting it, the ways out, the pages."""

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.text import packed, say
from xuncha.foundation.jobs.models import JobState
from xuncha.foundation.jobs.worker import Worker
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rounds.models import Membership
from xuncha.rounds.selectors.forming_result import ways_out
from xuncha.rounds.selectors.forming_task import FormingTask, TiedTo, forming_task
from xuncha.rounds.services import add_team, adopt_formation, ask_for_teams, set_needs, take_way_out
from xuncha.rounds.services import forming as services
from xuncha.solving import elsewhere
from xuncha.solving.budget import Budget
from xuncha.solving.teams.reading import read_instance
from xuncha.solving.teams.result import solve
from xuncha.talent.models import Person, Pool, Relation, RelationKind

pytestmark = pytest.mark.django_db
NEEDS = {"size": 3, "deputies": 1, "experienced": 0, "skills": {"audit": 1}, "pinned": [], "kept_out": []}


@pytest.fixture(autouse=True)
def _no_pulse(monkeypatch):
    """A test's transaction is its own: the second thread of a worker would not see it."""
    monkeypatch.setattr("xuncha.foundation.jobs.worker.PULSE", 3600)


@pytest.fixture
def batch(office):
    """A draft with two empty teams, a unit each, and enough people of each pool."""
    batch = office.draft()
    for _team in range(2):
        office.add(batch, office.target(), team=add_team(office.act(), batch))
    for pool in (Pool.LEADER, Pool.DEPUTY):
        for _n in range(2):
            into(office.person(), pool)
    for _n in range(3):
        office.person(skills=["审计师"])
    needs(office, batch.teams.first(), others=True)
    return batch


def needs(office, team, **other):
    return set_needs(office.act(), team, **NEEDS | other)


def short_of_auditors(office, batch):
    """Both teams want two auditors, and there are three."""
    office.person()
    needs(office, batch.teams.first(), size=4, skills={"audit": 2}, others=True)


def into(person, pool):
    Person.objects.filter(pk=person.pk).update(pool=pool)
    return person


def unit_of(batch, position):
    return batch.teams.all()[position].inspections.get().organisation


@pytest.fixture
def proposed(office, monkeypatch):
    """Ask for a proposal and let a worker do it; the search runs in this process."""

    def here(word, task, cpu_seconds, look):
        look(0.0)
        return solve(task, Budget(cpu_seconds))

    monkeypatch.setattr(services, "solve_elsewhere", here)

    def propose(batch):
        job = ask_for_teams(office.act(), batch)
        Worker(lambda: NOW).work_once()
        job.refresh_from_db()
        return job

    return propose


def test_the_task_is_what_the_records_say(office, batch):
    first, second = batch.teams.all()
    tied, kin, other = Person.objects.filter(skills=["审计师"]).order_by("pk")
    office.tie(tied, unit_of(batch, 0))
    Relation.objects.create(
        person=kin, other=other, kind=RelationKind.SUPERIOR, created_by=office.clerk, created_at=NOW
    )
    Person.objects.filter(pk=other.pk).update(name=kin.name)
    task = forming_task(batch, NOW.date())
    read_instance(task.data)
    teams = {team["id"]: team for team in task.data["teams"]}
    assert list(teams) == [first.name, second.name]
    assert teams[first.name]["recused"] == [tied.name]
    assert teams[second.name]["recused"] == []
    assert "亲属" in str(task.ties[tied.name, first.name].texts[0])
    assert task.ties[tied.name, first.name].units == (unit_of(batch, 0).pk,)
    assert task.data["kin_pairs"] == [[f"{kin.name}（{kin.code}）", f"{kin.name}（{other.code}）"]]
    assert sorted(one["rank"] for one in task.data["people"]).count("member") == 3
    assert {skill for one in task.data["people"] for skill in one["skills"]} == {"audit"}


def test_who_is_busy_or_in_a_team_already_is_left_alone(office, batch):
    first, second = batch.teams.all()
    member = office.name(first, Person.objects.filter(skills=["审计师"]).first())
    task = forming_task(batch, NOW.date())
    assert [team["id"] for team in task.data["teams"]] == [second.name]
    assert [one["id"] for one in task.data["people"] if not one["available"]] == [member.person.name]
    assert str(task.not_free[member.person.name]) == f"已在本轮{first.name}"


def test_a_proposal_is_worked_out_and_adopted(office, batch, proposed):
    job = proposed(batch)
    assert job.state == JobState.DONE
    assert job.result["status"] == "optimal"
    assert all(one["reason"] for team in job.result["teams"] for one in team["seats"])
    assert not Membership.objects.filter(team__round=batch).exists()
    adopt_formation(office.act(), batch, job=job.pk)
    for team in batch.teams.all():
        assert sorted(team.memberships.values_list("position", flat=True)) == [
            "deputy_leader",
            "team_leader",
            "team_liaison",
        ]
    assert JournalRecord.objects.filter(event="round.formed").exists()
    with pytest.raises(RuleViolated, match="已有组员，请重新组建"):
        adopt_formation(office.act(), batch, job=job.pk)
    with pytest.raises(RuleViolated, match="各组都已有组员"):
        ask_for_teams(office.act(), batch)


def test_without_teams_the_reasons_are_kept(office, batch, proposed):
    needs(office, batch.teams.first(), skills={"audit": 2}, others=True)
    job = proposed(batch)
    assert job.state == JobState.DONE
    assert "共缺 1 名审计人员" in str(job.outcome)
    assert job.result["conflict"]
    with pytest.raises(RuleViolated, match="没有排出分组"):
        adopt_formation(office.act(), batch, job=job.pk)


def test_whoever_became_busy_since_stops_all_of_it(office, batch, proposed):
    job = proposed(batch)
    gone = job.result["teams"][1]["seats"][0]["person"]
    Person.objects.filter(pk=gone).update(away_from=NOW.date())
    with pytest.raises(RuleViolated, match="登记为不能抽调"):
        adopt_formation(office.act(), batch, job=job.pk)
    assert not Membership.objects.filter(team__round=batch).exists()


def test_only_ones_own_proposal_for_this_round_in_a_draft(office, batch, proposed, acting):
    job = proposed(batch)
    with pytest.raises(Denied):
        adopt_formation(acting(Role.SECRETARY), batch, job=job.pk)
    other = office.draft(3)
    with pytest.raises(RuleViolated, match="没有这个组建方案"):
        adopt_formation(office.act(), other, job=job.pk)
    batch.state = "cancelled"
    batch.save()
    with pytest.raises(RuleViolated, match="方案提交后不能组建"):
        adopt_formation(office.act(), batch, job=job.pk)


def test_what_was_filled_while_it_was_worked_out_is_told(office, batch, proposed):
    job = ask_for_teams(office.act(), batch)
    with pytest.raises(RuleViolated, match="还没有排完"):
        ask_for_teams(office.act(), batch)
    for team in batch.teams.all():
        office.name(team)
    Worker(lambda: NOW).work_once()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "各组都已有组员" in str(job.outcome)


def test_each_team_asks_for_its_own(office, batch, proposed):
    first, second = batch.teams.all()
    chosen, shunned, *_ = Person.objects.filter(skills=["审计师"])
    needs(office, first, size=4, pinned=[chosen], kept_out=[shunned])
    assert (first.pinned.get(), first.kept_out.get()) == (chosen, shunned)
    assert JournalRecord.objects.filter(event="team.needs").count() == 5
    with pytest.raises(RuleViolated, match=f"{chosen.name}已指定进{first.name}"):
        needs(office, second, pinned=[chosen])
    one, other = proposed(batch).result["teams"]
    assert [len(team["seats"]) for team in (one, other)] == [4, 3]
    assert chosen.name in {seat["name"] for seat in one["seats"]}
    assert [row["name"] for row in one["kept_out"]] == [shunned.name]
    assert other["kept_out"] == []


def test_a_way_out_is_taken_by_a_person(office, batch, proposed, acting):
    short_of_auditors(office, batch)
    job = proposed(batch)
    number, way = next((n, way) for n, way in enumerate(job.result["ways"]) if way["needs"])
    assert "降低要求" in way["text"]
    with pytest.raises(Denied):
        take_way_out(acting(Role.SECRETARY), batch, job=job.pk, way=number)
    take_way_out(office.act(), batch, job=job.pk, way=number)
    assert sorted(team.skills["audit"] for team in batch.teams.all()) == [1, 2]
    assert proposed(batch).result["teams"]
    people = next(n for n, one in enumerate(job.result["ways"]) if one["people"])
    for wrong in (people, -1, 99):
        with pytest.raises(RuleViolated, match="没有这个办法"):
            take_way_out(office.act(), batch, job=job.pk, way=wrong)


def test_no_button_lifts_a_tie(office, batch, proposed):
    """Somebody needed keeps out of both units: the way leads to an exception that another person approves."""
    tied = Person.objects.filter(pool=Pool.LEADER).first()
    for position in (0, 1):
        office.tie(tied, unit_of(batch, position))
    job = proposed(batch)
    [way] = [one for one in job.result["ways"] if one["exempt"]]
    assert way["button"] is False
    assert way["exempt"][0]["person"] == tied.pk
    with pytest.raises(RuleViolated, match="只能经另一人批准例外"):
        take_way_out(office.act(), batch, job=job.pk, way=job.result["ways"].index(way))


def test_a_person_kept_out_by_hand_is_let_in_by_a_button(office, batch, proposed):
    leaders = list(Person.objects.filter(pool=Pool.LEADER))
    for team in batch.teams.all():
        needs(office, team, kept_out=[leaders[0]])
    job = proposed(batch)
    number = next(n for n, way in enumerate(job.result["ways"]) if way["needs"])
    take_way_out(office.act(), batch, job=job.pk, way=number)
    assert sorted(team.kept_out.count() for team in batch.teams.all()) == [0, 1]
    assert proposed(batch).result["teams"]


def test_a_later_rest_is_a_way_out_of_the_round_alone(office, batch, proposed, monkeypatch):
    job = proposed(batch)
    way = {"text": "…", "needs": {}, "rest_after": 4, "exempt": [], "away": [], "people": False, "button": True}
    type(job).objects.filter(pk=job.pk).update(result={"ways": [way]})
    take_way_out(office.act(), batch, job=job.pk, way=0)
    batch.refresh_from_db()
    assert batch.rest_after == 4
    assert forming_task(batch, NOW.date()).data["rules"]["rest_after_service"] == 4


def test_the_search_runs_in_a_process_of_its_own_and_can_be_stopped():
    with pytest.raises(RuleViolated, match=r"须为 xuncha\.teams/1 之一"):
        elsewhere.solve_elsewhere("teams", {"format": "no"}, 1)

    def stop(_seconds):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        elsewhere._run(["sleep", "60"], 60, stop)
    with pytest.raises(RuleViolated, match="求解超过 0 秒"):
        elsewhere._run(["sleep", "60"], 0, lambda _seconds: None)


def test_what_each_repair_comes_to():
    """A team without its leader is no way out; who is away is looked at; who was pinned is let go by a button."""
    data = {"teams": [{"id": "组", "pinned": ["甲"]}]}
    ties = {("乙", "组"): TiedTo((7,), (say("有亲属"),))}
    task = FormingTask(data, {"甲": 1, "乙": 2}, {"组": 9}, ties, {})
    granted = {"person": "乙", "team": "组", "rules": ["recused", "available", "forbidden"]}
    changes = [{"teams": {"组": {"leaders": 0}}}, {"teams": {"组": {"pinned": []}}}, {"exempt": [granted]}]
    unpinned, exempt = ways_out(task, {"repairs": [{"text": "…", "change": change} for change in changes]})
    assert (unpinned["needs"], unpinned["button"]) == ({"9": {"unpinned": [1]}}, True)
    assert [(one["person"], one["unit"]) for one in exempt["exempt"]] == [(2, 7)]
    assert [one["person"] for one in exempt["away"]] == [2]
    assert (exempt["needs"], exempt["button"]) == ({"9": {"admitted": [2]}}, False)


@pytest.fixture
def desk(at_desk, office):
    return at_desk(office.clerk)


def shown(desk, batch):
    return desk.get(f"/desk/rounds/{batch.pk}/forming/").content.decode()


def test_it_is_asked_shown_and_adopted_on_the_page(office, batch, proposed, desk):
    address = f"/desk/rounds/{batch.pk}/forming/"
    assert "还没有方案" in shown(desk, batch)
    assert desk.post(address).status_code == 302
    assert "正在组建" in shown(desk, batch)
    assert "上一次组建还没有排完" in shown(desk, batch)
    Worker(lambda: NOW).work_once()
    page = shown(desk, batch)
    for words in ("已证最优", "为什么是此人", "采用这个方案"):
        assert words in page
    assert desk.post(f"{address}adopt/", {"job": "x"}).status_code == 422
    job = proposed(batch)
    assert desk.post(f"{address}adopt/", {"job": job.pk}).status_code == 302
    assert Membership.objects.filter(team__round=batch).count() == 6
    page = shown(desk, batch)
    assert "各组都已有组员，没有要组建的组" in page
    assert "采用这个方案" not in page
    assert "重新组建" not in page


def test_a_failed_attempt_is_told_on_the_page(office, batch, proposed, desk):
    job = ask_for_teams(office.act(), batch)
    outcome = [packed(say("求解没有给出结果。"))]
    type(job).objects.filter(pk=job.pk).update(state=JobState.FAILED, outcome=outcome)
    page = shown(desk, batch)
    assert "上次组建没有完成" in page
    assert "求解没有给出结果。" in page
    assert "重新组建" in page


def test_the_page_says_who_is_short_and_takes_a_way_out(office, batch, proposed, desk):
    short_of_auditors(office, batch)
    job = proposed(batch)
    page = shown(desk, batch)
    for words in ("共缺 1 名审计人员", "哪些规定合在一起排不出", "改要求，再排一次", "去人才库增补"):
        assert words in page
    number = next(n for n, way in enumerate(job.result["ways"]) if way["needs"])
    address = f"/desk/rounds/{batch.pk}/forming/way/"
    assert desk.post(address, {"job": job.pk, "way": number}, follow=True).status_code == 200
    Worker(lambda: NOW).work_once()
    assert "采用这个方案" in shown(desk, batch)


def test_an_exception_is_asked_for_with_everything_filled_in(office, batch, proposed, desk):
    tied = Person.objects.filter(pool=Pool.LEADER).first()
    for position in (0, 1):
        office.tie(tied, unit_of(batch, position))
    job = proposed(batch)
    wanted = next(one for way in job.result["ways"] for one in way["exempt"])
    address = f"/desk/rounds/teams/{wanted['team']}/exempt/?person={tied.pk}&amp;organisation={wanted['unit']}"
    assert address in shown(desk, batch)
    assert f'value="{tied.pk}" selected' in desk.get(address.replace("&amp;", "&")).content.decode()


def test_needs_are_typed_with_names(office, batch, desk):
    team, other = batch.teams.all()
    twin, chosen, shunned = Person.objects.filter(skills=["审计师"])
    Person.objects.filter(pk=twin.pk).update(name=chosen.name)
    address = f"/desk/rounds/teams/{team.pk}/needs/"
    numbers = {"size": 5, "deputies": 1, "experienced": 0, "audit": 1, "finance": 0, "organisation": 0}
    numbers |= {"discipline": 0, "engineering": 0, "others": "on", "_version": team.version}
    wrong = desk.post(address, {**numbers, "pinned": "查无此人", "kept_out": chosen.name}).content.decode()
    assert "人才库里没有「查无此人」" in wrong
    assert f"有几位「{chosen.name}」" in wrong
    assert desk.post(address, {**numbers, "size": 3, "deputies": 3, "experienced": 9}).status_code == 422
    typed = {"pinned": f"{chosen.name}（{chosen.code}）", "kept_out": f"{shunned.name}、{twin.code}"}
    assert desk.post(address, {**numbers, **typed}).status_code == 302
    team.refresh_from_db()
    other.refresh_from_db()
    assert (team.size, other.size) == (5, 5)
    assert team.pinned.get() == chosen
    assert set(team.kept_out.all()) == {twin, shunned}
    assert not other.pinned.exists()
    assert f"指定：{chosen.name}" in shown(desk, batch)
