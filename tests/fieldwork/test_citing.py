"""A paper rests on talks that its writer may open and on results of squads; who may not open a talk sees a number."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.fieldwork.conftest import FACTS
from tests.gathering.people import confirmed, crew_of, held, planned
from tests.sampling import in_state, made
from xuncha.core.errors import Denied, InvalidTransition, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork import services
from xuncha.fieldwork.documents import working_paper
from xuncha.fieldwork.models import Citation
from xuncha.fieldwork.rules import PaperFacts, hints, reasons_not_to_cite
from xuncha.fieldwork.rules.facts import EvidenceFacts
from xuncha.fieldwork.selectors import citations_of, cited_for, digest_of, facts_of, in_full, pieces_of, told_of
from xuncha.fieldwork.services import cite_result, cite_talk, uncite
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.content import Table
from xuncha.foundation.documents.profile import Issuer
from xuncha.foundation.journal.models import JournalRecord
from xuncha.survey.models import Squad, SquadResult
from xuncha.survey.services import change_result

TOLD = "西河村：低保户已去世仍在领取低保金，3户，涉及金额12600元。"


@pytest.fixture
def crew(hire):
    return crew_of(hire)


@pytest.fixture
def talk(acting, crew, world):
    return confirmed(acting, crew, world)


@pytest.fixture
def result(world) -> SquadResult:
    squad = Squad.objects.create(
        inspection=world.inspections[0],
        title="入户核查",
        on=NOW.date(),
        place="西河村",
        matter="低保",
        **in_state(world, "back"),
    )
    told = {"place": "西河村", "text": "低保户已去世仍在领取低保金。", "quantity": Decimal(3), "unit": "户"}
    return SquadResult.objects.create(squad=squad, amount=Decimal("12600.00"), **told, **made(world))


def paper_of(acting, user, world, **fields):
    return services.create_paper(acting(user), world.inspections[0], title="底稿", facts=FACTS, **fields)


def test_a_paper_cites_a_checked_talk_and_the_journal_never_says_which(acting, crew, world, talk):
    paper = paper_of(acting, crew.lead, world)
    before = digest_of(paper)
    one = cite_talk(acting(crew.lead), paper, talk, quote="物资折合11.38万元")
    assert digest_of(paper) != before  # a signature vouches for what is cited
    assert [(e.name, e.kind, e.original_checked) for e in facts_of(in_full(paper)).evidence] == [
        ("谈话记录", "谈话记录", True)
    ]
    for entry in JournalRecord.objects.filter(event__in=["citation.made", "paper.cited"]):
        assert str(talk) not in entry.body
        assert crew.recorder.name not in entry.body
    assert (one.created_by, pieces_of(paper)) == (crew.lead, 1)


def test_who_may_not_open_the_talk_learns_how_many_and_no_more(acting, crew, world, talk, at_desk):
    paper = paper_of(acting, crew.lead, world, second_handler=crew.other)
    cite_talk(acting(crew.lead), paper, talk, quote="物资折合11.38万元")
    where = reverse("fieldwork:paper", args=[paper.pk])
    mine = at_desk(crew.lead).get(where).content.decode()
    assert str(talk) in mine
    assert reverse("gathering:record", args=[talk.record.pk]) in mine
    for user in (crew.other, Role.OFFICE_CLERK):
        theirs = at_desk(user).get(where).content.decode()
        assert "谈话记录 1 份" in theirs
        assert str(talk) not in theirs
        assert reverse("gathering:record", args=[talk.record.pk]) not in theirs
    assert cited_for(actor_of(crew.other, NOW), paper).citations == []
    form = working_paper(paper, Issuer("市委", "领导小组", "巡察办", NOW.date()))
    rows = [row for block in form.blocks if isinstance(block, Table) for row in block.rows]
    assert rows == [("1", "谈话记录 1 份", "谈话记录", "", "", "是")]


def test_the_way_back_from_the_record_to_the_paper(acting, crew, world, talk, at_desk):
    paper = paper_of(acting, crew.lead, world)
    where = reverse("gathering:record", args=[talk.record.pk])
    assert paper.provisional_no not in at_desk(crew.lead).get(where).content.decode()
    cite_talk(acting(crew.lead), paper, talk)
    assert paper.provisional_no in at_desk(crew.lead).get(where).content.decode()
    assert at_desk(crew.other).get(where).status_code == 404


def test_only_a_talk_one_may_open_checked_and_of_this_inspection(acting, crew, world):
    paper = paper_of(acting, crew.other, world)
    own = paper_of(acting, crew.lead, world)
    unchecked = held(acting, crew, world)
    with pytest.raises(RuleViolated, match="不能查阅"):
        cite_talk(acting(crew.other), paper, unchecked)
    with pytest.raises(RuleViolated, match="核对以后"):
        cite_talk(acting(crew.lead), own, unchecked)
    unchecked.inspection = world.inspections[1]
    unchecked.save(update_fields=["inspection"])
    with pytest.raises(RuleViolated, match="没有这次谈话"):
        cite_talk(acting(crew.lead), own, unchecked)
    assert not Citation.objects.exists()


def test_rules_of_citing():
    assert reasons_not_to_cite(checked=True, cited=False) == []
    assert len(reasons_not_to_cite(checked=False, cited=True)) == 2


def test_a_result_is_taken_over_with_its_quantities(acting, crew, world, result):
    paper = paper_of(acting, crew.lead, world)
    assert told_of(result) == TOLD
    one = cite_result(acting(crew.lead), paper, result, into_facts=True)
    paper.refresh_from_db()
    assert paper.facts.endswith(f"\n{TOLD}")
    assert (one.told, one.quote) == (TOLD, TOLD)
    with pytest.raises(RuleViolated, match="已经引用过"):
        cite_result(acting(crew.lead), paper, result)
    assert [e.kind for e in facts_of(in_full(paper)).evidence] == ["小分队结果"]


def test_a_result_that_was_changed_since_says_so(acting, crew, world, result):
    paper = paper_of(acting, crew.lead, world)
    cite_result(acting(crew.lead), paper, result)
    assert [one.changed for one in cited_for(actor_of(crew.lead, NOW), paper).shown] == [False]
    told = {"place": "", "text": "改了", "quantity": None, "unit": "", "amount": None}
    change_result(acting(crew.lead), result, **told)
    assert [one.changed for one in cited_for(actor_of(crew.lead, NOW), paper).shown] == [True]


def test_results_of_another_unit_are_not_cited(acting, crew, world, result):
    Squad.objects.update(inspection=world.inspections[1])
    with pytest.raises(RuleViolated, match="没有这条"):
        cite_result(acting(crew.lead), paper_of(acting, crew.lead, world), result)


def test_both_are_taken_off_again_and_stay_on_record(acting, crew, world, talk, result):
    paper = paper_of(acting, crew.lead, world)
    for one in (cite_talk(acting(crew.lead), paper, talk), cite_result(acting(crew.lead), paper, result)):
        uncite(acting(crew.lead), paper, one)
        with pytest.raises(RuleViolated, match="已经去掉"):
            uncite(acting(crew.lead), paper, one)
    assert citations_of(paper) == []
    assert Citation.objects.filter(removed_by=crew.lead).count() == 2


def test_a_signed_paper_cites_nothing_new_and_its_successor_keeps_what_it_cited(desk, acting, cast, result, hire):
    paper = desk.draft()
    cite_result(acting(cast.handler), paper, result)
    paper = desk.again(desk.fresh(paper))
    services.check_paper(acting(cast.deputy), paper)
    signed = desk.fresh(services.sign_paper(acting(cast.leader), paper))
    with pytest.raises(InvalidTransition):
        uncite(acting(cast.handler), signed, citations_of(signed)[0])
    successor = services.supersede_paper(acting(hire(Role.TEAM_LEADER)), signed, reason="补充")
    assert [one.told for one in citations_of(successor)] == [TOLD]


def test_only_a_handler_cites(acting, crew, world, result):
    paper = paper_of(acting, crew.lead, world)
    with pytest.raises(RuleViolated, match="只有经办人"):
        cite_result(acting(crew.leader), paper, result)
    with pytest.raises(Denied):
        cite_result(acting(Role.UNIT_LIAISON), paper, result)


@pytest.mark.parametrize(
    ("sources", "evidence", "asked"),
    [
        (("talk",), (), True),
        (("talk",), (EvidenceFacts(name="凭证.pdf", kind="凭证"),), True),
        (("talk",), (EvidenceFacts(name="谈话记录", kind="谈话记录"),), False),
        (("visit",), (), False),
    ],
)
def test_a_missing_talk_is_pointed_out(sources, evidence, asked):
    found = [hint.code for hint in hints(PaperFacts(sources=sources, evidence=evidence))]
    assert ("talk" in found) is asked


def test_citing_on_the_page_and_dropping_in_the_editor(acting, crew, world, result, at_desk):
    talk = confirmed(acting, crew, world)
    planned(acting, crew, world)  # not held: not offered
    paper = paper_of(acting, crew.lead, world)
    client, where = at_desk(crew.lead), reverse("fieldwork:paper-cite", args=[paper.pk])
    shown = client.get(where).content.decode()
    assert shown.count('value="talk-') == 1
    assert f'value="result-{result.pk}"' in shown
    assert client.post(where, {"cited": "talk-9999"}).status_code == 422
    assert client.post(where, {"cited": f"talk-{talk.pk}", "quote": "不在事实里"}).status_code == 422
    assert client.post(where, {"cited": f"talk-{talk.pk}"}).status_code == 302
    assert client.post(where, {"cited": f"result-{result.pk}", "into_facts": "on"}).status_code == 302
    paper.refresh_from_db()
    drop = citations_of(paper)[1]
    editor = {"title": paper.title, "facts": paper.facts, "_version": paper.version, "drop": drop.pk}
    client.post(reverse("fieldwork:paper-save", args=[paper.pk]), editor)
    assert [one.talk for one in citations_of(paper)] == [talk]


def test_a_paper_is_begun_from_a_result_and_the_squad_shows_it(acting, crew, world, result, at_desk):
    client = at_desk(crew.lead)
    squad = reverse("survey:squad", args=[result.squad_id])
    start = f"{reverse('fieldwork:paper-new', args=[world.inspections[0].pk])}?result={result.pk}"
    assert start in client.get(squad).content.decode()
    assert TOLD in client.get(start).content.decode()
    assert TOLD not in client.get(start.replace(f"={result.pk}", "=none")).content.decode()
    client.post(start, {"title": "死亡人员领取低保金", "facts": f"{TOLD}已向村委会核实。"})
    cited = Citation.objects.get()
    assert (cited.result, cited.quote) == (result, TOLD)
    assert "死亡人员领取低保金" in client.get(squad).content.decode()
