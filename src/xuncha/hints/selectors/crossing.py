"""What is compared across items, units and years: what units say they did, and the photos they handed in."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max, QuerySet

from xuncha.foundation.files.models import StoredFile
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.hints.models import PhotoLook
from xuncha.hints.rules.pictures import PHOTO, Shot
from xuncha.hints.rules.texts import Account
from xuncha.hints.selectors.facts import LIVE
from xuncha.rectification.models import Evidence, Item, Measure, Progress

AT_ONCE = 5_000  # items read together
PICTURES = ("image/jpeg", "image/png")
OFFICE = "plan__inspection__round__term__jurisdiction"


def items_of(office: Jurisdiction) -> QuerySet[Item]:
    """Every item of an office."""
    return Item.objects.filter(**{OFFICE: office})


def accounts(items: QuerySet[Item]) -> Iterator[Account]:
    """
    What the unit says it did about each item and since when, where it says anything; three queries for every few
    thousand items.

    The statement, what looking for similar cases brought, and the last report on each measure, as one text.
    """
    after = 0
    names = ("pk", "plan_id", "number", "statement", "similar", "declared_at", "created_at")
    while rows := list(items.filter(pk__gt=after).order_by("pk").values_list(*names)[:AT_ONCE]):
        after = rows[-1][0]
        these = [row[0] for row in rows]
        said: dict[int, list[str]] = {}
        measures = Measure.objects.filter(item__in=these).exclude(progress="").order_by("item", "position")
        for item, text in measures.values_list("item_id", "progress"):
            said.setdefault(item, []).append(text)
        reported: dict[int, datetime] = dict(
            Progress.objects.filter(item__in=these).order_by().values_list("item_id").annotate(at=Max("created_at"))
        )
        for pk, plan, number, statement, similar, declared_at, created_at in rows:
            text = "\n".join(part for part in (statement, similar, *said.get(pk, ())) if part)
            if text:
                moments = (moment for moment in (declared_at, reported.get(pk)) if moment)
                yield Account(pk, plan, number, text, max(moments, default=created_at))


def shots(items: QuerySet[Item]) -> list[Shot]:
    """The photos that are live evidence of these items; one query."""
    rows = Evidence.objects.filter(LIVE, kind=PHOTO, item__in=items).order_by("pk")
    looks = PhotoLook.objects.filter(file__in=rows.order_by().values("attachment__file")).exclude(bits="")
    bits = {digest: int(look, 16) for digest, look in looks.values_list("file_id", "bits")}
    names = ("pk", "item_id", "item__plan_id", "item__number", "attachment__name", "attachment__file_id")
    return [
        Shot(piece, item, plan, number, name, digest, bits.get(digest))
        for piece, item, plan, number, name, digest in rows.values_list(*names)
    ]


def photos_not_seen(office: Jurisdiction) -> list[StoredFile]:
    """Photos of the evidence that nobody has looked at yet."""
    photos = Evidence.objects.filter(kind=PHOTO, item__in=items_of(office), attachment__file__media_type__in=PICTURES)
    wanted = photos.order_by().values("attachment__file")
    return list(
        StoredFile.objects.filter(pk__in=wanted).exclude(pk__in=PhotoLook.objects.values("file")).order_by("pk")
    )
