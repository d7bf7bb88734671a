"""
What a unit has not handed in is its own: two worlds that differ only in what a unit has drafted look the same, byte for
byte, to everybody outside who follows its rectification.

Both are lived from the same start on, with the same clock; then the office goes on with its own work. After that the
people outside open every page about rectification they may, with every record on it, search, export and print.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.looking import Picture, number_anew, read, seen_by
from tests.rectification.conftest import TODAY, Rectifying, at, days, draft, text_of, upload
from tests.rectification.test_sharing import appointed
from xuncha.core.permissions import GRANTS, ROLE_SCOPE, Role, Scope
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.models import User
from xuncha.hints.services import scan
from xuncha.rectification import services
from xuncha.rectification.models import Assignment, Draft, Item, UnitReport
from xuncha.rectification.rules.plans import MeasureDraft
from xuncha.rectification.selectors.drafts import as_drafted, report_remarks
from xuncha.rectification.workflow import PlanState, UnitReportState

pytestmark = pytest.mark.django_db
SECRET = "草稿里的话"
LATER = days(3)
OUTSIDE = (Role.OFFICE_DIRECTOR, Role.LEADING_GROUP, Role.DISCIPLINE, Role.TEAM_LEADER)
"""Who is looked at: of those who read rectification over one kind of scope, the one who may do most about it."""
NEAR = frozenset({"rectification"})
FAR = NEAR | {"hints", "insight", "supervision", "accountability", "lookback", "disclosure"}
"""Where the director of the office is looked at besides, whose pages say most."""


def in_drafting(rect: Rectifying) -> None:
    """A plan that was never handed in."""
    rect.deliver()


def in_return(rect: Rectifying) -> None:
    """A plan that came back with two remarks."""
    plan = rect.submitted()
    remarks = [services.Remark("措施太空。", rect.item()), services.Remark("组织安排写细。")]
    services.return_plan(rect.office(days(1)), plan, remarks=remarks)


def test_the_units_own_list_shows_what_it_is_writing_and_the_offices_does_not(rect, unit, at_desk):
    rect.deliver("先到期的", "后到期的")
    later = draft(department="办公室")
    services.fill_item(rect.unit(), rect.item(), draft=later, base_version=1)
    sooner = draft(department="审计股", due_on=TODAY + timedelta(days=9), measures=())
    services.fill_item(rect.unit(), rect.item(1), draft=sooner, base_version=1)
    page = text_of(unit.get(at("items")))
    assert page.index("审计股") < page.index("办公室")
    for written in (later, sooner):
        assert f"{written.due_on}" in page
    assert "0/2" in page
    office = text_of(at_desk(rect.director).get(reverse("rectification:items")))
    assert "审计股" not in office


def under_way(rect: Rectifying) -> None:
    """Items under way, one declared done, one report that came back and one that was never written."""
    plan = rect.accepted()
    rect.declared(rect.item())
    own = plan.unit_reports.get(kind="principal")
    services.write_report(rect.unit(), own, base_version=None, text="本人主持研究。", party_meeting_on=TODAY)
    services.submit_report(rect.unit(), own)
    services.return_report(rect.office(days(1)), own, reason="太短", remarks=[services.Remark("写数字。")])


def write_the_plan(rect: Rectifying) -> None:
    """Everything that a unit writes of its plan, with its meeting, its replies and what it says inside."""
    plan = rect.plan()
    services.write_plan(
        rect.unit(LATER), plan, base_version=None, principal=SECRET, overall=SECRET, party_meeting_on=TODAY
    )
    measures = [MeasureDraft(f"{SECRET}，退还 8600 元", SECRET, SECRET, TODAY + timedelta(days=9), SECRET)]
    for item in plan.items.all():
        values = {"objective": SECRET, "leader": SECRET, "due_on": TODAY + timedelta(days=9), "money_due": 8600}
        services.fill_item(rect.unit(LATER), item, base_version=None, draft=draft(**values, measures=measures))
    services.prove_step(rect.unit(LATER), plan, step="party", on=TODAY, upload=upload(f"{SECRET}.txt"), note=SECRET)
    for remark in plan.remarks.all():
        services.reply_to_remark(rect.unit(LATER), plan, remark, reply=SECRET)
    share(rect, rect.item())


def write_the_rest(rect: Rectifying) -> None:
    """Reports, a request for close-out that is not made yet, parts given inside and what came back."""
    item = rect.item()
    services.record_unit_meeting(
        rect.unit(LATER), item, base_version=None, unit_meeting_on=TODAY, unit_meeting_note=SECRET, similar=SECRET
    )
    for report in rect.plan().unit_reports.all():
        services.write_report(rect.unit(LATER), report, base_version=None, text=SECRET, party_meeting_on=TODAY)
        services.note_on_report(rect.unit(LATER), report, text=SECRET)
        for remark in report.remarks.all():
            services.reply_to_report_remark(rect.unit(LATER), report, remark, reply=SECRET)
    share(rect, rect.item(1))


def share(rect: Rectifying, item: Item) -> None:
    """A comment inside the unit, and a part given to a contributor who hands it in with a file."""
    services.note_on_item(rect.unit(LATER), item, text=SECRET)
    person = User.objects.get(name="周经办")
    part = services.give_part(rect.unit(LATER), item, to=person, ask=SECRET, due_on=(LATER + timedelta(days=5)).date())
    services.hand_in_part(
        rect.acting(person, now=LATER), part, text=SECRET, on=TODAY, uploads=[upload(f"{SECRET}-材料.txt")]
    )


def inbox_of(role: Role, user: User) -> Picture:
    """What waits for a person and what the digest says."""
    client = Client()
    client.force_login(user)
    urls = [reverse(f"inbox:{name}") for name in ("inbox", "digest", "count")]
    return {(role.value, url): read(client.get(url)) for url in urls}


def lived(rect: Rectifying, people: dict[Role, User], draft_it: Callable[[Rectifying], None] | None) -> Picture:
    """What everybody outside sees at the end of a world; then the world is taken back."""
    picture: Picture = {}
    number_anew()
    point = transaction.savepoint()
    if draft_it is not None:
        draft_it(rect)
    services.note_due_dates(rect.office(days(5)), rect.world.city)
    scan(rect.office(days(5)), rect.world.city, whole=True)
    for role, user in people.items():
        picture |= seen_by(role, user, (SECRET, "8600", "ZG-"), FAR if role is Role.OFFICE_DIRECTOR else NEAR)
        picture |= inbox_of(role, user)
    transaction.savepoint_rollback(point)
    return picture


def reads(role: Role) -> bool:
    """Whether the role reads rectification without being the unit's own."""
    return P.RECT_READ in GRANTS[role] and ROLE_SCOPE[role] is not Scope.UNIT


def covers(seen: Role, role: Role) -> bool:
    """Whether a role is looked at with the eyes of another: over the same scope it may do no more."""
    about = {right for right in GRANTS[role] if right.startswith(("rect", "hint"))}
    return reads(role) and ROLE_SCOPE[role] is ROLE_SCOPE[seen] and about <= GRANTS[seen]


STAGES = {"drafting": (in_drafting, write_the_plan), "returned": (in_return, write_the_plan)}
STAGES["under way"] = (under_way, write_the_rest)


@pytest.mark.no_cover
@pytest.mark.timeout(900)
@pytest.mark.parametrize("stage", STAGES)
def test_nobody_outside_can_tell_what_a_unit_drafts(rect, hire, at_desk, stage):
    begin, write = STAGES[stage]
    begin(rect)
    appointed(rect)
    people = {role: hire(role) for role in OUTSIDE}
    without, withal = lived(rect, people, None), lived(rect, people, write)
    assert without.keys() <= withal.keys()
    assert {status for where, (status, _body) in withal.items() if where not in without} <= {404}  # as if it were not
    assert [where for where, seen in without.items() if withal[where] != seen] == []
    assert {role for (role, _url), (status, _body) in without.items() if status == 200} == set(OUTSIDE)
    assert {role for role in Role if reads(role)} == {
        role for role in Role if any(covers(seen, role) for seen in OUTSIDE)
    }
    assert any("整改" in body.decode(errors="ignore") for _status, body in withal.values())


def test_the_units_own_people_see_what_they_write(rect, at_desk):
    in_return(rect)
    appointed(rect)
    write_the_plan(rect)
    plan, item = rect.plan(), rect.item()
    unit = at_desk(rect.liaison)
    for url in (at("plan", plan.pk), at("item", item.pk), at("plan-head", plan.pk), at("item-fill", item.pk)):
        assert SECRET in text_of(unit.get(url)) or SECRET in unit.get(url).content.decode(), url
    answer = unit.get(at("proof-file", plan.proofs.get().pk))
    assert answer.status_code == 200
    answer.close()
    part = Assignment.objects.get()
    assert SECRET in text_of(at_desk(part.to).get(at("assignment", part.pk)))


def test_handing_in_carries_everything_over_and_leaves_the_draft_empty(rect):
    in_return(rect)
    appointed(rect)
    before = rect.item().objective
    write_the_plan(rect)
    assert (rect.item().objective, as_drafted(rect.item()).objective) == (before, SECRET)
    assert {remark.reply for remark in rect.plan().remarks.all()} == {""}
    services.submit_plan(rect.unit(LATER), rect.plan())
    plan, item = rect.plan(), rect.item()
    assert (plan.state, plan.principal, plan.overall, item.objective) == (PlanState.SUBMITTED, SECRET, SECRET, SECRET)
    assert [(m.text, m.standard) for m in item.measures.all()] == [(f"{SECRET}，退还 8600 元", SECRET)]
    assert {remark.reply for remark in plan.remarks.all()} == {SECRET}
    assert not any(row.values for row in Draft.objects.filter(plan=plan))


def test_a_report_that_came_back_stays_as_it_was_until_it_is_handed_in_again(rect):
    under_way(rect)
    appointed(rect)
    write_the_rest(rect)
    report = UnitReport.objects.get(kind="principal")
    assert (report.text, as_drafted(report).text) == ("本人主持研究。", SECRET)
    assert [remark.reply for remark in report_remarks(report)] == [SECRET]
    services.submit_report(rect.unit(LATER), report)
    report.refresh_from_db()
    assert (report.text, report.state) == (SECRET, UnitReportState.SUBMITTED)
    item = rect.item()
    assert (item.similar, as_drafted(item).similar) == ("", SECRET)
    services.request_closeout(rect.unit(LATER), item)
    assert rect.item().similar == SECRET


def test_what_is_still_being_drafted_is_not_to_be_had_as_a_document(rect, at_desk):
    plan = rect.written()
    desk = at_desk(rect.clerk)
    answer = desk.get(reverse("rectification:plan-document", args=[plan.pk, "plan"]))
    assert (answer.status_code, "还在起草" in text_of(answer)) == (422, True)
    assert "起草中" in text_of(desk.get(reverse("rectification:plan", args=[plan.pk])))
    services.submit_plan(rect.unit(), plan)
    assert desk.get(reverse("rectification:plan-document", args=[plan.pk, "plan"])).status_code == 200
