"""What those see who may know how many: counts and days, never what was told."""

from datetime import date
from io import BytesIO

from django.db.models import Q
from python_calamine import CalamineWorkbook

from tests.exporting import taken
from tests.intake.people import NAME, SECRET, registered
from tests.intake.sending import sent
from tests.intake.test_pages import page
from xuncha.core.permissions import Role
from xuncha.foundation.inbox.cards import held_by
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.intake import services
from xuncha.intake.models import Petition
from xuncha.intake.selectors import PETITIONS
from xuncha.intake.selectors.register import figures


def test_figures_divide_the_same_petitions(acting, team, mailbox) -> None:
    registered(acting, team, mailbox, matter="mass")
    registered(acting, team, mailbox, way="call", named=False, name="", telephone="")
    services.decline_petition(acting(team.users[2]), registered(acting, team, mailbox), reason="属诉讼事项")
    together, axes = figures(Petition.objects.all(), Q(pk__in=[]))
    assert (together.all, together.named, together.finished, together.late) == (3, 2, 1, 0)
    by = {axis.label: {str(row.label): row.all for row in axis.rows} for axis in axes}
    assert by == {
        "渠道": {"来信": 2, "来电": 1},
        "类别": {"群众纪律": 1, "待定": 2},
        "状态": {"待研判": 2, "不予受理": 1},
        "结论": {},
    }


def test_the_office_sees_how_many_and_how_far(at_desk, acting, team, mailbox) -> None:
    petition = registered(acting, team, mailbox)
    client = at_desk(Role.OFFICE_DIRECTOR)
    for name in ("intake:register", "intake:figures"):
        shown = page(client, name)
        assert not any(secret in shown for secret in (SECRET, NAME, "石桥泵站"))
    assert petition.number in page(client, "intake:register")
    book = taken(client, "/desk/intake/register/figures/?export=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(book.streaming_content))).get_sheet_by_index(0).to_python()
    assert ["合计", 1, 1, 0, 0] in [[row[0], *(int(n or 0) for n in row[1:])] for row in rows[2:]]
    assert "反映本单位的信访" in page(client, "preparation:pack", petition.inspection_id)
    for role in (Role.OFFICE_CLERK, Role.SECRETARY, Role.INSPECTOR, Role.SYSTEM_ADMIN, Role.UNIT_HEAD):
        assert at_desk(role).get("/desk/intake/register/").status_code == 403


def test_what_waits_too_long_is_late(acting, team, mailbox) -> None:
    petition = registered(acting, team, mailbox)
    assert petition.due_on == date(2022, 5, 16)  # five working days after Monday 9 May
    late = Petition.objects.filter(overdue_in(PETITIONS)(date(2022, 5, 17)))
    assert list(late) == [petition]
    assert not Petition.objects.filter(overdue_in(PETITIONS)(date(2022, 5, 16))).exists()


def test_tips_that_wait_stand_beside_the_inbox(client, acting, team, mailbox) -> None:
    liaison = acting(team.users[2]).actor
    assert not any("待收取" in str(line.note) for line in held_by(liaison, date(2022, 5, 10)))
    sent(client, mailbox.code)
    lines = [line.note for line in held_by(liaison, date(2022, 5, 10))]
    assert "待收取 1 件" in lines
    assert not any("待收取" in str(line.note) for line in held_by(acting(Role.INSPECTOR).actor, date(2022, 5, 10)))
