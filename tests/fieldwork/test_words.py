"""Word papers into drafts: upload, preview, import in one piece, the same file again, a changed file, undo."""

from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.fieldwork.conftest import FACTS, upload
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import ORIGINAL, WorkingPaper
from xuncha.fieldwork.selectors import facts_of, word_files
from xuncha.fieldwork.services import (
    WordPaper,
    add_evidence,
    ask_to_co_sign,
    import_word_papers,
    save_paper,
    upload_word_papers,
)
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.imports.services import apply_import, undo_import
from xuncha.foundation.journal.models import JournalRecord

pytestmark = pytest.mark.django_db
BASE = "/desk/fieldwork"
TITLE = "防汛物资台账与实物不符，部分账外存放"
ROWS = {
    "编号": "水-07",
    "被巡察单位": "测试市第1局",
    "问题描述": TITLE,
    "事实": FACTS,
    "定性依据": "《防汛物资储备管理办法》第八条",
    "原因": "长期没有盘点",
    "责任": "主要负责人、张某",
    "涉及金额": "11.38万元",
    "涉及人员": "3人",
    "时间": "2019年4月1日至2021年9月26日",
    "整改建议": "加强盘点",
    "佐证材料": "清点表一份",
    "经办人": "何一、陆二",
}


def docx(build: Callable[[object], None]) -> bytes:
    made, out = Document(), BytesIO()
    build(made)
    made.save(out)
    return out.getvalue()


def table(rows: dict[str, str]) -> bytes:
    """The commonest layout: labels on the left, texts on the right."""

    def build(made) -> None:
        grid = made.add_table(rows=len(rows), cols=2)
        for line, pair in zip(grid.rows, rows.items(), strict=True):
            for cell, text in zip(line.cells, pair, strict=True):
                cell.text = text

    return docx(build)


def headed(title: str) -> bytes:
    """Headed paragraphs."""

    def build(made) -> None:
        for text in (f"问题标题：{title}", "一、问题表现", FACTS, "二、原因分析", "无人负责"):
            made.add_paragraph(text)

    return docx(build)


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class Fields(HTMLParser):
    """What a browser would send of the form with this id, as it is shown."""

    def __init__(self, page: str, form: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.inside, self.form, self.text, self.select = False, form, "", ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form
        if not self.inside:
            return
        if tag == "input" and given.get("name") and ("checked" in given or given.get("type") != "checkbox"):
            unsaid = "on" if "checked" in given else ""
            self.sent.setdefault(given["name"], []).append(given.get("value") or unsaid)
        elif tag == "textarea" and given.get("name"):
            self.text = given["name"]
            self.sent[self.text] = [""]
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and "selected" in given and self.select:
            self.sent[self.select] = [given["value"] or ""]

    def handle_data(self, data) -> None:
        if self.text:
            self.sent[self.text][0] += data

    def handle_endtag(self, tag) -> None:
        if tag == "textarea" and self.text:
            self.sent[self.text][0] = self.sent[self.text][0].removeprefix("\n").removeprefix("\r\n")
            self.text = ""
        elif tag == "form":
            self.inside = False


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def hand_in(at, world) -> Callable[..., tuple[object, str]]:
    """Upload files in the handler's browser: (browser, address of the preview)."""

    def do(*files: SimpleUploadedFile, who: str = "handler"):
        browser = at(who)
        url = f"{BASE}/inspections/{world.inspections[0].pk}/papers/word/"
        answer = browser.post(url, {"papers": list(files), "_key": str(uuid4())})
        assert answer.status_code == 302, text(answer)
        return browser, answer.headers["Location"]

    return do


def confirm(browser, url: str, **other):
    """Send the preview as it is shown, with some answers changed; None takes a field out."""
    sent = Fields(text(browser.get(url)), "word-form").sent | {name: [value] for name, value in other.items()}
    return browser.post(url, {name: value for name, value in sent.items() if value != [None]})


def test_a_word_paper_becomes_a_draft_with_its_file(hand_in, cast):
    browser, url = hand_in(file("物资.docx", table(ROWS)))
    page = text(browser.get(url))
    for said in ("物资.docx", "整改建议", "加强盘点", "张某", "清点表一份", "新建一份"):
        assert said in page
    answer = confirm(browser, url, **{"f0-put1": "cause"})
    paper = WorkingPaper.objects.get()
    assert answer.status_code == 302
    assert (paper.title, paper.facts, paper.state) == (TITLE, FACTS, "draft")
    assert (paper.amount, paper.persons, paper.responsibility) == (Decimal("113800.00"), 3, ["principal"])
    assert (str(paper.period_from), str(paper.period_to)) == ("2019-04-01", "2021-09-26")
    assert (paper.handler, paper.second_handler) == (cast.handler, cast.second)
    assert paper.cause == "长期没有盘点\n加强盘点"
    assert paper.provisional_no
    [original] = paper.evidence.all()
    assert (original.kind, original.attachment.name) == (ORIGINAL, "物资.docx")
    assert facts_of(paper).evidence == ()
    assert "新建 1 份" in text(browser.get(answer.headers["Location"]))
    events = set(JournalRecord.objects.values_list("event", flat=True))
    assert {"import.uploaded", "paper.created", "paper.evidence_added", "import.applied"} <= events


def test_several_layouts_at_once_and_one_left_out(hand_in):
    files = (file("甲.docx", table(ROWS)), file("乙.docx", headed("值班记录无人核对")), file("丙.docx", headed("丙")))
    browser, url = hand_in(*files)
    assert confirm(browser, url, **{"f2-take": None}).status_code == 302
    assert set(WorkingPaper.objects.values_list("title", flat=True)) == {TITLE, "值班记录无人核对"}
    batch = ImportBatch.objects.get()
    assert (batch.fresh, batch.differing, batch.same, batch.state) == (2, 0, 1, "applied")


def test_what_is_too_long_is_said_beside_its_field_and_nothing_is_written(hand_in):
    long = table({**ROWS, "定性": "长" * 501})
    browser, url = hand_in(file("甲.docx", headed("没有毛病的一份")), file("乙.docx", long))
    assert 'id="id_f1-characterisation_error"' in text(browser.get(url))
    answer = confirm(browser, url, **{"f0-cause": "手工改过的话"})
    assert answer.status_code == 422
    assert "手工改过的话" in text(answer)
    assert not WorkingPaper.objects.exists()
    assert confirm(browser, url, **{"f1-characterisation": "改短了"}).status_code == 302
    assert WorkingPaper.objects.count() == 2


def test_a_text_put_into_a_field_counts_towards_its_limit(hand_in):
    browser, url = hand_in(file("甲.docx", table({**ROWS, "整改建议": "长" * 990})))
    answer = confirm(browser, url, **{"f0-put1": "basis"})
    assert answer.status_code == 422
    assert "最多 1000 字" in text(answer)


def test_a_file_without_a_title_is_called_by_its_name(hand_in):
    browser, url = hand_in(file("夜间值班无人.docx", table({"事实": FACTS})))
    confirm(browser, url)
    assert WorkingPaper.objects.get().title == "夜间值班无人"


def test_a_file_about_another_unit_is_pointed_out(hand_in):
    browser, url = hand_in(file("甲.docx", table({**ROWS, "被巡察单位": "测试市第2局"})))
    assert "请看清是不是选错了文件" in text(browser.get(url))
    browser, url = hand_in(file("甲.docx", table(ROWS)))
    assert "请看清是不是选错了文件" not in text(browser.get(url))


def test_the_same_file_again_says_so_and_makes_nothing(hand_in):
    content = table(ROWS)
    browser, url = hand_in(file("甲.docx", content))
    confirm(browser, url)
    browser, again = hand_in(file("改了名字.docx", content))
    assert "同一份文件已经附在" in text(browser.get(again))
    answer = confirm(browser, again)
    assert answer.status_code == 422
    assert "没有选要导入的文件" in text(answer)
    assert WorkingPaper.objects.count() == 1


def test_a_changed_file_updates_the_open_draft_after_showing_both(hand_in, desk):
    browser, url = hand_in(file("甲.docx", table(ROWS)))
    confirm(browser, url)
    paper = WorkingPaper.objects.get()
    browser, again = hand_in(file("甲.docx", table({**ROWS, "原因": "出入库无人负责"})))
    page = text(browser.get(again))
    assert "更新原有底稿" in page
    assert "<td>长期没有盘点</td><td>出入库无人负责</td>" in page
    assert confirm(browser, again).status_code == 302
    paper = desk.fresh(paper)
    assert (paper.cause, paper.evidence.count(), WorkingPaper.objects.count()) == ("出入库无人负责", 2, 1)
    assert ImportBatch.objects.first().differing == 1


def test_a_draft_that_changed_since_the_preview_is_not_written_over(hand_in, acting, cast):
    browser, url = hand_in(file("甲.docx", table(ROWS)))
    confirm(browser, url)
    browser, again = hand_in(file("甲.docx", table({**ROWS, "原因": "出入库无人负责"})))
    sent = Fields(text(browser.get(again)), "word-form").sent
    save_paper(acting(cast.second), WorkingPaper.objects.get(), base_version=None, cause="同事刚写的")
    answer = browser.post(again, sent)
    assert answer.status_code == 422
    assert "核对以后又改过" in text(answer)
    assert WorkingPaper.objects.get().cause == "同事刚写的"


def of_the_product(browser, paper) -> bytes:
    return browser.get(f"{BASE}/papers/{paper.pk}/document/").content


def test_the_products_own_document_comes_back_as_it_went_out(hand_in, at, desk, acting, cast):
    paper = desk.draft(persons=3)
    before = {f.name: getattr(paper, f.name) for f in WorkingPaper._meta.concrete_fields}
    browser, url = hand_in(file("底稿.docx", of_the_product(at("handler"), paper)))
    page = text(browser.get(url))
    assert "文件里的内容与现在的底稿相同" in page
    assert "f0-put0" not in page
    assert confirm(browser, url).status_code == 302
    after = {f.name: getattr(desk.fresh(paper), f.name) for f in WorkingPaper._meta.concrete_fields}
    assert {name: (old, after[name]) for name, old in before.items() if after[name] != old} == {}


def test_the_products_own_document_of_a_signed_paper_is_not_read_in(hand_in, at, desk):
    paper = desk.signed()
    browser, url = hand_in(file("底稿.docx", of_the_product(at("handler"), paper)))
    page = text(browser.get(url))
    assert "导入不改它" in page
    assert "f0-take" not in page


def test_somebody_elses_draft_of_the_same_title_is_left_alone(hand_in, desk, hire, cast):
    desk.draft(title=TITLE)
    cast.third = hire(Role.INSPECTOR, name="孙七")
    browser, url = hand_in(file("甲.docx", table({k: v for k, v in ROWS.items() if k != "经办人"})), who="third")
    assert "由别人经办" in text(browser.get(url))
    assert confirm(browser, url).status_code == 302
    assert WorkingPaper.objects.filter(title=TITLE).count() == 2


@pytest.fixture
def batch(acting, cast, world) -> ImportBatch:
    return upload_word_papers(acting(cast.handler), world.inspections[0], files=[file("甲.docx", table(ROWS))])


def wanted(batch: ImportBatch) -> list[WordPaper]:
    return [WordPaper(one, {"title": "标题", "facts": "事实"}) for one in word_files(batch)]


def test_only_the_team_hands_in_and_only_the_author_imports(acting, cast, world, batch):
    with pytest.raises(Denied):
        upload_word_papers(acting(Role.OFFICE_CLERK), world.inspections[0], files=[file("甲.docx", table(ROWS))])
    with pytest.raises(OutOfReach):
        upload_word_papers(acting(Role.INSPECTOR, which=1), world.inspections[0], files=[])
    with pytest.raises(RuleViolated, match="别的同事"):
        import_word_papers(acting(cast.second), batch, papers=wanted(batch))
    with pytest.raises(OutOfReach):
        import_word_papers(acting(Role.INSPECTOR, which=1), batch, papers=wanted(batch))
    assert not WorkingPaper.objects.exists()


def test_all_or_nothing(acting, cast, batch):
    good, bad = wanted(batch)[0], WordPaper(next(word_files(batch)), {"title": ""})
    with pytest.raises(RuleViolated, match=r"「甲\.docx」：写一个标题"):
        import_word_papers(acting(cast.handler), batch, papers=[good, bad])
    assert not WorkingPaper.objects.exists()
    import_word_papers(acting(cast.handler), batch, papers=[good])
    with pytest.raises(InvalidTransition):
        import_word_papers(acting(cast.handler), batch, papers=[good])


def test_it_is_no_workbook(acting, cast, batch, at):
    with pytest.raises(RuleViolated, match="不是表格"):
        apply_import(acting(cast.handler), batch)
    assert at("handler").get(f"/desk/import/{batch.pk}/").headers["Location"].endswith(f"papers/word/{batch.pk}/")
    assert at("second").get(f"{BASE}/papers/word/{batch.pk}/").status_code == 422


def test_a_workbook_is_no_word_paper(at, cast, batch):
    ImportBatch.objects.filter(pk=batch.pk).update(page="")
    answer = at("handler").get(f"{BASE}/papers/word/{batch.pk}/")
    assert answer.headers["Location"] == f"/desk/import/{batch.pk}/"


def test_an_import_is_undone_as_long_as_nothing_was_built_on_it(acting, cast, batch, at):
    act = acting(cast.handler)
    import_word_papers(act, batch, papers=wanted(batch))
    paper = WorkingPaper.objects.get()
    proof = add_evidence(acting(cast.handler), paper, upload())
    with pytest.raises(RuleViolated, match="又附了佐证"):
        undo_import(acting(cast.handler), batch, reason="弄错了")
    type(proof).objects.filter(pk=proof.pk).update(removed_by=cast.handler, removed_at=paper.created_at)
    undone = undo_import(acting(cast.handler), batch, reason="弄错了")
    assert (undone.state, WorkingPaper.objects.get().state) == ("undone", "void")
    assert "撤销了这次导入" in text(at("handler").get(f"/desk/import/{batch.pk}/"))


def test_undoing_gives_an_updated_draft_its_old_text_back(hand_in, acting, cast, desk):
    browser, url = hand_in(file("甲.docx", table(ROWS)))
    confirm(browser, url)
    paper = WorkingPaper.objects.get()
    changed = {**ROWS, "原因": "出入库无人负责", "涉及金额": "20万元", "时间": "2020年1月1日至2020年2月1日"}
    browser, again = hand_in(file("甲.docx", table(changed)))
    confirm(browser, again)
    update = ImportBatch.objects.order_by("pk").last()
    save_paper(acting(cast.handler), paper, base_version=None, cause="后来又改")
    with pytest.raises(RuleViolated, match="导入后又改过"):
        undo_import(acting(cast.handler), update, reason="弄错了")
    assert desk.fresh(paper).amount == Decimal(200_000)
    WorkingPaper.objects.filter(pk=paper.pk).update(cause="出入库无人负责", version=update.updated[0]["version"])
    assert undo_import(acting(cast.handler), update, reason="弄错了").state == "undone"
    back = desk.fresh(paper)
    told = ("cause", "amount", "period_from", "second_handler")
    assert [getattr(back, name) for name in told] == [getattr(paper, name) for name in told]
    assert (back.state, back.evidence.filter(removed_at=None).count()) == (paper.state, 1)


def test_an_undone_file_may_come_in_again(hand_in, acting, cast):
    content = table(ROWS)
    browser, url = hand_in(file("甲.docx", content))
    confirm(browser, url)
    undo_import(acting(cast.handler), ImportBatch.objects.get(), reason="弄错了")
    browser, again = hand_in(file("甲.docx", content))
    assert confirm(browser, again).status_code == 302
    assert WorkingPaper.objects.exclude(state="void").count() == 1


def test_an_upload_is_given_up_without_a_trace_among_the_papers(hand_in):
    browser, url = hand_in(file("甲.docx", table(ROWS)))
    batch = ImportBatch.objects.get()
    assert browser.post(f"/desk/import/{batch.pk}/discard/").status_code == 302
    assert not WorkingPaper.objects.exists()
    assert browser.get(url).status_code == 302


def test_an_imported_paper_cannot_be_co_signed_on_its_own_file_alone(hand_in, acting, cast):
    browser, url = hand_in(file("甲.docx", table(ROWS)))
    confirm(browser, url)
    with pytest.raises(RuleViolated) as caught:
        ask_to_co_sign(acting(cast.handler), WorkingPaper.objects.get())
    assert "evidence" in {why.field for why in caught.value.reasons}


def test_the_pages_lead_to_it(at, world):
    url = f"{BASE}/inspections/{world.inspections[0].pk}/papers/word/"
    assert url in text(at("handler").get(f"/desk/rounds/inspections/{world.inspections[0].pk}/"))
    assert url in text(at("handler").get(f"{BASE}/inspections/{world.inspections[0].pk}/papers/new/"))
    assert "认得哪些写法" in text(at("handler").get(url))
    assert at("clerk").get(url).status_code == 403
