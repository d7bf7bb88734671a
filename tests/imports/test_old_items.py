"""Ledgers of earlier terms: in by workbook with an error per cell, what they call open followed, and taken back."""

import pytest

from tests.imports.conftest import template_row
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.imports.kinds import KINDS
from xuncha.foundation.imports.services import undo_import
from xuncha.lookback.models import OldItem

pytestmark = pytest.mark.django_db
FIRST = {"organisation": "测试市第1局", "number": "1", "year": "2019", "title": "资金沉淀", "claimed": "已完成"}


def sheet(*rows):
    return [[c.label for c in KINDS["old-items"].columns], *[template_row("old-items", **row) for row in rows]]


def test_an_old_ledger_comes_in_and_what_it_calls_open_is_followed(imported, acting):
    batch = imported("old-items", sheet(FIRST, {**FIRST, "number": "2", "claimed": "未完成"}))
    assert list(OldItem.objects.values_list("number", "state")) == [("1", "claimed"), ("2", "open")]
    undo_import(acting(Role.OFFICE_CLERK), batch, reason="发错了")
    assert not OldItem.objects.exists()


def test_the_same_ledger_twice_changes_nothing(imported, uploaded):
    imported("old-items", sheet(FIRST))
    assert uploaded("old-items", sheet(FIRST)).same == 1


def test_every_mistake_is_told_with_its_row(uploaded):
    bad = uploaded("old-items", sheet(FIRST, {**FIRST, "number": "2", "year": "19"}, {**FIRST, "organisation": "无"}))
    assert [tuple(error[:2]) for error in bad.errors] == [(3, "反馈年度"), (4, "单位名称")]


def test_what_was_looked_at_since_is_not_taken_back(imported, acting, world):
    batch = imported("old-items", sheet(FIRST))
    old = OldItem.objects.get()
    OldItem.objects.update(version=2)
    with pytest.raises(RuleViolated, match="导入后已修改"):
        undo_import(acting(Role.OFFICE_CLERK), batch, reason="重来")
    assert OldItem.objects.get() == old
