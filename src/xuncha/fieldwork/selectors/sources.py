"""What of papers may be commented on, what of papers and sheets is compared with petitions, where they repeat which."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Model

from xuncha.conduct.selectors import COMMENTABLE
from xuncha.core.text import N_
from xuncha.fieldwork.models import FactSheet, WorkingPaper
from xuncha.fieldwork.selectors.reaches import FACT_SHEETS, PAPERS
from xuncha.fieldwork.workflow import PAPER, FactState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.leaks.rules import Leak, Piece, Text, Told, leaks_in, pieces_told
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.foundation.reach import with_related
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.intake.models import Petition
from xuncha.intake.selectors.telling import told_about
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors.checking import checked_in

FIELDS = (
    ("title", N_("问题标题")),
    ("facts", N_("具体事实")),
    ("characterisation", N_("定性")),
    ("cause", N_("原因分析")),
    ("why_political", N_("为什么是政治问题")),
)
BASIS = N_("定性依据")
STATEMENT = N_("事实陈述")
AROUND = ("inspection__organisation", "inspection__round__term__jurisdiction")


def _paper(paper: WorkingPaper) -> Checked:
    item = paper.checklist_item
    known = (paper.basis, item.manifestation, item.check_points, item.basis) if item else (paper.basis,)
    texts = [Text(label, getattr(paper, name), f"#id_{name}") for name, label in FIELDS]
    return checked_in(paper.inspection, texts, known)


def _sheet(sheet: FactSheet) -> Checked:
    said = sheet.items.order_by("position").values_list("position", "text")
    return checked_in(sheet.inspection, [Text(STATEMENT, text, f"#item-{position}") for position, text in said])


def _texts(paper: WorkingPaper) -> dict[str, str]:
    return {label: getattr(paper, name) for name, label in FIELDS} | {BASIS: paper.basis}


COMMENTABLE[PAPERS.kind] = _texts
CHECKED |= {PAPERS.kind: _paper, FACT_SHEETS.kind: _sheet}


@dataclass(frozen=True, slots=True)
class Repeated:
    """A place of a record that repeats one of the petitions, by its number."""

    record: Model
    petition: Petition
    leak: Leak


def repeated_in(actor: Actor, inspection: Inspection, by: Unlocked) -> list[Repeated]:
    """Where papers and sheets that still change repeat which petition, compared word by word by a keeper."""
    told = [(petition, _known(what)) for petition, what in told_about(inspection, by)]
    return [found for record, checked in _open(actor, inspection) for found in _repeats(record, checked, told)]


def _known(told: Told) -> Callable[[Piece], bool]:
    pieces = {(piece.kind, piece.value) for piece in pieces_told(told)}
    return lambda piece: (piece.kind, piece.value) in pieces


def _open(actor: Actor, inspection: Inspection) -> Iterator[tuple[Model, Checked]]:
    papers = PAPERS.visible_to(actor).filter(inspection=inspection).exclude(state__in=PAPER.finished())
    sheets = FACT_SHEETS.visible_to(actor).filter(inspection=inspection, state=FactState.DRAFT)
    yield from ((paper, _paper(paper)) for paper in with_related(papers, ("checklist_item", *AROUND)).order_by("pk"))
    yield from ((sheet, _sheet(sheet)) for sheet in with_related(sheets, AROUND).order_by("pk"))


def _repeats(
    record: Model, checked: Checked, told: Sequence[tuple[Petition, Callable[[Piece], bool]]]
) -> Iterator[Repeated]:
    for petition, known in told:
        for leak in leaks_in(checked.texts, known, common=checked.common):
            yield Repeated(record, petition, leak)
