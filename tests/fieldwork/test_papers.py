"""Writing papers: opening, saving, the second handler, the manifestation; who may and who may not."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.conftest import NOW
from tests.fieldwork.conftest import complete
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors import PAPERS, colleagues
from xuncha.fieldwork.services import create_paper, save_paper, set_second_handler
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.usecases import Act


def events(kind: str = "fieldwork.paper") -> list[str]:
    return list(JournalRecord.objects.filter(subject_kind=kind).order_by("seq").values_list("event", flat=True))


def test_whoever_opens_a_paper_is_its_handler(acting, world, cast, item):
    paper = create_paper(acting(cast.handler), world.inspections[0], **complete(item))
    assert (paper.handler, paper.state, paper.number) == (cast.handler, "draft", None)
    assert paper.provisional_no
    assert events() == ["paper.created"]


def test_numbers_follow_one_another_within_the_team(acting, world, cast):
    first, second = (create_paper(acting(cast.handler), world.inspections[0], title=t) for t in ("一", "二"))
    assert int(second.provisional_no[-3:]) == int(first.provisional_no[-3:]) + 1


def test_the_same_form_sent_twice_opens_one_paper(acting, world, cast):
    act = acting(cast.handler)
    first = create_paper(act, world.inspections[0], title="只写一次")
    again = create_paper(Act(act.actor, NOW, act.key), world.inspections[0], title="只写一次")
    assert again == first
    assert WorkingPaper.objects.count() == 1


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.SECRETARY, Role.UNIT_LIAISON, Role.AUDIT_ADMIN])
def test_only_the_team_opens_papers(acting, world, role):
    with pytest.raises(Denied):
        create_paper(acting(role), world.inspections[0], title="不该有")
    assert not WorkingPaper.objects.exists()


def test_another_teams_inspection_does_not_exist(acting, world):
    with pytest.raises(OutOfReach):
        create_paper(acting(Role.INSPECTOR, which=1), world.inspections[0], title="不该有")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 51}, "title"),
        ({"facts": "长" * 20_001}, "facts"),
        ({"why_political": "长" * 501}, "why_political"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"period_from": date(2021, 2, 1), "period_to": date(2021, 1, 1)}, "period_to"),
    ],
)
def test_even_a_draft_keeps_within_limits(acting, world, cast, fields, field):
    with pytest.raises(RuleViolated) as caught:
        create_paper(acting(cast.handler), world.inspections[0], **{"title": "标题", **fields})
    assert [r.field for r in caught.value.reasons] == [field]


def test_facts_may_be_as_long_as_promised(acting, world, cast):
    paper = create_paper(acting(cast.handler), world.inspections[0], title="标题", facts="长" * 20_000)
    assert len(paper.facts) == 20_000


def test_what_is_no_field_of_a_paper_is_a_fault(acting, world, cast, desk):
    with pytest.raises(TypeError, match="state"):
        save_paper(acting(cast.handler), desk.draft(), base_version=None, state="signed")


def test_saving_keeps_old_and_new(acting, cast, desk):
    paper = desk.draft()
    saved = save_paper(acting(cast.second), paper, base_version=paper.version, cause="出入库无人负责")
    assert (saved.cause, saved.version) == ("出入库无人负责", paper.version + 1)
    body = JournalRecord.objects.get(event="paper.saved").body
    assert '"cause":["长期没有盘点，出入库无人负责","出入库无人负责"]' in body


def test_two_editors_at_once_the_second_sees_both_texts(acting, cast, desk):
    paper = desk.draft()
    save_paper(acting(cast.handler), paper, base_version=paper.version, cause="甲写的")
    with pytest.raises(StaleEdit) as caught:
        save_paper(acting(cast.second), paper, base_version=paper.version, cause="乙写的")
    assert (caught.value.mine, caught.value.theirs) == ({"cause": "乙写的"}, {"cause": "甲写的"})
    assert desk.fresh(paper).cause == "甲写的"


def test_only_the_two_handlers_write(acting, cast, desk, hire):
    paper = desk.draft()
    with pytest.raises(RuleViolated, match="只有经办人"):
        save_paper(acting(hire(Role.INSPECTOR)), paper, base_version=None, cause="别人的话")
    with pytest.raises(RuleViolated, match="只有经办人"):
        save_paper(acting(cast.leader), paper, base_version=None, cause="别人的话")


@pytest.mark.parametrize("state", ["submitted", "checked", "signed", "filed"])
def test_a_paper_in_other_hands_is_not_edited(acting, cast, desk, state):
    paper = getattr(desk, state)()
    with pytest.raises(InvalidTransition):
        save_paper(acting(cast.handler), paper, base_version=None, cause="晚了")


def test_the_second_handler_is_another_member_of_the_team(acting, world, cast, hire):
    paper = create_paper(acting(cast.handler), world.inspections[0], title="标题")
    with pytest.raises(RuleViolated, match="本人"):
        set_second_handler(acting(cast.handler), paper, second_handler=cast.handler)
    with pytest.raises(RuleViolated, match="本组成员"):
        set_second_handler(acting(cast.handler), paper, second_handler=hire(Role.INSPECTOR, which=1))
    paired = set_second_handler(acting(cast.handler), paper, second_handler=cast.second)
    assert paired.second_handler == cast.second
    assert events()[-1] == "paper.second_handler_set"


def test_colleagues_are_the_team_without_the_recused_and_the_expired(world, cast, hire):
    recused, gone = hire(Role.INSPECTOR), hire(Role.INSPECTOR, expired=True)
    recused.grants.update(except_units=[world.units[0].pk])
    people = colleagues(world.inspections[0], NOW)
    assert {cast.handler, cast.second, cast.deputy, cast.leader} == set(people)
    assert gone not in people


def test_a_recused_member_does_not_see_the_paper(desk, cast, actor, world, hire):
    paper = desk.draft()
    recused = hire(Role.INSPECTOR)
    recused.grants.update(except_units=[world.units[0].pk])
    assert PAPERS.visible_to(actor(Role.INSPECTOR)).filter(pk=paper.pk).exists()
    from xuncha.foundation.accounts.actors import actor_of

    assert not PAPERS.visible_to(actor_of(recused, NOW)).filter(pk=paper.pk).exists()


def test_an_inspected_unit_reaches_no_paper(desk, actor):
    desk.signed()
    assert not PAPERS.visible_to(actor(Role.UNIT_LIAISON)).exists()


def test_a_denied_attempt_is_kept(acting, desk):
    paper = desk.draft()
    with pytest.raises(Denied):
        save_paper(acting(Role.UNIT_LIAISON), paper, base_version=None, cause="不该有")
    assert "denied" in events()


def test_the_key_of_a_form_is_good_for_one_person(acting, desk, cast):
    paper, key = desk.draft(), uuid4()
    save_paper(Act(acting(cast.handler).actor, NOW, key), paper, base_version=None, cause="一次")
    with pytest.raises(Denied, match="另一个人"):
        save_paper(Act(acting(cast.second).actor, NOW, key), paper, base_version=None, cause="二次")
