"""What people may read of mailboxes and petitions: the register in plain, what it says for those who can open it."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import Reach
from xuncha.foundation.sealing.circles import opened_box
from xuncha.foundation.sealing.models import SealedBox
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.intake.models import Mailbox, Petition, Tip
from xuncha.intake.workflow import PETITION, PetitionState
from xuncha.rounds.models import Inspection, Position

MAILBOXES = Reach(
    Mailbox,
    "intake.mailbox",
    "信访渠道",
    P.PETITION_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=(
        "inspection__organisation",
        "inspection__team",
        "inspection__round__term__jurisdiction",
        "inspection__entry",
        "circle",
    ),
    url_name="intake:mailbox",
)
PETITIONS = Reach(
    Petition,
    "intake.petition",
    "信访件",
    P.PETITION_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
    url_name="intake:petition",
)
waits(
    PETITION,
    PETITIONS,
    own="proposed_by_id",
    number=lambda petition: petition.number,
    unit=lambda petition: petition.inspection.organisation,
    related=("inspection__organisation",),
    due=dict.fromkeys(
        (PetitionState.REGISTERED, PetitionState.ACCEPTED, PetitionState.ROUTED, PetitionState.CONCLUDED), "due_on"
    ),
)
EVENT_LABELS.update(
    {
        "mailbox.opened": N_("开通信访渠道"),
        "mailbox.key_taken": N_("收回信箱保管"),
        "petition.registered": N_("登记信访件"),
        "petition.classed": N_("修改类别"),
        "petition.revealed": N_("查看反映人信息"),
        "petition.original_taken": N_("取用原件"),
        "petition.told": N_("告知反映人受理情况"),
        "petition.replied": N_("向反映人反馈结果"),
        "petition.cleared": N_("登记澄清"),
        "petition.word_sent": N_("答复反映人"),
        "tips.taken_in": N_("收取匿名反映"),
    }
)
KEEPING = frozenset({Position.LEADER, Position.DEPUTY, Position.LIAISON})
"""Who in a team handles petitions, and may be chosen to open them."""


def possible_keepers(inspection: Inspection) -> QuerySet[User]:
    """The people of the team who may be chosen to open what comes in: leader, deputies and liaison, none recused."""
    members = (
        inspection.team.memberships.filter(left_on__isnull=True, position__in=KEEPING) if inspection.team else None
    )
    if members is None:
        return User.objects.none()
    free = members.exclude(recused_from=inspection.organisation_id)
    return User.objects.filter(person__memberships__in=free, is_active=True).distinct()


@dataclass(frozen=True, slots=True)
class Content:
    """What a petition says: the unit or place it is about, and its text."""

    about: str
    text: str

    def packed(self) -> bytes:
        """As it is sealed."""
        return json.dumps({"about": self.about, "text": self.text}, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Petitioner:
    """Who petitions and how to reach them. Never shown without a purpose."""

    name: str
    telephone: str
    address: str = ""

    def packed(self) -> bytes:
        """As it is sealed."""
        told = {"name": self.name, "telephone": self.telephone, "address": self.address}
        return json.dumps(told, ensure_ascii=False).encode()


def content_of(petition: Petition, by: Unlocked) -> Content:
    """What the petition says, opened by a member of its circle."""
    return read_content(petition.box, by)


def read_content(box: SealedBox, by: Unlocked) -> Content:
    """What a box with the content of a petition says."""
    return Content(**_read(box, by))


def petitioner_of(petition: Petition, by: Unlocked) -> Petitioner | None:
    """Who petitions, opened by a member of the circle; nobody for an anonymous one."""
    return Petitioner(**_read(petition.identity, by)) if petition.identity else None


def known_of(petition: Petition, by: Unlocked) -> list[str]:
    """Whatever is known of who petitions and must not be passed on; nothing of an anonymous one."""
    who = petitioner_of(petition, by)
    return [part for part in (who.name, who.telephone, who.address) if part] if who else []


def words_of(tip: Tip, by: Unlocked) -> list[dict[str, Any]]:
    """The dialogue as the team sees it: what the petitioner wrote; of its own words only that they were sent."""
    return [
        {"day": word.day, "text": opened_box(word.kept, by).decode() if word.kept else "", "own": word.kept is None}
        for word in tip.words.select_related("kept__circle_key")
    ]


def waiting_tips(mailbox: Mailbox) -> QuerySet[Tip]:
    """Tips that nobody has taken into the register yet, in the order of the register: by day, then by chance."""
    return mailbox.tips.filter(petition__isnull=True).order_by("day", "id")


def open_mailbox_of(code: str) -> Mailbox | None:
    """The mailbox behind an address, open or closed."""
    return (
        Mailbox.objects.select_related("inspection__organisation", "inspection__team", "inspection__entry", "circle")
        .filter(code=code)
        .first()
    )


def _read(box: SealedBox, by: Unlocked) -> dict[str, str]:
    read: dict[str, str] = json.loads(opened_box(box, by))
    return read


def joinable(actor: Actor, petition: Petition) -> QuerySet[Petition]:
    """Petitions of the same inspection into which this one may be put."""
    near = PETITIONS.permitted(actor, P.PETITION_WRITE).filter(inspection=petition.inspection_id)
    return near.exclude(pk=petition.pk).exclude(state=PetitionState.JOINED)
