"""Which records are checked for sources, what of theirs is checked, and who reads the checks."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model

from xuncha.core.chain import canonical
from xuncha.core.errors import Reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.leaks.marks import traces_in
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.rules import Leak, Standing, Text, reasons_not_to_go_on
from xuncha.foundation.leaks.workflow import SOURCE_CHECK, CheckState
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.reach import KINDS, Reach, kind_of
from xuncha.foundation.sealing.models import Circle

SOURCE_CHECKS = Reach(
    SourceCheck,
    "leaks.check",
    "来源保护核对",
    P.PETITION_READ,
    jurisdiction="circle__jurisdiction_id",
    team="team",
    inspected="unit_id",
    around=("circle", "unit", "created_by"),
    url_name="leaks:check",
)
waits(
    SOURCE_CHECK,
    SOURCE_CHECKS,
    title=lambda check: check.title,
    unit=lambda check: check.unit,
    related=("unit",),
)
EVENT_LABELS.update({"source_check.asked": N_("送来源保护核对"), "source_check.passed": N_("核对来源保护")})


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox with which a text is compared: which unit its petitions are about, which team's keepers are asked."""

    circle: Circle
    unit: Organisation
    team: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What is checked of a record, against which mailbox. `common` is what everybody knows: names of units, rules."""

    texts: Sequence[Text]
    circle: Circle | None
    unit: Organisation | None
    team: int | None
    common: Sequence[str] = ()
    also: Sequence[Box] = ()

    @property
    def boxes(self) -> list[Box]:
        """Every mailbox with which it is compared."""
        own = [Box(self.circle, self.unit, self.team)] if self.circle and self.unit else []
        return [*own, *self.also]

    @property
    def digest(self) -> str:
        """What a keeper's decision is about: exactly these words."""
        return hashlib.sha256(canonical({"texts": [[one.label, one.text] for one in self.texts]}).encode()).hexdigest()


CHECKED: dict[str, Callable[[Any], Checked]] = {}
"""By the code of a kind of record: what is checked of it. A stage registers its own."""


def checked_of(record: Model, typed: Iterable[Iterable[str]] = ()) -> Checked:
    """What is checked of this record, or (where, text) of what is typed to go out with it and is not stored yet."""
    reach = kind_of(type(record))
    if reach is None or reach.kind not in CHECKED:
        raise LookupError(f"{type(record).__name__} is not checked for sources")
    stored = CHECKED[reach.kind](record)
    words = [Text(label, text) for label, text in typed]
    return replace(stored, texts=words) if words else stored


def check_on(record: Model) -> SourceCheck | None:
    """The latest check of a record, whatever its text was then."""
    reach = kind_of(type(record))
    return SourceCheck.objects.filter(kind=reach.kind if reach else "", record=record.pk).first()


def checked_record(check: SourceCheck) -> Model | None:
    """The record a check is about."""
    model: type[Model] = KINDS[check.kind].model
    return model._default_manager.filter(pk=check.record).first()


def leaks_of(checked: Checked) -> list[Leak]:
    """Where the text repeats what was told to a mailbox about its unit."""
    return [leak for box in checked.boxes for leak in leaks_for(checked, box.circle)]


def leaks_for(checked: Checked, circle: Circle) -> list[Leak]:
    """Where the text repeats what was told to this mailbox."""
    return traces_in(circle, checked.texts, common=checked.common)


def reasons_to_wait(record: Model, typed: Iterable[Iterable[str]] = ()) -> list[Reason]:
    """Why this text may not go on yet. Asked when it is handed in, never while it is typed: it would answer guesses."""
    checked = checked_of(record, typed)
    found = [why for box in checked.boxes for why in _reasons(record, checked, box.circle)]
    return found[:1]


def _reasons(record: Model, checked: Checked, circle: Circle) -> list[Reason]:
    reach = kind_of(type(record))
    decided = SourceCheck.objects.filter(record=record.pk, digest=checked.digest, circle=circle)
    check = decided.filter(kind=reach.kind if reach else "").first()
    if check is not None and check.state == CheckState.CLEARED:
        return []
    standing = Standing(check.state) if check else Standing.UNASKED
    asked = check.decision if check else ""
    return reasons_not_to_go_on(leaks=bool(leaks_for(checked, circle)), standing=standing, asked=asked)
