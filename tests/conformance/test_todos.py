"""Every workflow in the inbox: its records can be told as something to do, with what is read along with them alone."""

from datetime import date

import pytest

from tests.samples import SAMPLES
from xuncha.foundation.inbox.sources import SOURCES
from xuncha.foundation.reach import with_related


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.workflow.code)
def test_what_a_todo_tells_is_read_along_with_the_record(world, source, django_assert_num_queries):
    pk = SAMPLES[source.reach.kind].build(world).pk
    (record,) = with_related(source.reach.model.objects.filter(pk=pk), source.related)
    with django_assert_num_queries(0):
        told = [source.title(record), source.number(record), source.unit(record)]
        days = [source.day_of(record, state) for state in source.due]
    assert any(told)
    assert all(day is None or isinstance(day, date) for day in days)
