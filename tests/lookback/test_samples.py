"""A sample anybody can repeat: lists closed by unit and stratum, the seed typed by two people, the certificate."""

import json
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.lookback.conftest import TODAY, Lookback
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.documents.profile import Issuer
from xuncha.lookback import services
from xuncha.lookback.documents import sample_certificate
from xuncha.lookback.models import Sample
from xuncha.lookback.rules.sampling import Candidate, ClosingFacts, parts_of, reasons_not_to_close_list
from xuncha.lookback.selectors.samples import drawn_of, written
from xuncha.lookback.workflow import SampleState
from xuncha.site.commands import run
from xuncha.solving.sampling import verify

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
THEN = NOW + timedelta(days=2)


def test_parts_are_told_apart_by_unit_and_stratum():
    rows = [
        Candidate("乙局", "", "3", "old:3"),
        Candidate("甲局", "疑难", "2", "old:2"),
        Candidate("甲局", "一般", "1", "old:1"),
    ]
    parts = parts_of(rows, 2)
    assert [(part.title, part.take) for part in parts] == [("乙局", 1), ("甲局（一般）", 1), ("甲局（疑难）", 1)]


def test_a_list_is_closed_once_and_before_the_seed():
    good = ClosingFacts(running=True, by_share=True, waiting=False, drawn=False, source_on=TOMORROW, today=TODAY)
    assert reasons_not_to_close_list(good) == []
    bad = ClosingFacts(running=False, by_share=False, waiting=True, drawn=True, source_on=TODAY, today=TODAY)
    assert len(reasons_not_to_close_list(bad)) == 5


@pytest.fixture
def closed(look: Lookback) -> Sample:
    for n in range(1, 7):
        look.old(n, difficulty="hard" if n % 2 else "easy")
    visit = look.running(per_stratum=1, strata="difficulty")
    assert not visit.units.get().points.exists()
    return services.close_list(look.act(look.clerk), visit, source="开奖号码", source_on=TOMORROW)


def test_two_people_type_the_seed_and_the_items_are_drawn(look: Lookback, closed: Sample, tmp_path, capsys):
    assert [part["title"] for part in closed.parts] == ["测试市第1局（一般）", "测试市第1局（疑难）"]
    with pytest.raises(RuleViolated, match="才公布"):
        services.type_seed(look.act(look.clerk), closed, seed="03 07")
    services.type_seed(look.act(look.clerk, THEN), closed, seed="03 07")
    with pytest.raises(RuleViolated, match="另一人"):
        services.confirm_seed(look.act(look.clerk, THEN), closed, seed="03 07")
    services.confirm_seed(look.act(look.going, THEN), closed, seed="03 08")
    assert Sample.objects.get().state == SampleState.TYPED
    drawn = services.confirm_seed(look.act(look.going, THEN), closed, seed="03 07")
    points = closed.visit.units.get().points.all()
    assert [(point.how, point.old.difficulty) for point in points] == [("drawn", "easy"), ("drawn", "hard")]
    assert sorted(name for _t, _n, names in drawn_of(drawn) for name in names) == sorted(str(p.old) for p in points)
    file = tmp_path / "sample.json"
    file.write_text(json.dumps(written(drawn)), encoding="utf-8")
    assert run(["sample", "--verify", str(file)]) == 0
    assert "测试市第1局（一般）\t1/3" in capsys.readouterr().out
    issuer = Issuer("测试市委", "测试市委巡察工作领导小组", "测试市委巡察办", on=TODAY)
    assert "xuncha sample --verify" in str(sample_certificate(drawn, issuer))
    with pytest.raises(RuleViolated, match="已经抽过"):
        services.close_list(look.act(look.clerk), drawn.visit, source="再来", source_on=TOMORROW)


def test_what_is_not_what_comes_out_is_refused(look: Lookback, closed: Sample, tmp_path):
    before = written(closed)
    assert "seed" not in before
    services.type_seed(look.act(look.clerk, THEN), closed, seed="5")
    good = written(services.confirm_seed(look.act(look.going, THEN), closed, seed="5"))
    assert len(verify(good)) == 2
    wrong_parts = [{**good["parts"][0], "drawn": ["没有"]}, good["parts"][1]]
    fewer = [{**good["parts"][0], "take": 2}, good["parts"][1]]
    for bad in (
        before,
        {**good, "seed": " 5"},
        {**good, "parts": []},
        {**good, "parts": wrong_parts},
        {**good, "parts": fewer},
    ):
        with pytest.raises(RuleViolated):
            verify(bad)
    file = tmp_path / "bad.json"
    file.write_text(json.dumps({**good, "parts": wrong_parts}), encoding="utf-8")
    assert run(["sample", "--verify", str(file)]) == 1


def test_ones_own_entry_is_taken_back_and_lists_are_given_up(look: Lookback, closed: Sample, hire):
    services.type_seed(look.act(look.clerk, THEN), closed, seed="5")
    with pytest.raises(RuleViolated, match="只能收回"):
        services.retype_seed(look.act(hire(Role.OFFICE_DIRECTOR), THEN), closed)
    assert services.retype_seed(look.act(look.clerk, THEN), closed).seed_mark == ""
    assert services.cancel_sample(look.act(look.clerk, THEN), closed, reason="重来").state == SampleState.CANCELLED
    again = services.close_list(
        look.act(look.clerk, THEN), closed.visit, source="第二次", source_on=TODAY + timedelta(days=5)
    )
    assert again.state == SampleState.CLOSED
