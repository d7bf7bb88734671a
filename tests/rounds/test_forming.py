"""Forming a round's teams: the task from the records, the proposal of the background work, adopting it."""

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.jobs.models import JobState
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.jobs.worker import Worker
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rounds.models import Membership
from xuncha.rounds.selectors.forming_task import Wanted, forming_task
from xuncha.rounds.services import add_team, adopt_formation
from xuncha.rounds.services import forming as services
from xuncha.solving import elsewhere
from xuncha.solving.budget import Budget
from xuncha.solving.teams.reading import read_instance
from xuncha.solving.teams.result import solve
from xuncha.talent.models import Person, Pool, Relation, RelationKind

pytestmark = pytest.mark.django_db
WANTED = {"size": 3, "deputies": 1, "experienced": 0, "skills": {"audit": 1}}


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
    return batch


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

    def propose(batch, **wanted):
        arguments = {"round": batch.pk, "wanted": WANTED | wanted}
        job = enqueue(office.act(), services.FORM_TEAMS, title="组建", arguments=arguments)
        Worker(lambda: NOW).work_once()
        job.refresh_from_db()
        return job

    return propose


def test_the_task_is_what_the_records_say(office, batch):
    first, second = batch.teams.all()
    tied, kin, other = Person.objects.filter(skills=["审计师"])
    office.tie(tied, unit_of(batch, 0))
    Relation.objects.create(
        person=kin, other=other, kind=RelationKind.SUPERIOR, created_by=office.clerk, created_at=NOW
    )
    Person.objects.filter(pk=other.pk).update(name=kin.name)
    task = forming_task(batch, NOW.date(), Wanted(**WANTED))
    read_instance(task.data)
    teams = {team["id"]: team for team in task.data["teams"]}
    assert list(teams) == [first.name, second.name]
    assert teams[first.name]["forbidden"] == [tied.name]
    assert teams[second.name]["forbidden"] == []
    assert "亲属" in str(task.ties[tied.name, first.name][0])
    assert task.data["kin_pairs"] == [[f"{kin.name}（{kin.code}）", f"{kin.name}（{other.code}）"]]
    assert sorted(one["rank"] for one in task.data["people"]).count("member") == 3
    assert {skill for one in task.data["people"] for skill in one["skills"]} == {"audit"}


def test_who_is_busy_or_in_a_team_already_is_left_alone(office, batch):
    first, second = batch.teams.all()
    member = office.name(first, Person.objects.filter(skills=["审计师"]).first())
    task = forming_task(batch, NOW.date(), Wanted(**WANTED))
    assert [team["id"] for team in task.data["teams"]] == [second.name]
    assert [one["id"] for one in task.data["people"] if not one["available"]] == [member.person.name]


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
    assert proposed(batch).state == JobState.FAILED


def test_without_teams_the_reasons_are_kept(office, batch, proposed):
    job = proposed(batch, skills={"audit": 2})
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


def test_the_page_asks_shows_and_adopts(office, batch, proposed, at_desk):
    desk = at_desk(office.clerk)
    address = f"/desk/rounds/{batch.pk}/forming/"
    assert "还没有方案" in desk.get(address).content.decode()
    wrong = desk.post(address, {"size": 3, "deputies": 2, "experienced": 9})
    assert wrong.status_code == 422
    assert "还要有一名组长和一名联络员" in wrong.content.decode()
    assert "不能多于每组人数" in wrong.content.decode()
    fields = {"size": 3, "deputies": 1, "experienced": 0, "audit": 1, "finance": 0, "organisation": 0, "discipline": 0}
    asked = desk.post(address, fields)
    assert asked.status_code == 302
    assert "/jobs/" in asked["Location"]
    Worker(lambda: NOW).work_once()
    shown = desk.get(address).content.decode()
    assert "已证最优" in shown
    assert "为什么是此人" in shown
    job = proposed(batch)
    assert desk.post(f"{address}adopt/", {"job": "x"}).status_code == 422
    done = desk.post(f"{address}adopt/", {"job": job.pk})
    assert done.status_code == 302
    assert Membership.objects.filter(team__round=batch).count() == 6


def test_the_search_runs_in_a_process_of_its_own_and_can_be_stopped():
    with pytest.raises(RuleViolated, match=r"须为 xuncha\.teams/1 之一"):
        elsewhere.solve_elsewhere("teams", {"format": "no"}, 1)

    def stop(_seconds):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        elsewhere._run(["sleep", "60"], 60, stop)
    with pytest.raises(RuleViolated, match="求解超过 0 秒"):
        elsewhere._run(["sleep", "60"], 0, lambda _seconds: None)
