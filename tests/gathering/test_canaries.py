"""
The canary test of talks: forty people who spoke, their posts and what they said, looked for on every page.

No hit but with those who held a talk, the leader and named readers: no list, record, paper, export, document, search,
journal, log or error page of anybody else. Records of talks are not sealed: which tables hold them in plain is named
here, and in docs/threat-model.md.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.exporting import taken
from tests.fieldwork.conftest import FACTS
from tests.gathering.people import TODAY, Crew
from tests.intake.canaries import Canary, hits, kept_below, laid_out, stored
from tests.looking import open_to
from tests.samples import ARGUMENTS
from xuncha.core.permissions import Role
from xuncha.fieldwork.services import cite_talk, create_paper
from xuncha.foundation.accounts.models import User
from xuncha.foundation.addresses import Address, addresses
from xuncha.foundation.inbox.services import keep_draft
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.gathering import services
from xuncha.gathering.models import Talk
from xuncha.site.command_backup import backup

pytestmark = pytest.mark.django_db
MANY, ALL_THE_WAY = 40, 2
BIRDS = [Canary(number) for number in range(MANY)]
NEAR = {"gathering", "fieldwork", "inbox", "journal"}
"""Where talks are spoken of: there every role opens whatever it may; elsewhere one of each group that may."""
INSIDE = (Role.TEAM_LEADER, Role.DEPUTY_LEADER, Role.TEAM_LIAISON, Role.INSPECTOR)
ABOVE = (Role.SECRETARY, Role.LEADING_GROUP, Role.OFFICE_DIRECTOR, Role.OFFICE_CLERK)
IN_PLAIN = {"gathering_talkrecord", "gathering_supplement", "inbox_draft"}
ELSEWHERE = 50


@dataclass
class Told:
    """The talks, and somebody whom the leader named to read the first of them."""

    talks: list[Talk]
    reader: User


@pytest.fixture(autouse=True)
def the_clock_stands(at_desk) -> None:
    """At NOW, for every desk."""


@pytest.fixture
def log(caplog) -> pytest.LogCaptureFixture:
    """Whatever is logged from here on, however little it matters."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def told(world, acting, crew: Crew, hire) -> Told:
    """All written down; two checked, supplemented, read, cited; one half typed, one given up."""
    talks = [_held(world, acting, crew, bird) for bird in BIRDS]
    reader = hire(Role.INSPECTOR, name="查阅人")
    paper = create_paper(acting(crew.lead), world.inspections[0], title="底稿", facts=FACTS)
    for talk, bird in zip(talks[:ALL_THE_WAY], BIRDS, strict=False):
        services.hand_in_talk(acting(crew.recorder), talk)
        services.return_talk(acting(crew.lead), talk, reason="再核对")
        services.hand_in_talk(acting(crew.recorder), talk)
        services.confirm_talk(acting(crew.lead), talk)
        talk.refresh_from_db()
        added = services.supplement_record(acting(crew.lead), talk.record, text=bird.content.text)
        services.confirm_supplement(acting(crew.recorder), talk.record, supplement=added.pk)
        cite_talk(acting(crew.lead), paper, talk)
    until = TODAY + timedelta(days=7)
    services.let_read(
        acting(crew.leader), talks[0].record, reader=reader, valid_from=TODAY, valid_to=until, reason="合写底稿"
    )
    planned = _planned(world, acting, crew, BIRDS[0])
    services.cancel_talk(acting(crew.recorder), planned, reason="本人外出")
    code, typed = f"gathering.record:write-{talks[4].record.pk}", {"answer_1": BIRDS[4].content.text}
    keep_draft(acting(crew.recorder), code, typed)
    return Told(talks, reader)


def _planned(world, acting, crew: Crew, bird: Canary) -> Talk:
    who = bird.petitioner
    return services.plan_talk(
        acting(crew.recorder), world.inspections[0], kind="middle", name=who.name, post=who.address, lead=crew.lead,
        recorder=crew.recorder,
    )  # fmt: skip


def _held(world, acting, crew: Crew, bird: Canary) -> Talk:
    talk, who, said = _planned(world, acting, crew, bird), bird.petitioner, bird.content
    outline = f"【工程】\n{said.about}修好了吗"
    services.save_outline(acting(crew.recorder), talk.record, name=who.name, post=who.address, outline=outline)
    services.hold_talk(acting(crew.lead), talk, on=TODAY, place="三楼谈话室")
    told = {"asked": f"怎么找{who.name}", "answered": who.telephone, "read_over": "signed"}
    services.save_record(acting(crew.recorder), talk.record, answers=[said.text], **told)
    return talk


@pytest.mark.no_cover
@pytest.mark.parametrize("roles", [INSIDE, ABOVE, tuple(set(Role) - {*INSIDE, *ABOVE})])
def test_nothing_is_found_on_any_page(roles: tuple[Role, ...], told: Told, crew: Crew, hire) -> None:
    """Every role beside those who may, and the rest of the team; lists with their workbooks, records, histories."""
    found, elsewhere = [], set[str]()
    for role in sorted(roles):
        client = _desk(_outsider(role, crew, hire))
        for address in addresses():
            near = address.name.partition(":")[0] in NEAR
            if not open_to(role, address) or (address.name in elsewhere and not near):
                continue
            if not near:
                elsewhere.add(address.name)
            found += [(role, url) for url in _filled(address) if _hit(client, url)]
        for talk in told.talks[:ALL_THE_WAY]:
            for url in _about(talk):
                found += [(role, url)] if _hit(client, url) else []
    assert len(elsewhere) > ELSEWHERE
    assert found == []


def _desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _outsider(role: Role, crew: Crew, hire) -> User:
    """Somebody of this role to whom no record is open: of the same team, but for its leader."""
    if role is Role.INSPECTOR:
        return crew.other
    return hire(role, which=1 if role is Role.TEAM_LEADER else 0)


def _filled(address: Address) -> Iterator[str]:
    """The address with some of the records that it could be about."""
    given = {name: value for name, value in ARGUMENTS.get(address.name, {}).items() if not callable(value)}
    wanted = [given]
    if "pk" in address.parameters and address.rule is not None and address.rule.of is not None:
        rows = address.rule.of.model._default_manager.values_list("pk", flat=True)
        wanted = [{**given, "pk": pk} for pk in rows[:ALL_THE_WAY]]
    for arguments in wanted:
        if set(address.parameters) <= set(arguments):
            yield reverse(address.name, kwargs={name: arguments[name] for name in address.parameters})


def _about(talk: Talk) -> Iterator[str]:
    """What there is about a talk, by whoever may open it."""
    record = talk.record.pk
    for name in ("record", "record-outline", "record-write", "record-supplement", "record-reader"):
        yield reverse(f"gathering:{name}", args=[record])
    for kind in ("record", "outline"):
        yield reverse("gathering:record-document", args=[record, kind, "docx"])
    yield reverse("gathering:talk", args=[talk.pk])
    for kind, pk in (("gathering.talk", talk.pk), ("gathering.record", record)):
        yield reverse("inbox:history", args=[kind, pk])


def _hit(client: Client, url: str) -> bool:
    answer = client.get(url, follow=True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if b"export=xlsx" in body:
        file = taken(client, url, {"export": "xlsx"})
        body += b"".join(file.streaming_content) if file.streaming else file.content
    return bool(hits(body))


@pytest.mark.no_cover
def test_a_search_finds_none_of_them(told: Told, crew: Crew, hire) -> None:
    """Half a mark finds whatever holds the whole one; a page repeats what was typed and nothing more."""
    for role in Role:
        client = _desk(_outsider(role, crew, hire))
        for half in ("鸑", "9917", "蒹葭"):
            for place in ("inbox:find", "gathering:talks", "fieldwork:papers"):
                assert not hits(client.get(reverse(place), {"q": half}).content)


def test_no_journal_log_or_file_tells_of_them(log, told: Told, hire, settings) -> None:
    """Neither what a field was nor what it became; the auditor's export neither."""
    for journal in (JournalRecord, SealedRecord):
        assert not any(hits(f"{one.body} {one.subject_label}".encode()) for one in journal.objects.all())
    exported = _desk(hire(Role.AUDIT_ADMIN)).post(reverse("journal:export"))
    assert exported.status_code == 200
    assert not hits(b"".join(exported.streaming_content) if exported.streaming else exported.content)
    texts = [record.getMessage() for phase in ("setup", "call") for record in log.get_records(phase)]
    assert not hits("\n".join([log.text, *texts]).encode())
    assert [name for name, content in kept_below(settings.XUNCHA_HOME) if hits(content)] == []


def test_an_error_tells_nothing(log, told: Told, crew: Crew, monkeypatch) -> None:
    """Saving fails in the middle: neither the page nor the log repeats what was typed."""
    monkeypatch.setattr(services, "save_record", lambda *_told, **_more: 1 // 0)
    client = _desk(crew.recorder)
    client.raise_request_exception = False
    typed = {"answer_1": BIRDS[5].content.text, "read_over": "signed", "_version": 3}
    shown = client.post(reverse("gathering:record-write", args=[told.talks[5].record.pk]), typed)
    assert shown.status_code == 500
    assert "ZeroDivisionError" in log.text
    assert not hits(shown.content)
    assert not hits(log.text.encode())


@pytest.mark.usefixtures("told")
def test_whoever_reads_the_database_or_a_backup_reads_them(tmp_path, monkeypatch) -> None:
    """What the threat model owns up to, and no table more."""
    assert {table for table, row in stored() if table != "the raw file" and hits(row)} == IN_PLAIN
    if connection.vendor == "sqlite":  # on PostgreSQL a dump sees nothing of a transaction under way
        home = tmp_path / "home"
        (home / "tmp").mkdir(parents=True)
        monkeypatch.setenv("XUNCHA_HOME", str(home))
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{laid_out(home)}")
        assert backup([str(tmp_path / "all.tar.gz"), "--damaged"]) == 0
        assert hits((tmp_path / "all.tar.gz").read_bytes())


def test_who_may_reads_them(told: Told, crew: Crew) -> None:
    """And there they are: else nothing above says anything."""
    for user in (crew.lead, crew.recorder, crew.leader):
        seen = [_hit(_desk(user), reverse("gathering:record", args=[talk.record.pk])) for talk in told.talks]
        assert all(seen)
    reader = _desk(told.reader)
    assert _hit(reader, reverse("gathering:record", args=[told.talks[0].record.pk]))
    assert not _hit(reader, reverse("gathering:record", args=[told.talks[1].record.pk]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW + timedelta(days=9))
        assert not _hit(_desk(told.reader), reverse("gathering:record", args=[told.talks[0].record.pk]))
