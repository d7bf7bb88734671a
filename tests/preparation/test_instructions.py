"""What binds the unit becomes its checklist: sentences are proposed by plain rules, a person confirms each."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.selectors import manifestations
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem, Taxonomy
from xuncha.foundation.regulations.selectors import CHECKLISTS, ITEMS
from xuncha.gathering.rules.outline import proposed
from xuncha.gathering.selectors import areas_for
from xuncha.preparation.models import Instruction
from xuncha.preparation.rules import duties_in, nearest_area, reasons_not_to_file_instruction, reasons_not_to_take_up
from xuncha.preparation.selectors import own_checklist
from xuncha.preparation.services import Line, file_instruction, take_up

TEXT = (
    "一、主要职责\n（一）负责编制全市防汛预案并组织演练。\n（二）2022年6月底前完成12处病险水库除险加固；"
    "每季度研究一次防汛工作。\n近年来雨水较多。负责编制全市防汛预案并组织演练。"
)


@pytest.fixture
def areas(db) -> list[Category]:
    frame = Taxonomy.objects.create(code="frame", edition="2020", name="分类", valid_from=date(2020, 1, 1))
    checklist = Checklist.objects.create(code="own", name="本地清单", published_on=date(2020, 1, 1))
    made = []
    for n, (name, words) in enumerate(
        (("防汛备汛", "防汛预案没有编制，没有组织演练"), ("选人用人", "干部选拔程序不合规")), 1
    ):
        area = Category.objects.create(taxonomy=frame, code=str(n), name=name)
        ChecklistItem.objects.create(checklist=checklist, code=f"X{n}", category=area, manifestation=words)
        made.append(area)
    return made


def test_sentences_with_duties_days_and_numbers_are_proposed_once():
    duties = duties_in(TEXT)
    assert [duty.text for duty in duties] == ["负责编制全市防汛预案并组织演练", "2022年6月底前完成12处病险水库除险加固"]
    assert duties[1].until[0].startswith("2022年6月底")
    assert duties[1].amounts == ("12处",)
    assert "按期完成" in duties[1].check_points
    assert "按期完成" not in duties[0].check_points
    assert duties_in("近年来雨水较多，天气多变。") == []


def test_days_are_no_quantity():
    (duty,) = duties_in("检查发现的问题应当在15个工作日内整改到位，3个月内检查30个食堂。")
    assert duty.amounts == ("30个",)
    assert duty.until == ("15个工作日内", "3个月内")


def test_an_area_is_suggested_by_shared_words_or_none():
    areas = {1: "防汛备汛 防汛预案没有编制", 2: "选人用人 干部选拔"}
    assert nearest_area("负责编制全市防汛预案", areas) == 1
    assert nearest_area("完成招商引资", areas) is None
    assert nearest_area("x", {}) is None


def test_what_is_filed_and_taken_up_says_something():
    assert len(reasons_not_to_file_instruction(text=" ", duties=0)) == 1
    assert len(reasons_not_to_file_instruction(text="天气", duties=0)) == 1
    assert reasons_not_to_file_instruction(text=TEXT, duties=2) == []
    assert len(reasons_not_to_take_up(kept=0, without_area=0)) == 1
    assert len(reasons_not_to_take_up(kept=2, without_area=1)) == 1
    assert reasons_not_to_take_up(kept=2, without_area=0) == []


def filed(acting, world, **other) -> Instruction:
    told = {"kind": "mandate", "title": "三定规定", "text": TEXT}
    return file_instruction(acting(Role.OFFICE_CLERK), world.inspections[0], **{**told, **other})


def test_confirmed_items_are_a_version_for_this_inspection_alone(acting, world, areas) -> None:
    clerk = acting(Role.OFFICE_CLERK)
    first = take_up(clerk, filed(acting, world), lines=[Line("编制防汛预案", "有没有", areas[0])])
    second = take_up(
        acting(Role.OFFICE_CLERK), filed(acting, world, title="批示"), lines=[Line("加固水库", "按期没有", areas[0])]
    )
    assert first.checklist.number == 1
    own = own_checklist(world.inspections[0])
    assert own == second.checklist
    assert [(i.code, i.basis) for i in own.items.all()] == [("U01", "《三定规定》"), ("U02", "《批示》")]
    assert Checklist.objects.get(pk=first.checklist_id).retired_on == NOW.date()
    assert {"X1", "U01", "U02"} <= {i.code for i in manifestations(world.inspections[0])}
    other = {i.code for i in manifestations(world.inspections[1])}
    assert "X1" in other
    assert not {"U01", "U02"} & other


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_file_is_read_in_either_encoding(acting, world, encoding) -> None:
    upload = ContentFile(TEXT.encode(encoding), "三定.txt")
    assert "防汛预案" in filed(acting, world, text="", file=upload).text


def test_files_that_are_no_text_are_refused_with_a_sentence(acting, world) -> None:
    with pytest.raises(RuleViolated, match="不是文字"):
        filed(acting, world, text="", file=ContentFile(b"\xff\xfe\xff\xff\x81", "x.txt"))
    with pytest.raises(RuleViolated):
        filed(acting, world, text="", file=ContentFile(b"not a document", "x.docx"))


def test_the_team_reads_and_the_office_files(acting, world) -> None:
    for role in (Role.INSPECTOR, Role.UNIT_LIAISON):
        with pytest.raises(Denied):
            file_instruction(acting(role), world.inspections[0], kind="mandate", title="三定", text=TEXT)
    with pytest.raises((Denied, OutOfReach)):
        take_up(acting(Role.OFFICE_CLERK, which=1), filed(acting, world), lines=[])


def test_the_pages_from_pasting_to_the_checklist(at_desk, world, areas) -> None:
    client = at_desk(Role.OFFICE_CLERK)
    here = world.inspections[0].pk
    client.post(reverse("preparation:instruction-new", args=[here]), {"kind": "mandate", "title": "三定", "text": TEXT})
    page = reverse("preparation:instruction", args=[Instruction.objects.get().pk])
    shown = client.get(page).content.decode()
    assert "12处" in shown
    assert f'value="{areas[0].pk}" selected' in shown, "the nearest area is proposed"
    fields = {f"d{n}-manifestation": d.text for n, d in enumerate(duties_in(TEXT))}
    fields |= {f"d{n}-check_points": "看一看" for n, _d in enumerate(duties_in(TEXT))}
    nothing = client.post(page, fields)
    assert nothing.status_code == 422
    assert "至少勾选一条" in nothing.content.decode()
    astray = client.post(page, {**fields, "d1-keep": "on", "d1-manifestation": "改写过的要求"})
    assert astray.status_code == 422
    assert "请选所属方面" in astray.content.decode()
    assert "改写过的要求" in astray.content.decode()
    done = client.post(page, {**fields, "d0-keep": "on", "d0-category": areas[0].pk}, follow=True).content.decode()
    assert "已列入清单 1 条" in done
    assert "已列入清单" in client.get(reverse("preparation:instructions", args=[here])).content.decode()


def test_the_units_own_list_is_read_by_those_who_reach_the_unit_alone(acting, actor, world, areas, at_desk) -> None:
    """The office's lists are for every team; what binds one unit is for its team and the office."""
    taken = take_up(acting(Role.OFFICE_CLERK), filed(acting, world), lines=[Line("编制防汛预案", "有没有", areas[0])])
    item = taken.checklist.items.get()
    for role, which, reads in ((Role.INSPECTOR, 0, True), (Role.OFFICE_CLERK, 0, True), (Role.INSPECTOR, 1, False)):
        person = actor(role, which=which)
        assert CHECKLISTS.permits(person, CHECKLISTS.read, taken.checklist) is reads
        assert ITEMS.permits(person, ITEMS.read, item) is reads
        assert CHECKLISTS.visible_to(person).filter(code="own").exists()
        assert ITEMS.visible_to(person).filter(code="X1").exists()
    where = reverse("regulations:checklist", args=[taken.checklist_id])
    assert at_desk(Role.INSPECTOR).get(where).status_code == 200
    assert at_desk(Role.INSPECTOR, which=1).get(where).status_code == 404
    beside = reverse("fieldwork:paper-checklist", args=[world.inspections[0].pk])
    assert "本单位应落实" in at_desk(Role.INSPECTOR).get(beside).content.decode()


def test_a_talk_asks_how_the_unit_lives_up_to_what_binds_it(acting, world, areas) -> None:
    before = areas_for(world.inspections[0])
    assert before["1"].duties == ()
    take_up(acting(Role.OFFICE_CLERK), filed(acting, world), lines=[Line("编制防汛预案", "有没有", areas[0])])
    own = areas_for(world.inspections[0])["1"]
    assert own.duties == ("编制防汛预案",)
    assert own.manifestations == before["1"].manifestations
    assert "“编制防汛预案”，实际是怎么落实的？" in [one.text for one in proposed([own])]
    assert areas_for(world.inspections[1])["1"].duties == ()
