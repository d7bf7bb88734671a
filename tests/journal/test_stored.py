"""The journal in the database: append-only by the database itself, verified as a stream, shown without case content."""

import tracemalloc
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import NOW
from xuncha.core.chain import ALTERED, CUT_OFF, OUT_OF_ORDER, export, verify_export
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.selectors import PAPERS
from xuncha.foundation.accounts.services import change_account
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.journal.selectors import (
    Question,
    auditors_lines,
    before,
    events_and_kinds,
    is_case,
    matching,
    shown,
    stored_links,
    verify_stored,
)
from xuncha.foundation.journal.services import note_export, note_verification
from xuncha.foundation.journal.writing import Entry, append

pytestmark = pytest.mark.django_db
SECRET = "某局挪用资金"


def write(*entries: Entry, at=NOW, actor="zhou") -> None:
    append(entries, at=at, actor=actor, actor_name="周行", use_case="tests.something")


def entry(event="test.done", kind="accounts.user", **more) -> Entry:
    return Entry(event, kind, "1", more.pop("label", "周行"), **more)


def case_entry() -> Entry:
    return entry(
        "paper.returned",
        "fieldwork.paper",
        label=SECRET,
        changes={"facts": ["", SECRET]},
        detail={"step": "return", "reason": SECRET},
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_journalrecord SET actor = 'x'",
        "UPDATE journal_journalrecord SET body = body WHERE seq = 1",
        "DELETE FROM journal_journalrecord",
        "DELETE FROM journal_journalrecord WHERE seq = 2",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_record(statement):
    write(entry(), entry())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_stored().count == 2


def test_the_orm_is_refused_too():
    write(entry())
    record = JournalRecord.objects.get()
    record.actor = "x"
    with pytest.raises(DatabaseError), transaction.atomic():
        record.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        record.delete()
    assert JournalRecord.objects.get().actor == "zhou"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_postgresql_refuses_to_empty_the_journal():
    write(entry())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_journalrecord")


def _tamper(statement: str) -> None:
    """What somebody could do who may drop the triggers: the owner of the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS journal_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS journal_no_delete")
        else:
            cursor.execute("ALTER TABLE journal_journalrecord DISABLE TRIGGER USER")
            cursor.execute("GRANT UPDATE, DELETE ON journal_journalrecord TO CURRENT_USER")
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "broken_at", "fault"),
    [
        ("UPDATE journal_journalrecord SET body = replace(body, 'test.done', 'test.gone') WHERE seq = 2", 2, ALTERED),
        ("UPDATE journal_journalrecord SET actor = 'lin' WHERE seq = 3", 3, ALTERED),
        ("UPDATE journal_journalrecord SET subject_label = 'x' WHERE seq = 1", 1, ALTERED),
        ("UPDATE journal_journalrecord SET body = 'not json' WHERE seq = 1", 1, ALTERED),
        ("DELETE FROM journal_journalrecord WHERE seq = 2", 2, OUT_OF_ORDER),
        ("UPDATE journal_journalrecord SET seq = 9 WHERE seq = 2", 2, OUT_OF_ORDER),
    ],
)
def test_whatever_the_owner_of_the_database_changes_is_found(statement, broken_at, fault):
    write(entry(), entry(), entry())
    assert verify_stored().intact
    _tamper(statement)
    verdict = verify_stored()
    assert (verdict.broken_at, verdict.fault) == (broken_at, fault)


def test_a_removed_end_is_found_by_a_hash_remembered_from_before():
    write(entry(), entry(), entry())
    whole = verify_stored()
    _tamper("DELETE FROM journal_journalrecord WHERE seq = 3")
    assert verify_stored().intact
    assert verify_stored({whole.count: whole.head}).fault == CUT_OFF


def test_an_export_of_the_database_verifies_without_it():
    write(entry(), case_entry())
    assert verify_export(list(export(stored_links()))) == verify_stored()


def test_a_long_journal_is_walked_without_holding_it():
    for _ in range(12):
        write(*[entry()] * 2000)
    tracemalloc.start()
    verdict = verify_stored()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (verdict.count, verdict.intact) == (24_000, True)
    assert peak < 20_000_000, "two batches of records, not the journal"


def test_an_auditor_finds_records_by_person_event_kind_and_day(actor):
    auditor = actor(Role.AUDIT_ADMIN)
    write(entry(), case_entry())
    write(entry("test.late"), at=NOW + timedelta(days=2), actor="lin")

    def found(**question) -> list[int]:
        return [r.seq for r in matching(auditor, Question(**question))]

    assert found() == [3, 2, 1]
    assert found(person="LIN") == [3]
    assert found(person="周行") == [3, 2, 1]
    assert found(event="test.done") == [1]
    assert found(kind="fieldwork.paper") == [2]
    assert found(since=date(2022, 5, 11)) == [3]
    assert found(until=date(2022, 5, 10)) == [2, 1]
    assert found(since=date(2022, 5, 10), until=date(2022, 5, 12)) == [3, 2, 1]
    assert events_and_kinds(auditor) == (
        ["paper.returned", "test.done", "test.late"],
        ["accounts.user", "fieldwork.paper"],
    )


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.AUDIT_ADMIN])
def test_nobody_else_reads_the_journal(actor, role):
    write(entry())
    assert not matching(actor(role), Question()).exists()


def test_pages_follow_each_other_without_gap_or_overlap(actor):
    write(*[entry()] * 7)
    rows = matching(actor(Role.AUDIT_ADMIN), Question())
    first, after = before(rows, None, 3)
    second, later = before(rows, after, 3)
    third, end = before(rows, later, 3)
    assert [r.seq for r in first + second + third] == [7, 6, 5, 4, 3, 2, 1]
    assert end is None


def test_of_a_case_an_auditor_sees_which_fields_changed_and_no_text(actor):
    write(case_entry())
    seen = shown(JournalRecord.objects.get())
    assert (seen.withheld, seen.kind, seen.subject) == (True, PAPERS.label, "1")
    assert seen.changes == [("facts", None, None)]
    assert seen.detail == {"step": "return"}
    assert SECRET not in "".join(auditors_lines(matching(actor(Role.AUDIT_ADMIN), Question())))


def test_of_accounts_and_grants_an_auditor_sees_everything():
    write(entry(changes={"name": ["甲", "乙"]}, detail={"reason": "更正"}))
    seen = shown(JournalRecord.objects.get())
    assert (seen.subject, seen.changes, seen.detail) == ("周行", [("name", "甲", "乙")], {"reason": "更正"})


def test_a_kind_nobody_declared_is_treated_as_a_case():
    write(entry(kind="fieldwork.signature", label=SECRET))
    assert is_case("fieldwork.signature")
    assert shown(JournalRecord.objects.get()).subject == "1"


def test_verifying_and_exporting_leave_their_own_records(acting):
    write(entry())
    verdict = verify_stored()
    note_verification(acting(Role.AUDIT_ADMIN), verdict=verdict)
    note_export(acting(Role.AUDIT_ADMIN), question={"person": "zhou"})
    second, third = JournalRecord.objects.order_by("seq")[1:]
    assert verdict.head in second.body
    assert (second.event, third.event) == ("journal.verified", "journal.exported")


def test_an_empty_journal_has_nothing_to_verify(acting):
    with pytest.raises(RuleViolated, match="还没有"):
        note_verification(acting(Role.AUDIT_ADMIN), verdict=verify_stored())


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.SECRETARY])
def test_nobody_else_exports(acting, role):
    with pytest.raises(Denied):
        note_export(acting(role), question={})


def test_an_edit_is_kept_with_old_and_new(acting, hire):
    user = hire(Role.OFFICE_CLERK, name="旧名")
    change_account(acting(Role.SECURITY_ADMIN), user, name="新名", organisation=None, post="")
    assert '"name":["旧名","新名"]' in JournalRecord.objects.get().body
