"""The register: who opens a mailbox, what is sealed, which step leads where, who decides."""

from datetime import date

import pytest

from tests.conftest import NOW
from tests.intake.people import NAME, SECRET, arranged, registered
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.sealing.models import SealedBox
from xuncha.intake import services
from xuncha.intake.models import Clarification, Conclusion, Petition
from xuncha.intake.selectors import content_of, petitioner_of


def test_a_mailbox_needs_two_keepers_with_keys(world, acting, team, hire) -> None:
    leader, deputy, _ = team.users
    with pytest.raises(RuleViolated, match="先在“进驻安排”里写明"):
        services.open_mailbox(acting(leader), world.inspections[0], keepers=[leader, deputy])
    arranged(world)
    with pytest.raises(RuleViolated, match="至少指定 2 名接收人"):
        services.open_mailbox(acting(leader), world.inspections[0], keepers=[leader])
    stranger = hire(Role.TEAM_LEADER, which=1)
    with pytest.raises(RuleViolated, match="至少指定 2 名接收人"):
        services.open_mailbox(acting(leader), world.inspections[0], keepers=[leader, stranger])
    team.deputy.person_key.until = NOW
    team.deputy.person_key.save()
    with pytest.raises(RuleViolated, match="还没有设置保密口令"):
        services.open_mailbox(acting(leader), world.inspections[0], keepers=[leader, deputy])


def test_only_the_leader_opens_a_mailbox_and_only_of_the_own_team(world, acting, team) -> None:
    with pytest.raises(Denied):
        services.open_mailbox(acting(team.users[1]), world.inspections[0], keepers=team.users)
    with pytest.raises(OutOfReach):
        services.open_mailbox(acting(team.users[0]), world.inspections[1], keepers=team.users)


def test_a_recused_member_keeps_nothing(world, acting, team) -> None:
    world.teams[0].memberships.get(person__user=team.users[2]).recused_from.add(world.units[0])
    with pytest.raises(RuleViolated, match="至少指定 2 名接收人"):
        services.open_mailbox(
            acting(team.users[0]),
            world.inspections[0],
            keepers=[team.users[0], team.users[2]],
        )


def test_a_unit_has_one_mailbox(world, acting, team, mailbox) -> None:
    with pytest.raises(RuleViolated, match="已经开通"):
        services.open_mailbox(acting(team.users[0]), world.inspections[0], keepers=team.users)


def test_what_a_letter_says_lies_sealed_and_keepers_alone_open_it(acting, team, mailbox) -> None:
    petition = registered(acting, team, mailbox)
    assert petition.number.endswith("-001")
    plain = str([*Petition.objects.values(), *JournalRecord.objects.values(), *SealedRecord.objects.values()])
    for secret in (SECRET, NAME, "13900000000", "石桥泵站"):
        assert secret not in plain
        assert not any(secret.encode() in bytes(box.content) for box in SealedBox.objects.all())
    assert content_of(petition, team.leader).text == SECRET
    assert petitioner_of(petition, team.liaison).name == NAME
    with pytest.raises(Denied):
        content_of(petition, team.deputy)


def test_numbers_run_without_gaps_even_when_an_entry_is_refused(acting, team, mailbox) -> None:
    registered(acting, team, mailbox)
    with pytest.raises(RuleViolated, match="实名件请登记反映人姓名"):
        registered(acting, team, mailbox, name="")
    with pytest.raises(RuleViolated, match="匿名件不登记姓名"):
        registered(acting, team, mailbox, named=False)
    with pytest.raises(RuleViolated, match="不能晚于今天"):
        registered(acting, team, mailbox, received_on=date(2022, 5, 11))
    with pytest.raises(RuleViolated, match="请写明反映的内容"):
        registered(acting, team, mailbox, text=" ")
    assert registered(acting, team, mailbox).number.endswith("-002")


def test_inspectors_offices_and_the_unit_have_no_part_in_it(acting, team, mailbox) -> None:
    for role in (Role.INSPECTOR, Role.OFFICE_CLERK, Role.SECRETARY, Role.UNIT_LIAISON, Role.SECURITY_ADMIN):
        with pytest.raises(Denied):
            services.register_petition(
                acting(role), mailbox, way="letter", received_on=date(2022, 5, 9), about="", text=SECRET
            )


def test_from_acceptance_to_a_conclusion_that_somebody_else_decides(acting, team, mailbox) -> None:
    leader, deputy, liaison = team.users
    petition = registered(acting, team, mailbox)
    petition = services.class_petition(acting(liaison), petition, matter="mass")
    petition = services.accept_petition(acting(liaison), petition)
    assert petition.due_on == date(2022, 5, 30)  # told within 15 working days
    assert services.note_informed(acting(liaison), petition, on=date(2022, 5, 10)).due_on is None
    petition.refresh_from_db()
    petition = services.propose_conclusion(acting(leader), petition, conclusion=Conclusion.PARTLY)
    with pytest.raises(RuleViolated, match="结论是您提出的"):
        services.conclude_petition(acting(leader), petition)
    with pytest.raises(Denied):
        services.conclude_petition(acting(deputy), petition)
    petition = services.return_petition(acting(leader), petition, reason="再问一户")
    petition = services.propose_conclusion(acting(deputy), petition, conclusion=Conclusion.PARTLY)
    petition = services.conclude_petition(acting(leader), petition)
    assert (petition.state, petition.due_on) == ("concluded", date(2022, 5, 31))
    with pytest.raises(RuleViolated, match="应在收到之后"):
        services.note_informed(acting(liaison), petition, on=date(2022, 5, 8))
    assert services.note_informed(acting(liaison), petition, on=date(2022, 5, 10)).replied_on == date(2022, 5, 10)
    with pytest.raises(RuleViolated, match="已经登记过告知日期"):
        services.note_informed(acting(liaison), petition, on=date(2022, 5, 10))


def test_malice_is_found_by_a_competent_body_alone(acting, team, mailbox) -> None:
    petition = services.accept_petition(acting(team.users[2]), registered(acting, team, mailbox))
    with pytest.raises(RuleViolated, match="诬告须由有权机关认定"):
        services.propose_conclusion(acting(team.users[1]), petition, conclusion=Conclusion.MALICIOUS)
    found = services.propose_conclusion(
        acting(team.users[1]), petition, conclusion=Conclusion.MALICIOUS, determined_by="市公安局〔2022〕3号"
    )
    assert found.state == "proposed"


def test_a_duplicate_joins_one_that_stands_by_itself(acting, team, mailbox) -> None:
    first, second, third = (registered(acting, team, mailbox) for _ in range(3))
    liaison = team.users[2]
    with pytest.raises(RuleViolated, match="不能并入自己"):
        services.join_petition(acting(liaison), second, into=second, reason="重复")
    joined = services.join_petition(acting(liaison), second, into=first, reason="同一事项")
    with pytest.raises(RuleViolated, match="本身已并入他件"):
        services.join_petition(acting(liaison), third, into=joined, reason="重复")
    assert list(first.duplicates.all()) == [joined]


def test_declined_and_passed_up_keep_their_numbers(acting, team, mailbox) -> None:
    liaison = team.users[2]
    declined = services.decline_petition(acting(liaison), registered(acting, team, mailbox), reason="属诉讼事项")
    passed = services.pass_up_petition(
        acting(liaison), registered(acting, team, mailbox), reason="省委巡视办，机要 12 号"
    )
    assert (declined.state, passed.state) == ("declined", "passed_up")
    assert [p.number[-3:] for p in Petition.objects.order_by("pk")] == ["001", "002"]


def test_who_petitions_is_shown_for_a_purpose_that_is_journaled(acting, team, mailbox) -> None:
    petition = registered(acting, team, mailbox)
    told = services.reveal_petitioner(acting(team.users[0]), petition, purpose="约谈核实", by=team.leader)
    assert told.name == NAME
    row = SealedRecord.objects.get(event="petition.revealed")
    assert "约谈核实" in str(row.body)
    assert NAME not in str(row.body)
    anonymous = registered(acting, team, mailbox, named=False, name="", telephone="")
    with pytest.raises(RuleViolated, match="匿名件"):
        services.reveal_petitioner(acting(team.users[0]), anonymous, purpose="x", by=team.leader)
    with pytest.raises(RuleViolated, match="只有带回执号的反映"):
        services.answer_petitioner(acting(team.users[0]), anonymous, text="x")


def test_who_was_wrongly_accused_is_cleared_as_another_person_decided(acting, team, mailbox) -> None:
    leader, deputy, liaison = team.users
    petition = services.accept_petition(acting(liaison), registered(acting, team, mailbox))
    with pytest.raises(RuleViolated, match="只有失实或者诬告的才需要澄清"):
        services.propose_conclusion(
            acting(deputy), petition, conclusion=Conclusion.TRUE, clarification=Clarification.MEETING
        )
    petition = services.propose_conclusion(
        acting(deputy), petition, conclusion=Conclusion.MISTAKEN, clarification=Clarification.MEETING
    )
    with pytest.raises(RuleViolated, match="没有审定需要澄清"):
        services.note_cleared(acting(liaison), petition, on=NOW.date())
    petition = services.conclude_petition(acting(leader), petition)
    assert services.note_cleared(acting(liaison), petition, on=NOW.date()).clarified_on == NOW.date()
    with pytest.raises(RuleViolated, match="已经登记过澄清"):
        services.note_cleared(acting(liaison), petition, on=NOW.date())


def test_an_anonymous_petitioner_is_not_told(acting, team, mailbox) -> None:
    petition = registered(acting, team, mailbox, named=False, name="", telephone="")
    assert services.accept_petition(acting(team.users[2]), petition).due_on is None
    with pytest.raises(RuleViolated, match="不用告知"):
        services.note_informed(acting(team.users[2]), petition, on=NOW.date())
