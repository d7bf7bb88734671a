"""The chain as plain arithmetic: whatever is done to an export is found, and a long one needs no memory."""

import json
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xuncha.core.chain import (
    ALTERED,
    CUT_OFF,
    DOES_NOT_FOLLOW,
    GENESIS,
    NOT_THE_ANCHOR,
    OUT_OF_ORDER,
    UNREADABLE,
    Link,
    canonical,
    export,
    link,
    verify,
    verify_export,
)


def chain(bodies) -> Iterator[Link]:
    prev = GENESIS
    for seq, body in enumerate(bodies, 1):
        digest = link(prev, seq, body)
        yield Link(seq, prev, digest, body)
        prev = digest


TEXTS = st.lists(st.text(max_size=20), min_size=1, max_size=12)


@given(TEXTS)
def test_an_untouched_export_is_intact(bodies):
    lines = list(export(chain(bodies)))
    verdict = verify_export(lines)
    assert (verdict.intact, verdict.count, verdict.fault) == (True, len(bodies), "")
    assert verdict.head == json.loads(lines[-1])["head"]


def test_an_empty_journal_is_intact():
    assert verify_export(list(export([]))).intact


def _edit(lines, place, draw) -> None:
    record = json.loads(lines[place])
    field = draw(st.sampled_from(sorted(record)))
    record[field] = draw(st.text(max_size=8)) if isinstance(record[field], str) else draw(st.integers(0, 99))
    lines[place] = canonical(record)


def _remove(lines, place, draw) -> None:
    del lines[place]


def _swap(lines, place, draw) -> None:
    other = draw(st.integers(0, len(lines) - 1))
    lines[place], lines[other] = lines[other], lines[place]


def _repeat(lines, place, draw) -> None:
    lines.insert(draw(st.integers(0, len(lines))), lines[place])


def _insert(lines, place, draw) -> None:
    """A forged record with a hash of its own that fits the record before it."""
    prev = json.loads(lines[place - 1])["hash"] if place else GENESIS
    forged = Link(place + 1, prev, link(prev, place + 1, "forged"), "forged")
    lines.insert(place, next(export([forged])))


def _replace(lines, place, draw) -> None:
    """A forged record in the place of a real one, correctly hashed: the next line gives it away."""
    _insert(lines, place, draw)
    del lines[place + 1]


def _garble(lines, place, draw) -> None:
    lines[place] = draw(st.sampled_from(["", "{", "[]", "7", '{"seq":1}', lines[place][:-1]]))


@given(st.data(), TEXTS, st.sampled_from([_edit, _remove, _swap, _repeat, _insert, _replace, _garble]))
def test_whatever_is_done_to_a_line_is_found(data, bodies, tamper):
    lines = list(export(chain(bodies)))
    before = list(lines)
    last_record = len(bodies) - 1
    tamper(lines, data.draw(st.integers(0, last_record)), data.draw)
    assume(lines != before)
    verdict = verify_export(lines)
    assert not verdict.intact
    assert verdict.fault
    assert verdict.broken_at == verdict.count + 1


@given(TEXTS, st.data())
def test_a_file_cut_off_anywhere_is_found(bodies, data):
    lines = list(export(chain(bodies)))
    kept = data.draw(st.integers(0, len(lines) - 1))
    assert verify_export(lines[:kept]).fault == CUT_OFF


def test_each_fault_has_its_sentence():
    first, second, third = chain("abc")
    assert verify([first, third]).fault == OUT_OF_ORDER
    assert verify([first, Link(2, first.prev, second.hash, "b")]).fault == DOES_NOT_FOLLOW
    assert verify([Link(1, GENESIS, first.hash, "x")]).fault == ALTERED
    assert verify_export(["nonsense"]).fault == UNREADABLE
    assert verify_export([r'{"seq":1,"prev":"","hash":"","body":"\ud800"}']).fault == DOES_NOT_FOLLOW
    assert verify_export([*export([first]), *export([])]).fault == UNREADABLE
    assert verify_export([*export([first, second])][:2] + [*export([first])][-1:]).fault == CUT_OFF


def test_a_chain_rewritten_from_the_start_is_found_by_one_remembered_hash():
    remembered = {2: list(chain("abc"))[1].hash}
    assert verify(chain("abc"), remembered).intact
    assert verify(chain("xbc")).intact
    assert verify(chain("xbc"), remembered).fault == NOT_THE_ANCHOR
    assert verify(chain("a"), remembered).fault == CUT_OFF


@pytest.mark.parametrize("records", [100_000])
def test_a_long_export_is_verified_line_by_line(records):
    lines = export(chain(str(n) for n in range(records)))
    tracemalloc.start()
    verdict = verify_export(lines)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert verdict.count == records
    assert peak < 1_000_000, "the walk holds one record, not the file"
