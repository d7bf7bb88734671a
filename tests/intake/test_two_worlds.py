"""
Non-interference: two worlds that differ in petitions alone look the same to the unit and to administrators.

Byte for byte: the same people look at the same pages before and after. What is made anew for every page (tokens, keys
of forms) is blanked; nothing else is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import World
from tests.intake.people import Team, registered
from tests.intake.sending import sent
from tests.sealing.people import with_key
from xuncha.core.permissions import GRANTS, Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.addresses import addresses
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.journal.selectors import head
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.intake import services
from xuncha.intake.models import Mailbox

OUTSIDE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.UNIT_LIAISON, Role.UNIT_HEAD)
"""Who must not learn that somebody wrote."""
NEW_EACH_TIME = {"accounts:second-factor", "accounts:people-new"}  # both offer another secret at each look
MADE_ANEW = re.compile(rb'name="(csrfmiddlewaretoken|_key)" value="[^"]*"|X-CSRFToken&quot;: &quot;[^&]*')


def pages_of(role: Role, world: World) -> Iterator[str]:
    """Every address that this role may open without naming a record, with workbooks; the unit's inspection."""
    for address in addresses():
        rule = address.rule
        if rule is None or "GET" not in rule.methods or address.parameters or address.name in NEW_EACH_TIME:
            continue
        if rule.public or rule.permission is None or rule.permission in GRANTS[role]:
            yield reverse(address.name)
    yield reverse("rounds:inspection", args=[world.inspections[0].pk])
    yield reverse("inbox:find") + "?q=XF"


def seen(at_desk, cast: "Cast") -> dict[tuple[Role, str], bytes]:
    """All that the watchers see, page by page."""
    found = {}
    for role, user in cast.watchers.items():
        client: Client = at_desk(user)
        for address in pages_of(role, cast.world):
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[role, address] = MADE_ANEW.sub(b"", body)
    return found


@dataclass
class Cast:
    """Whoever watches, and whoever will act; all of them have accounts and keys before anything happens."""

    world: World
    watchers: dict[Role, User]
    director: Unlocked
    team: Team
    mailbox: Mailbox


@pytest.fixture
def cast(world, hire, acting, team, mailbox) -> Cast:
    watchers = {role: hire(role, name=f"看客{role}") for role in OUTSIDE}
    return Cast(world, watchers, with_key(acting(Role.OFFICE_DIRECTOR)), team, mailbox)


def written(client: Client, acting, cast: Cast) -> None:
    """A letter that is declined, a tip that is taken in, revealed, passed on and opened to the office."""
    leader, _deputy, liaison = cast.team.users
    team, director = cast.team, cast.director.person_key.owner
    services.decline_petition(acting(liaison), registered(acting, team, cast.mailbox), reason="属诉讼事项")
    sent(client, cast.mailbox.code, name="王小满")
    (petition,) = services.take_in(acting(liaison), cast.mailbox)
    services.reveal_petitioner(acting(leader), petition, purpose="约谈", by=team.leader)
    services.answer_petitioner(acting(liaison), petition, text="收到")
    opening = services.ask_to_read(acting(director), petition, part="identity", reason="稳控")
    services.open_for(acting(liaison), opening, by=team.liaison)
    services.route_petition(acting(liaison), petition, to="水利部门", reason="属其职责", removed=[], by=team.liaison)


@pytest.mark.no_cover
def test_units_and_administrators_see_the_same_world(client, at_desk, acting, cast) -> None:
    before = seen(at_desk, cast)
    assert len(before) > 60
    written(client, acting, cast)
    after = seen(at_desk, cast)
    assert [place for place in before if before[place] != after[place]] == []


def test_the_open_journal_is_the_same_to_its_head(client, acting, team, mailbox) -> None:
    """The chain that the auditor verifies and exports moves on without petitions; the sealed one has them."""
    with_key(acting(Role.OFFICE_DIRECTOR))
    before, length = head(), JournalRecord.objects.count()
    sealed = SealedRecord.objects.count()
    registered(acting, team, mailbox)
    services.take_in(acting(team.users[2]), _with_tip(client, mailbox))
    assert (head(), JournalRecord.objects.count()) == (before, length)
    assert SealedRecord.objects.count() > sealed


def _with_tip(client: Client, mailbox):
    assert sent(client, mailbox.code)[0]
    return mailbox


@pytest.mark.no_cover
def test_a_difference_would_be_seen(at_desk, cast) -> None:
    """The eyes of this test see what is open: a new account is on the pages of who looks after accounts."""
    before = seen(at_desk, cast)
    User.objects.create(username="newcomer", name="新来的")
    after = seen(at_desk, cast)
    changed = {role for role, place in before if before[role, place] != after[role, place]}
    assert changed == {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
