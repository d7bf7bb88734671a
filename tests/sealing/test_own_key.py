"""One's own key: made once, opened with the passphrase, locked after wrong ones, never in the database in plain."""

from base64 import b64decode, b64encode
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.sealing.people import PASSPHRASE, with_key
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.sealing import services
from xuncha.foundation.sealing.models import PersonKey
from xuncha.foundation.sealing.session import COOKIE

OTHER = "另一句只有自己知道的"


def test_a_key_is_made_once_and_its_private_half_is_nowhere(acting) -> None:
    act = acting(Role.INSPECTOR)
    unlocked = with_key(act)
    stored = PersonKey.objects.get()
    assert unlocked.private not in (bytes(stored.locked), bytes(stored.public), bytes(stored.salt))
    assert unlocked.private.hex() not in repr(unlocked)
    with pytest.raises(RuleViolated, match="已经设置过"):
        services.make_own_key(acting(act.actor.user), password=PASSPHRASE, again_password=PASSPHRASE)


def test_wrong_passphrases_are_counted_and_shut_the_key_for_a_while(acting, settings) -> None:
    act = acting(Role.INSPECTOR)
    with_key(act)
    for _ in range(settings.XUNCHA_LOCK_AFTER):
        assert services.unlock_own_key(act.actor, NOW, password=OTHER) is None
    assert services.unlock_own_key(act.actor, NOW, password=PASSPHRASE) is None
    later = NOW + timedelta(minutes=settings.XUNCHA_LOCK_MINUTES + 1)
    assert services.unlock_own_key(act.actor, later, password=PASSPHRASE) is not None
    assert PersonKey.objects.get().failed_attempts == 0
    failed = JournalRecord.objects.filter(event="sealing.unlock_failed").count()
    assert failed == settings.XUNCHA_LOCK_AFTER + 1


def test_without_a_key_nothing_opens(acting) -> None:
    act = acting(Role.INSPECTOR)
    assert services.unlock_own_key(act.actor, NOW, password=PASSPHRASE) is None
    with pytest.raises(RuleViolated, match="还没有设置"):
        services.change_passphrase(act, current_password=PASSPHRASE, password=OTHER, again_password=OTHER)


def test_another_passphrase_opens_the_same_key(acting) -> None:
    act = acting(Role.INSPECTOR)
    before = with_key(act)
    user = act.actor.user
    with pytest.raises(RuleViolated, match="现在的保密口令不对"):
        services.change_passphrase(acting(user), current_password=OTHER, password=OTHER, again_password=OTHER)
    services.change_passphrase(acting(user), current_password=PASSPHRASE, password=OTHER, again_password=OTHER)
    assert services.unlock_own_key(act.actor, NOW, password=PASSPHRASE) is None
    opened = services.unlock_own_key(act.actor, NOW, password=OTHER)
    assert opened is not None
    assert opened.private == before.private


def test_the_journal_knows_of_keys_but_no_passphrase(acting) -> None:
    with_key(acting(Role.INSPECTOR))
    told = [str(row) for row in JournalRecord.objects.values()]
    assert any("sealing.key_made" in one for one in told)
    assert not any(PASSPHRASE in one for one in told)


def test_the_pages_from_setting_a_passphrase_to_locking_again(at_desk, hire) -> None:
    client = at_desk(hire(Role.INSPECTOR))
    asked = client.get("/desk/key/unlock/?next=/desk/", follow=True)
    assert "要打开涉密材料，请先设置保密口令" in asked.content.decode()
    short = client.post("/desk/key/", {"password": "短", "again_password": "短"})
    assert short.status_code == 422
    assert "保密口令至少 8 位" in short.content.decode()
    client.post("/desk/key/", {"password": PASSPHRASE, "again_password": PASSPHRASE})
    assert "已锁上" in client.get("/desk/key/").content.decode()
    wrong = client.post("/desk/key/unlock/", {"password": OTHER})
    assert wrong.status_code == 422
    assert OTHER not in wrong.content.decode()
    opened = client.post("/desk/key/unlock/?next=/desk/find/", {"password": PASSPHRASE})
    assert opened.url == "/desk/find/"
    assert opened.cookies[COOKIE]["httponly"]
    assert opened.cookies[COOKIE]["samesite"] == "Strict"
    assert "在这台电脑上已打开" in client.get("/desk/key/").content.decode()
    client.post("/desk/key/lock/")
    assert "已锁上" in client.get("/desk/key/").content.decode()


def test_where_to_go_on_is_never_another_site(at_desk, hire, acting) -> None:
    user = hire(Role.INSPECTOR)
    with_key(acting(user))
    opened = at_desk(user).post("/desk/key/unlock/?next=https://elsewhere.example/", {"password": PASSPHRASE})
    assert opened.url.startswith("/")


def test_neither_the_session_nor_the_cookie_alone_opens(at_desk, hire, acting) -> None:
    user = hire(Role.INSPECTOR)
    unlocked = with_key(acting(user))
    client = at_desk(user)
    client.post("/desk/key/unlock/", {"password": PASSPHRASE})
    assert unlocked.private not in b64decode(client.session["unlocked"]["text"])
    cookie = client.cookies[COOKIE].value
    for broken in ("", "no base64", b64encode(b"k" * 32).decode()):
        client.cookies[COOKIE] = broken
        assert "已锁上" in client.get("/desk/key/").content.decode()
    client.cookies[COOKIE] = cookie
    assert "已打开" in client.get("/desk/key/").content.decode()


def test_an_open_key_locks_itself_and_a_retired_one_is_shut(at_desk, hire, acting, monkeypatch) -> None:
    user = hire(Role.INSPECTOR)
    with_key(acting(user))
    client = at_desk(user)
    client.post("/desk/key/unlock/", {"password": PASSPHRASE})
    PersonKey.objects.update(until=NOW)
    assert "设置保密口令" in client.get("/desk/key/").content.decode()
    PersonKey.objects.update(until=None)
    assert "已打开" in client.get("/desk/key/").content.decode()
    session = client.session
    session["unlocked"] = {**session["unlocked"], "until": NOW.isoformat()}
    session.save()
    assert "已锁上" in client.get("/desk/key/").content.decode()


def test_the_passphrase_is_changed_on_its_page(at_desk, hire, acting) -> None:
    user = hire(Role.INSPECTOR)
    with_key(acting(user))
    client = at_desk(user)
    sent = {"current_password": PASSPHRASE, "password": OTHER, "again_password": OTHER}
    assert client.post("/desk/key/change/", sent).status_code == 302
    assert client.post("/desk/key/unlock/", {"password": OTHER}).status_code == 302
