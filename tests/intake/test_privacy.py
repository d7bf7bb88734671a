"""The page that tells petitioners what protects them: each of its sentences names the tests that show it."""

import re

import pytest

from tests.conformance.source import ROOT, is_there

TIPS, CANARIES, WORLDS = "intake/test_tips.py", "intake/test_canaries.py", "intake/test_two_worlds.py"
SHOWN: dict[str, tuple[str, ...]] = {
    "不用注册，不用登录。本页不在您的手机里存任何东西。": (
        f"{TIPS}::test_a_tip_from_form_to_register_and_back",
        "intake/test_privacy.py::test_the_scripts_leave_nothing_on_the_phone",
        "e2e/test_story_villager.py::test_a_villager_is_heard_from_the_poster_to_what_became_of_it",
    ),
    "不记您的网络地址和手机型号。时间只记收到的那一天。": (
        f"{TIPS}::test_nothing_kept_of_a_tip_tells_who_where_or_when",
        "intake/test_privacy.py::test_the_server_writes_no_line_for_a_request",
    ),
    "照片和 PDF 会照着画面重新做一份，Word、Excel 只取出文字，视频只留画面和声音。"
    "里面的拍摄地点、时间、手机型号和作者都去掉。": (
        f"{TIPS}::test_pictures_lose_everything_but_the_picture",
        "files/test_cleaning.py::test_a_pdf_becomes_pictures_of_its_pages",
        "files/test_cleaning.py::test_of_an_office_file_its_text_is_left",
        "files/test_cleaning.py::test_of_a_video_pictures_and_sound_alone_are_left",
    ),
    "您交来的原件另外加密保存。您也可以选择不保留原件。": (
        f"{TIPS}::test_a_keeper_opens_what_was_made_and_for_a_purpose_what_came",
    ),
    "您写的内容一到就加密。只有这个巡察组指定的几个人，用自己的口令才能打开。系统管理员也打不开。": (
        "intake/test_register.py::test_what_a_letter_says_lies_sealed_and_keepers_alone_open_it",
        f"{CANARIES}::test_nothing_is_found_where_bytes_lie",
        f"{CANARIES}::test_nothing_is_found_on_any_page",
    ),
    "巡察组给您的答复，只有拿着回执号的人能看到。": (f"{TIPS}::test_a_receipt_nobody_has_tells_nothing",),
    "要转给别的部门办的，先隐去姓名、电话和住址，再转过去。": (
        "intake/test_routing.py::test_the_body_is_given_the_redacted_text_alone",
        "intake/test_routing.py::test_nothing_goes_out_with_a_name_or_a_passage_that_is_not_there",
    ),
    "组外的人要看，须由另一名接收人打开，一天后就看不到了。谁看过都有记录。": (
        "intake/test_openings.py::test_asked_by_one_opened_by_another_seen_by_the_leader_for_a_day",
    ),
    "被反映的单位看不到您写的内容，也看不到有没有人反映。": (
        f"{WORLDS}::test_units_and_administrators_see_the_same_world",
    ),
    "您用的网络和手机自己可能留下记录。请不要用单位的电脑和网络。": (
        "intake/test_privacy.py::test_every_page_warns_of_the_computer_at_work",
    ),
    "只有您一个人知道的事，写得太细，别人可能猜到是您。": (
        "intake/test_routing.py::test_from_side_by_side_to_the_letter",
    ),
    "提交的那一刻，内容在服务器的内存里停一小会儿，然后才加密。": (
        "intake/test_privacy.py::test_the_limits_stand_in_the_threat_model",
    ),
    "照片和视频里的人脸、说话的声音、路牌去不掉，请自己留意。": (
        "files/test_cleaning.py::test_of_a_video_pictures_and_sound_alone_are_left",
    ),
    "回执号丢了，谁也找不回来。": (f"{TIPS}::test_nothing_kept_of_a_tip_tells_who_where_or_when",),
}


def test_each_sentence_has_its_test(client) -> None:
    page = client.get("/tip/privacy/").content.decode()
    assert re.findall(r"<li>(.*?)</li>", page) == list(SHOWN)
    assert [test for tests in SHOWN.values() for test in tests if not is_there(test)] == []


def test_what_protects_is_read_in_the_form_itself(client, mailbox) -> None:
    """Nobody leaves a tip half written to read it: autocomplete is off, so that nothing would be there on return."""
    page = client.get(f"/tip/{mailbox.code}/").content.decode()
    told = page.partition('<details class="more')[2].partition("</details>")[0]
    assert re.findall(r"<li>(.*?)</li>", told) == list(SHOWN)
    assert 'href="/tip/privacy/"' not in page


@pytest.mark.parametrize(
    "name",
    [
        "foundation/ui/static/xuncha/ticket.js",
        "foundation/ui/static/xuncha/public.js",
        "survey/static/xuncha/follow.js",
    ],
)
def test_the_scripts_leave_nothing_on_the_phone(name) -> None:
    script = (ROOT / "src/xuncha" / name).read_text(encoding="utf-8")
    for word in ("Storage", "cookie", "indexedDB", "serviceWorker", "fetch(", "XMLHttp", "sendBeacon", "caches"):
        assert word not in script


def test_the_server_writes_no_line_for_a_request(client, mailbox, caplog) -> None:
    caplog.set_level("INFO")
    client.get(f"/tip/{mailbox.code}/", REMOTE_ADDR="203.0.113.77")
    client.get("/tip/no-such-box/", REMOTE_ADDR="203.0.113.77")
    assert "203.0.113.77" not in caplog.text
    served = (ROOT / "src/xuncha/site/command_serve.py").read_text(encoding="utf-8")
    assert "waitress.create_server" in served  # which keeps no log of requests
    assert "TransLogger" not in served


@pytest.mark.parametrize("name", ["back", "receipt"])
def test_every_page_warns_of_the_computer_at_work(name) -> None:
    page = (ROOT / f"src/xuncha/intake/templates/intake/{name}.html").read_text(encoding="utf-8")
    assert "请不要在单位电脑上打开本页" in page


def test_the_limits_stand_in_the_threat_model() -> None:
    told = " ".join((ROOT / "docs/threat-model.md").read_text(encoding="utf-8").partition("## What remains")[2].split())
    for limit in ("is in the server's memory", "Order and day of tips", "faces, voices and street signs"):
        assert limit in told
