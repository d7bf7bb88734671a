"""When letters are sent, answered and given back, and when an audit report makes sense."""

from datetime import date, timedelta

import pytest

from xuncha.preparation.models import Source
from xuncha.preparation.rules import (
    TEMPLATES,
    AuditFacts,
    SendingFacts,
    reasons_against_audit,
    reasons_not_to_dispose,
    reasons_not_to_draft,
    reasons_not_to_receive,
    reasons_not_to_send,
)
from xuncha.rounds.workflow import RoundState

DAY, LATER, EARLIER = date(2022, 5, 10), date(2022, 5, 11), date(2022, 5, 9)
SENDING = {"addressee": "审计局", "content": "报告", "units": 2, "on": DAY, "today": DAY}
AUDITED = {
    "period_from": date(2018, 1, 1),
    "period_to": date(2020, 12, 31),
    "issued_on": date(2021, 6, 1),
    "today": DAY,
    "round_state": RoundState.APPROVED,
}
RECEIVED = {"on": DAY, "sent_on": EARLIER, "today": DAY, "missing": "", "complete": True}


def told(reasons) -> str:
    return "".join(why.text.render(str) for why in reasons)


def test_there_is_a_template_for_every_department():
    assert TEMPLATES.keys() == set(Source.values)


def test_letters_belong_to_a_round_that_goes_on():
    assert reasons_not_to_draft(round_state=RoundState.DRAFT, chosen=1) == []
    assert "已经结束" in told(reasons_not_to_draft(round_state=RoundState.CLOSED, chosen=1))
    assert "至少选一个" in told(reasons_not_to_draft(round_state=RoundState.DRAFT, chosen=0))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"addressee": " "}, "收函单位"),
        ({"content": ""}, "需要提供的材料"),
        ({"units": 0}, "没有巡察对象"),
        ({"on": LATER}, "不能晚于今天"),
    ],
)
def test_a_letter_says_to_whom_what_and_about_whom(change, sentence):
    assert reasons_not_to_send(SendingFacts(**SENDING)) == []
    assert sentence in told(reasons_not_to_send(SendingFacts(**{**SENDING, **change})))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"on": LATER}, "不能晚于今天"),
        ({"on": EARLIER - timedelta(days=1)}, "不早于发函日期"),
        ({"complete": False}, "还缺什么"),
        ({"missing": "附件"}, "不算齐全"),
    ],
)
def test_what_came_in_is_dated_and_complete_or_says_what_is_missing(change, sentence):
    assert reasons_not_to_receive(**RECEIVED) == []
    assert sentence in told(reasons_not_to_receive(**{**RECEIVED, **change}))


def test_material_is_given_back_after_it_came():
    assert reasons_not_to_dispose(on=DAY, received_on=DAY, today=DAY) == []
    assert "不能晚于今天" in told(reasons_not_to_dispose(on=LATER, received_on=DAY, today=DAY))
    assert "不早于收到日期" in told(reasons_not_to_dispose(on=EARLIER, received_on=DAY, today=DAY))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"period_to": date(2017, 1, 1)}, "止日要不早于起日"),
        ({"issued_on": date(2020, 1, 1)}, "不早于审计期间"),
        ({"issued_on": LATER}, "不能晚于今天"),
        ({"round_state": RoundState.CANCELLED}, "已取消"),
    ],
)
def test_an_audit_report_lies_after_its_period(change, sentence):
    assert reasons_against_audit(AuditFacts(**AUDITED)) == []
    assert sentence in told(reasons_against_audit(AuditFacts(**{**AUDITED, **change})))
