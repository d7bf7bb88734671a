"""Who is served in the unit's portal, and that nothing of the inside is ever said there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import TODAY, Rectifying, days
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Finding
from xuncha.foundation.accounts.models import Grant, User
from xuncha.rectification import services
from xuncha.rectification.models import Item

pytestmark = pytest.mark.django_db


def at(name: str, *arguments: object) -> str:
    return reverse(f"rectification_unit:{name}", args=arguments)


def pages_of(item: Item) -> list[str]:
    """Every page of an item's rectification that is only read."""
    plan = item.plan
    records = [at("report", report.pk) for report in plan.unit_reports.all()]
    lists = [at("plan", plan.pk), *(f"{at('plan', plan.pk)}?list={code}" for code in ("tasks", "duties"))]
    return [at("home"), at("items"), at("letters"), at("requests"), at("item", item.pk), *lists, *records]


def everything(rect: Rectifying) -> Item:
    """An item with a bit of everything: returned, reviewed, extended, asked about, warned of."""
    item = rect.requested()
    services.review_evidence(rect.office(), item, rect.piece(item), verdict="doubtful", note="看不清")
    services.return_closeout(rect.office(), item, reason="补凭证")
    item = rect.fresh(item)
    services.ask_extension(rect.unit(), item, to_on=days(120).date(), reason="审计没有结束")
    services.ask_query(rect.unit(), item.plan, kind="question", text="数字不对？", item=item)
    services.record_people(rect.unit(), item, form="1", persons=2, on=TODAY)
    services.note_due_dates(rect.office(days(80)), rect.world.city)
    return item


def test_the_liaison_opens_every_page(rect, at_desk):
    item = everything(rect)
    unit = at_desk(rect.liaison)
    for page in pages_of(item):
        assert unit.get(page).status_code == 200, page


def test_the_head_reads_every_page_and_is_offered_no_act(rect, at_desk):
    item = everything(rect)
    head = at_desk(Role.UNIT_HEAD)
    for page in pages_of(item):
        answer = head.get(page)
        assert answer.status_code == 200, page
        body = answer.content.decode()
        acts = ("fill", "progress", "evidence", "declare", "meeting", "upload", "ask", "write")
        links = [link for link in re.findall(r'href="(/unit/rectification/[^"]*)"', body) if "/file/" not in link]
        assert not [link for link in links if link.rstrip("/").endswith(acts)], page
    assert head.get(at("item-progress", item.pk)).status_code == 403
    assert head.post(at("item-step", item.pk, "request")).status_code == 403


def test_who_only_reads_is_told_what_the_unit_has_to_do(rect, at_desk):
    rect.accepted()
    for role, said in ((Role.UNIT_LIAISON, "要你办的</h2>"), (Role.SUPERVISING_LEADER, "单位要办的</h2>")):
        assert said in at_desk(role).get(at("home")).content.decode()


def test_the_head_is_warned(rect, at_desk):
    everything(rect)
    assert "超期" in at_desk(Role.UNIT_HEAD).get(at("letters")).content.decode()


def test_for_another_unit_nothing_of_it_exists(rect, at_desk):
    item = everything(rect)
    other = at_desk(Role.UNIT_LIAISON, which=1)
    for page in pages_of(item)[4:]:
        assert other.get(page).status_code == 404, page
    for name in ("item-progress", "item-fill", "item-evidence", "item-declare", "item-extension"):
        assert other.get(at(name, item.pk)).status_code == 404, name
    for page in (at("home"), at("items"), at("letters"), at("requests")):
        body = other.get(page).content.decode()
        assert item.title not in body
        assert item.number not in body


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.OFFICE_DIRECTOR, Role.INSPECTOR, Role.SECRETARY])
def test_nobody_of_the_inside_is_served_here(rect, at_desk, role):
    item = everything(rect)
    inside = at_desk(role)
    for page in pages_of(item):
        if page == at("home"):
            assert inside.get(page).headers["Location"] == reverse("front")
        else:
            assert inside.get(page).status_code == 403, page


CANARIES = {
    "finding": "金丝雀问题",
    "paper": "金丝雀底稿",
    "source": "金丝雀信访",
    "handler": "金丝雀组员",
    "office": "金丝雀审核人",
    "other unit": "金丝雀邻居",
}
"""Words planted where the unit must never read them."""


def plant(rect: Rectifying, item: Item) -> None:
    """Put a word of its own into everything that stands behind what was fed back."""
    made = {"created_by": rect.clerk, "created_at": NOW, "state_since": NOW}
    inspection = item.plan.inspection
    inspector = User.objects.create(username="canary", name=CANARIES["handler"])
    paper = WorkingPaper.objects.create(
        inspection=inspection, provisional_no="临-9", title=CANARIES["paper"], facts=CANARIES["source"],
        handler=inspector, state="draft", **made,
    )  # fmt: skip
    finding = Finding.objects.create(
        inspection=inspection, number="问-9", title=CANARIES["finding"], text=CANARIES["finding"],
        state="candidate", **made,
    )  # fmt: skip
    finding.papers.add(paper)
    item.opinion_item.findings.add(finding)
    User.objects.filter(pk=rect.clerk.pk).update(name=CANARIES["office"])
    neighbour = Rectifying(rect.world, rect.acting, rect.liaison, rect.clerk, rect.director, rect.leader, which=1)
    neighbour.deliver(CANARIES["other unit"])


def crawl(client: Client, first: str) -> dict[str, str]:
    """Every page of the portal that links lead to."""
    waiting, pages = [first], dict[str, str]()
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.close()
        pages[address] = body.decode(errors="replace")
        for link in re.findall(r'href="((?:/unit/|\?)[^"#]*)', pages[address]):
            full = link if link.startswith("/") else address.partition("?")[0] + link
            full = full.replace("&amp;", "&")
            if full not in pages and full not in waiting and "sort=" not in full:
                waiting.append(full)
    return pages


@pytest.mark.parametrize("role", [Role.UNIT_LIAISON, Role.UNIT_HEAD])
def test_no_page_says_anything_of_the_inside(rect, at_desk, role):
    item = everything(rect)
    plant(rect, item)
    pages = crawl(at_desk(role), at("home"))
    assert len(pages) > (25 if role is Role.UNIT_LIAISON else 12)
    for address, body in pages.items():
        told = [where for where, word in CANARIES.items() if word in body]
        assert not told, f"{address} tells of {told}"


def test_the_crawl_would_see_a_leak(rect, at_desk):
    item = everything(rect)
    plant(rect, item)
    Item.objects.filter(pk=item.pk).update(opinion_text=CANARIES["source"])
    pages = crawl(at_desk(Role.UNIT_LIAISON), at("home"))
    assert any(CANARIES["source"] in body for body in pages.values())


@pytest.mark.parametrize(("name", "most"), [("home", 56), ("items", 16), ("letters", 20), ("requests", 14)])
def test_a_page_costs_the_same_for_many_problems(rect, at_desk, django_assert_max_num_queries, name, most):
    rect.accepted(*(f"问题{n}" for n in range(20)))
    unit = at_desk(rect.liaison)
    with django_assert_max_num_queries(most):
        assert unit.get(at(name)).status_code == 200


def busy(rect: Rectifying, *titles: str) -> None:
    """An accepted plan whose every item was warned of and asked about."""
    for item in rect.accepted(*titles).items.all():
        services.ask_query(rect.unit(), item.plan, kind="question", text=item.title, item=item)
    services.note_due_dates(rect.office(days(80)), rect.world.city)


@pytest.mark.parametrize("name", ["home", "items", "letters", "requests"])
def test_more_problems_and_units_cost_no_more_queries(rect, at_desk, name):
    busy(rect, "甲", "乙")
    unit = at_desk(rect.liaison)
    unit.get(at(name))  # notes the session
    with CaptureQueriesContext(connection) as few:
        unit.get(at(name))
    Grant.objects.create(user=rect.liaison, role=Role.UNIT_LIAISON, scope_id=rect.world.units[1].pk, valid_from=NOW)
    rect.which = 1
    busy(rect, *(f"问题{n}" for n in range(20)))
    with CaptureQueriesContext(connection) as many:
        assert "问题" in unit.get(at(name)).content.decode()
    assert len(many) <= len(few)
