"""Keepers of a mailbox: let in by a keeper, shut out with their grant, warned when one is left, never a dead end."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.intake.people import SECRET, Team, registered
from tests.sealing.people import PASSPHRASE
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.accounts.services import end_grant, switch_off
from xuncha.foundation.inbox.cards import held_by
from xuncha.foundation.jobs.worker import Worker
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.sealing import services as keys
from xuncha.foundation.sealing.circles import members_of
from xuncha.foundation.sealing.models import KeyCopy
from xuncha.intake import services
from xuncha.intake.selectors import content_of
from xuncha.rounds.models import Membership
from xuncha.rounds.services.access import refresh_access
from xuncha.rounds.services.steps import close_round
from xuncha.rounds.services.teams import let_go
from xuncha.rounds.workflow import RoundState

TODAY = date(2022, 5, 10)


def names(mailbox) -> set[int]:
    return {key.owner_id for key in members_of(mailbox.circle)}


def notes(user) -> list[str]:
    lines = held_by(actor_of(user, NOW), TODAY)
    return [line.note for line in lines if line.url.startswith("/desk/key/circles/")]


def copies_of(user) -> list[bytes]:
    return [bytes(copy.sealed) for copy in KeyCopy.objects.filter(person_key__owner=user)]


def test_a_keeper_lets_another_in_who_reads_what_lay_there(acting, team: Team, mailbox) -> None:
    petition = registered(acting, team, mailbox)
    with pytest.raises(Denied):
        content_of(petition, team.deputy)
    keys.admit_keeper(acting(team.users[0]), mailbox.circle, newcomer=team.users[1], by=team.leader)
    assert content_of(petition, team.deputy).text == SECRET
    assert JournalRecord.objects.filter(event="sealing.admitted").exists()


def test_who_keeps_nothing_lets_nobody_in(acting, hire, team: Team, mailbox) -> None:
    with pytest.raises(OutOfReach):
        keys.admit_keeper(acting(team.users[1]), mailbox.circle, newcomer=team.users[1], by=team.deputy)
    with pytest.raises(OutOfReach):
        keys.stop_keeping(acting(Role.INSPECTOR), mailbox.circle)
    with pytest.raises(RuleViolated, match="不能打开这些材料"):
        keys.admit_keeper(acting(team.users[0]), mailbox.circle, newcomer=hire(Role.INSPECTOR), by=team.leader)
    team.deputy.person_key.delete()
    with pytest.raises(RuleViolated, match="还没有设置保密口令"):
        keys.admit_keeper(acting(team.users[0]), mailbox.circle, newcomer=team.users[1], by=team.leader)


def test_handing_over_is_letting_in_and_leaving(acting, team: Team, mailbox) -> None:
    keys.admit_keeper(acting(team.users[2]), mailbox.circle, newcomer=team.users[1], by=team.liaison)
    keys.stop_keeping(acting(team.users[2]), mailbox.circle)
    assert names(mailbox) == {team.users[0].pk, team.users[1].pk}
    assert copies_of(team.users[2]) == [b""]


def test_the_leader_takes_a_key_back_and_never_the_last_one(acting, team: Team, mailbox) -> None:
    services.take_key_from(acting(team.users[0]), mailbox, keeper=team.users[2], reason="另有任务")
    assert names(mailbox) == {team.users[0].pk}
    assert "另有任务" in str(SealedRecord.objects.get(event="mailbox.key_taken").body)
    with pytest.raises(RuleViolated, match="没有人能打开"):
        services.take_key_from(acting(team.users[0]), mailbox, keeper=team.users[0], reason="x")
    with pytest.raises(RuleViolated, match="不是这个信箱的保管人"):
        services.take_key_from(acting(team.users[0]), mailbox, keeper=team.users[1], reason="x")
    with pytest.raises(Denied):
        services.take_key_from(acting(team.users[1]), mailbox, keeper=team.users[0], reason="x")


def _member(user) -> Membership:
    return Membership.objects.select_related("person__user", "team__round").get(person__user=user)


@pytest.mark.parametrize("how", ["grant", "member", "recusal", "account"])
def test_whoever_may_no_longer_open_has_nothing_left_to_open_with(acting, world, team: Team, mailbox, how) -> None:
    gone = team.users[2]
    match how:
        case "grant":
            end_grant(acting(Role.SECURITY_ADMIN), Grant.objects.get(user=gone), reason="调离")
        case "account":
            switch_off(acting(Role.SECURITY_ADMIN), gone, reason="调离")
        case "member":
            let_go(acting(Role.OFFICE_CLERK), _member(gone), "调离")
        case "recusal":
            member = _member(gone)
            member.recused_from.set([world.units[0]])
            refresh_access(acting(Role.OFFICE_CLERK), member)
    assert copies_of(gone) == [b""]
    assert names(mailbox) == {team.users[0].pk}
    assert notes(team.users[0]) == ["只剩您一人能打开，请增加保管人"]


def test_a_grant_that_opens_something_else_takes_no_key(acting, team: Team, mailbox) -> None:
    other = Grant.objects.create(user=team.users[2], role=Role.INSPECTOR, scope_id=999, valid_from=NOW)
    end_grant(acting(Role.SECURITY_ADMIN), other, reason="x")
    assert names(mailbox) == {team.users[0].pk, team.users[2].pk}
    assert notes(team.users[0]) == []


def test_the_last_copy_stays_and_its_holder_can_still_hand_over(acting, at_desk, team: Team, mailbox) -> None:
    """Losing what people confided would be worse; the person reaches no page that opens it."""
    petition = registered(acting, team, mailbox)
    services.take_key_from(acting(team.users[0]), mailbox, keeper=team.users[2], reason="另有任务")
    end_grant(acting(Role.SECURITY_ADMIN), Grant.objects.get(user=team.users[0]), reason="调离")
    assert JournalRecord.objects.filter(event="sealing.last_copy_stays").exists()
    client = at_desk(team.users[0])
    assert client.get(f"/desk/intake/petitions/{petition.pk}/").status_code in {403, 404}
    keys.admit_keeper(acting(team.users[0]), mailbox.circle, newcomer=team.users[1], by=team.leader)
    keys.stop_keeping(acting(team.users[0]), mailbox.circle)
    assert content_of(petition, team.deputy).text == SECRET
    with pytest.raises(Denied):
        content_of(petition, team.leader)


def test_when_the_round_ends_the_leader_holds_the_last_key(acting, world, team: Team, mailbox) -> None:
    world.round.state = RoundState.WITHDRAWN
    world.round.save()
    close_round(acting(Role.OFFICE_CLERK), world.round)
    assert names(mailbox) == {team.users[0].pk}


def test_the_pages_of_a_circle_are_its_keepers_alone(at_desk, team: Team, mailbox) -> None:
    address = f"/desk/key/circles/{mailbox.circle_id}/"
    client = at_desk(team.users[1])
    for page in ("", "admit/", "stop/"):
        assert client.get(address + page).status_code == 404
    for page in ("renew/", "carry-on/"):
        assert client.post(address + page).status_code == 404


def test_letting_in_and_leaving_on_the_pages(at_desk, team: Team, mailbox) -> None:
    address = f"/desk/key/circles/{mailbox.circle_id}/"
    client = at_desk(team.users[0])
    assert client.get(f"{address}admit/").url.startswith("/desk/key/unlock/")
    assert client.post(f"{address}renew/").url == address
    client.post("/desk/key/unlock/", {"password": PASSPHRASE})
    shown = client.get(f"/desk/intake/mailboxes/{mailbox.pk}/").content.decode()
    assert address in shown
    assert "take-key" in shown
    done = client.post(f"{address}admit/", {"newcomer": team.users[1].pk}, follow=True).content.decode()
    assert "已增加保管人" in done
    assert str(team.users[1]) in done
    taken = client.post(
        f"/desk/intake/mailboxes/{mailbox.pk}/take-key/",
        {"keeper": team.users[2].pk, "reason": "另有任务"},
        follow=True,
    )
    assert "已收回" in taken.content.decode()
    assert "有保管人离开" in client.get(address).content.decode()
    assert "您不再保管" in client.post(f"{address}stop/", {"_key": ""}, follow=True).content.decode()
    assert names(mailbox) == {team.users[1].pk}


def test_changing_keys_on_the_page_goes_portion_by_portion(acting, at_desk, team: Team, mailbox, monkeypatch) -> None:
    monkeypatch.setattr("xuncha.foundation.sealing.circles.AT_ONCE", 2)
    petition = registered(acting, team, mailbox)
    registered(acting, team, mailbox)
    address = f"/desk/key/circles/{mailbox.circle_id}/"
    client = at_desk(team.users[0])
    client.post("/desk/key/unlock/", {"password": PASSPHRASE})
    started = client.post(f"{address}renew/", follow=True).content.decode()
    assert "已换 0 份，共 4 份" in started
    assert 'hx-trigger="load' in started
    assert notes(team.users[2]) == ["更换密钥未完成，请继续"]
    assert client.post(f"{address}renew/").status_code == 422
    client.post("/desk/key/lock/")
    assert "输入保密口令继续" in client.get(address).content.decode()
    assert "已换 0 份" in client.post(f"{address}carry-on/", follow=True).content.decode()
    client.post("/desk/key/unlock/", {"password": PASSPHRASE})
    assert "已换 2 份，共 4 份" in client.post(f"{address}carry-on/", follow=True).content.decode()
    assert "密钥已全部更换" in client.post(f"{address}carry-on/", follow=True).content.decode()
    assert "密钥已全部更换" in client.post(f"{address}carry-on/", follow=True).content.decode()
    petition.refresh_from_db()
    assert content_of(petition, team.liaison).text == SECRET


def test_who_lost_the_passphrase_starts_over_and_is_let_in_again(acting, at_desk, team: Team, mailbox) -> None:
    petition = registered(acting, team, mailbox)
    client = at_desk(team.users[2])
    assert "另有 1 人能打开" in client.get("/desk/key/lost/").content.decode()
    typed = {"password": "另一句只有自己知道的", "again_password": "另一句只有自己知道的"}
    assert client.post("/desk/key/lost/", typed).status_code == 422
    assert (
        "请其他保管人重新把您加进来"
        in client.post("/desk/key/lost/", {**typed, "sure": "on"}, follow=True).content.decode()
    )
    fresh = keys.unlock_own_key(actor_of(team.users[2], NOW), NOW, password=typed["password"])
    assert fresh is not None
    with pytest.raises(Denied):
        content_of(petition, fresh)
    keys.admit_keeper(acting(team.users[0]), mailbox.circle, newcomer=team.users[2], by=team.leader)
    assert content_of(petition, fresh).text == SECRET


def test_nobody_without_a_key_starts_over(acting, at_desk, hire) -> None:
    user = hire(Role.INSPECTOR)
    with pytest.raises(RuleViolated, match="还没有设置"):
        keys.start_over(acting(user), password=PASSPHRASE, again_password=PASSPHRASE, sure=True)
    assert at_desk(user).get("/desk/key/lost/").url == "/desk/key/"


def test_a_grant_that_runs_out_shuts_its_keeper_out_at_once_but_never_the_last(team: Team, mailbox) -> None:
    grants = {user: Grant.objects.filter(user=user) for user in team.users}
    grants[team.users[2]].update(valid_to=NOW + timedelta(days=1))
    worker = Worker(lambda: NOW + timedelta(hours=23))
    worker.look_around()
    assert all(copies_of(team.users[2]))
    later = Worker(lambda: NOW + timedelta(days=1))
    later.look_around()
    assert not any(copies_of(team.users[2]))
    assert names(mailbox) == {team.users[0].pk}
    entry = JournalRecord.objects.get(event="sealing.lapsed")
    assert (entry.actor, entry.subject_id) == ("#system", str(team.users[2].pk))
    grants[team.users[0]].update(valid_to=NOW + timedelta(days=1))
    assert keys.shut_out_everywhere(NOW + timedelta(days=2)) == 0
    assert all(copies_of(team.users[0])), "the last copy stays"
    assert JournalRecord.objects.filter(event="sealing.lapsed").count() == 1


def test_who_is_entitled_by_another_grant_keeps(team: Team, mailbox) -> None:
    grant = Grant.objects.get(user=team.users[2])
    Grant.objects.create(user=grant.user, role=grant.role, scope_id=grant.scope_id, valid_from=NOW, valid_to=NOW)
    assert keys.shut_out_everywhere(NOW + timedelta(days=1)) == 0
    assert all(copies_of(team.users[2]))
