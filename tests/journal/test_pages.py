"""The auditor's desk."""

import json
import re

import pytest

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.journal.writing import Entry, append

pytestmark = pytest.mark.django_db
JOURNAL = "/desk/journal/"
SECRET = "某局挪用资金"


@pytest.fixture(autouse=True)
def _written(db):
    entries = [
        Entry("account.changed", "accounts.user", "7", "周行", {"name": ["旧名", "新名"]}, {"reason": "更正"}),
        Entry("paper.returned", "fieldwork.paper", "9", SECRET, {"facts": ["", SECRET]}, {"reason": SECRET}),
        *[Entry("account.signed_in", "accounts.user", str(n), f"第{n}人") for n in range(60)],
    ]
    append(entries, at=NOW, actor="zhou", actor_name="周行", use_case="tests")


@pytest.fixture
def desk(at_desk):
    return at_desk(Role.AUDIT_ADMIN)


def text(response) -> str:
    return response.content.decode()


def test_newest_first_and_page_by_page(desk):
    first = text(desk.get(JOURNAL))
    assert "第59人" in first
    assert "旧名" not in first
    older = re.search(r'href="\?(before=\d+)"', first)[1]
    second = text(desk.get(f"{JOURNAL}?{older}"))
    assert "旧名" in second
    assert "新名" in second
    assert "更早" not in second
    assert "最新" in second


def test_of_a_case_only_who_when_and_which_fields(desk):
    page = text(desk.get(f"{JOURNAL}?kind=fieldwork.paper"))
    assert "具体事实" in page
    assert "问题底稿" in page
    assert SECRET not in page


def test_stored_values_are_told_in_words(desk):
    changes = {
        "state": ["applied", "undone"],
        "undone_at": [None, "2022-05-10T01:00:00.123456+00:00"],
        "name": ["", "甲"],
    }
    entries = [
        Entry("import.undone", "imports.batch", "1", "单位.xlsx", changes),
        Entry("old.event", "no.kind", "2", "甲"),
    ]
    append(entries, at=NOW, actor="zhou", actor_name="周行", use_case="tests")
    page = text(desk.get(f"{JOURNAL}?event=import.undone"))
    assert "<del>已导入</del> <ins>已撤销</ins>" in page
    assert "2022-05-10 09:00" in page
    assert "undone<" not in page
    assert "其他记录" in text(desk.get(JOURNAL))  # of a kind that the product no longer knows


def test_filters_in_words_and_wrong_ones_beside_their_field(desk):
    assert "修改账号" in text(desk.get(f"{JOURNAL}?event=account.changed"))
    wrong = text(desk.get(f"{JOURNAL}?since=yesterday&person=zhou"))
    assert "err" in wrong
    assert "第59人" in wrong
    assert "1900 到 2200" in text(desk.get(f"{JOURNAL}?since=0001-01-01"))
    assert "没有符合条件的记录" in text(desk.get(f"{JOURNAL}?person=nobody"))
    assert desk.get(f"{JOURNAL}?before=abc&until=9999-12-31").status_code == 200


def test_grants_and_failures_are_told_in_words(desk, acting, hire):
    from xuncha.foundation.accounts.services import end_grant, try_password

    user = hire(Role.OFFICE_CLERK)
    end_grant(acting(Role.SECURITY_ADMIN), user.grants.get(), reason="任务结束")
    for _ in range(5):
        try_password(user.username, "wrong", NOW)
    page = text(desk.get(JOURNAL))
    assert "收回授权" in page
    assert f"账号 {user.username}" in page
    assert "角色 巡察办工作人员" in page
    assert "账号与授权·管理" in page
    assert "锁定至 2022-05-10 09:15" in page


def test_a_denied_attempt_names_who_and_what_was_wanted(desk, acting):
    from xuncha.core.errors import Denied
    from xuncha.foundation.journal.services import note_export

    with pytest.raises(Denied):
        note_export(acting(Role.SECURITY_ADMIN), question={})
    page = text(desk.get(f"{JOURNAL}?event=denied"))
    assert "被拒绝" in page
    assert "操作记录·查看" in page
    assert "其他记录" in page


def test_verification_says_what_it_saw_and_leaves_an_anchor(desk):
    answer = desk.post(f"{JOURNAL}verify/", follow=True)
    assert "已校验 62 条，全部完好" in text(answer)
    assert JournalRecord.objects.last().event == "journal.verified"


def test_a_broken_chain_is_told_with_its_place(desk, monkeypatch):
    from xuncha.core.chain import ALTERED, Verdict

    monkeypatch.setattr("xuncha.foundation.journal.views.verify_stored", lambda: Verdict(41, "h", 42, ALTERED))
    assert "第 42 条起不完好：这一条的内容被改过" in text(desk.post(f"{JOURNAL}verify/", follow=True))


def test_the_export_holds_hashes_but_no_case(desk):
    answer = desk.post(f"{JOURNAL}export/", {"person": "zhou", "kind": "fieldwork.paper"})
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]
    assert [line["seq"] for line in lines] == [2]
    assert lines[0]["hash"] == JournalRecord.objects.get(seq=2).hash
    assert SECRET not in json.dumps(lines, ensure_ascii=False)
    assert JournalRecord.objects.last().event == "journal.exported"


def test_a_page_costs_few_queries(desk, django_assert_max_num_queries):
    desk.get(JOURNAL)
    with django_assert_max_num_queries(6):
        desk.get(JOURNAL)


def test_of_the_sealed_chain_only_a_fault_is_told(desk, monkeypatch):
    assert "涉密事项的操作记录" not in text(desk.post(f"{JOURNAL}verify/", follow=True))
    monkeypatch.setattr("xuncha.foundation.journal.views.sealed_is_intact", lambda: False)
    assert "涉密事项的操作记录不完好" in text(desk.post(f"{JOURNAL}verify/", follow=True))
