"""Drawing lots: the list closed before its seed is known, two people who type it, a result anybody can repeat."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord
from xuncha.planning.models import InspectionType, PlanEntry, PlanVersion, Target
from xuncha.rounds.models import Draw, DrawKind
from xuncha.rounds.rules import ListFacts, reasons_not_to_close_list, reasons_not_to_type
from xuncha.rounds.selectors.lots import drawn_with_teams, entries_for
from xuncha.rounds.services import add_team, cancel_draw, close_list, confirm_seed, retype_seed, type_seed
from xuncha.rounds.workflow import DrawState, RoundState
from xuncha.site.command_teams import teams_command
from xuncha.talent.models import Person, Pool

pytestmark = pytest.mark.django_db
ON = NOW.date() + timedelta(days=2)
LATER = NOW + timedelta(days=2)
SEED = "03 11 17 22 25 31 08"


@pytest.fixture
def batch(office):
    """A draft with three units and two teams."""
    batch = office.draft()
    for _n in range(3):
        office.add(batch, office.target())
    for _n in range(2):
        add_team(office.act(), batch)
    return batch


def closed(office, batch, kind=DrawKind.TEAMS, **given):
    options = {"title": f"{batch}分组", "take": None, "source": "某日开奖号码", "source_on": ON} | given
    return close_list(office.act(), batch, kind=kind, **options)


@pytest.fixture
def witness(hire):
    return hire(Role.DISCIPLINE)


def drawn(office, draw, witness, seed=SEED):
    type_seed(office.act(now=LATER), draw, seed=seed)
    return confirm_seed(office.act(witness, now=LATER), draw, seed=f" {seed} ")


def test_two_people_type_the_seed_and_the_lots_are_drawn(office, batch, witness):
    draw = drawn(office, closed(office, batch), witness)
    assert draw.state == DrawState.DRAWN
    assert sorted(draw.drawn) == sorted(name for name, _pk in draw.entries)
    assert [team for _name, team in drawn_with_teams(draw)] == ["第1巡察组", "第2巡察组", "第1巡察组"]
    events = list(JournalRecord.objects.filter(subject_kind="rounds.draw").values_list("event", flat=True))
    assert events == ["draw.closed", "draw.typed", "draw.drawn"]
    with pytest.raises(InvalidTransition):
        confirm_seed(office.act(witness, now=LATER), draw, seed=SEED)


def test_a_different_second_entry_draws_nothing_and_stays_in_the_journal(office, batch, witness):
    draw = closed(office, batch)
    type_seed(office.act(now=LATER), draw, seed=SEED)
    told = confirm_seed(office.act(witness, now=LATER), draw, seed="别的")
    assert (told.state, told.drawn, told.seed) == (DrawState.TYPED, [], "")
    assert JournalRecord.objects.filter(event="draw.mismatched").exists()
    assert SEED not in "".join(JournalRecord.objects.values_list("body", flat=True))
    retype_seed(office.act(now=LATER), draw)
    assert drawn(office, draw, witness).state == DrawState.DRAWN


def test_one_person_is_not_two(office, batch):
    draw = closed(office, batch)
    type_seed(office.act(now=LATER), draw, seed=SEED)
    with pytest.raises(RuleViolated, match="请由另一人录入"):
        confirm_seed(office.act(now=LATER), draw, seed=SEED)


def test_not_before_the_source_publishes_it_nor_empty(office, batch):
    draw = closed(office, batch)
    with pytest.raises(RuleViolated, match="才公布"):
        type_seed(office.act(), draw, seed=SEED)
    with pytest.raises(RuleViolated, match="不能为空"):
        type_seed(office.act(now=LATER), draw, seed="  ")


def test_a_list_is_given_up_with_a_reason_only_before_anything_is_drawn(office, batch, witness):
    draw = closed(office, batch)
    with pytest.raises(RuleViolated, match="同类名单封存待抽"):
        closed(office, batch)
    with pytest.raises(RuleViolated, match="理由"):
        cancel_draw(office.act(), draw, reason="")
    cancel_draw(office.act(), draw, reason="漏了一家")
    other = drawn(office, closed(office, batch), witness)
    with pytest.raises(InvalidTransition):
        cancel_draw(office.act(), other, reason="不满意")


def test_who_may_and_whose_turn_it_is(office, batch, acting, actor):
    with pytest.raises(Denied):
        close_list(acting(Role.SECRETARY), batch, kind=DrawKind.TEAMS, title="…", take=None, source="…", source_on=ON)
    draw = closed(office, batch)
    with pytest.raises(OutOfReach):
        type_seed(acting(Role.DISCIPLINE, which=1, now=LATER), draw, seed=SEED)
    with pytest.raises(Denied):
        type_seed(acting(Role.ORGANISATION, now=LATER), draw, seed=SEED)
    assert [one.ask for one in waiting_for(actor(Role.DISCIPLINE)) if one.kind == "rounds.draw"] == [
        "抽签种子待第一人录入"
    ]


FACTS = ListFacts(RoundState.DRAFT, entries=3, take=2, source_on=date(2022, 5, 2), today=date(2022, 5, 1))


@pytest.mark.parametrize(
    ("fact", "field", "words"),
    [
        ({"state": RoundState.IN_FIELD}, "", "现在不能抽签"),
        ({"state": RoundState.CLOSED, "while_running": True}, "", "现在不能抽签"),
        ({"entries": 0}, "kind", "没有可抽取的"),
        ({"take": 4}, "take", "须为 1 到 3"),
        ({"take": 0}, "take", "须为 1 到 3"),
        ({"source_on": date(2022, 5, 1)}, "source_on", "须在今天以后"),
        ({"waiting": True}, "kind", "已有同类名单"),
    ],
)
def test_a_list_is_closed_before_its_seed_can_be_known(fact, field, words):
    assert reasons_not_to_close_list(FACTS) == []
    assert reasons_not_to_close_list(replace(FACTS, state=RoundState.IN_FIELD, while_running=True)) == []
    [why] = reasons_not_to_close_list(replace(FACTS, **fact))
    assert (why.field, words in str(why.text)) == (field, True)


def test_a_seed_is_typed_when_it_is_out_by_somebody_else():
    day = date(2022, 5, 2)
    assert reasons_not_to_type(today=day, source_on=day, first=False) == []
    assert len(reasons_not_to_type(today=date(2022, 5, 1), source_on=day, first=True)) == 2


def test_what_may_be_drawn_from(office, batch, acting):
    planned, done, listed = office.target(), office.world.units[0], batch.inspections.first().organisation
    made = {"created_by": office.clerk, "created_at": NOW}
    plan = PlanVersion.objects.create(
        term=batch.term, number=1, title="规划", state="published", state_since=NOW, **made
    )
    for unit in (planned, done, listed):
        target = Target.objects.get(organisation=unit)
        PlanEntry.objects.create(plan=plan, target=target, year=batch.year, type=InspectionType.ROUTINE)
    assert entries_for(batch, DrawKind.UNITS, NOW.date()) == [(planned.name, planned.pk)]
    leader, away, _staff = (office.person() for _n in range(3))
    Person.objects.filter(pk__in=[leader.pk, away.pk]).update(pool=Pool.LEADER)
    Person.objects.filter(pk=away.pk).update(away_from=NOW.date())
    assert entries_for(batch, DrawKind.PEOPLE, NOW.date(), pool="leader") == [(leader.name, leader.pk)]
    assert len(entries_for(batch, DrawKind.PEOPLE, NOW.date())) == 2
    town = office.unit("township")
    villages = [office.unit("village", parent=town) for _n in range(2)]
    type(town).objects.filter(parent=town).update(name="同名村")
    assert set(entries_for(batch, DrawKind.VILLAGES, NOW.date(), town=town)) == {
        (f"同名村（{village.code}）", village.pk) for village in villages
    }
    assert entries_for(batch, DrawKind.VILLAGES, NOW.date()) == []


def post(desk, name, *arguments, **fields):
    return desk.post(reverse(f"rounds:{name}", args=arguments), fields, follow=True)


def published(draw):
    """The day on which the source publishes the seed has come."""
    Draw.objects.filter(pk=draw.pk).update(source_on=NOW.date())


def test_the_pages_from_the_closed_list_to_the_certificate(office, batch, at_desk, witness, tmp_path):
    desk = at_desk(office.clerk)
    assert "随机抽取" in desk.get(reverse("rounds:round", args=[batch.pk])).content.decode()
    fields = {"kind": "villages", "source": "某日开奖号码", "source_on": "2022-05-09"}
    refused = post(desk, "round-draw", batch.pk, **fields).content.decode()
    assert "要选乡镇" in refused
    assert "请写明抽取几个" in refused
    assert "须在今天以后" in post(desk, "round-draw", batch.pk, **fields | {"kind": "teams"}).content.decode()
    made = post(desk, "round-draw", batch.pk, **fields | {"kind": "teams", "source_on": ON.isoformat()})
    draw = Draw.objects.get()
    assert draw.list_hash in made.content.decode()
    assert "才公布" in made.content.decode()
    address = reverse("rounds:draw-document", args=[draw.pk, "json"])
    frozen = tmp_path / "list.json"
    frozen.write_bytes(desk.get(address).content)
    assert desk.get(reverse("rounds:draw-document", args=[draw.pk, "docx"])).status_code == 404

    published(draw)
    assert "请另一人在自己的账号里再录入一次" in post(desk, "draw", draw.pk, seed=SEED).content.decode()
    desk = at_desk(witness)
    differs = post(desk, "draw", draw.pk, seed="03 11")
    assert differs.redirect_chain[-1][0].endswith("?differs=1#seed")
    assert "先录入的人录错了，由其点「收回重录」" in differs.content.decode()
    page = post(desk, "draw", draw.pk, seed=SEED).content.decode()
    assert "两次录入一致，已抽出" in page
    assert f"xuncha teams draw --verify draw-{draw.pk}.json" in page
    assert desk.get(reverse("rounds:draw-document", args=[draw.pk, "docx"])).status_code == 200

    kept = tmp_path / "kept.json"
    kept.write_bytes(desk.get(address).content)
    assert teams_command(["draw", "--verify", str(kept)]) == 0
    again = tmp_path / "again.json"
    typed = ["--seed", SEED, "--seed-again", SEED, "--source", "某日开奖号码", "--out", str(again)]
    assert teams_command(["draw", str(frozen), *typed]) == 0
    draw.refresh_from_db()
    assert json.loads(again.read_text("utf-8"))["drawn"] == draw.drawn
    assert json.loads(again.read_text("utf-8"))["list_hash"] == draw.list_hash


def test_taking_back_and_giving_up_on_the_page(office, batch, at_desk):
    draw = closed(office, batch)
    published(draw)
    desk = at_desk(office.clerk)
    assert "收回重录" in post(desk, "draw", draw.pk, seed=SEED).content.decode()
    post(desk, "draw-step", draw.pk, "retype")
    draw.refresh_from_db()
    assert draw.state == DrawState.CLOSED
    post(desk, "draw-step", draw.pk, "cancel", reason="漏了一家")
    draw.refresh_from_db()
    assert draw.state == DrawState.CANCELLED
