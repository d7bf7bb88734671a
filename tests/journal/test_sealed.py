"""The journal of the sealed areas: a chain of its own, which the other one does not even count."""

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import NOW
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import is_sealed
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.journal.selectors import verify_stored
from xuncha.foundation.journal.writing import Entry, append

WHO = {"at": NOW, "actor": "somebody", "actor_name": "某人", "use_case": "some.thing"}


def note(book) -> None:
    append([Entry("thing.done", "some.kind", "1", "一件事")], **WHO, book=book)


def test_only_what_was_confided_is_sealed():
    assert {permission.split(":")[0] for permission in P if is_sealed(permission)} == {
        "petition",
        "clue",
        "handed",
        "special",
        "lookback",  # a covert visit must not tell the unit that it is on its way
        "return_visit",
        "sealed_form",  # what is taken away of all these
        "sealed_ledger",
    }


@pytest.mark.django_db
def test_each_chain_moves_on_without_the_other():
    note(JournalRecord)
    note(SealedRecord)
    note(SealedRecord)
    note(JournalRecord)
    assert list(JournalRecord.objects.values_list("seq", flat=True)) == [1, 2]
    assert list(SealedRecord.objects.values_list("seq", flat=True)) == [1, 2]
    assert verify_stored().intact
    assert verify_stored(sealed=True).count == 2


@pytest.mark.django_db
def test_the_database_refuses_to_change_a_sealed_record():
    note(SealedRecord)
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        SealedRecord.objects.update(actor="nobody")
