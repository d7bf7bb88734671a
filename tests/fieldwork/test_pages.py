"""Papers in the browser: ledger, editor, reading view, steps, documents; what bad input costs (nothing)."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.exporting import taken
from tests.fieldwork.conftest import FACTS, QUOTE, complete
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.services import create_paper, reopen_paper, return_submitted_paper, save_paper
from xuncha.foundation.inbox.models import Draft

pytestmark = pytest.mark.django_db
BASE = "/desk/fieldwork"


def text(answer) -> str:
    return answer.content.decode()


def typed(item, **other) -> dict[str, object]:
    """The editor as a browser posts it."""
    fields = complete(item)
    posted = {name: value for name, value in fields.items() if isinstance(value, str | list)}
    return {
        **posted,
        "category": item.category_id,
        "checklist_item": item.pk,
        "amount": "11.38",
        "period_from": "2019-04-01",
        "period_to": "2021年9月26日",
        "_key": str(uuid4()),
        "then": "keep",
        **other,
    }


def test_the_ledger_lists_what_is_within_reach(at, desk, hire, at_desk):
    paper = desk.draft()
    page = text(at("handler").get(f"{BASE}/papers/"))
    assert paper.title in page
    assert "12 / 12" in page
    assert paper.title not in text(at_desk(hire(Role.INSPECTOR, which=1)).get(f"{BASE}/papers/"))


@pytest.mark.parametrize("chip", ["mine", "to_check", "to_sign", "changed", "disputed"])
def test_each_group_of_the_ledger_answers(at, desk, chip):
    desk.submitted()
    page = text(at("deputy").get(f"{BASE}/papers/", {"chip": chip}))
    assert ("防汛物资" in page) is (chip == "to_check")


def test_reviewed_and_changed_papers_are_a_group_of_their_own(at, desk, acting, cast):
    paper = desk.checked()
    reopen_paper(acting(cast.handler), paper)
    assert paper.title in text(at("leader").get(f"{BASE}/papers/", {"chip": "changed"}))


def test_the_ledger_goes_out_as_a_workbook(at, desk):
    desk.draft()
    answer = taken(at("leader"), f"{BASE}/papers/", {"export": "xlsx"})
    book = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert any("sheet" in name for name in book.namelist())


def test_the_ledger_costs_the_same_for_20_and_200_rows(at, acting, world, cast, item):
    browser, counts = at("leader"), []
    browser.get(f"{BASE}/papers/")  # the session's first request writes when it was seen
    for n in (20, 180):
        for _ in range(n):
            create_paper(acting(cast.handler), world.inspections[0], **complete(item))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"{BASE}/papers/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_a_new_paper_begins_with_the_inspection_and_the_manifestation(at, world, item):
    browser, pk = at("handler"), world.inspections[0].pk
    assert browser.get(f"{BASE}/papers/new/").headers["Location"] == f"{BASE}/inspections/{pk}/papers/new/"
    assert item.manifestation in text(browser.get(f"{BASE}/inspections/{pk}/checklist/"))
    page = text(browser.get(f"{BASE}/inspections/{pk}/papers/new/", {"item": item.pk}))
    assert "《防汛物资储备管理办法》" in page
    answer = browser.post(f"{BASE}/inspections/{pk}/papers/new/", typed(item))
    paper = WorkingPaper.objects.get()
    assert answer.headers["Location"] == f"{BASE}/papers/{paper.pk}/"
    assert (paper.amount, paper.checklist_item, paper.sources) == (113800, item, ["visit"])


def test_several_inspections_are_offered_for_choice(at_desk, hire, world):
    user = hire(Role.INSPECTOR)
    other = hire(Role.INSPECTOR, which=1)
    other.grants.update(user=user)
    page = text(at_desk(user).get(f"{BASE}/papers/new/"))
    assert all(one.organisation.name in page for one in world.inspections)


def test_a_form_sent_twice_makes_one_paper(at, world, item):
    browser, posted = at("handler"), typed(item)
    for _ in range(2):
        assert browser.post(f"{BASE}/inspections/{world.inspections[0].pk}/papers/new/", posted).status_code == 302
    assert WorkingPaper.objects.count() == 1


def test_the_editor_shows_meter_hints_and_check_points(at, desk):
    paper = desk.draft()
    page = text(at("handler").get(f"{BASE}/papers/{paper.pk}/"))
    for said in (
        "12 / 12",
        "账、卡、物三方核对",
        "至少应有",
        "清点记录",
        "不要写在底稿里",
        "三级签字",
        "需要人工看一眼",
    ):
        assert said in page


def test_saving_keeps_text_points_and_evidence_in_one_press(at, desk, item):
    paper = desk.draft()
    file = SimpleUploadedFile("制度.txt", "管理制度".encode())
    posted = typed(
        item, cause="新写的原因", points_done=["0"], file=file, kind="制度", quote=QUOTE, original_checked="on",
        _version=paper.version,
    )  # fmt: skip
    answer = at("handler").post(f"{BASE}/papers/{paper.pk}/save/", posted)
    assert answer.status_code == 302
    paper = desk.fresh(paper)
    assert (paper.cause, paper.points_done, paper.evidence.count()) == ("新写的原因", [0], 3)
    assert paper.second_handler is not None


def test_a_wrong_amount_is_told_beside_its_field(at, desk, acting, cast):
    paper = desk.draft()
    save_paper(acting(cast.handler), paper, base_version=None, amount=118300)
    page = text(at("handler").get(f"{BASE}/papers/{paper.pk}/"))
    assert "与事实中的 11.38 万元不一致" in page
    assert 'id="id_amount_error"' in page


def test_evidence_is_removed_without_losing_what_was_typed(at, desk, item):
    paper = desk.draft()
    gone = paper.evidence.first()
    posted = typed(item, cause="顺手写的", remove=gone.pk, _version=paper.version)
    at("handler").post(f"{BASE}/papers/{paper.pk}/save/", posted)
    paper = desk.fresh(paper)
    assert paper.cause == "顺手写的"
    assert paper.evidence.filter(removed_at__isnull=True).count() == 1


BAD_EVIDENCE = {
    "another kind than its name says": (SimpleUploadedFile("照片.jpg", b"just text"), "", "内容却是文本文件"),
    "empty": (SimpleUploadedFile("空.txt", b""), "", ""),
    "a quote from elsewhere": (SimpleUploadedFile("制度.txt", b"text"), "不在事实里的话", "不在具体事实里"),
}


@pytest.mark.parametrize("case", BAD_EVIDENCE)
def test_bad_evidence_is_refused_with_a_sentence_and_nothing_typed_is_lost(at, desk, item, case):
    file, quote, says = BAD_EVIDENCE[case]
    paper = desk.draft()
    posted = typed(item, cause="没有丢的话", file=file, quote=quote, _version=paper.version)
    answer = at("handler").post(f"{BASE}/papers/{paper.pk}/save/", posted)
    assert answer.status_code == 422
    assert "没有丢的话" in text(answer)
    assert 'class="err"' in text(answer)
    assert says in text(answer)
    assert desk.fresh(paper).evidence.count() == 2


def test_evidence_over_the_limit_is_refused_with_the_limit(at, desk, item, settings):
    settings.XUNCHA_UPLOAD_MB = 1
    paper = desk.draft()
    big = SimpleUploadedFile("大.txt", b"x" * (1024 * 1024 + 1))
    answer = at("handler").post(f"{BASE}/papers/{paper.pk}/save/", typed(item, file=big, _version=paper.version))
    assert answer.status_code == 422
    assert "1 MB" in text(answer)


def test_a_refused_sending_keeps_the_text_and_shows_every_reason_beside_its_field(at, desk, item):
    paper = desk.draft()
    browser = at("handler")
    posted = typed(item, title="太短", basis="", then="ask_co_sign", _version=paper.version)
    answer = browser.post(f"{BASE}/papers/{paper.pk}/save/", posted)
    assert answer.headers["Location"] == f"{BASE}/papers/{paper.pk}/?check=1"
    page = text(browser.get(answer.headers["Location"]))
    assert "还差 2 条" in page
    assert 'href="#id_title"' in page
    assert 'id="id_basis_error"' in page
    assert (desk.fresh(paper).title, desk.fresh(paper).state) == ("太短", "draft")


def test_a_complete_paper_is_sent_to_be_co_signed_from_the_editor(at, desk, item):
    paper = desk.draft()
    posted = typed(item, then="ask_co_sign", _version=paper.version)
    assert at("handler").post(f"{BASE}/papers/{paper.pk}/save/", posted).headers["Location"].endswith(f"{paper.pk}/")
    assert desk.fresh(paper).state == "co_sign"


def test_two_editors_at_once_see_both_texts_and_can_send_again(at, desk, acting, cast, item):
    paper = desk.draft()
    save_paper(acting(cast.second), paper, base_version=paper.version, cause="乙先存的")
    browser, posted = at("handler"), typed(item, cause="甲后写的", _version=paper.version)
    answer = browser.post(f"{BASE}/papers/{paper.pk}/save/", posted)
    assert answer.status_code == 409
    assert "甲后写的" in text(answer)
    assert "乙先存的" in text(answer)
    newest = desk.fresh(paper).version
    assert f'name="_version" value="{newest}"' in text(answer)
    assert browser.post(f"{BASE}/papers/{paper.pk}/save/", {**posted, "_version": newest}).status_code == 302
    assert desk.fresh(paper).cause == "甲后写的"


def test_a_stale_page_cannot_write_over_a_paper_that_moved_on(at, desk, item):
    paper = desk.submitted()
    answer = at("handler").post(f"{BASE}/papers/{paper.pk}/save/", typed(item, cause="晚到的话"))
    assert answer.status_code == 422
    assert "晚到的话" in text(answer)
    assert "待副组长复核" in text(answer)
    assert desk.fresh(paper).cause != "晚到的话"


def test_an_ended_session_loses_no_half_written_paper(at, desk, monkeypatch):
    paper = desk.draft()
    browser = at("handler")
    browser.post("/desk/drafts/", {"_draft": f"fieldwork.paper:{paper.pk}", "cause": "写到一半", "sources": "talk"})
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW + timedelta(days=1))
    assert browser.get(f"{BASE}/papers/{paper.pk}/").status_code == 302
    again = at("handler")
    assert "没提交的草稿" in text(again.get(f"{BASE}/papers/{paper.pk}/"))
    page = text(again.get(f"{BASE}/papers/{paper.pk}/", {"draft": "1"}))
    assert "写到一半" in page
    assert re.search(r'value="talk"[^>]* checked', page)


def test_a_draft_keeps_what_nobody_sees_by_its_mark(at, desk):
    paper, browser = desk.draft(), at("handler")
    hidden = {"cause": "断网\x00前", "sources": ["talk", "\u202e"]}
    assert browser.post("/desk/drafts/", {"_draft": f"fieldwork.paper:{paper.pk}", **hidden}).status_code == 200
    assert Draft.objects.get().fields == {"cause": "断网〔U+0000〕前", "sources": ["talk", "〔U+202E〕"]}


def test_the_draft_goes_when_the_paper_is_saved(at, desk, item):
    paper, browser = desk.draft(), at("handler")
    browser.post("/desk/drafts/", {"_draft": f"fieldwork.paper:{paper.pk}", "cause": "断网前写的"})
    browser.post(f"{BASE}/papers/{paper.pk}/save/", typed(item, _version=paper.version))
    assert not Draft.objects.exists()


def test_reviewers_read_and_decide(at, desk):
    paper = desk.submitted()
    browser = at("deputy")
    page = text(browser.get(f"{BASE}/papers/{paper.pk}/"))
    assert "复核通过" in page
    assert "paper-form" not in page
    assert 'href="#evidence-item-1"' in page
    assert browser.post(f"{BASE}/papers/{paper.pk}/step/check/", {"_key": str(uuid4())}).status_code == 302
    assert desk.fresh(paper).state == "checked"
    assert browser.post(f"{BASE}/papers/{paper.pk}/step/check/").status_code == 409


def test_a_return_stands_on_top_of_the_editor_and_on_the_signature(at, desk, acting, cast):
    paper = desk.submitted()
    return_submitted_paper(acting(cast.deputy), paper, reason="金额与清点表不一致")
    page = text(at("handler").get(f"{BASE}/papers/{paper.pk}/"))
    assert "程三 05-10 退回" in page
    assert "签字已失效" in page


def test_a_replaced_paper_leads_to_its_successor(at, desk, acting, cast):
    paper = desk.signed()
    answer = at("leader").post(f"{BASE}/papers/{paper.pk}/step/supersede/", {"reason": "有误"})
    successor = WorkingPaper.objects.get(supersedes=paper)
    assert answer.headers["Location"] == f"{BASE}/papers/{successor.pk}/"
    assert "已被替代" in text(at("leader").get(f"{BASE}/papers/{paper.pk}/"))
    assert "本稿替代" in text(at("handler").get(f"{BASE}/papers/{successor.pk}/"))


def test_an_altered_content_is_shown_beside_the_signature(at, desk):
    paper = desk.submitted()
    WorkingPaper.objects.filter(pk=paper.pk).update(cause="直接改库")
    page = text(at("leader").get(f"{BASE}/papers/{paper.pk}/"))
    assert "内容与签字时不一致" in page


@pytest.mark.parametrize("path", ["", "document/", "save/"])
def test_another_teams_paper_does_not_exist(at_desk, hire, desk, path):
    paper = desk.draft()
    browser = at_desk(hire(Role.INSPECTOR, which=1))
    ask = browser.post if path == "save/" else browser.get
    assert ask(f"{BASE}/papers/{paper.pk}/{path}").status_code == 404


def test_an_inspected_unit_opens_no_paper(at, desk):
    paper = desk.signed()
    browser: Client = at("unit")
    for path in ("papers/", f"papers/{paper.pk}/", f"evidence/{paper.evidence.first().pk}/file/"):
        assert browser.get(f"{BASE}/{path}").status_code == 403


def test_the_paper_prints_as_the_official_form(at, desk):
    paper = desk.signed()
    answer = at("leader").get(f"{BASE}/papers/{paper.pk}/document/")
    assert "attachment" in answer.headers["Content-Disposition"]
    with ZipFile(BytesIO(answer.content)) as docx:
        assert paper.number in docx.read("word/document.xml").decode()


def test_evidence_is_looked_at_downloaded_and_corrected(at, desk):
    paper = desk.draft()
    one, browser = paper.evidence.first(), at("handler")
    page = text(browser.get(f"{BASE}/evidence/{one.pk}/"))
    assert "清点记录" in page
    assert "提取的文字" in page
    assert b"".join(browser.get(f"{BASE}/evidence/{one.pk}/file/").streaming_content).decode() == "内容 清点记录.txt"
    assert browser.get(f"{BASE}/evidence/{one.pk}/preview/").status_code == 422
    answer = browser.post(f"{BASE}/evidence/{one.pk}/", {"kind": "盘点表", "quote": QUOTE, "_version": 1})
    assert answer.status_code == 302
    wrong = browser.post(f"{BASE}/evidence/{one.pk}/", {"kind": "别的", "quote": "不在事实里"})
    assert wrong.status_code == 422
    one.refresh_from_db()
    assert (one.kind, one.original_checked) == ("盘点表", False)


def test_who_may_only_read_does_not_correct_evidence(at, desk):
    one = desk.draft().evidence.first()
    assert "保存更正" not in text(at("clerk").get(f"{BASE}/evidence/{one.pk}/"))
    assert at("clerk").post(f"{BASE}/evidence/{one.pk}/", {"kind": "x"}).status_code == 403


def test_facts_are_shown_sentence_by_sentence(at, desk):
    paper = desk.signed()
    page = text(at("clerk").get(f"{BASE}/papers/{paper.pk}/"))
    assert FACTS.split("。")[0] in page
    assert "与签字时内容一致" in page


def test_the_inspections_page_shows_the_papers_and_where_to_begin(at, desk, world):
    signed, draft = desk.signed(), desk.draft(title="另一份底稿，还在起草")
    pk = world.inspections[0].pk
    page = text(at("handler").get(f"/desk/rounds/inspections/{pk}/"))
    assert "组长已签 1 份" in page
    assert signed.title in page
    assert draft.title in page
    assert f"{BASE}/inspections/{pk}/papers/new/" in page
    assert f"{BASE}/inspections/{pk}/papers/new/" not in text(at("clerk").get(f"/desk/rounds/inspections/{pk}/"))


def test_what_waits_stands_in_the_inbox_of_whose_turn_it_is(at, desk):
    paper = desk.submitted()
    assert paper.title in text(at("deputy").get("/desk/"))
    assert paper.title not in text(at("handler").get("/desk/"))


def test_a_choice_that_is_not_offered_is_refused_beside_its_field(at, world, item):
    url = f"{BASE}/inspections/{world.inspections[0].pk}/papers/new/"
    answer = at("handler").post(url, typed(item, second_handler=999_999, period_from="去年"))
    assert answer.status_code == 422
    assert "「第二经办人」请从列出的选项里选" in text(answer)
    assert "去年" in text(answer)
    assert not WorkingPaper.objects.exists()


def test_a_picture_is_previewed_page_by_page_only(at, desk):
    one = desk.draft().evidence.first()
    for wanted in ("x", "9999999"):
        assert at("handler").get(f"{BASE}/evidence/{one.pk}/preview/", {"page": wanted}).status_code == 422


def test_the_history_of_a_paper_tells_text_and_evidence(at, desk):
    paper = desk.draft()
    page = text(at("leader").get(f"/desk/history/fieldwork.paper/{paper.pk}/"))
    assert "新建底稿" in page
    assert "添加佐证" in page


def test_another_second_handler_is_named_in_the_editor(at, desk, item, cast):
    paper = desk.draft()
    posted = typed(item, second_handler=cast.deputy.pk, _version=paper.version)
    assert at("handler").post(f"{BASE}/papers/{paper.pk}/save/", posted).status_code == 302
    assert desk.fresh(paper).second_handler == cast.deputy


def test_a_paper_without_classification_has_no_papers_of_its_kind(at, desk, acting, cast):
    paper, _its_like = desk.draft(), desk.draft()
    assert "同类底稿 1 份" in text(at("handler").get(f"{BASE}/papers/{paper.pk}/"))
    save_paper(acting(cast.handler), paper, base_version=None, category=None)
    assert "同类底稿" not in text(at("handler").get(f"{BASE}/papers/{paper.pk}/"))
