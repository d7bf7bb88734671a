"""Joint campaigns: planned and approved by two people, carried out by departments, summed up and closed."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.supervision.test_pages import browse, said
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.supervision import services
from xuncha.supervision.models import Campaign
from xuncha.supervision.rules.campaigns import (
    Reported,
    reasons_not_to_add_task,
    reasons_not_to_approve_campaign,
    reasons_not_to_finish,
    reasons_not_to_hand_in,
    reasons_not_to_plan,
    reasons_not_to_report,
    reasons_not_to_submit_campaign,
)
from xuncha.supervision.selectors import CAMPAIGNS
from xuncha.supervision.selectors.campaigns import items_shown, sums_of

__all__ = ["browse"]
BEGIN, END = date(2022, 7, 1), date(2022, 9, 30)


def fields(reasons) -> list[str]:
    return [why.field or why.mend or str(why.text) for why in reasons]


def test_the_rules_of_campaigns():
    assert reasons_not_to_plan("整治", "目标", BEGIN, END, lead_is_member=False) == []
    assert fields(reasons_not_to_plan("", "", END, END, lead_is_member=True)) == ["title", "goal", "to_on", "members"]
    assert reasons_not_to_submit_campaign(items=1, tasks=1) == []
    assert fields(reasons_not_to_submit_campaign(items=0, tasks=0)) == ["#items", "#tasks"]
    assert reasons_not_to_approve_campaign(own=False) == []
    assert len(reasons_not_to_approve_campaign(own=True)) == 1
    assert reasons_not_to_add_task("清查", END, BEGIN, END, takes_part=True) == []
    late = date(2022, 10, 1)
    assert fields(reasons_not_to_add_task("", late, BEGIN, END, takes_part=False)) == ["text", "owner", "due_on"]
    assert reasons_not_to_finish("已清查", END, END, own=True, done=False) == []
    assert fields(reasons_not_to_finish("", late, END, own=True, done=False)) == ["result", "done_on"]
    assert "填报完成" in fields(reasons_not_to_finish("x", END, END, own=True, done=True))[0]
    assert "承办单位" in fields(reasons_not_to_finish("x", END, END, own=False, done=False))[0]
    assert reasons_not_to_report("进展", Reported(cases=2, persons=2), takes_part=True) == []
    assert fields(reasons_not_to_report("", Reported(cases=2, persons=1), takes_part=False)) == [
        "text",
        "organisation",
        "persons",
    ]
    assert reasons_not_to_hand_in("总结", [], leads=True) == []
    assert len(reasons_not_to_hand_in("", [1], leads=False)) == 3


def planned(letters, **other) -> Campaign:
    """Led by the finance department, with unit one."""
    letters.rect.accepted()
    values = {"title": "粮食购销领域专项整治", "goal": "查清底数，追缴资金。", "lead": letters.department,
              "members": [letters.rect.world.units[0]], "from_on": BEGIN, "to_on": END}  # fmt: skip
    return services.plan_campaign(letters.act(letters.rect.clerk), letters.rect.world.city, **{**values, **other})


def running(letters) -> Campaign:
    campaign, clerk = planned(letters), letters.rect.clerk
    services.gather_items(letters.act(clerk), campaign, items=list(letters.rect.plan().items.all()))
    services.add_task(letters.act(clerk), campaign, text="清查库存", owner=letters.department, due_on=END)
    submitted = services.submit_campaign(letters.act(clerk), campaign)
    return services.approve_campaign(letters.act(letters.rect.director), submitted)


def test_a_plan_is_completed_and_approved_by_another(letters, acting):
    campaign, clerk = planned(letters), letters.rect.clerk
    with pytest.raises(RuleViolated):
        services.submit_campaign(letters.act(clerk), campaign)
    with pytest.raises(RuleViolated):
        services.gather_items(letters.act(clerk), campaign, items=[])
    with pytest.raises(RuleViolated, match="承办单位"):
        services.add_task(letters.act(clerk), campaign, text="x", owner=letters.rect.world.units[1], due_on=END)
    services.gather_items(letters.act(clerk), campaign, items=[letters.rect.item()])
    services.add_task(letters.act(clerk), campaign, text="清查", owner=letters.department, due_on=END)
    own = services.submit_campaign(letters.act(letters.rect.director), campaign)
    with pytest.raises(RuleViolated, match="另一个人"):
        services.approve_campaign(letters.act(letters.rect.director), own)
    back = services.return_campaign(letters.act(letters.rect.leader), own, reason="目标写具体。")
    words = {"title": "整治", "goal": "清查", "lead": letters.department, "members": [], "from_on": BEGIN, "to_on": END}
    services.change_campaign(letters.act(clerk), back, base_version=back.version, **words)
    with pytest.raises(StaleEdit):
        services.change_campaign(letters.act(clerk), back, base_version=1, **{**words, "goal": "另写"})
    assert services.drop_campaign(letters.act(clerk), back, reason="并入年度计划。").state == "dropped"
    with pytest.raises(Denied):
        services.plan_campaign(acting(Role.DEPARTMENT), letters.rect.world.city, **words)


def test_only_participants_see_it_once_it_is_approved(letters, acting):
    campaign = planned(letters)
    officer = letters.act(letters.officer).actor
    assert not CAMPAIGNS.visible_to(officer).exists()
    Campaign.objects.filter(pk=campaign.pk).update(state="running")
    campaign.items.add(letters.rect.item())
    assert list(CAMPAIGNS.visible_to(officer)) == [campaign]
    assert not CAMPAIGNS.visible_to(acting(Role.DEPARTMENT, which=1).actor).exists()
    assert not CAMPAIGNS.visible_to(acting(Role.OFFICE_CLERK, which=1).actor).exists()
    assert items_shown(officer, campaign).count() == 1
    campaign.participants.add(letters.rect.world.units[1])
    assert items_shown(acting(Role.UNIT_LIAISON, which=1).actor, campaign).count() == 0
    assert items_shown(letters.act(letters.rect.liaison).actor, campaign).count() == 1


def test_departments_report_finish_and_sum_up(letters, acting):
    campaign = running(letters)
    task = campaign.tasks.get()
    officer, liaison, clerk = letters.officer, letters.rect.liaison, letters.rect.clerk
    figures = {"problems": 3, "money": Decimal("1200.50"), "rules": 1, "cases": 1, "persons": 2}
    for who, organisation in ((officer, letters.department), (liaison, letters.rect.world.units[0])):
        services.report_progress(letters.act(who), campaign, organisation=organisation, text="已清查。", **figures)
    assert sums_of(campaign) == {"problems": 6, "money": Decimal("2401.00"), "rules": 2, "cases": 2, "persons": 4}
    with pytest.raises(RuleViolated):
        services.report_progress(letters.act(liaison), campaign, organisation=letters.department, text="x")
    with pytest.raises(RuleViolated, match="承办单位"):
        services.finish_task(letters.act(liaison), campaign, task=task.pk, result="x", done_on=BEGIN)
    with pytest.raises(OutOfReach):
        services.finish_task(letters.act(officer), campaign, task=task.pk + 99, result="x", done_on=BEGIN)
    with pytest.raises(RuleViolated, match="还没有完成"):
        services.hand_in_result(letters.act(officer), campaign, closing="完成。")
    services.finish_task(letters.act(officer), campaign, task=task.pk, result="已清查", done_on=BEGIN)
    with pytest.raises(RuleViolated, match="牵头部门"):
        services.hand_in_result(letters.act(liaison), campaign, closing="完成。")
    handed = services.hand_in_result(letters.act(officer), campaign, closing="完成。")
    again = services.send_back_result(letters.act(clerk), handed, reason="补充典型案例。")
    handed = services.hand_in_result(letters.act(officer), again, closing="完成，附案例。")
    with pytest.raises(Denied):
        services.close_campaign(letters.act(officer), handed)
    assert services.close_campaign(letters.act(clerk), handed).state == "closed"


def at(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def test_from_the_plan_to_the_end_in_the_browser(letters, browse, world):
    letters.rect.accepted()
    client = browse(letters.rect.clerk)
    form = {"title": "整治", "goal": "清查", "lead": letters.department.pk, "members": [world.units[0].pk],
            "from_on": "2022-07-01", "to_on": "2022-09-30"}  # fmt: skip
    assert client.get(at("supervision:campaign-new", world.city.pk)).status_code == 200
    assert client.post(at("supervision:campaign-new", world.city.pk), {**form, "goal": ""}).status_code == 422
    client.post(at("supervision:campaign-new", world.city.pk), form)
    campaign = Campaign.objects.get()
    assert client.get(at("supervision:campaign-edit", campaign.pk)).status_code == 200
    assert client.post(at("supervision:campaign-edit", campaign.pk), {**form, "title": "粮食整治"}).status_code == 302
    assert client.get(at("supervision:campaign-items", campaign.pk)).status_code == 200
    client.post(at("supervision:campaign-items", campaign.pk), {"pick": [letters.rect.item().pk]})
    task = {"text": "清查库存", "owner": letters.department.pk, "due_on": "2022-09-30"}
    assert client.get(at("supervision:campaign-task-new", campaign.pk)).status_code == 200
    client.post(at("supervision:campaign-task-new", campaign.pk), task)
    client.post(at("supervision:campaign-step", campaign.pk, "submit"))
    client = browse(letters.rect.director)
    client.post(at("supervision:campaign-step", campaign.pk, "approve"))
    shown = said(client.get(at("supervision:campaign", campaign.pk)))
    assert "清查库存" in shown
    assert "整治中" in shown
    client = browse(letters.officer)
    assert client.get(at("supervision:campaigns")).headers["Location"] == at("supervision_unit:campaigns")
    assert client.get(at("supervision:campaign", campaign.pk)).status_code == 302
    assert "粮食整治" in said(client.get(at("supervision_unit:campaigns")))
    report = {"organisation": letters.department.pk, "text": "已查。", "problems": 2, "money": "10", "rules": 0,
              "cases": 0, "persons": 0}  # fmt: skip
    assert client.get(at("supervision_unit:campaign-report", campaign.pk)).status_code == 200
    assert client.post(at("supervision_unit:campaign-report", campaign.pk), report).status_code == 302
    assert (
        said(client.get(at("supervision_unit:campaign", campaign.pk))).count("追缴资金 10.00 元") == 2
    )  # the report and the sum
    finish = at("supervision_unit:campaign-task", campaign.pk, campaign.tasks.get().pk)
    assert client.get(finish).status_code == 200
    client.post(finish, {"result": "已清查", "done_on": "2022-07-15"})
    assert client.get(at("supervision_unit:campaign-closing", campaign.pk)).status_code == 200
    client.post(at("supervision_unit:campaign-closing", campaign.pk), {"closing": "完成。"})
    assert "已报总结" in said(client.get(at("supervision_unit:campaign", campaign.pk)))
    client = browse(letters.rect.clerk)
    client.post(at("supervision:campaign-step", campaign.pk, "close"))
    assert "已结束" in said(client.get(at("supervision:campaigns")))
    assert client.get(at("supervision:campaign-document", campaign.pk)).content[:2] == b"PK"
