"""Training, pledges and devices of a round; contacts and breaches, decided by another person."""

from datetime import date

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.conduct import services
from xuncha.conduct.models import Approach, Breach, Device, Pledge, Training
from xuncha.conduct.rules import (
    pledge_demand_of,
    reasons_not_to_give_back,
    reasons_not_to_issue_device,
    reasons_not_to_report_approach,
    reasons_not_to_report_breach,
    reasons_without_pledges,
)
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.parameters import Demand
from xuncha.core.permissions import Role
from xuncha.fieldwork.services import create_paper, save_paper
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.selectors.values import preview_of_values
from xuncha.foundation.regulations.services import set_parameter
from xuncha.gathering import services as gathering
from xuncha.intake import services as intake
from xuncha.rounds.models import Membership
from xuncha.survey import services as survey
from xuncha.talent.models import Person

TODAY, LATER = NOW.date(), date(2022, 6, 1)


def test_training_is_registered_with_those_who_were_there(acting, cast, world) -> None:
    told = {"kind": "training", "title": "巡前培训", "on": TODAY}
    other = Membership.objects.create(team=world.teams[1], person=cast.member.person, position="inspector")
    other.left_on = TODAY
    other.save()
    with pytest.raises(RuleViolated, match="至少选一名"):
        services.register_training(acting(cast.clerk), world.round, members=[other], **told)
    with pytest.raises(RuleViolated, match="开过以后再登记"):
        services.register_training(acting(cast.clerk), world.round, members=[cast.member], **{**told, "on": LATER})
    held = services.register_training(acting(cast.clerk), world.round, members=[cast.member, other], **told)
    assert list(held.members.all()) == [cast.member]
    with pytest.raises(Denied):
        services.register_training(acting(cast.inspector), world.round, members=[cast.member], **told)


def test_a_member_promises_once_and_in_the_words_shown(acting, cast, world) -> None:
    pledge = services.sign_pledge(acting(cast.inspector), world.teams[0], kind="code")
    assert pledge.words.splitlines() == services.words_of("code")
    assert len(services.words_of("code")) == 10
    with pytest.raises(RuleViolated, match="已经签过"):
        services.sign_pledge(acting(cast.inspector), world.teams[0], kind="code")
    with pytest.raises(RuleViolated, match="只有本组成员"):
        services.sign_pledge(acting(Role.INSPECTOR), world.teams[0], kind="code")
    with pytest.raises(OutOfReach):
        services.sign_pledge(acting(cast.inspector), world.teams[1], kind="code")
    entered = services.enter_pledge(acting(cast.clerk), world.teams[0], kind="secrecy", member=cast.member)
    assert entered.on_paper
    with pytest.raises(RuleViolated, match="只有本组成员"):
        services.enter_pledge(acting(cast.clerk), world.teams[1], kind="secrecy", member=cast.member)


THEN = NOW.replace(day=12)


@pytest.fixture
def barred(acting, cast, world) -> None:
    """From the next day on the office demands pledges."""
    set_parameter(acting(cast.director), world.city, code="conduct.pledge", value="block", valid_from=date(2022, 5, 11))


@pytest.mark.usefixtures("barred")
def test_where_pledges_are_a_bar_nothing_is_written_without_them(acting, cast, world, hire) -> None:
    here = world.inspections[0]
    paper = create_paper(acting(cast.inspector), here, title="之前只提示")
    with pytest.raises(RuleViolated) as caught:
        create_paper(acting(cast.inspector, now=THEN), here, title="不行")
    where = [reverse("conduct:pledge-sign", args=[world.teams[0].pk, kind]) for kind in ("secrecy", "code")]
    assert [why.mend for why in caught.value.reasons] == where
    with pytest.raises(RuleViolated, match="请先签"):
        save_paper(acting(cast.inspector, now=THEN), paper, base_version=None, title="也不行")
    for kind in Pledge.Kind:
        services.sign_pledge(acting(cast.inspector, now=THEN), world.teams[0], kind=kind)
    assert create_paper(acting(cast.inspector, now=THEN), here, title="可以").pk
    assert create_paper(acting(hire(Role.INSPECTOR), now=THEN), here, title="没有编入名册的不归这里管").pk


def test_whom_pledges_as_a_bar_would_stop_is_shown_first(acting, cast, world):
    director, then = acting(cast.director), THEN.date()
    ahead = {value: preview_of_values(director.actor, world.city, {"conduct.pledge": value}, then, NOW.date())
             for value in ("block", "off")}  # fmt: skip
    (kind,) = ahead["block"].kinds.values()
    stopped = {change.label for change in kind.changes}
    assert {str(change.after).rpartition("，")[0][:1] for change in kind.changes} == {"缺"}
    assert all(str(change.before).endswith("只提示") for change in kind.changes)
    assert {str(change.after) for one in ahead["off"].kinds.values() for change in one.changes} == {"不要求签承诺"}
    assert cast.inspector.name in stopped
    set_parameter(director, world.city, code="conduct.pledge", value="block", valid_from=then)
    with pytest.raises(RuleViolated, match="请先签"):
        create_paper(acting(cast.inspector, now=THEN), world.inspections[0], title="不行")


REGISTERS = {
    "talk": lambda act, here, user: gathering.plan_talk(act, here, kind="staff", name="甲", lead=user, recorder=user),
    "documents": lambda act, here, _user: gathering.draft_materials(act, here, title="会议", wanted="会议记录"),
    "visit": lambda act, here, user: gathering.note_visit(act, here, members=[user]),
    "squad": lambda act, here, _user: survey.plan_squad(
        act, here, title="入户", on=TODAY, place="村", matter="查", members=[], quantities=[]
    ),
    "petition": lambda act, here, _user: intake.open_mailbox(act, here, keepers=[]),
}


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.usefixtures("barred")
def test_the_same_bar_is_before_every_register_of_the_field(acting, cast, world, register) -> None:
    keep = {"created_by": world.founder, "created_at": NOW}
    person = Person.objects.create(jurisdiction=world.city, code="P9", name="顾四", user=cast.leader, **keep)
    Membership.objects.create(team=world.teams[0], person=person, position="leader")
    with pytest.raises(RuleViolated, match="请先签保密承诺"):
        REGISTERS[register](acting(cast.leader, now=THEN), world.inspections[0], cast.leader)


@pytest.mark.usefixtures("barred")
def test_the_form_leads_to_where_the_pledge_is_signed(cast, world, at_desk, monkeypatch) -> None:
    client = at_desk(cast.inspector)
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: THEN)
    client.force_login(cast.inspector)
    new = reverse("gathering:material-new", args=[world.inspections[0].pk])
    shown = client.post(new, {"title": "会议", "wanted": "会议记录"})
    assert shown.status_code == 422
    assert f'href="{reverse("conduct:pledge-sign", args=[world.teams[0].pk, "secrecy"])}"' in shown.content.decode()


def test_what_the_office_asks_of_pledges():
    assert pledge_demand_of("block") is Demand.BLOCK
    assert pledge_demand_of(None) is Demand.HINT
    assert reasons_without_pledges(Demand.HINT, {"保密承诺": "/sign"}) == []
    assert reasons_without_pledges(Demand.BLOCK, {}) == []
    assert [why.mend for why in reasons_without_pledges(Demand.BLOCK, {"保密承诺": "/sign"})] == ["/sign"]


def test_a_device_is_with_one_person_and_comes_back_once(acting, cast, world) -> None:
    told = {"member": cast.member, "name": "笔记本电脑", "number": "NB-1", "on": TODAY}
    device = services.issue_device(acting(cast.clerk), world.teams[0], **told)
    with pytest.raises(RuleViolated, match="还在别人手里"):
        services.issue_device(acting(cast.clerk), world.teams[0], **told)
    back = services.take_device_back(acting(cast.clerk), device, on=TODAY, note="完好")
    with pytest.raises(RuleViolated, match="已经收回"):
        services.take_device_back(acting(cast.clerk), back, on=TODAY)
    assert services.issue_device(acting(cast.clerk), world.teams[0], **told).pk != device.pk


def test_days_of_devices_contacts_and_breaches_are_in_order():
    assert [r.field for r in reasons_not_to_issue_device(on=LATER, today=TODAY, out=True)] == ["on", "number"]
    late = reasons_not_to_give_back(on=LATER, issued_on=TODAY, today=TODAY, returned=False)
    early = reasons_not_to_give_back(on=date(2022, 5, 1), issued_on=TODAY, today=TODAY, returned=False)
    assert [len(late), len(early)] == [1, 1]
    told = reasons_not_to_report_approach(on=LATER, today=TODAY, who="", about=" ", answer="")
    assert [r.field for r in told] == ["on", "who", "about", "answer"]
    assert reasons_not_to_report_approach(on=TODAY, today=TODAY, who="某", about="事", answer="未答") == []
    assert [r.field for r in reasons_not_to_report_breach(on=LATER, today=TODAY, in_team=False)] == ["on", "member"]
    assert reasons_not_to_report_breach(on=TODAY, today=TODAY, in_team=True) == []


def reported(acting, cast, world) -> Approach:
    return services.report_approach(
        acting(cast.inspector),
        world.inspections[0],
        kind="asking",
        on=TODAY,
        who="某局办公室赵某",
        about="问查到哪一年",
        answer="未作答复",
    )


def test_a_contact_is_sealed_read_by_leader_and_director_and_handled_by_another(acting, cast, world, hire) -> None:
    approach = reported(acting, cast, world)
    plain = approach.told + "".join(row.body for row in JournalRecord.objects.all())
    assert "赵某" not in plain
    for user in (cast.inspector, cast.clerk, hire(Role.UNIT_LIAISON), hire(Role.UNIT_HEAD)):
        with pytest.raises(Denied):
            services.read_approach(acting(user), approach)
    assert services.read_approach(acting(cast.director), approach)[0] == "某局办公室赵某"
    assert JournalRecord.objects.filter(event="approach.read").count() == 1
    with pytest.raises(RuleViolated, match="要写明理由"):
        services.handle_approach(acting(cast.leader), approach, reason="")
    handled = services.handle_approach(acting(cast.leader), approach, reason="已约谈提醒")
    assert (handled.state, handled.decision) == ("handled", "已约谈提醒")
    own = services.report_approach(
        acting(cast.leader), world.inspections[0], kind="pleading", on=TODAY, who="甲", about="乙", answer="丙"
    )
    with pytest.raises(RuleViolated, match="由您上报"):
        services.pass_approach_on(acting(cast.leader), own, reason="x")
    assert services.pass_approach_on(acting(cast.director), own, reason="市纪委监委").state == "passed_on"


def test_a_breach_is_decided_by_another_than_who_reported_it_or_whom_it_is_about(acting, cast, world, hire) -> None:
    here = world.inspections[0]
    told = {"member": cast.member, "on": TODAY, "what": "应回避未回避，参加了对原单位的谈话。"}
    with pytest.raises(RuleViolated, match="这次巡察的巡察组成员"):
        services.report_breach(acting(cast.clerk), world.inspections[1], **told)
    first, second = (services.report_breach(acting(cast.clerk), here, **told) for _ in range(2))
    secretary = hire(Role.SECRETARY)
    with pytest.raises(Denied):
        services.uphold_breach(acting(cast.clerk), first, reason="属实")
    cast.member.person.user = secretary
    cast.member.person.save()
    with pytest.raises(RuleViolated, match="涉及您本人"):
        services.uphold_breach(acting(secretary), first, reason="属实")
    member = hire(Role.LEADING_GROUP)
    assert services.uphold_breach(acting(member), first, reason="属实，调离本组").state == "upheld"
    assert services.dismiss_breach(acting(member), second, reason="当天未到场").state == "dismissed"


def test_the_pages_of_a_round(at_desk, cast, world) -> None:
    page = reverse("conduct:round", args=[world.round.pk])
    client = at_desk(cast.clerk)
    assert (
        "<details><summary>1 人还没有签承诺"
        in client.get(reverse("rounds:round", args=[world.round.pk])).content.decode()
    )
    told = {"kind": "lecture", "title": "怎样看账", "on": "2022-05-09", "members": [cast.member.pk]}
    client.post(reverse("conduct:training-new", args=[world.round.pk]), told)
    assert "何一" in client.get(reverse("conduct:training", args=[Training.objects.get().pk])).content.decode()
    team = world.teams[0].pk
    given = {"member": cast.member.pk, "name": "移动硬盘", "number": "HD-1", "on": "2022-05-09"}
    client.post(reverse("conduct:device-issue", args=[team]), given)
    client.post(reverse("conduct:device-return", args=[Device.objects.get().pk]), {"on": "2022-05-10", "note": "完好"})
    client.post(reverse("conduct:pledge-enter", args=[team]), {"member": cast.member.pk, "kind": "secrecy"})
    shown = client.get(page).content.decode()
    assert "移动硬盘 HD-1" in shown
    assert "纸质" in shown
    client = at_desk(cast.inspector)
    sign = reverse("conduct:pledge-sign", args=[team, "code"])
    assert sign in client.get(page).content.decode()
    assert "承诺遵守" in client.get(sign).content.decode()
    done = client.post(sign, follow=True).content.decode()
    assert "本人签署" in done
    assert "已经签过" in client.get(sign).content.decode()
    assert "承诺都签了" in client.get(reverse("rounds:round", args=[world.round.pk])).content.decode()


def test_the_pages_of_contacts_and_breaches(at_desk, cast, world, hire) -> None:
    here = world.inspections[0].pk
    told = {"kind": "meddling", "on": "2022-05-09", "who": "某领导", "about": "少写一条", "answer": "予以拒绝"}
    client = at_desk(cast.inspector)
    client.post(reverse("conduct:approach-new", args=[here]), told)
    page = reverse("conduct:approach", args=[Approach.objects.get().pk])
    assert client.get(page).status_code == 403
    client = at_desk(cast.director)
    assert "某领导" not in client.get(page).content.decode()
    assert "某领导" in client.post(page).content.decode()
    client.post(reverse("conduct:approach-step", args=[Approach.objects.get().pk, "handle"]), {"reason": "已报告"})
    assert "已处理" in client.get(reverse("conduct:approaches")).content.decode()
    client.post(
        reverse("conduct:breach-new", args=[here]), {"member": cast.member.pk, "on": "2022-05-09", "what": "列席"}
    )
    breach = Breach.objects.get()
    client = at_desk(hire(Role.SECRETARY))
    client.post(reverse("conduct:breach-step", args=[breach.pk, "uphold"]), {"reason": "属实"})
    assert "已认定" in client.get(reverse("conduct:breach", args=[breach.pk])).content.decode()
    assert "何一" in client.get(reverse("conduct:breaches")).content.decode()
