"""What those see who may know how many: counts and days, never what was told."""

from datetime import date
from io import BytesIO

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
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
from xuncha.intake.selectors.panels import _earlier
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
    shown = page(client, "intake:register")
    assert not any(secret in shown for secret in (SECRET, NAME, "石桥泵站", reverse("intake:figures")))
    assert petition.number in shown
    assert client.get(reverse("intake:figures")).status_code == 403  # its figures are among all others
    assert "反映本单位的信访" in page(client, "preparation:pack", petition.inspection_id)
    leader = at_desk(team.users[0])
    assert reverse("intake:figures") in page(leader, "intake:register")
    assert "来信" in page(leader, "intake:figures")
    book = taken(leader, "/desk/intake/register/figures/?export=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(book.streaming_content))).get_sheet_by_index(0).to_python()
    assert ["合计", 1, 1, 0, 0] in [[row[0], *(int(n or 0) for n in row[1:])] for row in rows[2:]]
    for role in (Role.OFFICE_CLERK, Role.SECRETARY, Role.INSPECTOR, Role.SYSTEM_ADMIN, Role.UNIT_HEAD):
        assert at_desk(role).get("/desk/intake/register/").status_code == 403


def test_a_pack_tells_small_counts_to_nobody_but_who_reads_that_register(world, acting, actor, team, mailbox) -> None:
    made = [registered(acting, team, mailbox) for _ in range(4)]
    inspection, other = mailbox.inspection, actor(Role.TEAM_LEADER, which=1)

    def told(reader):
        return [(one["all"], one["finished"]) for one in _earlier(reader, inspection)["rounds"]]

    mine = acting(team.users[0]).actor
    assert (told(mine), told(other)) == ([(4, 0)], [(None, None)])
    for _ in range(6):
        services.decline_petition(acting(team.users[2]), registered(acting, team, mailbox), reason="属诉讼事项")
    assert (told(mine), told(other)) == ([(10, 6)], [(10, None)])  # the four left would be known
    services.decline_petition(acting(team.users[2]), made[0], reason="属诉讼事项")
    card = render_to_string("intake/pack_card.html", _earlier(other, inspection))
    assert "10 件" in card
    assert "已办结" not in card


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


def test_of_the_figures_leaves_what_the_right_to_take_reaches(at_desk, acting, hire, team, mailbox) -> None:
    """Leader of one team and deputy of another, who takes nothing away: the page counts both, the workbook one."""
    registered(acting, team, mailbox)
    other = hire(Role.TEAM_LEADER, which=1)
    hire(Role.DEPUTY_LEADER).grants.update(user=other)
    client = at_desk(other)
    assert "共 1 件" in page(client, "intake:figures")
    book = taken(client, "/desk/intake/register/figures/?export=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(book.streaming_content))).get_sheet_by_index(0).to_python()
    assert ["合计", 0, 0, 0, 0] in [[row[0], *(int(n or 0) for n in row[1:])] for row in rows[2:]]
