"""The board of a timetable: what it shows, what is decided on it, what is tried, what differs and why."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.documents.content import Table
from xuncha.foundation.documents.profile import Issuer
from xuncha.foundation.journal.models import JournalRecord
from xuncha.planning import services
from xuncha.planning.documents import round_proposal
from xuncha.planning.models import InspectionType, MarkKind, PlanVersion
from xuncha.planning.selectors.board import board_of, comparable_with, compared
from xuncha.planning.selectors.schedule import schedule_of
from xuncha.planning.services.what_if import FewerTeams, OtherDeadline, OtherTarget

pytestmark = pytest.mark.django_db
TODAY = date(2022, 5, 10)
CLERK = Role.OFFICE_CLERK


def at(name: str, plan, **more) -> str:
    return reverse(f"planning:{name}", kwargs={"pk": plan.pk, **more})


def key(**more) -> dict[str, object]:
    return {"_key": str(uuid4()), **more}


def text(response) -> str:
    return response.content.decode()


def shown(plan):
    return board_of(plan, schedule_of(plan), TODAY)


@pytest.fixture
def placed(clerk, asked, targets) -> PlanVersion:
    """The prepared draft with its two units in rounds 3 and 4."""
    for entry, number in zip(asked.entries.order_by("target_id"), (3, 4), strict=True):
        services.move_entries(clerk(), asked, [entry.pk], year=2023, round_number=number)
    return asked


def test_the_board_is_that_of_the_entries(placed, targets):
    table = shown(placed).table
    assert [table.places.visits[str(t.organisation)] for t in targets] == [2, 3]
    assert table.counts[2:4] == [1, 1]
    assert table.verdict is not None


def test_follow_ups_topics_and_what_a_round_has_settled(clerk, placed, targets, monkeypatch):
    services.add_follow_up(clerk(), placed, targets[0], workload=1, min_gap=2, max_gap=4)
    services.add_topic(clerk(), placed, name="粮食", pool=placed.schedule.pools.get(), members=targets, workload_each=1)
    for kind, number in ((InspectionType.FOLLOW_UP, 6), (InspectionType.SPECIAL, 5)):
        services.add_entries(clerk(), placed, [targets[0]], year=2024, round_number=number, type=kind)
    places = shown(placed).table.places
    assert (places.follow_ups, places.topics) == ({str(targets[0].organisation): 5}, {"粮食": 4})


def test_two_versions_side_by_side(clerk, placed, targets):
    trial = services.try_out(clerk(), placed, reason="晚一轮")
    entry = trial.entries.get(target=targets[0])
    services.move_entries(clerk(), trial, [entry.pk], year=2024, round_number=5)
    services.mark(clerk(), trial, targets[0], kind=MarkKind.PINNED, round_number=5, reason="机构改革")
    services.mark(clerk(), trial, targets[1], kind=MarkKind.FORBIDDEN, round_number=1, reason="班子刚配齐")
    assert list(comparable_with(trial)) == [placed]
    found = compared(shown(trial), placed, TODAY)
    assert [(one.name, str(one.old), str(one.new)) for one in found.moved] == [
        (str(targets[0].organisation), "2023 年第 3 轮", "2024 年第 5 轮")
    ]
    assert str(found.moved[0].why[0]) == "指定在2024 年第 5 轮：机构改革"
    assert "2024 年第 5 轮任务（家）" in [str(one.label) for one in found.figures]


def test_a_copy_with_one_thing_changed(clerk, placed, targets):
    pool = placed.schedule.pools.get()
    teams = {one.round.number: one.teams for one in pool.capacities.select_related("round")}
    fewer = services.try_out(clerk(), placed, reason="少一个组", change=FewerTeams(pool.name, 5, 1))
    left = {o.round.number: o.teams for o in fewer.schedule.pools.get().capacities.select_related("round")}
    assert left == {number: n - (number >= 5) for number, n in teams.items()}
    share = services.try_out(clerk(), placed, reason="快些", change=OtherTarget(2023, Decimal(60)))
    assert share.schedule.years.get(year=2023).percent == 60
    due = services.try_out(clerk(), placed, reason="提前", change=OtherDeadline(targets[1], 2))
    assert due.schedule.units.get(target=targets[1]).latest == 2
    assert {t.what_if_of for t in (fewer, share, due)} == {placed}
    due.schedule.units.all().delete()
    again = services.try_out(clerk(), due.what_if_of, reason="再提前", change=OtherDeadline(targets[1], 3))
    assert again.schedule.units.get(target=targets[1]).latest == 3


def test_what_cannot_be_tried(clerk, acting, draft, asked):
    with pytest.raises(OutOfReach):
        services.try_out(clerk(), asked, reason="x", change=FewerTeams("别的力量", 3, 1))
    with pytest.raises(RuleViolated, match="没有可减的组"):
        services.try_out(clerk(), asked, reason="x", change=FewerTeams(asked.schedule.pools.get().name, 99, 1))
    with pytest.raises(Denied):
        services.try_out(acting(Role.SECRETARY), asked, reason="x")
    services.drop_schedule(clerk(), asked)
    with pytest.raises(RuleViolated, match="还没有准备排期"):
        services.try_out(clerk(), asked, reason="x", change=OtherTarget(2023, Decimal(60)))
    assert not asked.what_ifs.exists()


class TestThePage:
    def test_it_shows_rounds_loads_marks_trials_and_what_differs(self, at_desk, clerk, placed, targets):
        services.mark(clerk(), placed, targets[0], kind=MarkKind.PINNED, round_number=3, reason="换届后")
        trial = services.try_out(clerk(), placed, reason="晚一轮")
        entry = trial.entries.get(target=targets[1])
        services.move_entries(clerk(), trial, [entry.pk], year=2024, round_number=6)
        client = at_desk(CLERK)
        page = text(client.get(at("board", trial)))
        for wanted in (
            "轮次与领域",
            "累计覆盖率",
            "换届后",
            "晚一轮",
            "为什么",
            "2024 年第 6 轮",
            "采用试算",
            "moved",
            "pin",
        ):
            assert wanted in page, wanted
        cell = text(client.get(at("board", trial) + "?sector=&round=3"))
        assert f'data-unit="{targets[0].pk}"' in cell
        assert "钉 3" in cell
        assert "这一格没有单位" in text(client.get(at("board", trial) + "?sector=none&round=3"))
        against = text(client.get(at("board", placed) + f"?with={trial.pk}"))
        assert f"与 {trial} 比" in against

    def test_a_unit_is_held_in_a_round_by_a_plain_form_and_released(self, at_desk, placed, targets):
        client = at_desk(CLERK)
        given = {"target": targets[0].pk, "kind": "pinned", "round_number": 5, "reason": "机构改革"}
        refused = client.post(at("board-mark", placed), key(**{**given, "reason": ""}))
        assert refused.status_code == 422
        assert "轮次与领域" in text(refused)
        assert client.post(at("board-mark", placed), key(**given)).url == at("board", placed)
        mark = placed.schedule.marks.get()
        assert (mark.target, mark.round_number) == (targets[0], 5)
        assert client.post(at("board-unmark", placed, mark=mark.pk), key()).url == at("board", placed)
        assert not placed.schedule.marks.exists()
        assert JournalRecord.objects.filter(event__in=["plan.marked", "plan.unmarked"]).count() == 2

    def test_a_unit_without_a_round_is_listed_and_preset_in_the_form(self, at_desk, clerk, placed, targets):
        services.remove_entries(clerk(), placed, [placed.entries.get(target=targets[0]).pk], reason="再定")
        page = text(at_desk(CLERK).get(at("board", placed) + f"?target={targets[0].pk}"))
        assert "未定轮次的单位" in page
        assert f'<option value="{targets[0].pk}" selected>' in page
        assert "未排完" in page

    def test_a_version_without_a_timetable_says_so(self, at_desk, draft):
        client = at_desk(CLERK)
        assert "还没有准备排期" in text(client.get(at("board", draft)))
        assert client.get(at("board-workbook", draft)).status_code == 404
        assert client.get(at("plan-what-if", draft)).status_code == 422

    def test_what_cannot_be_shown_is_told_with_its_reason(self, at_desk, asked):
        asked.schedule.pools.update(unit_types=["school"])
        assert "不属于任何一支力量" in text(at_desk(CLERK).get(at("board", asked)))

    def test_trying_is_a_form(self, at_desk, placed, targets):
        client = at_desk(CLERK)
        pool = placed.schedule.pools.get()
        assert client.get(at("plan-what-if", placed)).status_code == 200
        missing = client.post(at("plan-what-if", placed), key(reason="少一个组", what="teams"))
        assert missing.status_code == 422
        for given in (
            {"what": ""},
            {"what": "teams", "pool": pool.pk, "teams": 1, "round_number": 5},
            {"what": "goal", "year": 2023, "percent": "60"},
            {"what": "deadline", "target": targets[0].pk, "round_number": 4},
        ):
            sent = client.post(at("plan-what-if", placed), key(reason="试一试", **given))
            trial = placed.what_ifs.order_by("-pk").first()
            assert sent.url == at("board", trial) + f"?with={placed.pk}", given
        assert placed.what_ifs.count() == 4

    def test_who_only_reads_changes_nothing(self, at_desk, placed, targets):
        client = at_desk(Role.LEADING_GROUP)
        page = text(client.get(at("board", placed)))
        assert 'id="mark"' not in page
        assert "data-unit" not in page
        assert client.post(at("board-mark", placed), key()).status_code == 403
        assert client.get(at("plan-what-if", placed)).status_code == 403
        assert at_desk(Role.INSPECTOR).get(at("board", placed)).status_code == 403

    def test_the_workbook_and_the_proposal_of_a_round(self, at_desk, clerk, placed, targets):
        services.mark(clerk(), placed, targets[0], kind=MarkKind.PINNED, round_number=3, reason="换届后")
        trial = services.try_out(clerk(), placed, reason="晚一轮")
        client = at_desk(CLERK)
        book = client.get(at("board-workbook", trial))
        assert book.content[:2] == b"PK"
        assert client.get(at("board-workbook", placed)).status_code == 200
        assert client.get(at("round-proposal", placed, number=3, ending="docx")).content[:2] == b"PK"
        assert client.get(at("round-proposal", placed, number=3, ending="txt")).status_code == 404
        assert client.get(at("round-proposal", placed, number=9, ending="docx")).status_code == 404


def test_the_proposal_of_a_round_has_the_numbers_of_its_entries(placed, targets):
    issuer = Issuer(committee="中共测试市委", group="领导小组", office="巡察办", on=TODAY)
    made = round_proposal(placed, 3, issuer)
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert tables[0].rows[-1] == ("合计", "1", "1")
    assert [row[2] for row in tables[1].rows] == [targets[0].organisation.name]
    assert "第三轮" in made.title
