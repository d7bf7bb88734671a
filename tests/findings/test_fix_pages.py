"""Immediate rectification in the browser, at the desk and in the unit's portal."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.findings import services
from xuncha.findings.forms import ONE_QUANTITY
from xuncha.findings.models import ImmediateFix
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.regulations.models import DeadlineRule

IN_A_WEEK = NOW.date() + timedelta(days=7)


@pytest.fixture
def desk(at_desk, people):
    return lambda role: at_desk(people[role])


def url(name, *args) -> str:
    return reverse(f"findings:{name}", args=args)


def portal(name, *args) -> str:
    return reverse(f"findings_unit:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def draft(by, world, paper):
    return lambda **options: services.draft_fix(
        by(Role.INSPECTOR),
        world.inspections[0],
        **{
            "title": "公厕蹲便器损坏",
            "demand": "5 日内修复。",
            "due_on": IN_A_WEEK,
            "paper": paper("公厕管护不力的底稿"),
            "quantities": [{"what": "蹲便器", "unit": "个", "value": 89}],
            **options,
        },
    )


@pytest.fixture
def issued(by, draft):
    return lambda **options: services.issue_fix(by(Role.TEAM_LEADER), draft(**options))


def photo(name="整改后.txt") -> ContentFile:
    return ContentFile("全部更换。".encode(), name=name)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("蹲便器 89 个", ("蹲便器", "89", "个")),
        ("农户12户", ("农户", "12", "户")),
        ("村道：1,200.5 米", ("村道", "1,200.5", "米")),
    ],
)
def test_one_quantity_a_line(line, read):
    match = ONE_QUANTITY.match(line)
    assert match
    assert (match["what"].rstrip("："), match["value"], match["unit"]) == read


def test_drafted_free_and_from_a_paper(desk, world, paper):
    client = desk(Role.INSPECTOR)
    typed = {"title": "公厕", "demand": "修复", "quantities": "蹲便器 89 个\n农户 12 户", "due_on": "2022-05-20"}
    assert client.post(url("fix-draft"), {**typed, "inspection": world.inspections[1].pk}).status_code == 422
    assert client.post(url("fix-draft"), {**typed, "inspection": world.inspections[0].pk}).status_code == 302
    free = ImmediateFix.objects.get()
    assert [(q["what"], q["value"]) for q in free.quantities] == [("蹲便器", 89), ("农户", 12)]
    signed = paper("路灯不亮")
    address = f"{url('fix-draft')}?paper={signed.pk}"
    assert "路灯不亮" in text(client.get(address))
    wrong = client.post(address, {**typed, "quantities": "一些"})
    assert wrong.status_code == 422
    assert "第 1 项" in text(wrong)
    assert client.post(address, typed).status_code == 302
    assert ImmediateFix.objects.get(paper=signed)
    assert client.get(f"{url('fix-draft')}?paper={paper('乙', which=1).pk}").status_code == 404
    assert client.get(f"{url('fix-draft')}?paper=x").status_code == 404


def test_the_page_says_where_the_deadline_comes_from_and_why_a_step_is_refused(desk, by, world, draft):
    DeadlineRule.objects.filter(trigger="fix.issued").delete()
    body = text(desk(Role.TEAM_LEADER).get(url("fix", draft(due_on=None).pk)))
    assert "没有适用的时限规则" in body
    assert "签发时确定" in body
    fix = draft()
    body = text(desk(Role.INSPECTOR).get(url("fix", fix.pk)))
    for words in ("余 7 天", "89 个", "公厕管护不力的底稿", "待签发", url("fix-change", fix.pk)):
        assert words in body
    assert "由起草人、签发人指定" in body


def test_a_draft_is_changed_issued_and_withdrawn_by_its_buttons(desk, draft):
    fix = draft()
    typed = {"title": "改后", "demand": "修复", "quantities": "", "due_on": "2022-05-30", "_version": fix.version}
    assert "89 个" in text(desk(Role.INSPECTOR).get(url("fix-change", fix.pk)))
    assert desk(Role.INSPECTOR).post(url("fix-change", fix.pk), typed).status_code == 302
    leader = desk(Role.TEAM_LEADER)
    assert leader.post(url("fix-step", fix.pk, "issue")).status_code == 302
    assert leader.post(url("fix-step", fix.pk, "withdraw"), {"reason": "写错"}).status_code == 302
    fix.refresh_from_db()
    assert (fix.title, fix.state) == ("改后", "withdrawn")


def test_the_notice_is_a_document(desk, issued):
    answer = desk(Role.TEAM_LEADER).get(url("fix-notice", issued().pk))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer.content.startswith(b"PK")


def test_the_unit_reads_its_notice_and_never_where_it_comes_from(desk, issued, draft):
    fix, unsent = issued(), draft(title="还没签发")
    client = desk(Role.UNIT_LIAISON)
    listed = text(client.get(portal("fixes")))
    assert fix.title in listed
    assert unsent.title not in listed
    page = text(client.get(portal("fix", fix.pk)))
    assert "5 日内修复" in page
    assert "底稿" not in page + listed
    assert client.get(portal("fix", unsent.pk)).status_code == 404
    assert client.get(url("fix", fix.pk)).url == portal("fix", fix.pk)
    assert client.get(url("fixes")).url == portal("fixes")
    assert client.get(url("fix-notice", fix.pk)).status_code == 200


def test_another_unit_finds_nothing(at_desk, hire, issued):
    client = at_desk(hire(Role.UNIT_LIAISON, which=1))
    assert client.get(portal("fix", issued().pk)).status_code == 404


def test_staff_have_no_business_in_the_portal(desk):
    assert desk(Role.INSPECTOR).get(portal("fixes")).status_code == 403


def test_the_unit_answers_the_team_returns_and_accepts(desk, issued):
    fix = issued()
    unit = desk(Role.UNIT_LIAISON)
    bare = unit.post(portal("fix", fix.pk), {"answer": "已更换 89 个"})
    assert bare.status_code == 422
    assert "已更换 89 个" in text(bare)
    assert "至少附一份佐证" in text(bare)
    empty = unit.post(portal("fix", fix.pk), {"answer": "已更换", "proof": [ContentFile(b"", name="空.txt")]})
    assert empty.status_code == 422
    sent = {"answer": "已更换 89 个", "proof": [photo("前.txt"), photo("后.txt")]}
    assert unit.post(portal("fix", fix.pk), sent).status_code == 302
    assert fix.proof.count() == 2
    file = fix.proof.first()
    assert b"".join(unit.get(url("fix-proof", fix.pk, file.pk)).streaming_content) == "全部更换。".encode()
    assert unit.get(url("fix-proof", fix.pk, 999_999)).status_code == 404
    leader = desk(Role.TEAM_LEADER)
    assert "已更换 89 个" in text(leader.get(url("fix", fix.pk)))
    leader.post(url("fix-step", fix.pk, "return"), {"reason": "缺整改前照片"})
    assert "缺整改前照片" in text(desk(Role.UNIT_LIAISON).get(portal("fix", fix.pk)))
    assert desk(Role.UNIT_LIAISON).post(portal("fix", fix.pk), {"answer": "已补"}).status_code == 302
    desk(Role.TEAM_LEADER).post(url("fix-step", fix.pk, "accept"))
    fix.refresh_from_db()
    assert fix.state == "accepted"
    assert "核验通过" in text(desk(Role.OFFICE_CLERK).get(url("fix", fix.pk)))


def test_the_ledger_shows_the_light_and_goes_to_excel(desk, issued, draft):
    fix = issued(due_on=NOW.date())
    client = desk(Role.OFFICE_CLERK)
    body = text(client.get(url("fixes"), {"chip": "open"}))
    assert fix.title in body
    assert "今天到期" in body
    assert fix.title not in text(client.get(url("fixes"), {"chip": "done"}))
    assert b"".join(client.get(url("fixes"), {"export": "xlsx"}).streaming_content).startswith(b"PK")


def test_the_inbox_of_the_unit(issued, people):
    fix = issued()
    todos = waiting_for(actor_of(people[Role.UNIT_LIAISON], NOW))
    assert [(t.ask, t.record, t.due) for t in todos] == [("立行立改待落实", fix, IN_A_WEEK)]
