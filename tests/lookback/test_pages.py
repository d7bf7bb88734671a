"""The pages of visits: from the plan to the answer in the unit's portal, the road of a matter, the old ledger."""

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.lookback.conftest import SOON, TODAY, Lookback
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.profile import Issuer
from xuncha.foundation.orgs.models import Organisation
from xuncha.lookback import services
from xuncha.lookback.documents import result_report, second_list, visit_plan
from xuncha.lookback.forms.visits import UnitsForm
from xuncha.lookback.models import Mark, OldItem, Visit, Visited
from xuncha.lookback.selectors.roads import road_of
from xuncha.lookback.services import Result

pytestmark = pytest.mark.django_db
ISSUER = Issuer("测试市委", "测试市委巡察工作领导小组", "测试市委巡察办", on=TODAY)


def at(name: str, *arguments: object) -> str:
    return reverse(f"lookback:{name}", args=arguments)


def test_a_form_knows_the_units_of_its_own_office_alone(world):
    every, none = Organisation.objects.all(), Organisation.objects.none()
    said = {"units": world.units[0].name}
    assert "units" not in UnitsForm(said, possible=every).errors
    assert "没有名为" in str(UnitsForm(said, possible=none).errors["units"])


def test_the_clerk_plans_by_forms(look: Lookback, at_desk):
    desk = at_desk(look.clerk)
    form = {"kind": "return", "title": "回访", "units": "测试市第1局\n没有的局", "from_on": "2022-05-10",
            "to_on": "2022-05-20", "purpose": "查", "strata": "none"}  # fmt: skip
    refused = desk.post(at("visit-new", look.world.city.pk), form)
    assert refused.status_code == 422
    assert "第 2 行：没有名为「没有的局」的单位" in refused.content.decode()
    desk.post(at("visit-new", look.world.city.pk), {**form, "units": "TC-U1\n测试市第1局"})
    visit = Visit.objects.get()
    assert visit.units.count() == 1
    person = look.person(look.going, "甲")
    person.employer = look.world.units[1]
    person.save()
    offered = desk.get(at("visit-member", visit.pk)).content.decode()
    assert f">{person.name} {person.employer} 有账号</option>" in offered
    desk.post(at("visit-member", visit.pk), {"person": person.pk, "leads": "on"})
    desk.post(at("visit-units", visit.pk), {"units": "TC-U2"})
    page = desk.get(at("visit", visit.pk)).content.decode()
    assert "督查组至少 2 人" in page
    for name, row in (("visit-unit-remove", visit.units.last()), ("visit-member-remove", visit.members.first())):
        desk.post(at(name, visit.pk), {"which": row.pk})
        assert desk.post(at(name, visit.pk), {"which": "x"}).status_code == 422
    assert (visit.units.count(), visit.members.count()) == (1, 0)
    changed = {**form, "title": "改名", "per_stratum": "3"}
    desk.post(at("visit-change", visit.pk), changed)
    assert Visit.objects.get().per_stratum == 3


def test_the_form_on_the_spot_leads_from_item_to_item(look: Lookback, at_desk):
    look.old(1)
    look.old(2)
    visited = look.running().units.get()
    first, second = visited.points.all()
    spot = at_desk(look.going)
    page = spot.get(at("point-record", first.pk)).content.decode()
    assert "台账怎么写的" in page
    assert "还有 2 项，共 2 项" in page
    refused = spot.post(at("point-record", first.pk), {"verdict": "not", "evidence": "现场"})
    assert refused.status_code == 422
    assert "差在哪里" in refused.content.decode()
    answer = spot.post(at("point-record", first.pk), {"verdict": "in_place", "evidence": "票据"})
    assert answer.url == at("point-record", second.pk)
    told = {"verdict": "not", "facts": "停工", "asked": "住户 3 人", "explanation": "资金未到位"}
    assert spot.post(at("point-record", second.pk), told).url == at("unit", visited.pk)
    spot.post(at("unit-hand-in", visited.pk), {"on": "2022-05-10", "present": "主任"})
    assert "停工" in spot.get(at("point", second.pk)).content.decode()
    assert Visited.objects.get().state == "checked"


def test_list_and_answer_go_through_the_portal(look: Lookback, at_desk, client):
    visited = look.checked("in_place", "not", explained=False)
    spot = at_desk(look.going)
    spot.post(at("unit-explanations", visited.pk), {"p2": "正在筹款"})
    desk = at_desk(look.clerk)
    desk.post(at("unit-issue", visited.pk), {"demands": "限期整改", "due_on": f"{SOON}"})
    assert "正在筹款" in str(second_list(Visited.objects.get(), ISSUER))
    unit = at_desk(look.liaison)
    assert unit.get(at("unit", visited.pk)).url == reverse("lookback_unit:visit", args=[visited.pk])
    page = unit.get(reverse("lookback_unit:visit", args=[visited.pk])).content.decode()
    assert "旧问题2" in page
    assert "旧问题1" not in page
    assert unit.get(reverse("lookback_unit:visit-document", args=[visited.pk, "list"])).status_code == 200
    unit.post(reverse("lookback_unit:visit-answer", args=[visited.pk]), {"answer": "三十日内改好"})
    old = OldItem.objects.get(state="open")
    unit.post(reverse("lookback_unit:old-item-report", args=[old.pk]), {"report": "已改好，附票据"})
    assert "已改好" in unit.get(reverse("lookback_unit:old-item", args=[old.pk])).content.decode()
    desk = at_desk(look.clerk)
    assert "核对属实" in desk.get(at("old-item", old.pk)).content.decode()
    desk.post(at("old-item-step", old.pk, "accept"))
    desk.post(at("unit-step", visited.pk, "close"))
    assert Visited.objects.get().state == "closed"
    assert "三十日内改好" in desk.get(at("unit", visited.pk)).content.decode()


def test_the_unit_sees_the_notice_and_not_what_was_found_before_it_is_put_to_it(look: Lookback, at_desk, hire):
    visited = look.checked("not")
    unit = at_desk(look.liaison)
    page = unit.get(reverse("lookback_unit:visit", args=[visited.pk])).content.decode()
    assert "旧问题1" not in page
    assert unit.get(reverse("lookback_unit:visit-document", args=[visited.pk, "list"])).status_code == 404
    assert unit.get(reverse("lookback_unit:visit-document", args=[visited.pk, "notice"])).status_code == 200
    point = visited.points.get()
    assert unit.get(at("point", point.pk)).status_code == 404
    stranger = at_desk(hire(Role.UNIT_LIAISON, which=1))
    assert stranger.get(reverse("lookback_unit:visit", args=[visited.pk])).status_code == 404


def test_the_road_of_a_matter_is_one_line_with_its_stop(look: Lookback, closed_item, at_desk, hire):
    visited = look.running().units.get()
    services.record_results(look.act(look.going), visited, [Result(1, "not", "没有执行", "现场", "", "在办")])
    services.hand_in_results(look.act(look.going), visited, on=TODAY, present="主任")
    desk = at_desk(look.clerk)
    told = {"kind": "stop", "on": "2022-05-09", "text": "工程停工"}
    desk.post(at("road-mark", closed_item.pk), told)
    unknown = desk.post(at("road-mark", closed_item.pk), {**told, "petition": "XF-1"})
    assert "没有这件信访" in unknown.content.decode()
    page = desk.get(at("road", closed_item.pk)).content.decode()
    for word in ("工程停工", "同意销号", "没有执行"):
        assert word in page
    assert "全部经过" in desk.get(reverse("rectification:item", args=[closed_item.pk])).content.decode()
    stopped = road_of(look.act(look.clerk).actor, closed_item, SOON)
    assert [stone.on for stone in stopped] == sorted(stone.on for stone in stopped)
    with pytest.raises(RuleViolated, match="晚于今天"):
        services.add_mark(look.act(look.clerk), closed_item, kind="stop", on=SOON, text=" ")


def test_a_mark_with_a_petition_is_read_by_those_alone_who_reach_it(look: Lookback, hire):
    from tests.samples import SAMPLES

    old, petition = look.old(1), SAMPLES["intake.petition"].build(look.world)
    Mark.objects.create(
        old=old, kind="petition", on=TODAY, text="反映停工", petition=petition, created_by=look.clerk, created_at=NOW
    )
    from xuncha.lookback.selectors.roads import old_road_of

    def read(user) -> bool:
        return any(stone.text == "反映停工" for stone in old_road_of(actor_of(user, NOW), old, TODAY))

    assert not read(look.clerk)
    assert read(hire(Role.TEAM_LEADER))
    plain = services.add_old_mark(look.act(look.clerk), old, kind="work", on=TODAY, text="开工")
    assert plain.petition is None


def test_papers_are_as_many_as_records(look: Lookback):
    visited = look.listed("in_place", "partly", "not")
    report = str(result_report(visited.visit, ISSUER))
    assert "核查3项，到位1项，部分到位1项，不到位1项" in report
    plan = str(visit_plan(visited.visit, ISSUER))
    assert "测试市第1局" in plan
    assert "全部核查" in plan
