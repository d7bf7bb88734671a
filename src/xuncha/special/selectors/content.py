"""What lies sealed of a special report, put together and opened again; on what its facts may rest."""

import json
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model
from django.urls import reverse

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import FactSheet, WorkingPaper
from xuncha.fieldwork.workflow import FactState, PaperState
from xuncha.findings.models import Finding
from xuncha.findings.workflow import FindingState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.reach import KINDS
from xuncha.foundation.sealing.circles import opened_box
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.gathering.models import MaterialItem, Talk
from xuncha.gathering.workflow import TalkState
from xuncha.rounds.models import Inspection
from xuncha.special.models import SpecialReport
from xuncha.special.rules import Fact
from xuncha.special.workflow import SPECIAL

CONTENT, REMARK = "special report", "special remark"
"""The purposes of the boxes."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something on record that a sentence rests on, as it was called when it was chosen."""

    kind: str
    pk: int
    label: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.pk}"

    @property
    def url(self) -> str:
        """The page of the record; who may read it follows from the record."""
        return reverse(KINDS[self.kind].url_name, args=[self.pk])


@dataclass(frozen=True, slots=True)
class Content:
    """Whom or what it is about, what is asked for, on what it rests, and the facts in order."""

    about: str
    asked: str = ""
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()

    def packed(self) -> bytes:
        """As it is sealed."""
        told = {
            "about": self.about,
            "asked": self.asked,
            "sources": [[one.kind, one.pk, one.label] for one in self.sources],
            "facts": [[one.text, one.explained, one.explanation] for one in self.facts],
        }
        return json.dumps(told, ensure_ascii=False).encode()

    def resting_on(self, more: list[Source]) -> "Content":
        """With more sources behind those it has, whose numbers stay."""
        return replace(self, sources=(*self.sources, *more))

    def with_fact(self, place: int, fact: Fact) -> "Content":
        """With this fact in its place, counted from 1; one place behind the last adds it."""
        facts = list(self.facts)
        facts[place - 1 : place] = [fact]
        return replace(self, facts=tuple(facts))

    def without_fact(self, place: int) -> "Content":
        """Without the fact in this place."""
        return replace(self, facts=(*self.facts[: place - 1], *self.facts[place:]))


def content_of(report: SpecialReport, by: Unlocked, number: int | None = None) -> Content:
    """What a version says, the latest one if none is named, opened by somebody of the circle."""
    versions = report.versions.select_related("box__circle_key").order_by("-number")
    version = versions[0] if number is None else versions.get(number=number)
    read = json.loads(opened_box(version.box, by))
    sources = tuple(Source(*one) for one in read["sources"])
    return Content(read["about"], read["asked"], sources, tuple(Fact(*one) for one in read["facts"]))


def remarks_of(report: SpecialReport, by: Unlocked) -> list[dict[str, Any]]:
    """What was said of a report at its steps, in order."""
    return [
        {
            "step": remark.step,
            "label": SPECIAL.steps[remark.step].label,
            "by": remark.created_by,
            "at": remark.created_at,
            "text": opened_box(remark.box, by).decode(),
        }
        for remark in report.remarks.select_related("box__circle_key", "created_by")
    ]


def citable(inspection: Inspection, actor: Actor | None = None) -> list[Source]:
    """
    On what a fact may rest: signed papers, facts that the unit answered, findings, talks held, documents handed in.

    With `actor`, those alone that this person may read.
    """
    papers = WorkingPaper.objects.filter(inspection=inspection, state__in=(PaperState.SIGNED, PaperState.FILED))
    sheets = FactSheet.objects.filter(inspection=inspection, state__in=(FactState.ANSWERED, FactState.CLOSED))
    findings = Finding.objects.filter(inspection=inspection, state=FindingState.CONFIRMED)
    talks = Talk.objects.filter(inspection=inspection, state__in=(TalkState.HANDED_IN, TalkState.CONFIRMED))
    items = MaterialItem.objects.filter(request__inspection=inspection, delivered_on__isnull=False)
    found = []
    for kind, rows in (
        ("fieldwork.paper", papers),
        ("fieldwork.fact", sheets),
        ("findings.finding", findings),
        ("gathering.talk", talks),
        ("gathering.item", items),
    ):
        reach = KINDS[kind]
        readable = rows if actor is None else rows.filter(pk__in=reach.visible_to(actor).values("pk"))
        found += [Source(kind, row.pk, _label(reach.label, row)) for row in readable.order_by("pk")]
    return found


def fallen(report: SpecialReport, content: Content) -> set[int]:
    """The numbers of sources that stand no more."""
    standing = {one.key for one in citable(report.register.inspection)}
    return {number for number, one in enumerate(content.sources, 1) if one.key not in standing}


def may_write(actor: Actor, report: SpecialReport) -> bool:
    """Whether the person may write in it now."""
    reach = KINDS["special.report"]
    return report.state == SPECIAL.initial and reach.permits(actor, P.SPECIAL_WRITE, report)


def _label(kind: str, row: Model) -> str:
    return f"{kind} {row}"
