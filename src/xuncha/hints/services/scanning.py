"""
Looking for hints: asked for by a person, done in the background; and by the installation itself every night.

Photos are looked at and texts compared before the act, so that nobody waits for them; the act only sets what was found
against what is on record.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.core.text import N_, packed, say
from xuncha.foundation.accounts.system import system_act
from xuncha.foundation.files.contents import path_of
from xuncha.foundation.files.models import StoredFile
from xuncha.foundation.files.reading import LOOKED_AT_ONCE, looks
from xuncha.foundation.jobs.models import Job
from xuncha.foundation.jobs.registry import Outcome, Run, job
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.hints.models import Hint, PhotoLook, Scan
from xuncha.hints.rules.facts import Found
from xuncha.hints.rules.keeping import compared
from xuncha.hints.selectors.crossing import photos_not_seen
from xuncha.hints.selectors.scanning import Looked, Progress, known_hints, look_through
from xuncha.hints.workflow import HINT
from xuncha.rectification.models import Plan

SCAN = "hints.scan"


@use_case(P.HINT_RUN, within=JURISDICTIONS, lock=False)
def ask_for_scan(act: Act, office: Jurisdiction, *, whole: bool = False) -> Job:
    """Ask for a look through what has changed since the last one, or through everything."""
    act.record("hint.scan_asked", office, whole=whole)
    title = _("整改核查：{office}").format(office=office)
    return enqueue(Act(act.actor, act.now), SCAN, title=title, arguments={"office": office.pk, "whole": whole})


@job(SCAN, N_("整改核查"))
def scan_in_background(act: Act, run: Run, *, office: int, whole: bool) -> Outcome:
    """Look through an office's rectifications as the person who asked."""
    held = JURISDICTIONS.permitted(act.actor, P.HINT_RUN).filter(pk=office).first()
    if held is None:
        raise OutOfReach(say("没有这个地区，或者不在您的工作范围内。"))
    done = scan(act, held, progress=run.progress, whole=whole)
    text = say(
        "核查了 {items} 个问题：新提示 {found} 条，有变化 {renewed} 条，不再提示 {lapsed} 条。",
        items=done.items,
        found=done.found,
        renewed=done.renewed,
        lapsed=done.lapsed,
    )
    return Outcome((text,), reverse("hints:hints"), {"found": done.found, "items": done.items})


def _quietly(_done: int, _total: int) -> None:
    """Progress that nobody waits for."""


def scan(act: Act, office: Jurisdiction, *, progress: Progress = _quietly, whole: bool = False) -> Scan:
    """Look through an office's rectifications and keep what was found; the same records give the same hints."""
    new = photos_not_seen(office)
    seen: list[PhotoLook] = []
    for first in range(0, len(new), LOOKED_AT_ONCE):
        seen += _looked_at(new[first : first + LOOKED_AT_ONCE])
        progress(len(seen), len(new))
    keep_looks(act, office, seen=seen)
    looked = look_through(office, localdate(act.now), progress, whole=whole)
    return keep_hints(act, office, looked=looked, photos=len(seen))


def _looked_at(files: Sequence[StoredFile]) -> list[PhotoLook]:
    found = looks([path_of(file) for file in files])
    return [
        PhotoLook(
            file=file,
            bits=look["bits"] if look else "",
            taken_on=date.fromisoformat(look["taken_on"]) if look and look["taken_on"] else None,
            software=look["software"] if look else "",
        )
        for file, look in zip(files, found, strict=True)
    ]


@use_case(P.HINT_RUN, within=JURISDICTIONS, lock=False)
def keep_looks(act: Act, office: Jurisdiction, *, seen: Sequence[PhotoLook]) -> int:
    """Keep what photos look like; of two who looked at once the first is kept."""
    PhotoLook.objects.bulk_create(seen, ignore_conflicts=True)
    act.record("hint.photos_seen", office, n=len(seen))
    return len(seen)


@use_case(P.HINT_RUN, within=JURISDICTIONS)
def keep_hints(act: Act, office: Jurisdiction, *, looked: Looked, photos: int = 0) -> Scan:
    """Set what was found against what is on record: new, renewed, returned, lapsed."""
    done = compared(looked.found, known_hints(looked, office))
    act.create_many(Hint, (_hint(found) for found in done.new), "hint.found")
    for pk, found in done.renewed:
        act.change(Hint.objects.get(pk=pk), "hint.renewed", **_told(found))
    for step, pks in (("return", done.returned), ("lapse", done.lapsed)):
        for hint in Hint.objects.filter(pk__in=pks).order_by("pk"):
            act.step(hint, HINT, step)
    scanned = Scan(
        jurisdiction=office,
        on=looked.on,
        whole=looked.whole,
        until=looked.until,
        thresholds=dict(looked.thresholds),
        plans=len(looked.plans),
        items=len(looked.items),
        photos=photos,
        found=len(done.new) + len(done.returned),
        renewed=len(done.renewed),
        lapsed=len(done.lapsed),
    )
    return act.create(scanned, "hint.scanned")


def _told(found: Found) -> dict[str, Any]:
    rows = [[row.kind, row.pk, row.label] for row in found.rows]
    return {"digest": found.digest, "words": packed(found.text), "rows": rows}


def _hint(found: Found) -> Hint:
    return Hint(plan_id=found.plan, item_id=found.item, signal=found.signal, **_told(found))


def scan_everywhere(now: datetime) -> int:
    """Look through every office that has a rectification, as the installation itself does every night."""
    offices = Plan.objects.order_by().values("inspection__round__term__jurisdiction").distinct()
    return sum(
        scan(system_act(now, Role.OFFICE_CLERK, office.pk), office).found
        for office in Jurisdiction.objects.filter(pk__in=offices).order_by("pk")
    )
