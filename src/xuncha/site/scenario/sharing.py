"""Parts of the rectification given within a unit: one handed in from a phone and waiting, one begun. (C19)"""

from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from xuncha.foundation.accounts.models import User
from xuncha.rectification.models import Assignment, Evidence, Item
from xuncha.rectification.services import Upload, give_part, hand_in_part
from xuncha.rectification.workflow import ITEM, ItemState
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.standing import liaison_of

DUE_AFTER, HANDED_IN_AFTER = timedelta(days=14), timedelta(days=4)


def share(stage: Stage) -> None:
    """Note the parts that the scenario tells of."""
    told = stage.scenario.get("sharing")
    if told:
        stage.later(day(told["on"]), partial(_give, stage, told))


def _give(stage: Stage, told: dict[str, Any]) -> None:
    unit, to = stage.organisation(told["unit"]), stage.users[told["to"]]
    items = Item.objects.filter(plan__inspection__organisation=unit).exclude(state__in=[*ITEM.finished()])
    open_ = items.exclude(state=ItemState.REQUESTED).order_by("number")
    today = stage.moment.date()
    for part, item in zip(told["parts"], open_, strict=False):
        liaison = stage.by(liaison_of(stage, unit, today))
        given = give_part(liaison, item, to=to, ask=part["ask"], due_on=today + DUE_AFTER)
        if "said" in part:
            stage.later(today + HANDED_IN_AFTER, partial(_hand_in, stage, given, to, part["said"]))


def _hand_in(stage: Stage, given: Assignment, to: User, said: str) -> None:
    on = stage.moment.date()
    photo = Upload(SimpleUploadedFile("现场照片.jpg", _photo()), "现场照片.jpg", Evidence.Kind.PHOTO, on)
    hand_in_part(stage.by(to), given, text=said, on=on, uploads=[photo])


def _photo() -> bytes:
    """A drawing of a notice board: nobody's photo."""
    picture = Image.new("RGB", (960, 720), "#c9d6df")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 520, 960, 720), fill="#9a8f80")
    draw.rectangle((180, 120, 780, 520), fill="#7a2e22")
    for column in range(3):
        for row in range(2):
            left, top = 210 + column * 190, 150 + row * 180
            draw.rectangle((left, top, left + 160, top + 150), fill="#f7f4ec")
            for line in range(5):
                draw.line((left + 15, top + 25 + line * 22, left + 145, top + 25 + line * 22), fill="#55504a", width=3)
    data = BytesIO()
    picture.save(data, "JPEG", quality=80)
    return data.getvalue()
