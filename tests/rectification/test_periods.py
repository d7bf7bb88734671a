"""Regular ledgers: opened when a period is over, filled from what was reported, frozen when handed in."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from tests.rectification.conftest import TODAY, at, days, text_of, yuan
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.periods import Period
from xuncha.core.permissions import Role
from xuncha.foundation.documents.workbooks import read_table
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import Parameter
from xuncha.rectification import services
from xuncha.rectification.models import Item, PeriodReport
from xuncha.rectification.rules.periods import period_owed, reasons_not_to_hand_in
from xuncha.rectification.selectors.periods import content_of

JUNE = days(22)  # 2022-06-01: the month of the feedback is over
JULY = days(52)


@pytest.fixture
def under_way(rect) -> Item:
    """The first of two items; their plan was accepted on NOW."""
    return rect.under_way()


@pytest.fixture
def opened(rect, under_way) -> PeriodReport:
    """The ledger of the first period, on the day after it ended; something was reported in it."""
    first, _second = under_way.measures.order_by("position")
    services.report_progress(rect.unit(), under_way, text="审计机构已经进场。", on=TODAY, measure=first, done_on=TODAY)
    services.record_money(rect.unit(), under_way, kind="cleared", amount=yuan("1200"), on=TODAY)
    services.record_rule(rect.unit(), under_way, kind="new", title="采购办法", on=TODAY)
    services.record_people(rect.unit(), under_way, form="1", persons=2, on=TODAY)
    [report] = services.open_periods(rect.office(JUNE), rect.world.city)
    return report


@pytest.mark.parametrize(
    ("last", "period", "owed"),
    [
        (None, Period.MONTHLY, (date(2022, 5, 10), date(2022, 5, 31))),
        (date(2022, 5, 31), Period.MONTHLY, None),
        (date(2022, 5, 31), Period.WEEKLY, (date(2022, 6, 1), date(2022, 6, 12))),
        (date(2022, 4, 30), Period.HALF_MONTHLY, (date(2022, 5, 1), date(2022, 6, 15))),
    ],
)
def test_what_is_owed_follows_the_last_without_a_gap(last, period, owed):
    assert period_owed(date(2022, 5, 10), last, period, date(2022, 6, 16)) == owed


def test_the_first_period_opens_when_it_is_over_and_only_once(rect, opened):
    assert (opened.from_on, opened.to_on, opened.due_on) == (
        TODAY,
        date(2022, 5, 31),
        date(2022, 6, 6),
    )  # the third is a holiday
    assert services.open_periods(rect.office(JUNE), rect.world.city) == []
    assert JournalRecord.objects.filter(event="period_report.opened", subject_id=str(opened.pk)).count() == 1


def test_it_says_what_was_reported_and_what_comes_next(opened, under_way):
    content = content_of(opened, JUNE)
    [done] = content["done"]
    assert (done["number"], done["text"], done["done_on"]) == (
        under_way.number,
        "审计机构已经进场。",
        TODAY.isoformat(),
    )
    period = content["period"]
    assert (period["measures_done"], period["closed"], period["money_cleared"]) == (1, 0, "1200.00")
    assert (period["rules_new"], period["people_1"], content["total"]["fed_back"]) == (1, 2, 2)
    assert [row["position"] for row in content["next"]] == [2, 1, 2]
    assert content["problems"] == []


def test_what_stands_in_the_way_is_named(rect, opened, under_way):
    services.ask_extension(rect.unit(), under_way, to_on=date(2022, 9, 10), reason="等上级批复。")
    services.ask_query(rect.unit(), rect.plan(), kind="guidance", text="口径怎么定？", item=rect.item(1))
    services.ask_query(rect.unit(), rect.plan(), kind="question", text="与哪一个问题都无关。")
    services.report_progress(rect.unit(), rect.item(1), text="已经部署。", on=TODAY)
    content = content_of(opened, days(70))
    assert [row["kind"] for row in content["problems"]] == ["late", "late", "extension", "query"]
    assert content["done"][-1]["title"] == rect.item(1).title  # said of the item as a whole


def test_a_return_and_money_that_does_not_come_are_problems(rect):
    rect.accepted(money_due=yuan("8600"))
    services.return_closeout(rect.office(), rect.requested(rect.item(0)), reason="补盖章。")
    [report] = services.open_periods(rect.office(JUNE), rect.world.city)
    assert [row["kind"] for row in content_of(report, JUNE)["problems"]] == ["returned", "shortfall"]


def test_handed_in_it_is_frozen_and_what_comes_late_goes_into_the_next(rect, opened, under_way):
    handed = services.hand_in_period(rect.unit(JUNE), opened, note="请协调审计进度。")
    assert (handed.submitted_by, handed.note) == (rect.liaison, "请协调审计进度。")
    services.report_progress(rect.unit(days(23)), under_way, text="补报：账已查清。", on=date(2022, 5, 30))
    assert content_of(PeriodReport.objects.get(pk=handed.pk), JULY) == handed.content
    [following] = services.open_periods(rect.office(JULY), rect.world.city)
    assert following.from_on == date(2022, 6, 1)
    assert [row["text"] for row in content_of(following, JULY)["done"]] == ["补报：账已查清。"]
    with pytest.raises(InvalidTransition):
        services.hand_in_period(rect.unit(JULY), handed)


def test_the_earlier_one_first(rect, opened):
    services.open_periods(rect.office(JULY), rect.world.city)
    later = PeriodReport.objects.order_by("to_on").last()
    with pytest.raises(RuleViolated, match="请先报送前面的台账：2022-05-10"):
        services.hand_in_period(rect.unit(JULY), later)
    assert [why.field for why in reasons_not_to_hand_in("字" * 1001, [])] == ["note"]


def test_the_period_is_the_offices_own_dated_setting(rect, under_way):
    Parameter.objects.create(
        code="rectification.period", value="weekly", valid_from=TODAY, jurisdiction=rect.world.city,
    )  # fmt: skip
    [report] = services.open_periods(rect.office(days(7)), rect.world.city)
    assert report.to_on == TODAY + timedelta(days=6 - TODAY.weekday())


def test_a_unit_with_nothing_left_to_do_owes_nothing(rect):
    rect.accepted("只有一个问题")
    rect.closed(rect.item())
    assert services.open_periods_everywhere(JUNE) == 0


def test_opened_everywhere_by_the_installation_itself(under_way):
    assert services.open_periods_everywhere(JUNE) == 1


def test_only_the_units_own_liaison_hands_in(rect, opened, acting, hire):
    other = hire(Role.UNIT_LIAISON, which=1)
    for who, refused in ((rect.clerk, Denied), (hire(Role.UNIT_HEAD), Denied), (other, OutOfReach)):
        with pytest.raises(refused):
            services.hand_in_period(acting(who), opened)


def test_the_unit_reads_it_hands_it_in_and_takes_it_along(unit, on_day, opened, tmp_path):
    on_day(22)
    assert "报台账" in text_of(unit.get(at("home")))
    shown = text_of(unit.get(at("period", opened.pk)))
    assert "审计机构已经进场。" in shown
    assert "从定期台账周期结束（2022-05-31）往后数 3 个工作日" in shown
    unit.post(at("period-hand-in", opened.pk), {"note": ""})
    shown = text_of(unit.get(at("periods")))
    assert "已报送" in shown
    assert unit.get(at("period-file", opened.pk, "docx")).status_code == 200
    book = unit.get(at("period-file", opened.pk, "xlsx"))
    assert "审计机构已经进场。" in told_by(book.content, tmp_path / "台账.xlsx")


def told_by(book: bytes, path: Path) -> str:
    """Every cell of the first sheet."""
    path.write_bytes(book)
    return " ".join(str(cell) for _n, row in read_table(path).rows() for cell in row)


def test_the_office_sees_who_handed_in_and_who_is_late(rect, at_desk, opened, monkeypatch, tmp_path):
    client = at_desk(rect.clerk)
    assert "应报 1，已报 0，逾期 0" in text_of(client.get(reverse("rectification:periods")))
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: days(40))
    client.force_login(rect.clerk)
    assert "应报 1，已报 0，逾期 1" in text_of(client.get(reverse("rectification:periods")))
    dispatch = reverse("rectification:dispatch", args=[opened.pk])
    assert "逾期未报" in text_of(client.get(dispatch))
    services.hand_in_period(rect.unit(JUNE), opened, note="请协调。")
    shown = text_of(client.get(dispatch))
    assert "应报1家，已报1家，未报0家。" in shown
    assert "1,200.00" in shown
    assert "请协调。" in text_of(client.get(reverse("rectification:period", args=[opened.pk])))
    book = client.get(reverse("rectification:dispatch-file", args=[opened.pk, "xlsx"]))
    assert "已报" in told_by(book.content, tmp_path / "调度表.xlsx")
    assert client.get(reverse("rectification:dispatch-file", args=[opened.pk, "docx"])).status_code == 200


def test_the_unit_is_led_from_the_desk_to_its_portal(unit, opened):
    for name in ("period", "dispatch"):
        response = unit.get(reverse(f"rectification:{name}", args=[opened.pk]))
        assert response.url == at("period", opened.pk)
