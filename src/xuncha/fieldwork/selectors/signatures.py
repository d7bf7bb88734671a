"""Who vouches for a paper, for which content, and what put a signature out."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from xuncha.fieldwork.models import Place, Signature, WorkingPaper
from xuncha.fieldwork.selectors.content import digest_of
from xuncha.fieldwork.workflow import PaperState


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """One of the three boxes of a paper: the signatures in force and those a change has put out."""

    place: Place
    live: tuple[Signature, ...]
    voided: tuple[Signature, ...]
    turn: bool
    digest: str

    @property
    def intact(self) -> bool:
        """Whether every signature in force vouches for exactly the content the paper has now."""
        return all(s.digest == self.digest for s in self.live)


TURN = {
    PaperState.DRAFT: Place.HANDLER,
    PaperState.RETURNED: Place.HANDLER,
    PaperState.SUBMITTED: Place.DEPUTY,
    PaperState.CHECKED: Place.LEADER,
}


def signature_boxes(paper: WorkingPaper) -> list[SignatureBox]:
    """The three boxes in their order."""
    signatures = list(paper.signatures.select_related("signed_by", "voided_by"))
    digest, turn = digest_of(paper), TURN.get(PaperState(paper.state))
    return [
        SignatureBox(
            place,
            tuple(s for s in signatures if s.place == place and s.voided_at is None),
            tuple(s for s in signatures if s.place == place and s.voided_at is not None),
            place == turn,
            digest,
        )
        for place in Place
    ]


def last_return(paper: WorkingPaper) -> Signature | None:
    """The signature that the last return put out: by whom, when and why, for the note on top of the page."""
    if paper.state != PaperState.RETURNED:
        return None
    return paper.signatures.filter(voided_at__isnull=False).select_related("voided_by").order_by("-voided_at").first()


def reviewed_then_changed() -> Q:
    """The condition: lost a deputy's signature to a change and has not got it back (复核后又改动)."""
    checked = Signature.objects.filter(paper=OuterRef("pk"), place=Place.DEPUTY)
    return Q(Exists(checked.filter(voided_at__isnull=False))) & ~Q(Exists(checked.filter(voided_at__isnull=True)))
