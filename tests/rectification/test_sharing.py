"""Inside the unit: accounts that a liaison opens, parts given, handed in, taken over, and comments; unseen outside."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import TODAY, at, content, days, text_of, upload
from tests.rectification.test_joint import refused
from xuncha.core.errors import Denied, OutOfReach
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.orgs.models import Organisation
from xuncha.rectification import services
from xuncha.rectification.models import Assignment, Plan, UnitNote
from xuncha.rectification.rules import sharing as rules
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.selectors.sharing import ASSIGNMENTS
from xuncha.rectification.workflow import AssignmentState, ItemState

DUE = TODAY + timedelta(days=5)
PASSWORD = "三月-种树-挖坑-浇水"


def appointed(rect, name="周经办", organisation=None) -> User:
    """A person of the unit with an account that the liaison opened."""
    plan = rect.plan()
    unit = organisation or plan.inspection.organisation
    values = {"name": name, "post": "计划股", "organisation": unit, "password": PASSWORD}
    return services.appoint_contributor(rect.unit(), plan, **values)


def given(rect, *, whole=False, **other) -> Assignment:
    item = rect.item() if Plan.objects.exists() else rect.under_way()
    values = {"to": appointed(rect), "ask": "报审计进场的材料。", "due_on": DUE, **other}
    return services.give_part(rect.unit(), item, measure=None if whole else item.measures.first(), **values)


def handed_in(rect, assignment=None, **other) -> Assignment:
    assignment = assignment or given(rect)
    values = {"text": "审计已经进场。", "on": TODAY, "uploads": [upload("a.txt"), upload("b.txt")], **other}
    return services.hand_in_part(rect.acting(assignment.to), assignment, **values)


def test_a_liaison_opens_accounts_for_the_unit_and_below_with_one_role_and_an_end(rect):
    rect.accepted()
    unit = rect.plan().inspection.organisation
    below = Organisation.objects.create(
        jurisdiction=rect.world.city, code="X-1", name="支队", unit_type="office", parent=unit
    )
    person = appointed(rect, organisation=below)
    [grant] = person.grants.all()
    assert (grant.role, grant.scope_id, person.must_change_password) == (Role.UNIT_CONTRIBUTOR, unit.pk, True)
    assert grant.valid_to == NOW + timedelta(days=365)
    assert appointed(rect, name="吴经办").username != person.username
    assert "直属下级单位" in refused(lambda: appointed(rect, organisation=rect.world.units[1]))
    assert "请写明理由" in refused(lambda: services.dismiss_contributor(rect.unit(), grant, reason=" "))
    ended = services.dismiss_contributor(rect.unit(), grant, reason="调离")
    assert not ended.in_force(NOW)


def test_nobody_else_opens_or_ends_and_the_liaison_ends_no_other_grant(rect, acting):
    rect.accepted()
    grant = appointed(rect).grants.get()
    values = {"name": "某", "post": "", "organisation": rect.world.units[0], "password": PASSWORD}
    for role in (Role.UNIT_HEAD, Role.OFFICE_CLERK, Role.UNIT_CONTRIBUTOR):
        with pytest.raises(Denied):
            services.appoint_contributor(acting(role), rect.plan(), **values)
    with pytest.raises(OutOfReach):
        services.dismiss_contributor(acting(Role.UNIT_LIAISON, which=1), grant, reason="调离")
    with pytest.raises(OutOfReach):
        services.dismiss_contributor(rect.unit(), rect.clerk.grants.first(), reason="调离")
    assert "最多同时有" in str(rules.reasons_not_to_appoint("某", within=True, held=30)[0].text)


def test_what_is_adopted_becomes_progress_and_the_ticked_files_evidence(rect):
    assignment = handed_in(rect, done=True)
    item, pieces = assignment.item, list(assignment.pieces.all())
    assert not item.evidence.exists()
    assert "责任部门报送待采用" in {todo.ask for todo in waiting_for(actor_of(rect.liaison, NOW))}
    adopted = services.adopt_part(rect.unit(), assignment, pieces=pieces[:1])
    assert (adopted.state, adopted.adopted_by) == (AssignmentState.ADOPTED, rect.liaison)
    measure = item.measures.first()
    assert (measure.progress, measure.done_on) == ("审计已经进场。", TODAY)
    assert [str(piece) for piece in item.evidence.filter(measure=measure)] == ["a.txt"]
    assert [piece.adopted for piece in assignment.pieces.all()] == [True, False]


def test_returned_it_comes_back_with_a_reason_and_is_handed_in_again(rect):
    assignment = handed_in(rect)
    back = services.return_part(rect.unit(), assignment, reason="照片看不清")
    assert back.return_reason == "照片看不清"
    again = services.hand_in_part(rect.acting(back.to), back, text="重拍。", on=TODAY, uploads=[upload("c.txt")])
    assert (again.state, again.pieces.count()) == (AssignmentState.HANDED_IN, 3)
    assert services.take_part_back(rect.unit(), again).state == AssignmentState.TAKEN_BACK


def test_what_is_wrong_with_giving_and_handing_in_is_said(rect):
    assignment = given(rect)
    item, to = assignment.item, assignment.to
    same = {"to": to, "ask": "再要", "due_on": DUE, "measure": assignment.measure}
    assert "还没有办完" in refused(lambda: services.give_part(rect.unit(), item, **same))
    said = refused(
        lambda: services.give_part(rect.unit(), item, to=rect.clerk, ask=" ", due_on=TODAY - timedelta(days=1))
    )
    for wanted in ("请写要办什么", "本单位的责任部门经办人", "不能早于今天"):
        assert wanted in said
    settled = rules.GivingFacts(ItemState.CLOSED, "办", DUE, TODAY, known=True)
    assert "不能再交办" in str(rules.reasons_not_to_give(settled)[0].text)
    whole = rules.reasons_not_to_hand_in("办了", TODAY, TODAY, done=True, measured=False)
    assert [why.field for why in whole] == ["done"]


def test_what_was_declared_done_is_given_to_nobody_and_the_page_says_how_to_go_on(rect, unit):
    assignment = handed_in(rect)
    page = at("item", assignment.item_id)
    assert "把措施 1 交给责任部门" in unit.get(page).content.decode()
    item = rect.declared(assignment.item)
    said = refused(lambda: services.give_part(rect.unit(), item, to=assignment.to, ask="再要", due_on=DUE))
    assert "现在是「单位自报完成」，不能再交办、采用。要接着改，请先「撤回自报」" in said
    assert "请先「撤回自报」" in refused(lambda: services.adopt_part(rect.unit(), assignment))
    shown = unit.get(page).content.decode()
    assert at("item-give", item.pk) not in shown
    assert "不能再交办、采用" in shown
    shown = unit.get(at("assignment", assignment.pk)).content.decode()
    assert at("assignment-adopt", assignment.pk) not in shown
    assert "不能再交办、采用" in shown
    item = services.resume_item(rect.unit(), item, reason="还有材料")
    assert at("assignment-adopt", assignment.pk) in unit.get(at("assignment", assignment.pk)).content.decode()
    other = services.give_part(rect.unit(), item, to=assignment.to, ask="再要", due_on=DUE)
    assert other.state == AssignmentState.GIVEN


def test_a_part_of_a_plan_still_being_written_is_adopted_without_progress(rect):
    rect.deliver()
    values = {"to": appointed(rect), "ask": "提措施", "due_on": DUE}
    assignment = services.give_part(rect.unit(), rect.item(), **values)
    services.adopt_part(rect.unit(), handed_in(rect, assignment))
    assert not rect.item().reports.exists()


def test_a_contributor_reaches_what_was_given_and_nothing_else(rect):
    mine = given(rect)
    other = given(rect, to=appointed(rect, "吴经办"), ask="另一件")
    who = actor_of(mine.to, NOW)
    assert list(ASSIGNMENTS.visible_to(who)) == [mine]
    assert not ITEMS.visible_to(who).exists()
    with pytest.raises(OutOfReach):
        services.hand_in_part(rect.acting(mine.to), other, text="办了", on=TODAY)
    with pytest.raises(OutOfReach):
        services.note_on_part(rect.acting(mine.to), other, text="我看看")
    with pytest.raises(Denied):
        services.note_on_item(rect.acting(mine.to), mine.item, text="我看看")
    assert not ASSIGNMENTS.visible_to(actor_of(mine.to, days(366))).exists()


def test_nothing_of_it_is_seen_outside_the_unit(rect, at_desk):
    assignment = handed_in(rect)
    services.note_on_item(rect.unit(), assignment.item, text="内部意见甲")
    services.note_on_part(rect.acting(assignment.to), assignment, text="内部意见乙")
    for role in (Role.OFFICE_CLERK, Role.OFFICE_DIRECTOR, Role.TEAM_LEADER, Role.DISCIPLINE):
        desk = at_desk(role)
        page = text_of(desk.get(reverse("rectification:item", args=[assignment.item_id])))
        found = text_of(desk.get(reverse("inbox:find"), {"q": "审计"}))
        assert not [word for word in ("内部意见", "审计已经进场", "报审计进场") if word in page + found]
        assert desk.get(at("assignment", assignment.pk)).status_code == 403
        history = desk.get(reverse("inbox:history", args=["rectification.assignment", assignment.pk]))
        assert history.status_code in {403, 404}
    other = at_desk(Role.UNIT_LIAISON, which=1)
    assert other.get(at("assignment", assignment.pk)).status_code == 404
    assert other.get(at("item-give", assignment.item_id)).status_code == 404


def test_from_the_liaison_to_a_phone_and_back(rect, at_desk):
    item = rect.under_way()
    unit = at_desk(rect.liaison)
    assert "还没有责任部门经办人" in text_of(unit.get(at("item-give", item.pk)))
    typed = {"name": "周经办", "organisation": rect.world.units[0].pk, "post": "计划股", "password": PASSWORD}
    assert unit.post(at("contributor-new", rect.plan().pk), typed).status_code == 302
    person = User.objects.get(name="周经办")
    assert person.username in text_of(unit.get(at("contributors", rect.plan().pk)))
    assert at("contributors", rect.plan().pk) in unit.get(at("assignments")).content.decode()
    typed = {"to": person.pk, "ask": "报材料", "due_on": DUE.isoformat(), "measure": item.measures.first().pk}
    assert unit.post(at("item-give", item.pk), typed).status_code == 302
    assignment = Assignment.objects.get()
    phone = at_desk(person)
    assert phone.get(reverse("front")).url == at("assignments")
    assert at("contributors", rect.plan().pk) not in phone.get(at("assignments")).content.decode()
    assert "做到什么算完成" in text_of(phone.get(at("assignment", assignment.pk)))
    typed = {"text": "办了", "on": TODAY.isoformat(), "kind": "photo", "proofs": [upload("a.txt").file]}
    assert phone.post(at("assignment-hand-in", assignment.pk), typed).status_code == 302
    assert phone.post(at("assignment-note", assignment.pk), {"text": "还缺一张"}).status_code == 302
    assert phone.get(at("item", item.pk)).status_code == 403
    unit = at_desk(rect.liaison)
    piece = assignment.pieces.get()
    assert content(unit.get(at("assignment-file", assignment.pk, piece.pk))) == "内容 a.txt"
    assert unit.post(at("assignment-adopt", assignment.pk), {"pieces": [piece.pk]}).status_code == 302
    assert unit.post(at("item-note", item.pk), {"text": "已采用"}).status_code == 302
    assert UnitNote.objects.count() == 2
    page = text_of(unit.get(at("item", item.pk)))
    assert "已采用" in page
    assert "要你单位做的" in page
    grant = Grant.objects.get(user=person)
    assert unit.post(at("contributor-end", grant.pk), {"reason": "调离"}).status_code == 302


def test_the_way_to_the_contributors_always_stands_on_the_list_for_whoever_opens_accounts(rect, at_desk):
    rect.deliver()
    link = f'href="{at("contributors", rect.plan().pk)}"'
    person = appointed(rect)
    assert link in at_desk(rect.liaison).get(at("assignments")).content.decode()  # with nothing given yet
    assert link not in at_desk(person).get(at("assignments")).content.decode()
