"""What keepers see of the circles they are in: who opens, who did, how far a change of keys is."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.inbox.cards import Line, in_hand
from xuncha.foundation.sealing.circles import kept_by
from xuncha.foundation.sealing.models import Circle, KeyCopy, PersonKey, SealedBox
from xuncha.foundation.sealing.opening import key_in_use


def own_circle(user: User, pk: int) -> Circle | None:
    """A circle that the person keeps."""
    held = key_in_use(user)
    return kept_by(held).filter(pk=pk).first() if held else None


def keepers_of(circle: Circle) -> QuerySet[KeyCopy]:
    """Who opens it today, and since when."""
    held = KeyCopy.objects.filter(circle_key__circle=circle, circle_key__until__isnull=True, until__isnull=True)
    return held.filter(person_key__until__isnull=True).select_related("person_key__owner").order_by("created_at", "pk")


def former_keepers(circle: Circle) -> QuerySet[KeyCopy]:
    """Copies that were emptied because their owner left, the latest first."""
    gone = KeyCopy.objects.filter(circle_key__circle=circle, until__isnull=False)
    inside = keepers_of(circle).order_by().values("person_key")
    return (
        gone.exclude(person_key__in=inside).select_related("person_key__owner", "circle_key").order_by("-until", "-pk")
    )


def boxes_of(circle: Circle) -> int:
    """How much lies sealed."""
    return SealedBox.objects.filter(circle_key__circle=circle).count()


def with_company(held: PersonKey) -> list[tuple[Circle, int]]:
    """What a key opens, each with how many other people open it too."""
    inside = Q(keys__until__isnull=True, keys__copies__until__isnull=True, keys__copies__person_key__until__isnull=True)
    others = inside & ~Q(keys__copies__person_key=held)
    rows = Circle.objects.filter(pk__in=kept_by(held).order_by().values("pk"))
    return [(row, row.others) for row in rows.annotate(others=Count("keys__copies", filter=others))]


@in_hand
def circles_in_need(actor: Actor, _today: date) -> list[Line]:
    """What one keeps alone, what is half-way to new keys, and what somebody left; one query."""
    copies, used = KeyCopy.objects.filter(circle_key__circle=OuterRef("pk")), Q(keys__until__isnull=True)
    mine = copies.filter(
        person_key__owner=actor.user, person_key__until__isnull=True, until__isnull=True, circle_key__until__isnull=True
    )
    inside = used & Q(keys__copies__until__isnull=True, keys__copies__person_key__until__isnull=True)
    rows = Circle.objects.filter(Exists(mine)).annotate(
        keepers=Count("keys__copies", filter=inside),
        behind=Exists(SealedBox.objects.filter(circle_key__circle=OuterRef("pk"), circle_key__until__isnull=False)),
        left=Exists(copies.filter(circle_key__until__isnull=True, until__isnull=False)),
    )
    found = []
    for row in rows.order_by("pk"):
        note = (
            _("只剩您一人能打开，请增加保管人")
            if row.keepers == 1
            else _("更换密钥未完成，请继续")
            if row.behind
            else _("有保管人离开，请更换密钥")
            if row.left
            else ""
        )
        if note:
            found.append(Line(reverse("sealing:circle", args=[row.pk]), row.name, note))
    return found
