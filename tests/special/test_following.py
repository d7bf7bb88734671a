"""At the office: received, laid before whoever decides, instructed, answered, closed by another; document, figure."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.special.people import DEED, SAID, TODAY, WHO, laid, signed, written
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.insight.selectors import Period, readings
from xuncha.special import services
from xuncha.special.documents import Opened, special_document
from xuncha.special.selectors.content import content_of, remarks_of

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=10)


def instructed(acting, cast, report, who: str = "secretary"):
    told = {"leader": "市委书记", "on": TODAY, "due_on": DUE, "text": "请纪委核查"}
    return services.instruct_report(acting(cast.user(who)), laid(acting, cast, report), **told)


def test_an_instruction_is_followed_to_its_end_by_two(acting, cast, matter):
    instructed(acting, cast, matter)
    [todo] = [one for one in waiting_for(actor_of(cast.user("leader"), NOW)) if one.number == matter.number]
    assert todo.due == DUE
    services.answer_report(acting(cast.user("director")), matter, text="已转办")
    with pytest.raises(RuleViolated, match="由另一个人核对"):
        services.close_report(acting(cast.user("director")), matter)
    services.want_more(acting(cast.user("secretary")), matter, text="报送结果")
    services.answer_report(acting(cast.user("leader")), matter, text="已查清")
    done = services.close_report(acting(cast.user("secretary")), matter)
    assert done.state == "closed"
    told = [(one["step"], one["text"]) for one in remarks_of(matter, cast.writer)]
    assert told == [("instruct", "请纪委核查"), ("answer", "已转办"), ("again", "报送结果"), ("answer", "已查清")]


def test_it_may_be_read_and_nothing_be_done(acting, cast, report):
    assert services.note_report(acting(cast.user("secretary")), laid(acting, cast, report)).state == "closed"


def test_days_follow_each_other(acting, cast, matter):
    director = acting(cast.user("director"))
    services.receive_report(director, signed(acting, cast, matter))
    with pytest.raises(RuleViolated, match="呈送日期"):
        services.lay_report(director, matter, before="书记", on=TODAY - timedelta(days=1))
    services.lay_report(director, matter, before="书记", on=TODAY)
    with pytest.raises(RuleViolated, match="办理期限"):
        services.instruct_report(director, matter, leader="书记", on=TODAY, due_on=TODAY - timedelta(days=1), text="办")


def test_what_comes_back_is_checked_and_signed_anew(acting, cast, report):
    signed(acting, cast, report)
    back = services.send_back_report(acting(cast.user("director")), report, text="第一段再核")
    assert (back.state, back.checked_by, back.signed_by, back.signed_on) == ("draft", None, None, None)
    assert written(acting, cast, report, place=1).latest == back.latest + 1


def test_a_team_does_not_receive_nor_decide(acting, cast, report):
    signed(acting, cast, report)
    for act, told in ((services.receive_report, {}), (services.note_report, {})):
        with pytest.raises(Denied):
            act(acting(cast.user("leader")), report, **told)


def test_material_as_an_official_document(world, acting, cast, report):
    report = signed(acting, cast, report)
    issuer = profile_for(world.city, TODAY).issuer(TODAY)
    document = special_document(Opened(report, content_of(report, cast.director)), issuer)
    assert document.title == "测试市第1局主要负责人专题材料"
    texts = [block.text for block in document.blocks]
    assert DEED in texts
    assert f"本人说明：{SAID}" in texts
    assert WHO in texts[0]
    assert document.blocks_after[0].rows == (("1", "问题底稿 底-1 采购未经集体研究"),)
    assert document.signer == str(cast.user("leader"))


def test_a_matter_as_an_official_document(world, acting, cast, matter):
    written(acting, cast, matter)
    written(acting, cast, matter, explained="declined")
    issuer = profile_for(world.city, TODAY).issuer(TODAY)
    document = special_document(Opened(matter, content_of(matter, cast.writer)), issuer)
    assert document.title == "关于采购失控的报告"
    texts = [block.text for block in document.blocks]
    assert "请求核查" in texts
    assert "本人说明：已询问，本人没有说明。" in texts
    assert "未签发的草稿" in document.note


def test_material_is_counted_for_those_who_decide(acting, actor, cast, report):
    city = report.register.inspection.round.term.jurisdiction

    def told(reader):
        found = readings(city, Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31)), reader)
        return [one.value for one in found if one.figure.code == "reports.principal_material"]

    assert told(actor(Role.SECRETARY)) == [0]
    signed(acting, cast, report)
    assert told(actor(Role.SECRETARY)) == [1]
    assert told(actor(Role.LEADING_GROUP)) == told(None) == []
