"""The style profile: dated, by office, checked field by field; and the numbers documents write."""

from datetime import date

import pytest

from tests.conftest import World
from xuncha.core.errors import RuleViolated
from xuncha.foundation.documents.numerals import chinese_number, full_date, heading_number, span
from xuncha.foundation.documents.profile import CODE, Profile, profile_for, profile_from
from xuncha.foundation.regulations.models import Parameter

DAY = date(2022, 5, 10)


def test_without_a_parameter_it_is_the_standard_with_the_offices_names(world: World) -> None:
    profile = profile_for(world.city, DAY)
    assert profile.office == "中共测试市委巡察工作领导小组办公室"
    assert profile.fonts == Profile().fonts
    assert profile.issuer(DAY).number == "巡察办〔2022〕　　号"
    assert profile.issuer(DAY, 12).number == "巡察办〔2022〕12号"
    assert profile.issuer(DAY).short_committee == "测试市委"


def test_the_offices_own_wins_over_the_common_one_and_only_in_its_time(world: World) -> None:
    Parameter.objects.create(code=CODE, value={"group": "共同小组"}, valid_from=date(2020, 1, 1))
    own = {"code": CODE, "jurisdiction": world.city}
    Parameter.objects.create(**own, value={"group": "旧组"}, valid_from=date(2021, 1, 1), valid_to=date(2022, 1, 1))
    Parameter.objects.create(**own, value={"group": "新组"}, valid_from=date(2022, 5, 10))
    seen = [profile_for(world.city, day).group for day in (date(2019, 1, 1), date(2021, 6, 1), date(2022, 2, 1), DAY)]
    assert seen == ["中共测试市委巡察工作领导小组", "旧组", "共同小组", "新组"]


def test_what_is_stored_reads_back_the_same() -> None:
    profile = profile_from({"fonts": {"body": "仿宋"}, "sizes": {"title": "20.5"}, "red_head": False})
    assert profile_from(profile.value()) == profile
    assert (profile.fonts.body, profile.sizes.title, profile.red_head) == ("仿宋", 20.5, False)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"office": "长" * 61}, "office"),
        ({"group": "两\n行"}, "group"),
        ({"number_pattern": "办〔2022〕1号"}, "number_pattern"),
        ({"fonts": {"title": "x" * 61}}, "fonts.title"),
        ({"sizes": {"body": 40}}, "sizes.body"),
        ({"sizes": {"table": "大"}}, "sizes.table"),
        ({"sizes": {"title": [1]}}, "sizes.title"),
        ({"contact": {"phone": "1\t2"}}, "contact.phone"),
        ({"office": "巡\u202e察办"}, "office"),
    ],
)
def test_each_bad_value_is_told_beside_its_field(value: dict, field: str) -> None:
    with pytest.raises(RuleViolated) as refused:
        profile_from(value)
    assert [reason.field for reason in refused.value.reasons] == [field]
    assert "{" not in str(refused.value).replace("{year}", "").replace("{n}", "")


def test_all_bad_values_are_told_at_once() -> None:
    with pytest.raises(RuleViolated) as refused:
        profile_from({"office": "长" * 61, "sizes": {"body": 1, "table": 1}})
    assert len(refused.value.reasons) == 3


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (340, "三百四十"),
    ],
)
def test_chinese_numbers(n: int, text: str) -> None:
    assert chinese_number(n) == text


@pytest.mark.parametrize("n", [0, -1, 1000])
def test_numbers_outside_the_range_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        chinese_number(n)


def test_heading_marks_and_dates() -> None:
    assert [heading_number(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]
    assert full_date(date(2022, 1, 5)) == "2022年1月5日"
    assert span(date(2022, 1, 5), date(2022, 3, 6)) == "2022年1月5日至3月6日"
    assert span(date(2022, 1, 5), date(2023, 3, 6)) == "2022年1月5日至2023年3月6日"
    assert span(date(2022, 1, 5), None) == "2022年1月5日至　　　　年　　月　　日"
