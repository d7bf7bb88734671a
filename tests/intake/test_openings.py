"""Break-glass: two people, a reason, the leader shown, a day's time; nobody alone and nobody longer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.intake.people import NAME, SECRET, registered
from tests.intake.test_pages import page, unlocked
from tests.sealing.people import with_key
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.jobs.worker import Worker
from xuncha.foundation.journal.models import SealedRecord
from xuncha.intake import services
from xuncha.intake.models import Opening, Part
from xuncha.intake.rules import reasons_not_to_open_for


@pytest.fixture
def director(acting):
    return with_key(acting(Role.OFFICE_DIRECTOR))


def asked(acting, director, petition, part: str = Part.CONTENT) -> Opening:
    return services.ask_to_read(
        acting(director.person_key.owner), petition, part=part, reason="群众情绪激烈，须当面稳控"
    )


def test_asked_by_one_opened_by_another_seen_by_the_leader_for_a_day(acting, team, mailbox, director) -> None:
    petition = registered(acting, team, mailbox)
    opening = asked(acting, director, petition, Part.IDENTITY)
    who = director.person_key.owner
    assert services.read_opened(acting(who), opening, by=director) is None
    opening = services.open_for(acting(team.users[2]), opening, by=team.liaison)
    assert NAME in services.read_opened(acting(who), opening, by=director).decode()
    assert [todo.record for todo in waiting_for(acting(team.users[0]).actor, "破例查阅待组长知悉")] == [opening]
    assert services.see_opening(acting(team.users[0]), opening).state == "seen"
    later = acting(who, now=NOW + timedelta(hours=24))
    assert services.read_opened(later, opening, by=director) is None
    opening.refresh_from_db()
    assert bytes(opening.sealed) == b""
    events = list(SealedRecord.objects.filter(event__startswith="opening.").values_list("event", flat=True))
    told = ["asked", "closed", "opened", "read", "seen", "ended", "closed"]
    assert events == [f"opening.{one}" for one in told]
    assert NAME not in str(list(SealedRecord.objects.values()))


def test_nobody_else_reads_what_was_opened(acting, team, mailbox, director) -> None:
    opening = asked(acting, director, registered(acting, team, mailbox))
    opening = services.open_for(acting(team.users[0]), opening, by=team.leader)
    other = with_key(acting(Role.OFFICE_DIRECTOR))
    assert services.read_opened(acting(other.person_key.owner), opening, by=other) is None
    with pytest.raises(Denied):
        services.read_opened(acting(team.users[1]), opening, by=team.deputy)


def test_who_keeps_nothing_opens_nothing_and_it_may_be_refused(acting, team, mailbox, director) -> None:
    opening = asked(acting, director, registered(acting, team, mailbox))
    with pytest.raises(Denied):
        services.open_for(acting(team.users[1]), opening, by=team.deputy)
    refused = services.refuse_to_open(acting(team.users[2]), opening, reason="可由组里答复")
    with pytest.raises(InvalidTransition):
        services.open_for(acting(team.users[0]), refused, by=team.leader)
    assert reasons_not_to_open_for(own=True)


def test_asking_needs_a_reason_a_key_and_something_there(acting, team, mailbox, hire, director) -> None:
    anonymous = registered(acting, team, mailbox, named=False, name="", telephone="")
    keyless = acting(hire(Role.OFFICE_DIRECTOR))
    with pytest.raises(RuleViolated) as refused:
        services.ask_to_read(keyless, anonymous, part=Part.IDENTITY, reason=" ")
    assert len(refused.value.reasons) == 3
    for role in (Role.OFFICE_CLERK, Role.INSPECTOR, Role.AUDIT_ADMIN, Role.UNIT_HEAD):
        with pytest.raises(Denied):
            services.ask_to_read(acting(role), anonymous, part=Part.CONTENT, reason="x")
    with pytest.raises(OutOfReach):
        services.ask_to_read(acting(Role.OFFICE_DIRECTOR, which=1), anonymous, part=Part.CONTENT, reason="x")


def test_from_the_register_to_reading_and_past_its_time(at_desk, acting, team, mailbox, director) -> None:
    petition = registered(acting, team, mailbox)
    client: Client = unlocked(at_desk(director.person_key.owner))
    listed = page(client, "intake:register")
    assert petition.number in listed
    assert reverse("intake:petition-ask", args=[petition.pk]) in listed
    said = client.post(
        reverse("intake:petition-ask", args=[petition.pk]), {"part": "content", "reason": "稳控"}, follow=True
    )
    assert "等一位接收人打开" in said.content.decode()
    opening = Opening.objects.get()
    address = reverse("intake:opening-read", args=[opening.pk])
    liaison = at_desk(team.users[2])
    assert liaison.post(reverse("intake:opening-open", args=[opening.pk])).status_code == 302
    unlocked(liaison)
    liaison.post(reverse("intake:opening-open", args=[opening.pk]))
    assert petition.number in page(liaison, "intake:petition", petition.pk)
    leader = at_desk(team.users[0])
    leader.post(reverse("intake:opening-step", args=[opening.pk, "see"]))
    client = at_desk(director.person_key.owner)
    assert client.post(address).status_code == 302
    unlocked(client)
    assert SECRET in client.post(address).content.decode()
    assert SECRET not in page(client, "intake:opening", opening.pk)
    Opening.objects.update(until=NOW)
    assert "查阅时限已过" in client.post(address, follow=True).content.decode()


def test_what_was_opened_is_emptied_at_its_time_without_anybody(acting, team, mailbox, director) -> None:
    opening = asked(acting, director, registered(acting, team, mailbox))
    opening = services.open_for(acting(team.users[2]), opening, by=team.liaison)
    clock = {"now": NOW + timedelta(hours=23, minutes=59)}
    worker = Worker(lambda: clock["now"])
    worker.look_around()
    with pytest.raises(InvalidTransition, match="还没有到"):
        services.end_opening(acting(director.person_key.owner, now=clock["now"]), opening)
    opening.refresh_from_db()
    assert bytes(opening.sealed)
    clock["now"] += timedelta(seconds=59)
    worker.look_around()
    assert not SealedRecord.objects.filter(event="opening.ended").exists(), "it looks once a minute"
    clock["now"] += timedelta(seconds=1)
    worker.look_around()
    opening.refresh_from_db()
    assert bytes(opening.sealed) == b""
    assert SealedRecord.objects.get(event="opening.ended").actor == "#system"
    clock["now"] += timedelta(minutes=1)
    worker.look_around()
    assert SealedRecord.objects.filter(event="opening.ended").count() == 1
