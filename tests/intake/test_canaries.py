"""
The canary test: two hundred identities and phrases go the whole way, then everything is searched for them.

No hit outside the sealed recipients: no page of any role, no export, document, search, figure, log, error page, backup,
file or table. What keepers see with their keys open is the one place where they must be found.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.clues.people import cast_of, decided, filed, opened_register, packed, received_by
from tests.conftest import NOW
from tests.exporting import taken
from tests.intake.canaries import MANY, Canary, flock, hits, kept_below, laid_out, stored
from tests.intake.people import Team
from tests.intake.sending import photo, sent
from tests.intake.test_pages import page, unlocked
from tests.sealing.people import with_key
from xuncha.core.permissions import GRANTS, Role
from xuncha.foundation.addresses import addresses
from xuncha.foundation.orgs.models import Organisation
from xuncha.intake import services
from xuncha.intake.models import Mailbox, Opening, Part, Petition, Tip
from xuncha.intake.selectors import content_of, petitioner_of
from xuncha.intake.services import letterbox
from xuncha.intake.services.tickets import Ticket
from xuncha.site.command_backup import backup

BY_HAND, BY_FORM, CLUES = 60, 3, 12


@dataclass
class Told:
    """What has happened: the team that may read, and the petitions."""

    team: Team
    petitions: list[Petition]


@pytest.fixture
def log(caplog) -> pytest.LogCaptureFixture:
    """Whatever is logged from here on, however little it matters."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def told(client, world, acting, team: Team, mailbox: Mailbox) -> Told:
    """Letters, tips, named and not, taken in, revealed, answered, routed, replied, opened, concluded, made to clues."""
    birds = flock()
    for bird in birds[:BY_HAND]:
        _registered(acting, team, mailbox, bird)
    for bird in birds[BY_HAND : BY_HAND + BY_FORM]:
        who, said = bird.petitioner, bird.content
        picture = SimpleUploadedFile(f"{who.name}.jpg", photo(), "image/jpeg")
        receipt, _page = sent(
            client, mailbox.code, text=said.text, about=said.about, name=who.name, telephone=who.telephone,
            enclosures=[picture] if bird.number == BY_HAND else [],
        )  # fmt: skip
        client.post("/tip/back/", {"receipt": receipt, "text": said.text})
    for bird in birds[BY_HAND + BY_FORM :]:
        who = bird.petitioner if bird.number % 2 else None
        letterbox.drop(mailbox, Ticket(mailbox.code, str(bird.number)), letterbox.Told(bird.content, who), NOW.date())
    services.take_in(acting(team.users[2]), mailbox)
    petitions = list(Petition.objects.order_by("pk"))
    assert len(petitions) == MANY
    _handled(acting, team, petitions)
    _made_to_clues(world, acting, birds[:CLUES])
    return Told(team, petitions)


def _registered(acting, team: Team, mailbox: Mailbox, bird: Canary) -> None:
    who, said = bird.petitioner, bird.content
    services.register_petition(
        acting(team.users[2]), mailbox, way="visit", received_on=NOW.date(), about=said.about, text=said.text,
        named=True, name=who.name, telephone=who.telephone, address=who.address,
    )  # fmt: skip


def _handled(acting, team: Team, petitions: list[Petition]) -> None:
    leader, deputy, liaison = team.users
    director = with_key(acting(Role.OFFICE_DIRECTOR))
    for petition in petitions[:4]:
        services.reveal_petitioner(acting(leader), petition, purpose="约谈核实", by=team.leader)
        removed = [part for part in (petitioner_of(petition, team.leader).name,) if part in _text(petition, team)]
        routing = services.route_petition(
            acting(liaison), petition, to="水利部门", reason="属其职责", removed=removed, by=team.liaison
        )
        services.note_reply(acting(liaison), routing, received_on=NOW.date(), text=f"已向{MARKED}说明")
        services.propose_conclusion(acting(deputy), petition, conclusion="partly")
        services.conclude_petition(acting(leader), petition)
    for petition in petitions[-4:]:
        services.answer_petitioner(acting(liaison), petition, text=f"已告诉{MARKED}")
    for part in Part:
        opening = services.ask_to_read(acting(director.person_key.owner), petitions[5], part=part, reason="稳控")
        opening = services.open_for(acting(liaison), opening, by=team.liaison)
        assert hits(services.read_opened(acting(director.person_key.owner), opening, by=director) or b"")


def _made_to_clues(world, acting, birds: list[Canary]) -> None:
    """Registered as clues; the first two are judged, approved, decided and handed over."""
    cast = cast_of(world, acting)
    register = opened_register(world, acting, cast)
    received_by(world, acting, cast)
    for bird in birds:
        persons = f"{bird.petitioner.name}，{bird.petitioner.address}负责人，正科级"
        clue = filed(acting, cast, world, persons=persons, facts=bird.content.text)
        if bird.number < 2:
            decided(acting, cast, clue)
    packed(acting, cast, register)


MARKED = Canary(1).petitioner.name


def _text(petition: Petition, team: Team) -> str:
    return content_of(petition, team.leader).text


def test_the_eyes_see(world, tmp_path) -> None:
    """What is planted in plain is found, in a table, a file and a packed one: else all that follows says nothing."""
    assert not any(hits(row) for _table, row in stored())
    Organisation.objects.filter(pk=world.units[0].pk).update(name=f"{MARKED}局")
    assert {table for table, row in stored() if hits(row)} >= {"orgs_organisation"}
    (tmp_path / "note.txt").write_bytes(MARKED.encode("gb18030"))
    assert any(hits(content) for _name, content in kept_below(tmp_path))


def test_nothing_is_found_where_bytes_lie(log, told: Told, settings, tmp_path, monkeypatch) -> None:
    """Tables, raw pages, files, logs, backup."""
    assert [table for table, row in stored() if hits(row)] == []
    assert [name for name, content in kept_below(settings.XUNCHA_HOME) if hits(content)] == []
    told_in_log = [log.text, *(text for phase in ("setup", "call") for text in _messages(log, phase))]
    assert hits("\n".join(told_in_log).encode()) == []
    if connection.vendor == "sqlite":  # on PostgreSQL a dump sees nothing of a transaction under way
        home = tmp_path / "home"
        (home / "tmp").mkdir(parents=True)
        monkeypatch.setenv("XUNCHA_HOME", str(home))
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{laid_out(home)}")
        assert backup([str(tmp_path / "all.tar.gz"), "--damaged"]) == 0
        assert hits((tmp_path / "all.tar.gz").read_bytes()) == []


def _messages(log: pytest.LogCaptureFixture, phase: str) -> list[str]:
    return [record.getMessage() for record in log.get_records(phase)]


@pytest.mark.no_cover
def test_nothing_is_found_on_any_page(told: Told, at_desk) -> None:
    """
    Every role asks for whatever tells of petitions, with workbooks and histories; keys are not open.

    Every other list is opened by one role that may: what no table holds in plain, none of them shows to another.
    """
    found, elsewhere = [], set[str]()
    for role in Role:
        client = at_desk(told.team.users[0] if role is Role.TEAM_LEADER else role)
        others = set(_lists_of(role, near=False)) - elsewhere
        elsewhere |= others
        asked = [*_lists_of(role, near=True), *_pages_about(told), *sorted(others)]
        found += [(role, address) for address in asked if hits(_answer(client, address))]
    assert len(elsewhere) > 50
    assert found == []


NEAR = ("intake", "journal", "inbox")


def _lists_of(role: Role, *, near: bool) -> Iterator[str]:
    """The addresses that this role may open and that name no record: near petitions, or elsewhere."""
    for address in addresses():
        rule = address.rule
        if rule is None or "GET" not in rule.methods or rule.public or address.parameters:
            continue
        ours = address.name.partition(":")[0] in NEAR
        if ours is near and (rule.permission is None or rule.permission in GRANTS[role]):
            yield reverse(address.name)
            if ours:
                yield reverse(address.name) + "?export=xlsx"


def _pages_about(told: Told) -> Iterator[str]:
    """What there is about a petition, by whoever may open it."""
    petition, opening = told.petitions[0], Opening.objects.first()
    assert opening
    for name in ("petition", "petition-class", "petition-join", "petition-propose", "petition-reveal", "petition-ask"):
        yield reverse(f"intake:{name}", args=[petition.pk])
    yield reverse("intake:opening", args=[opening.pk])
    for kind, record in (("intake.petition", petition), ("intake.opening", opening)):
        yield reverse("inbox:history", args=[kind, record.pk])
    yield reverse("rounds:inspection", args=[petition.inspection_id])
    yield reverse("preparation:pack", args=[petition.inspection_id])
    yield reverse("inbox:find") + "?q=" + petition.number


def _answer(client: Client, address: str) -> bytes:
    answer = taken(client, address) if "export=" in address else client.get(address, follow=True)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_search_finds_none_of_them(told: Told, at_desk) -> None:
    """Half a mark finds whatever holds the whole one; the page repeats what was typed, and nothing more."""
    for role in (Role.OFFICE_DIRECTOR, Role.TEAM_LEADER, Role.SECRETARY, Role.INSPECTOR):
        client = at_desk(told.team.users[0] if role is Role.TEAM_LEADER else role)
        for half in ("鸑", "9917", "蒹葭"):
            for address in ("inbox:find", "intake:register"):
                assert hits(_answer(client, reverse(address) + f"?q={half}")) == []


def test_an_error_tells_nothing(client, mailbox, caplog, monkeypatch) -> None:
    """The form fails in the middle: neither the page nor the log repeats what was typed."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(letterbox, "drop", lambda *_told: 1 // 0)
    client.raise_request_exception = False
    bird = Canary(7)
    _receipt, shown = sent(client, mailbox.code, text=bird.content.text, name=bird.petitioner.name)
    assert "ZeroDivisionError" in caplog.text
    assert hits(caplog.text.encode()) == []
    assert hits(shown.encode()) == []
    assert Tip.objects.count() == 0


def test_who_keeps_them_reads_them(told: Told, at_desk) -> None:
    """And there they are: each of them, by its keepers."""
    seen = [content_of(petition, told.team.leader).text for petition in told.petitions]
    assert sorted(seen) == sorted(bird.content.text for bird in flock())
    client = unlocked(at_desk(told.team.users[0]))
    assert hits(page(client, "intake:petition", told.petitions[0].pk).encode())
    later = NOW + timedelta(hours=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xuncha.foundation.middleware.timezone.now", lambda: later)
        assert not hits(client.get(reverse("intake:petition", args=[told.petitions[0].pk])).content)
