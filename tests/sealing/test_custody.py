"""A lost passphrase, and a drill of it: custodians together, the owner alone joins; everything shown and journaled."""

from dataclasses import dataclass
from datetime import date

import pytest

from tests.conftest import NOW
from tests.sealing.people import PASSPHRASE, owner_of, with_key
from tests.sealing.test_circles import TEXT, _opened_circle
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import User
from xuncha.foundation.inbox.cards import days_ahead, held_by
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import Parameter
from xuncha.foundation.sealing import circles, services
from xuncha.foundation.sealing.models import Panel, PersonKey, Recovery, Release, Share
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.selectors.custody import DRILL_MONTHS, RECOVERIES, drill_due, recoveries_around
from xuncha.foundation.sealing.shares import code_of

NEW = "忘了以后新设的一句话"
LOST = {"password": NEW, "again_password": NEW, "why": "换了电话本"}


@dataclass
class Office:
    """The director, three custodians with open keys, and the panel of two out of three."""

    director: User
    keys: list[Unlocked]
    panel: Panel

    @property
    def people(self) -> list[User]:
        return [owner_of(one) for one in self.keys]


@pytest.fixture
def office(world, acting, hire) -> Office:
    director = hire(Role.OFFICE_DIRECTOR)
    keys = [with_key(acting(Role.LEADING_GROUP, name=f"保管人{n}")) for n in (1, 2, 3)]
    people = [owner_of(one) for one in keys]
    return Office(director, keys, services.appoint_custodians(acting(director), world.city, people=people, needed=2))


@pytest.fixture
def keeper(office, acting) -> Unlocked:
    """A leader who deposited their key."""
    unlocked = with_key(acting(Role.TEAM_LEADER))
    services.deposit_own_key(acting(owner_of(unlocked)), office.panel, by=unlocked)
    return unlocked


def give(acting, recovery: Recovery, key: Unlocked) -> Release:
    release = recovery.releases.get(custodian=owner_of(key))
    return services.give_share(acting(owner_of(key)), release, code=code_of(bytes(recovery.public)), by=key)


def test_two_of_three_custodians_and_the_owner_open_the_same_key_again(acting, world, office, keeper) -> None:
    owner = owner_of(keeper)
    circle = _opened_circle(acting(owner), world, [keeper, office.keys[0]])
    box = circles.seal(circle, "petition", TEXT)
    recovery = services.ask_recovery(acting(owner), **LOST)
    assert [todo.ask for todo in waiting_for(actor_of(office.people[0], NOW))] == ["密钥份额待核实交出"]
    give(acting, recovery, office.keys[0])
    with pytest.raises(RuleViolated, match="还差 1 名"):
        services.recover_own_key(acting(owner), recovery, password=NEW)
    give(acting, recovery, office.keys[1])
    assert "保管人已交出 2/2 份" in [line.note for line in held_by(actor_of(owner, NOW), NOW.date())]
    with pytest.raises(RuleViolated, match="不一样"):
        services.recover_own_key(acting(owner), recovery, password=PASSPHRASE)
    services.recover_own_key(acting(owner), recovery, password=NEW)
    assert services.unlock_own_key(actor_of(owner, NOW), NOW, password=PASSPHRASE) is None
    opened = services.unlock_own_key(actor_of(owner, NOW), NOW, password=NEW)
    assert opened is not None
    assert circles.opened_box(box, opened) == TEXT
    shown = recoveries_around(circle).get()
    assert [release.state for release in shown.releases.all()] == ["given", "given", "lapsed"]
    assert not Release.objects.exclude(sealed=b"").exists()
    told = list(JournalRecord.objects.values_list("event", flat=True))
    assert told.count("release.given") == 2
    assert {"recovery.asked", "sealing.passphrase_recovered", "recovery.done"} <= set(told)
    assert not any(NEW in str(row) for row in JournalRecord.objects.values())


def test_nothing_of_the_key_is_in_the_database_in_plain(office, keeper) -> None:
    stored = [bytes(value) for row in Share.objects.values_list("sealed") for value in row]
    stored += [bytes(keeper.person_key.deposits.get().locked)]
    assert not any(keeper.private in one or one in keeper.private for one in stored)


def test_a_share_is_given_by_its_custodian_to_who_tells_the_code(acting, office, keeper) -> None:
    recovery = services.ask_recovery(acting(owner_of(keeper)), **LOST)
    release = recovery.releases.first()
    with pytest.raises(OutOfReach):
        services.give_share(acting(office.people[1]), release, code="1", by=office.keys[1])
    with pytest.raises(RuleViolated, match="核对码不对"):
        services.give_share(acting(office.people[0]), release, code="00000000x", by=office.keys[0])
    services.refuse_share(acting(office.people[0]), release, reason="打电话没找到本人")
    with pytest.raises(InvalidTransition):
        give(acting, recovery, office.keys[0])
    with pytest.raises(OutOfReach):
        services.recover_own_key(acting(office.people[1]), recovery, password=NEW)
    services.withdraw_recovery(acting(owner_of(keeper)), recovery)
    assert set(recovery.releases.values_list("state", flat=True)) == {"refused", "lapsed"}


def test_what_was_not_deposited_is_not_recovered(acting, office) -> None:
    alone = with_key(acting(Role.TEAM_LEADER))
    with pytest.raises(RuleViolated, match="没有把钥匙交存"):
        services.ask_recovery(acting(owner_of(alone)), **LOST)
    with pytest.raises(RuleViolated, match="没有把钥匙交存"):
        services.ask_recovery(acting(Role.INSPECTOR), **LOST)


def test_a_custodians_own_key_is_shared_among_the_others(acting, office) -> None:
    own = services.deposit_own_key(acting(office.people[0]), office.panel, by=office.keys[0])
    assert {share.custodian_key.owner for share in own.shares.all()} == set(office.people[1:])
    again = services.deposit_own_key(acting(office.people[0]), office.panel, by=office.keys[0])
    assert not own.shares.exclude(sealed=b"").exists()
    assert again.shares.exclude(sealed=b"").count() == 2
    PersonKey.objects.filter(owner=office.people[1]).update(until=NOW)
    with pytest.raises(RuleViolated, match="不够 2 人"):
        services.deposit_own_key(acting(office.people[0]), office.panel, by=office.keys[0])


def test_when_custodians_change_the_old_ones_hold_nothing_and_owners_are_asked_again(
    acting, world, office, keeper
) -> None:
    owner = owner_of(keeper)
    recovery = services.ask_recovery(acting(owner), **LOST)
    fresh = with_key(acting(Role.LEADING_GROUP))
    people = [office.people[0], owner_of(fresh), office.people[1]]
    panel = services.appoint_custodians(acting(office.director), world.city, people=people, needed=2)
    gone = Share.objects.get(custodian_key=office.keys[2].person_key)
    assert (bytes(gone.sealed), gone.until) == (b"", NOW)
    with pytest.raises(RuleViolated, match="不再是保管人"):
        give(acting, recovery, office.keys[2])
    assert "保管人已更换，请重新交存" in [line.note for line in held_by(actor_of(owner, NOW), NOW.date())]
    services.withdraw_recovery(acting(owner), recovery)
    services.deposit_own_key(acting(owner), panel, by=keeper)
    services.appoint_custodians(
        acting(office.director), world.city, people=[owner_of(fresh), *office.people[:2]], needed=2
    )
    others = [with_key(acting(Role.LEADING_GROUP)) for _ in range(3)]
    services.appoint_custodians(acting(office.director), world.city, people=[owner_of(one) for one in others], needed=2)
    with pytest.raises(RuleViolated, match="留存的份额不足"):
        services.ask_recovery(acting(owner), **LOST)


def test_shares_that_do_not_fit_are_noticed(acting, office, keeper) -> None:
    recovery = services.ask_recovery(acting(owner_of(keeper)), **LOST)
    for key in office.keys[:2]:
        give(acting, recovery, key)
    kept = keeper.person_key.deposits.get()
    kept.locked = keeper.person_key.cipher.lock(b"k" * 32, b"another", b"p")
    kept.save()
    with pytest.raises(RuleViolated, match="合不成钥匙"):
        services.recover_own_key(acting(owner_of(keeper)), recovery, password=NEW)


def test_only_the_director_appoints_and_no_administrator_is_custodian(acting, world, office) -> None:
    with pytest.raises(Denied):
        services.appoint_custodians(acting(Role.OFFICE_CLERK), world.city, people=office.people, needed=2)
    admin = with_key(acting(Role.SECURITY_ADMIN, name="安全员"))
    with pytest.raises(RuleViolated, match="安全员是管理员"):
        services.appoint_custodians(
            acting(office.director), world.city, people=[*office.people, owner_of(admin)], needed=2
        )


DRILL = {"password": PASSPHRASE, "again_password": PASSPHRASE, "why": "年度演练"}


def test_a_drill_walks_the_whole_way_and_is_printed(acting, office, at_desk) -> None:
    drill = services.begin_drill(acting(office.director), office.panel, **DRILL)
    with pytest.raises(RuleViolated, match="还没有结束"):
        services.begin_drill(acting(office.director), office.panel, **DRILL)
    asked = drill.releases.first()
    to_give = f"/desk/key/releases/{asked.pk}/"
    here = f"/desk/custody/recoveries/{drill.pk}/"
    assert to_give not in at_desk(office.director).get(here).content.decode()
    assert to_give in at_desk(asked.custodian).get(here).content.decode() or asked.custodian == office.director
    for key in office.keys[1:]:
        give(acting, drill, key)
    with pytest.raises(OutOfReach):
        services.recover_own_key(acting(office.director), drill, password=PASSPHRASE)
    client = at_desk(office.director)
    assert code_of(bytes(drill.public)) in client.get(f"/desk/custody/recoveries/{drill.pk}/").content.decode()
    ended = client.post(
        f"/desk/custody/recoveries/{drill.pk}/end/", {"password": PASSPHRASE, "told": "三人到场两人交出"}, follow=True
    ).content.decode()
    assert "演练通过" in ended
    assert "三人到场两人交出" in ended
    record = client.get(f"/desk/custody/recoveries/{drill.pk}/record.docx")
    assert record["Content-Type"].endswith("wordprocessingml.document")
    assert "已恢复" in client.get(f"/desk/custody/{office.panel.pk}/").content.decode()


def test_a_drill_that_fails_says_why_and_a_recovery_is_no_drill(acting, office, keeper, at_desk) -> None:
    drill = services.begin_drill(acting(office.director), office.panel, **DRILL)
    failed = services.fail_drill(acting(office.director), drill, reason="到期没有凑够两人")
    assert (failed.state, failed.told) == ("failed", "到期没有凑够两人")
    real = services.ask_recovery(acting(owner_of(keeper)), **LOST)
    for act in (services.fail_drill, services.end_drill):
        with pytest.raises(OutOfReach):
            act(
                acting(office.director),
                real,
                **({"reason": "x"} if act is services.fail_drill else {"password": "x", "told": "x"}),
            )
    client = at_desk(office.director)
    assert client.get(f"/desk/custody/recoveries/{real.pk}/record.docx").status_code == 422
    assert code_of(bytes(real.public)) not in client.get(f"/desk/custody/recoveries/{real.pk}/").content.decode()


def test_a_drill_key_that_is_not_the_deposited_one_is_noticed(acting, office) -> None:
    drill = services.begin_drill(acting(office.director), office.panel, **DRILL)
    for key in office.keys[1:]:
        give(acting, drill, key)
    kept = drill.deposit
    kept.public = bytes(32)
    kept.save()
    with pytest.raises(RuleViolated, match="不符"):
        services.end_drill(
            acting(office.director), RECOVERIES.model.objects.get(pk=drill.pk), password=PASSPHRASE, told="x"
        )


def test_former_custodians_are_not_drilled(acting, world, office) -> None:
    services.appoint_custodians(acting(office.director), world.city, people=office.people, needed=2)
    with pytest.raises(RuleViolated, match="请在现任保管人下演练"):
        services.begin_drill(acting(office.director), Panel.objects.get(pk=office.panel.pk), **DRILL)


def test_the_dated_setting_says_when_the_next_drill_is_due(acting, office) -> None:
    director = actor_of(office.director, NOW)
    assert [line.on for line in days_ahead(director, NOW.date())] == [NOW.date()]
    drill = services.begin_drill(acting(office.director), office.panel, **DRILL)
    for key in office.keys[:2]:
        give(acting, drill, key)
    services.end_drill(acting(office.director), drill, password=PASSPHRASE, told="顺利")
    assert drill_due(office.panel, NOW.date()) == date(2023, 5, 10)
    assert days_ahead(director, NOW.date()) == []
    Parameter.objects.filter(code=DRILL_MONTHS).delete()
    assert drill_due(office.panel, NOW.date()) is None


def test_the_pages_from_appointing_to_opening_again(acting, world, hire, client, at_desk) -> None:
    director = hire(Role.OFFICE_DIRECTOR)
    keys = [with_key(acting(Role.LEADING_GROUP, name=f"保管人{n}")) for n in (1, 2, 3)]
    leader = hire(Role.TEAM_LEADER)
    with_key(acting(leader))
    at_desk(director)
    made = client.post(
        f"/desk/custody/offices/{world.city.pk}/new/",
        {"people": [owner_of(one).pk for one in keys], "needed": 2},
        follow=True,
    ).content.decode()
    assert "已确定，请先演练一次" in made
    panel = Panel.objects.get()
    assert "保管人1" in client.get("/desk/custody/").content.decode()
    at_desk(leader)
    assert "还没有交存" in client.get("/desk/key/custody/").content.decode()
    assert client.get(f"/desk/key/custody/{panel.pk}/").url.startswith("/desk/key/unlock/")
    client.post("/desk/key/unlock/", {"password": PASSPHRASE})
    assert client.get("/desk/key/custody/999/").status_code == 404
    assert "已交存" in client.post(f"/desk/key/custody/{panel.pk}/", {"_key": ""}, follow=True).content.decode()
    assert "2 人共同交出份额后" in client.get("/desk/key/lost/").content.decode()
    asked = client.post("/desk/key/recover/", LOST, follow=True).content.decode()
    recovery = Recovery.objects.get()
    assert code_of(bytes(recovery.public)) in asked
    assert "看进度" in client.get("/desk/key/lost/").content.decode()
    for key in keys[:2]:
        at_desk(owner_of(key))
        address = f"/desk/key/releases/{recovery.releases.get(custodian=owner_of(key)).pk}/"
        assert client.get(address).url.startswith("/desk/key/unlock/")
        client.post("/desk/key/unlock/", {"password": PASSPHRASE})
        assert "有人可能冒用账号" in client.get(address).content.decode()
        assert "已交出" in client.post(address, {"code": code_of(bytes(recovery.public))}, follow=True).content.decode()
        assert client.get(f"/desk/key/recoveries/{recovery.pk}/").status_code == 404
    other = recovery.releases.get(custodian=owner_of(keys[2]))
    assert client.get(f"/desk/key/releases/{other.pk}/").status_code == 404
    at_desk(owner_of(keys[2]))
    refused = client.post(f"/desk/key/releases/{other.pk}/refuse/", {"reason": "出差"}, follow=True)
    assert "已记下" in refused.content.decode()
    at_desk(leader)
    ready = client.get(f"/desk/key/recoveries/{recovery.pk}/").content.decode()
    assert "完成恢复" in ready
    done = client.post(f"/desk/key/recoveries/{recovery.pk}/finish/", {"password": NEW}, follow=True).content.decode()
    assert "口令已恢复" in done
    assert client.post("/desk/key/unlock/", {"password": NEW}).status_code == 302


def test_withdrawing_and_failing_on_the_pages(acting, office, keeper, at_desk) -> None:
    recovery = services.ask_recovery(acting(owner_of(keeper)), **LOST)
    client = at_desk(owner_of(keeper))
    assert client.post(f"/desk/key/recoveries/{recovery.pk}/withdraw/").url == "/desk/key/"
    client = at_desk(office.director)
    begun = client.post(f"/desk/custody/{office.panel.pk}/drill/", DRILL, follow=True).content.decode()
    assert "已请各保管人交出演练份额" in begun
    drill = Recovery.objects.first()
    failed = client.post(f"/desk/custody/recoveries/{drill.pk}/fail/", {"reason": "没凑够人"}, follow=True)
    assert "已记下" in failed.content.decode()
    nobody = at_desk(Role.INSPECTOR)
    assert nobody.get("/desk/key/custody/").url == "/desk/key/"
