"""The pages of the regulations: reading for all staff, writing for the office, refusals beside their fields."""

from datetime import date

import pytest
from django.urls import reverse

from xuncha.core.permissions import Role
from xuncha.core.terms import TERMS
from xuncha.foundation.regulations import services
from xuncha.foundation.regulations.models import CalendarDay, Checklist, CrossWalk, DeadlineRule, Parameter, Taxonomy

pytestmark = pytest.mark.django_db


def at(name: str, **kwargs) -> str:
    return reverse(f"regulations:{name}", kwargs=kwargs)


@pytest.fixture
def shipped(db) -> Checklist:
    return Checklist.objects.get(jurisdiction=None)


@pytest.fixture
def draft(acting, world, shipped) -> Checklist:
    return services.draft_checklist(acting(Role.OFFICE_CLERK), world.city, source=shipped)


LISTS = ("parameters", "rules", "due", "calendar", "taxonomies", "checklists")


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.SECRETARY, Role.INSPECTOR, Role.TEAM_LEADER])
def test_all_staff_read_the_regulations(at_desk, role, shipped):
    desk = at_desk(role)
    addresses = [at(name) for name in LISTS]
    addresses += [
        at("rule", pk=DeadlineRule.objects.first().pk),
        at("parameter", pk=Parameter.objects.first().pk),
        at("taxonomy", pk=Taxonomy.objects.first().pk),
        at("checklist", pk=shipped.pk),
        at("item", pk=shipped.items.first().pk),
    ]
    for address in addresses:
        answer = desk.get(address)
        assert answer.status_code == 200, address
        if role is not Role.OFFICE_CLERK:
            assert "/draft/" not in answer.content.decode()
            assert "设新值" not in answer.content.decode()


@pytest.mark.parametrize("role", [Role.UNIT_LIAISON, Role.SYSTEM_ADMIN])
def test_who_has_no_business_here_is_refused(at_desk, role, shipped):
    desk = at_desk(role)
    for address in (*(at(name) for name in LISTS), at("checklist", pk=shipped.pk)):
        assert desk.get(address).status_code == 403


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.SECRETARY])
def test_only_the_office_gets_the_forms(at_desk, role, shipped):
    desk = at_desk(role)
    for address in (
        at("rule-new"),
        at("rule-version", pk=DeadlineRule.objects.first().pk),
        at("parameter-new", code="numbering.paper"),
        at("taxonomy-edition", pk=Taxonomy.objects.first().pk),
        at("checklist-draft", pk=shipped.pk),
        at("item-new", pk=shipped.pk),
    ):
        assert desk.get(address).status_code == 403
    assert desk.post(at("calendar-day"), {"day": "2027-01-01", "works": "off"}).status_code == 403
    assert not CalendarDay.objects.filter(day="2027-01-01").exists()


def test_a_practice_of_warning_sets_days_and_addressees_together(at_desk, world):
    desk = at_desk(Role.OFFICE_CLERK)
    shown = desk.get(at("presets")).content.decode()
    assert "三色预警" in shown
    assert "疑难 60、30、10" in shown
    wrong = desk.post(at("presets"), {"preset": "mine", "valid_from": "2023-01-01"})
    assert wrong.status_code == 422
    answer = confirm(desk, at("presets"), {"preset": "three_colours", "valid_from": "2023-01-01"})
    assert answer.url == at("parameters")
    made = {one.code: one for one in Parameter.objects.filter(jurisdiction=world.city)}
    assert made["rectification.warn_days"].value == {"easy": [20, 10], "medium": [20, 10], "hard": [20, 10]}
    assert made["rectification.addressees"].value["near"] == ["unit_liaison", "supervising_leader"]
    assert made["rectification.addressees"].note.startswith("三色预警")
    again = desk.post(at("presets"), {"preset": "by_difficulty", "valid_from": "2022-06-01"})
    assert "晚于上一版" in again.content.decode()
    assert at_desk(Role.SECRETARY).get(at("presets")).status_code == 403


def confirm(desk, address: str, fields: dict[str, str]):
    """Post a form of a rule, and what it was shown to change once more as confirmed."""
    shown = desk.post(address, fields)
    assert "还没有保存，什么都没有改" in shown.content.decode()
    return desk.post(address, {**fields, "confirmed": shown.context["confirmed"]})


class TestRules:
    FIELDS = {
        "name": "集中整改",
        "trigger": "feedback.held",
        "offset": "3",
        "unit": "month",
        "deliverable": "进展情况报告",
        "owner": "unit_liaison",
        "warn_days": "20、10",
        "basis": "市委巡察办 2023 年 1 号",
        "valid_from": "2023-01-01",
    }

    def test_a_new_version_begins_from_a_common_rule_and_ends_again(self, at_desk, world):
        desk = at_desk(Role.OFFICE_CLERK)
        common = DeadlineRule.objects.filter(code="rectification").first()
        assert "20、10" in desk.get(at("rule-version", pk=common.pk)).content.decode()
        answer = confirm(desk, at("rule-version", pk=common.pk), self.FIELDS)
        made = DeadlineRule.objects.get(jurisdiction=world.city)
        assert (made.code, made.warn_days, answer.url) == ("rectification", [20, 10], at("rule", pk=made.pk))
        page = desk.get(answer.url).content.decode()
        for words in ("之后 3 个月", "之后 6 个月", "余 20 天，余 10 天", "被巡察单位联络员"):
            assert words in page
        assert "晚于上一版" in desk.post(at("rule-version", pk=common.pk), self.FIELDS).content.decode()
        refused = desk.post(at("rule-end", pk=made.pk), {"on": "2022-01-01"})
        assert refused.status_code == 422
        assert "晚于上一版" in refused.content.decode()
        confirm(desk, at("rule-end", pk=made.pk), {"on": "2024-01-01"})
        made.refresh_from_db()
        assert made.valid_to == date(2024, 1, 1)

    def test_a_rule_of_ones_own_is_checked(self, at_desk, world):
        desk = at_desk(Role.OFFICE_CLERK)
        wrong = desk.post(at("rule-new"), {**self.FIELDS, "code": "self_check", "warn_days": "十天"})
        assert wrong.status_code == 422
        assert "写数字，用顿号隔开" in wrong.content.decode()
        wrong = desk.post(at("rule-new"), {**self.FIELDS, "code": "self_check", "warn_days": "10，20"})
        assert "从大到小写" in wrong.content.decode()
        confirm(desk, at("rule-new"), {**self.FIELDS, "code": "self_check"})
        assert DeadlineRule.objects.get(code="self_check").jurisdiction == world.city

    def test_what_would_change_is_shown_before_anything_does(self, at_desk):
        desk = at_desk(Role.OFFICE_CLERK)
        address = at("rule-version", pk=DeadlineRule.objects.filter(code="rectification").first().pk)
        shown = desk.post(address, self.FIELDS)
        day, old, new = shown.context["preview"].ahead[0]
        assert (day, old.on, new.on) == (date(2023, 1, 1), date(2023, 3, 1), date(2023, 4, 1))
        assert not DeadlineRule.objects.filter(jurisdiction__isnull=False).exists()
        other = desk.post(address, {**self.FIELDS, "offset": "4", "confirmed": shown.context["confirmed"]})
        assert other.context["preview"].ahead[0][2].on == date(2023, 5, 1), "what was changed since is shown again"
        assert not DeadlineRule.objects.filter(jurisdiction__isnull=False).exists()

    def test_the_ledger_filters_and_exports(self, at_desk):
        desk = at_desk(Role.OFFICE_CLERK)
        text = desk.get(at("rules") + "?trigger=round.withdrawn").content.decode()
        assert "巡察报告" in text
        assert "证明材料" not in text
        workbook = desk.get(at("rules") + "?export=xlsx")
        workbook.close()
        assert workbook["Content-Disposition"].startswith("attachment")

    def test_a_rule_of_another_office_does_not_exist(self, at_desk, world, acting):
        rule = services.set_rule(
            acting(Role.OFFICE_CLERK),
            world.city,
            code="x",
            name="本地规则",
            trigger="feedback.held",
            offset=1,
            unit="month",
            deliverable="报告",
            owner="unit_liaison",
            valid_from=date(2022, 1, 1),
        )
        desk = at_desk(Role.OFFICE_CLERK, which=1)
        for name in ("rule", "rule-version", "rule-end"):
            assert desk.get(at(name, pk=rule.pk)).status_code == 404

    def test_the_calculator_explains_every_date(self, at_desk):
        desk = at_desk(Role.INSPECTOR)
        text = desk.get(at("due") + "?trigger=round.withdrawn&on=2022-04-20").content.decode()
        assert "2022-05-12" in text
        assert "跳过休息日 7 天，计入调休上班 2 天" in text
        assert "余 2 天" in text
        assert "放假安排还没有录入" in desk.get(at("due") + "?trigger=round.withdrawn&on=2030-04-20").content.decode()
        assert "没有从这个事件起算的规则" in desk.get(at("due") + "?trigger=fact.sent&on=2001-01-01").content.decode()
        assert desk.get(at("due") + "?trigger=x&on=明天").status_code == 422


class TestCalendar:
    def test_a_month_shows_its_exceptions(self, at_desk):
        text = at_desk(Role.INSPECTOR).get(at("calendar") + "?month=2022-05").content.decode()
        assert text.count("劳动节") == 5  # 1 to 4 May off, 7 May worked
        assert "2022-04" in text
        assert "2022-06" in text

    def test_any_month_can_be_asked_for(self, at_desk):
        desk = at_desk(Role.INSPECTOR)
        assert "2022-05" in desk.get(at("calendar") + "?month=不是月份").content.decode()
        assert "还没有录入" in desk.get(at("calendar") + "?month=2031-12").content.decode()
        assert "2032-01" in desk.get(at("calendar") + "?month=2031-12").content.decode()

    def test_a_day_is_set_and_cleared(self, at_desk, world):
        desk = at_desk(Role.OFFICE_CLERK)
        address = at("calendar-day")
        assert desk.post(address, {"day": "2027-02-06", "works": "on", "note": "补班"}).url.endswith("?month=2027-02")
        assert CalendarDay.objects.get(day="2027-02-06").works
        desk.post(address, {"day": "2027-02-06", "works": "usual"})
        assert not CalendarDay.objects.filter(day="2027-02-06").exists()
        answer = desk.post(address, {"day": "2027-02-06", "works": "usual"})
        assert answer.status_code == 422
        assert "没有特别安排" in answer.content.decode()


class TestParameters:
    def test_a_new_value_is_set_and_the_old_one_stays(self, at_desk, world):
        desk = at_desk(Role.OFFICE_CLERK)
        address = at("parameter-new", code="round.time_nodes")
        assert "entered，进驻，进驻，0" in desk.get(address).content.decode()
        given = {"value": "entered，进驻，进驻，0\nwithdrawn，撤点，撤点，0", "valid_from": "2022-05-01"}
        answer = desk.post(address, given)
        made = Parameter.objects.get(jurisdiction=world.city)
        assert answer.url == at("parameter", pk=made.pk)
        assert len(made.value) == 2
        assert "withdrawn，撤点，撤点，0" in desk.get(answer.url).content.decode()

    @pytest.mark.parametrize(
        ("code", "value", "words"),
        [
            ("numbering.paper", "DG-{unit}", "没有「unit」这个位置"),
            ("round.time_nodes", "entered，进驻", "第 1 行看不懂"),
            ("fieldwork.meter_weights", "title=-1", "分值要写不小于 0 的数"),
        ],
    )
    def test_a_value_that_cannot_work_is_said_beside_it(self, at_desk, code, value, words):
        desk = at_desk(Role.OFFICE_CLERK)
        answer = desk.post(at("parameter-new", code=code), {"value": value, "valid_from": "2022-05-01"})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert words in text
        assert value.replace("，", "，") in text

    def test_what_a_value_would_change_is_shown_before_it_is_laid_down(self, at_desk, world):
        desk = at_desk(Role.OFFICE_CLERK)
        address = at("parameter-new", code="round.auditor")
        assert "下一步：看会改变什么" in desk.get(address).content.decode()
        shown = desk.post(address, {"value": "必须", "valid_from": "2022-05-01"})
        assert "正在组建的轮次" in shown.content.decode() or "眼下没有受影响的记录" in shown.content.decode()
        assert not Parameter.objects.filter(jurisdiction=world.city).exists()
        other = {"value": "不要求", "valid_from": "2022-05-01", "confirmed": shown.context["confirmed"]}
        assert desk.post(address, other).context["preview"], "what was changed since is shown again"
        made = confirm(desk, address, {"value": "必须", "valid_from": "2022-05-01"})
        assert made.url == at("parameter", pk=Parameter.objects.get(jurisdiction=world.city).pk)

    def test_an_unknown_parameter_has_no_page(self, at_desk):
        desk = at_desk(Role.OFFICE_CLERK)
        assert desk.get(at("parameter-new", code="x.y")).status_code == 404
        stray = Parameter.objects.create(code="x.y", value=1, valid_from=date(2020, 1, 1))
        assert desk.get(at("parameter", pk=stray.pk)).status_code == 404


class TestTaxonomies:
    def test_the_cross_walk_stands_beside_the_tree(self, at_desk):
        old, new = Taxonomy.objects.get(code="focus3"), Taxonomy.objects.get(code="focus4")
        text = at_desk(Role.INSPECTOR).get(at("taxonomy", pk=old.pk) + f"?against={new.pk}").content.decode()
        assert "R1 巡视巡察、审计等监督发现问题整改" in text

    def test_an_own_edition_is_made_and_edited(self, at_desk, world):
        desk = at_desk(Role.OFFICE_CLERK)
        source = Taxonomy.objects.get(code="focus4")
        given = {"edition": "2022", "name": "四个聚焦（本市）", "valid_from": "2022-01-01"}
        answer = desk.post(at("taxonomy-edition", pk=source.pk), given)
        own = Taxonomy.objects.get(jurisdiction=world.city)
        assert answer.url == at("taxonomy", pk=own.pk)
        top = own.categories.get(code="F1")
        desk.post(at("category-new", pk=own.pk), {"code": "A9", "name": "数字化", "parent": top.pk})
        made = own.categories.get(code="A9")
        desk.post(at("category", pk=made.pk), {"name": "数字政府"})
        other = Taxonomy.objects.get(code="focus3").categories.get(code="A6")
        desk.post(at("category-link", pk=made.pk), {"source": other.pk})
        assert CrossWalk.objects.filter(source=other, target=made).exists()
        assert "三个聚焦" in desk.get(at("category-link", pk=made.pk)).content.decode()
        beside = desk.get(at("taxonomy", pk=other.taxonomy_id) + f"?against={own.pk}").content.decode()
        assert at("category-unlink", pk=made.pk, source=other.pk) in beside
        desk.post(at("category-unlink", pk=made.pk, source=other.pk))
        assert not CrossWalk.objects.filter(source=other, target=made).exists()
        desk.post(at("category-retire", pk=made.pk))
        page = desk.get(at("taxonomy", pk=own.pk)).content.decode()
        assert "数字政府" in page
        assert "已停用" in page

    def test_a_common_edition_is_not_edited(self, at_desk):
        desk = at_desk(Role.OFFICE_CLERK)
        common = Taxonomy.objects.get(code="focus4")
        assert desk.get(at("category-new", pk=common.pk)).status_code == 403
        assert desk.post(at("category-retire", pk=common.categories.first().pk)).status_code == 403


class TestChecklists:
    def test_items_stand_under_their_aspects_and_narrow_to_a_kind_of_unit(self, at_desk, shipped):
        desk = at_desk(Role.INSPECTOR)
        text = desk.get(at("checklist", pk=shipped.pk)).content.decode()
        assert "共 78 条" in text
        assert "B6 工程项目与采购" in text
        school = desk.get(at("checklist", pk=shipped.pk) + "?type=school").content.decode()
        assert "学校食堂采购价虚高" in school
        assert "医院偏离公益性" not in school

    def test_a_clue_only_item_says_so(self, at_desk, shipped):
        item = shipped.items.get(code="B24")
        assert "不写入底稿" in at_desk(Role.INSPECTOR).get(at("item", pk=item.pk)).content.decode()

    def test_a_draft_is_made_edited_compared_and_published(self, at_desk, world, shipped):
        desk = at_desk(Role.OFFICE_CLERK)
        desk.post(at("checklist-draft", pk=shipped.pk), {"name": "本市清单"})
        draft = Checklist.objects.get(jurisdiction=world.city)
        aspect = shipped.items.first().category
        desk.post(
            at("item-new", pk=draft.pk),
            {"code": "E01", "manifestation": "数据重复填报", "check_points": "看报表", "category": aspect.pk},
        )
        first = draft.items.get(code="A01")
        fields = {"code": "A01", "manifestation": "只传阅不落实", "check_points": "看", "unit_types": ["office"]}
        desk.post(at("item-edit", pk=first.pk), {**fields, "category": aspect.pk, "_version": "1"})
        desk.post(at("item-remove", pk=draft.items.get(code="A02").pk))
        page = desk.get(at("checklist-comparison", pk=draft.pk, other=shipped.pk)).content.decode()
        for words in ("只传阅不落实", "数据重复填报", "移出", "各类单位", "3 条不同"):
            assert words in page
        desk.post(at("checklist-step", pk=draft.pk, step="publish"))
        draft.refresh_from_db()
        assert draft.published_on == date(2022, 5, 10)
        assert desk.get(at("item-edit", pk=first.pk)).status_code == 200
        late = desk.post(at("item-edit", pk=first.pk), {**fields, "category": aspect.pk, "_version": "2"})
        assert late.status_code == 422
        assert "已发布的清单不能改" in late.content.decode()
        desk.post(at("checklist-step", pk=draft.pk, step="retire"))
        draft.refresh_from_db()
        assert draft.retired_on == date(2022, 5, 10)

    def test_a_repeated_code_is_said_beside_its_field(self, at_desk, draft, world):
        desk = at_desk(Role.OFFICE_CLERK)
        answer = desk.post(at("item-new", pk=draft.pk), {"code": "A01", "manifestation": "又一次"})
        assert answer.status_code == 422
        assert "已经有 A01" in answer.content.decode()

    def test_a_draft_is_seen_by_the_office_alone_and_thrown_away(self, at_desk, draft, hire):
        assert "起草中" in at_desk(Role.OFFICE_CLERK).get(at("checklists")).content.decode()
        desk = at_desk(Role.INSPECTOR)
        assert "起草中" not in desk.get(at("checklists")).content.decode()
        assert at_desk(Role.OFFICE_CLERK, which=1).get(at("checklist", pk=draft.pk)).status_code == 404
        desk = at_desk(Role.OFFICE_CLERK)
        assert desk.post(at("checklist-step", pk=draft.pk, step="nothing")).status_code == 422
        assert desk.post(at("checklist-step", pk=draft.pk, step="discard")).url == at("checklists")
        assert not Checklist.objects.filter(pk=draft.pk).exists()


class TestTerms:
    def test_everybody_finds_a_word(self, at_desk):
        desk = at_desk(Role.UNIT_LIAISON)
        text = desk.get("/desk/help/terms/").content.decode()
        assert f"共 {len(TERMS)} 条" in text
        assert "共 1 条" in desk.get("/desk/help/terms/?q=working paper").content.decode()
        assert "没有这个词" in desk.get("/desk/help/terms/?q=不存在的词").content.decode()


@pytest.mark.django_db
def test_an_edition_that_no_year_bounds_is_said_in_chinese(at_desk):
    page = at_desk(Role.OFFICE_CLERK).get(reverse("regulations:taxonomies")).content.decode()
    assert "通用" in page
    assert "common" not in page
