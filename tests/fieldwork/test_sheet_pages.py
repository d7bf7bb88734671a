"""Fact sheets at the desk and in the unit's portal; the unit reads facts and nothing else."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.fieldwork.conftest import QUOTE
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import FactSheet
from xuncha.fieldwork.services import Statement, create_fact_sheet

pytestmark = pytest.mark.django_db
BASE, UNIT = "/desk/fieldwork", "/unit/fieldwork"
FACT = "该局防汛物资短少，折合11.38万元。"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def at(at_desk, cast):
    """A signed-in browser of one of the cast."""
    return lambda who: at_desk(getattr(cast, who))


@pytest.fixture
def sheet(desk, acting, cast, world) -> FactSheet:
    """A draft of one statement over one checked paper."""
    paper = desk.checked()
    return create_fact_sheet(
        acting(cast.handler), world.inspections[0], title="防汛物资", statements=[Statement(FACT, [paper])]
    )


@pytest.fixture
def sent(sheet, at, acting, cast) -> FactSheet:
    """The same sheet, approved and sent through the pages."""
    at("leader").post(f"{BASE}/facts/{sheet.pk}/step/approve/", {"_key": str(uuid4())})
    at("handler").post(f"{BASE}/facts/{sheet.pk}/send/", {"reply_by": "2022-05-20", "_key": str(uuid4())})
    sheet.refresh_from_db()
    assert (sheet.state, str(sheet.reply_by)) == ("sent", "2022-05-20")
    return sheet


def test_a_sheet_is_drawn_up_from_chosen_papers_with_neutral_text(at, desk, world):
    told = "据群众反映，物资短少。2021年该局仓库实存短少，折合11.38万元。上述情况该局党组书记认可。"
    paper = desk.checked(facts=told + QUOTE)
    browser, url = at("handler"), f"{BASE}/inspections/{world.inspections[0].pk}/facts/new/"
    page = text(browser.get(url, {"paper": paper.pk}))
    assert "实存短少" in page
    assert "据群众反映" not in page
    posted = {"title": "物资", "text-1": FACT, "papers-1": [paper.pk], "text-2": "", "_key": str(uuid4())}
    answer = browser.post(url, posted)
    made = FactSheet.objects.get()
    assert answer.headers["Location"] == f"{BASE}/facts/{made.pk}/"
    assert [i.text for i in made.items.all()] == [FACT]
    assert paper in made.items.get().papers.all()


def test_an_incomplete_sheet_is_refused_and_keeps_what_was_typed(at, world):
    url = f"{BASE}/inspections/{world.inspections[0].pk}/facts/new/"
    answer = at("handler").post(url, {"title": "物资", "text-1": FACT})
    assert answer.status_code == 422
    assert FACT in text(answer)
    assert "没有对应的底稿" in text(answer)


def test_a_draft_is_rewritten_by_form(at, sheet):
    browser, url = at("handler"), f"{BASE}/facts/{sheet.pk}/edit/"
    assert FACT in text(browser.get(url))
    paper = sheet.items.get().papers.get()
    posted = {"title": "改名", "text-1": "改过的事实。", "papers-1": [paper.pk], "_version": sheet.version}
    assert browser.post(url, posted).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.title, sheet.items.get().text) == ("改名", "改过的事实。")
    stale = browser.post(url, {**posted, "title": "又改", "_version": 1})
    assert stale.status_code == 409
    assert "又改" in text(stale)


def test_the_ledger_counts_statements_and_disputes(at, sent):
    at("unit").post(f"{UNIT}/facts/{sent.pk}/", {"answer-1": "disputed", "comment-1": "已补办"})
    page = text(at("leader").get(f"{BASE}/facts/", {"chip": "answered"}))
    assert sent.number in page


def test_the_author_sees_why_the_sheet_does_not_go_out(at, desk, acting, cast, world):
    statements = [Statement("据举报，该局物资短少。", [desk.submitted()])]
    sheet = create_fact_sheet(acting(cast.handler), world.inspections[0], title="物资", statements=statements)
    page = text(at("leader").get(f"{BASE}/facts/{sheet.pk}/"))
    assert "还差 2 条" in page
    assert at("leader").post(f"{BASE}/facts/{sheet.pk}/step/approve/").status_code == 422


def test_the_day_comes_from_the_rule_and_explains_itself(at, sheet):
    at("leader").post(f"{BASE}/facts/{sheet.pk}/step/approve/")
    page = text(at("handler").get(f"{BASE}/facts/{sheet.pk}/send/"))
    assert 'name="reply_by" value="2022-' in page
    answer = at("handler").post(f"{BASE}/facts/{sheet.pk}/send/", {"reply_by": "2022-05-01"})
    assert answer.status_code == 422
    assert "晚于今天" in text(answer)


def test_the_unit_sees_what_waits_and_answers_once(at, sent, desk):
    browser = at("unit")
    assert "有 1 份等你单位答复" in text(browser.get(f"{UNIT}/facts/"))
    page = text(browser.get(f"{UNIT}/facts/{sent.pk}/"))
    assert FACT in page
    for hidden in ("问题底稿", "DG-", "何一", "来源", "防汛物资台账与实物不符"):
        assert hidden not in page
    refused = browser.post(f"{UNIT}/facts/{sent.pk}/", {"answer-1": "disputed", "comment-1": ""})
    assert refused.status_code == 422
    assert "请写明哪里不符" in text(refused)
    proof = SimpleUploadedFile("补办单.txt", b"proof")
    posted = {"answer-1": "disputed", "comment-1": "已于当月补办", "file-1": proof, "_key": str(uuid4())}
    assert browser.post(f"{UNIT}/facts/{sent.pk}/", posted).status_code == 302
    assert "已于当月补办" in text(browser.get(f"{UNIT}/facts/{sent.pk}/"))
    assert b"".join(browser.get(f"{BASE}/facts/{sent.pk}/proof/1/").streaming_content) == b"proof"
    assert browser.get(f"{BASE}/facts/{sent.pk}/proof/2/").status_code == 422
    late = browser.post(f"{UNIT}/facts/{sent.pk}/", posted | {"_key": str(uuid4()), "file-1": ""})
    assert late.status_code == 422


def test_the_comment_stands_beside_the_paper(at, sent):
    at("unit").post(f"{UNIT}/facts/{sent.pk}/", {"answer-1": "disputed", "comment-1": "已于当月补办"})
    paper = sent.items.get().papers.get()
    page = text(at("handler").get(f"{BASE}/papers/{paper.pk}/"))
    assert "已于当月补办" in page
    assert paper.title in text(at("handler").get(f"{BASE}/papers/", {"chip": "disputed"}))


def test_the_team_closes_with_a_conclusion(at, sent):
    at("unit").post(f"{UNIT}/facts/{sent.pk}/", {"answer-1": "agreed"})
    browser = at("handler")
    assert browser.post(f"{BASE}/facts/{sent.pk}/close/", {"conclusion": ""}).status_code == 422
    assert browser.post(f"{BASE}/facts/{sent.pk}/close/", {"conclusion": "单位认可"}).status_code == 302
    assert "单位认可" in text(browser.get(f"{BASE}/facts/{sent.pk}/"))
    assert browser.get(f"{BASE}/facts/{sent.pk}/close/").status_code == 409


def test_the_unit_is_led_to_its_own_page_and_prints_the_sheet(at, sent):
    browser = at("unit")
    assert browser.get(f"{BASE}/facts/{sent.pk}/").headers["Location"] == f"{UNIT}/facts/{sent.pk}/"
    with ZipFile(BytesIO(browser.get(f"{BASE}/facts/{sent.pk}/document/").content)) as docx:
        assert sent.number in docx.read("word/document.xml").decode()


def test_a_sheet_not_sent_or_of_another_unit_does_not_exist(at, sent, at_desk, hire):
    assert at_desk(hire(Role.UNIT_LIAISON, which=1)).get(f"{UNIT}/facts/{sent.pk}/").status_code == 404
    FactSheet.objects.filter(pk=sent.pk).update(state="draft")
    assert at("unit").get(f"{UNIT}/facts/{sent.pk}/").status_code == 404


def test_staff_do_not_answer_for_the_unit(at, sent):
    assert at("handler").get(f"{UNIT}/facts/").status_code == 403
    assert at("leader").post(f"{UNIT}/facts/{sent.pk}/", {"answer-1": "agreed"}).status_code == 403


def test_a_half_written_answer_is_kept(at, sent):
    browser = at("unit")
    browser.post("/desk/drafts/", {"_draft": f"fieldwork.fact:answer-{sent.pk}", "comment-1": "写到一半"})
    assert "写到一半" in text(browser.get(f"{UNIT}/facts/{sent.pk}/", {"draft": "1"}))
