"""What reviewers say with their signature, on the page of the paper."""

import pytest

from tests.fieldwork.test_pages import BASE, text

pytestmark = pytest.mark.django_db


def test_reviewers_may_say_something_with_their_signature(at, desk):
    paper = desk.submitted()
    url = f"{BASE}/papers/{paper.pk}/"
    assert 'name="opinion"' not in text(at("handler").get(url))
    assert 'name="opinion" maxlength="500"' in text(at("deputy").get(url))
    assert at("deputy").post(f"{url}step/check/", {"opinion": "  已与原件核对，属实  "}).status_code == 302
    assert "· 已与原件核对，属实" in text(at("leader").get(url))
    assert at("leader").post(f"{url}step/sign/", {"opinion": ""}).status_code == 302
    assert list(paper.signatures.values_list("opinion", flat=True)) == ["", "", "已与原件核对，属实", ""]


def test_an_opinion_that_is_too_long_is_given_back(at, desk):
    paper = desk.submitted()
    answer = at("deputy").post(f"{BASE}/papers/{paper.pk}/step/check/", {"opinion": "长" * 501})
    assert answer.status_code == 422
    assert "意见最多 500 字" in text(answer)
    assert "长" * 501 in text(answer)


@pytest.mark.parametrize(("step", "field"), [("check", "opinion"), ("return_check", "reason")])
def test_what_nobody_sees_is_refused_beside_a_button_too(at, desk, step, field):
    paper = desk.submitted()
    answer = at("deputy").post(f"{BASE}/papers/{paper.pk}/step/{step}/", {field: "已与原\u202e件核对"})
    assert answer.status_code == 422
    assert "第 4 个字符是看不见的方向控制符 U+202E" in text(answer)
    assert "已与原〔U+202E〕件核对" in text(answer)
    paper.refresh_from_db()
    assert paper.state == "submitted"


def test_a_reason_is_no_opinion(at, desk):
    paper = desk.submitted()
    at("deputy").post(f"{BASE}/papers/{paper.pk}/step/return_check/", {"reason": "补充佐证", "opinion": "不该留下"})
    assert "不该留下" not in list(paper.signatures.values_list("opinion", flat=True))
