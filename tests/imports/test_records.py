"""The yearly update of people's records: out as they stand, back in with what changed, and taken back again."""

from datetime import date

import pytest

from tests.imports.conftest import template_row
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.dossier import services
from xuncha.dossier.models import Update
from xuncha.foundation.imports.kinds import KINDS
from xuncha.foundation.imports.services import undo_import
from xuncha.talent.services import add_person

pytestmark = pytest.mark.django_db
ORG = Role.ORGANISATION


def sheet(*rows):
    return [[column.label for column in KINDS["records"].columns], *[template_row("records", **row) for row in rows]]


@pytest.fixture
def people(acting, world):
    made = [
        add_person(acting(Role.OFFICE_CLERK), world.city, code=f"R{n}", name=name, pool="staff", post="科员")
        for n, name in enumerate(("何某", "林某"), 1)
    ]
    services.keep_dossier(acting(ORG), made[0], rank="正科", rank_since=date(2021, 6, 1))
    return made


def test_what_stands_is_left_alone_and_what_changed_is_written_and_taken_back(imported, acting, world, people):
    same = {"code": "R1", "name": "何某", "post": "科员", "rank": "正科", "rank_since": "2021-06-01"}
    changed = {"code": "R2", "name": "林某", "post": "副科长", "rank": "副科", "political_status": "中共党员"}
    batch = imported("records", sheet(same, changed), ORG)
    people[1].refresh_from_db()
    assert (batch.same, people[1].post, people[1].political_status) == (1, "副科长", "member")
    assert Update.objects.get().changes["post"] == ["科员", "副科长"]
    undo_import(acting(ORG), batch, reason="表发错了")
    people[1].refresh_from_db()
    assert (people[1].post, people[1].rank, Update.objects.count()) == ("科员", "", 0)


def test_what_was_changed_since_is_not_overwritten_by_taking_back(imported, acting, people):
    row = {"code": "R2", "name": "林某", "rank": "副科", "rank_since": "2022-01-01"}
    batch = imported("records", sheet(row), ORG)
    services.keep_dossier(acting(ORG), people[1], rank="正科")
    with pytest.raises(RuleViolated, match="导入后已修改"):
        undo_import(acting(ORG), batch, reason="重来")


def test_every_mistake_is_told_with_its_row(uploaded, people):
    bad = uploaded(
        "records",
        sheet(
            {"code": "R9", "name": "无此人"},
            {"code": "R1", "name": "何谋"},
            {"code": "R1", "name": "何某"},
            {"code": "R2", "name": "林某", "rank_since": "2022-01-01"},
            {"code": "R2", "name": "林某", "education": "博士后"},
        ),
        ORG,
    )
    told = {(row, column) for row, column, _text in bad.errors}
    assert told == {(2, "人员编号"), (3, "姓名"), (4, "人员编号"), (5, "职级"), (6, "学历")}


def test_a_day_to_come_is_refused_with_the_name(imported, people):
    row = {"code": "R2", "name": "林某", "rank": "副科", "rank_since": "2030-01-01"}
    with pytest.raises(RuleViolated, match="林某：任现职级日期"):
        imported("records", sheet(row), ORG)


def test_others_do_not_update_records(uploaded, people):
    with pytest.raises(Denied):
        uploaded("records", sheet({"code": "R1", "name": "何某"}), Role.OFFICE_CLERK)
