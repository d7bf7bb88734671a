"""Petitions in the demo: teams in the field with keys, an open mailbox, letters in the register, tips on their way."""

from collections.abc import Callable
from datetime import timedelta

from xuncha.foundation.accounts.models import User
from xuncha.intake.models import Mailbox, Matter, Way
from xuncha.intake.selectors import Content, Petitioner, possible_keepers
from xuncha.intake.services import (
    accept_petition,
    answer_petitioner,
    class_petition,
    open_mailbox,
    register_petition,
    route_petition,
    take_in,
)
from xuncha.intake.services.letterbox import Told, drop
from xuncha.intake.services.tickets import Ticket
from xuncha.rounds.models import Inspection, Position
from xuncha.rounds.workflow import RoundState
from xuncha.site.scenario.keys import give_keys, open_key
from xuncha.site.scenario.stage import Stage

LETTERS = (
    (Way.LETTER, "办事窗口", "办事要跑三趟，材料要求前后不一，窗口说不清依据。", Matter.MASS, "葛望舒"),
    (Way.VISIT, "老旧小区", "楼道维修款交了两年没有动工，账目没有公开。", Matter.LIVELIHOOD, ""),
    (Way.CALL, "下属企业", "公务用车周末停在私人住处，油费照报。", Matter.INTEGRITY, ""),
)
TIPS = (
    "采购的设备比市场价高出不少，几家投标单位像是一家人。",
    "值班表上有人，夜里去敲门没有人应。",
    "补贴名单公示过，名单上有人早就搬走了。",
)


def receive(stage: Stage) -> None:
    """Give the cast of each team in the field their keys, open its mailbox and let people write."""
    named = {account["username"] for account in stage.scenario["accounts"]}
    here = Inspection.objects.filter(round__state=RoundState.IN_FIELD, entry_on__isnull=False, entry__isnull=False)
    for inspection in here.select_related("team", "round", "organisation", "entry").order_by("pk"):
        keepers = [user for user in possible_keepers(inspection).order_by("pk") if user.username in named]
        leaders = [user for user in keepers if _is_leader(inspection, user)]
        if len(keepers) > 1 and leaders and inspection.entry_on:
            stage.later(inspection.entry_on + timedelta(days=1), _opening(stage, inspection, leaders[0], keepers))


def _is_leader(inspection: Inspection, user: User) -> bool:
    team = inspection.team
    return team is not None and team.memberships.filter(person__user=user, position=Position.LEADER).exists()


def _opening(stage: Stage, inspection: Inspection, leader: User, keepers: list[User]) -> Callable[[], None]:
    def do() -> None:
        give_keys(stage, keepers)
        mailbox = open_mailbox(stage.by(leader), inspection, keepers=keepers)
        _let_write(stage, mailbox, keepers[-1])

    return do


def _let_write(stage: Stage, mailbox: Mailbox, liaison: User) -> None:
    """Letters on the first days, tips that are taken in, and some that wait on the last day."""
    opened = mailbox.entry.opens_on
    drop(mailbox, Ticket(mailbox.code, f"{mailbox.pk}-0"), Told(Content("", TIPS[0])), opened)
    drop(
        mailbox,
        Ticket(mailbox.code, f"{mailbox.pk}-1"),
        Told(Content("夜间值班", TIPS[1]), Petitioner("祁连生", "0000-5550101")),
        opened,
    )
    taken = take_in(stage.by(liaison), mailbox)
    key = open_key(stage, liaison)
    for n, (way, about, text, matter, name) in enumerate(LETTERS):
        petition = register_petition(
            stage.by(liaison),
            mailbox,
            way=way,
            received_on=stage.moment.date(),
            about=about,
            text=text,
            matter=matter,
            named=bool(name),
            name=name,
        )
        if n == 0:
            accept_petition(stage.by(liaison), petition)
        if n == 1:
            to, why = "市住房城乡建设局", "属物业维修资金管理职责"
            route_petition(stage.by(liaison), petition, to=to, reason=why, removed=[], by=key)
    accept_petition(stage.by(liaison), class_petition(stage.by(liaison), taken[0], matter=Matter.INTEGRITY))
    answer_petitioner(stage.by(liaison), taken[0], text="已收到。如有合同或照片，请凭回执号补充。")

    def last() -> None:
        drop(mailbox, Ticket(mailbox.code, f"{mailbox.pk}-2"), Told(Content("", TIPS[2])), stage.today)

    stage.later(stage.today, last)
