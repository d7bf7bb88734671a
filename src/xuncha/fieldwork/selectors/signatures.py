"""Who vouches for a paper, for which content, and what put a signature out."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from xuncha.fieldwork.models import Place, Signature, WorkingPaper
from xuncha.fieldwork.selectors.content import digest_of
from xuncha.fieldwork.workflow import PaperState
from xuncha.foundation.accounts.models import User


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """
    One of the three boxes of a paper: the signatures in force, who has yet to sign in it, and those put out.

    `awaited` are the handlers who have not signed; who checks and signs is not known before they do.
    """

    place: Place
    live: tuple[Signature, ...]
    awaited: tuple[User, ...]
    voided: tuple[Signature, ...]
    turn: bool
    digest: str

    @property
    def intact(self) -> bool:
        """Whether every signature in force vouches for exactly the content the paper has now."""
        return all(s.digest == self.digest for s in self.live)

    @property
    def complete(self) -> bool:
        """Whether nobody has yet to sign here, and what was signed is the content of now."""
        return bool(self.live) and not self.awaited and self.intact


TURN = {
    PaperState.DRAFT: Place.HANDLER,
    PaperState.CO_SIGN: Place.HANDLER,
    PaperState.CO_SIGNED: Place.HANDLER,
    PaperState.RETURNED: Place.HANDLER,
    PaperState.SUBMITTED: Place.DEPUTY,
    PaperState.CHECKED: Place.LEADER,
}


def signature_boxes(paper: WorkingPaper) -> list[SignatureBox]:
    """The three boxes in their order."""
    signatures = list(paper.signatures.select_related("signed_by", "voided_by"))
    live = [(s.place, s.signed_by_id) for s in signatures if s.voided_at is None]
    handlers = [user for user in (paper.handler, paper.second_handler) if user is not None]
    awaited = tuple(user for user in handlers if (Place.HANDLER, user.pk) not in live)
    digest, turn = digest_of(paper), TURN.get(PaperState(paper.state))
    return [
        SignatureBox(
            place,
            tuple(s for s in signatures if s.place == place and s.voided_at is None),
            awaited if place is Place.HANDLER else (),
            tuple(s for s in signatures if s.place == place and s.voided_at is not None),
            place == turn,
            digest,
        )
        for place in Place
    ]


def co_signed(paper: WorkingPaper) -> bool:
    """Whether both handlers vouch, by signatures in force, for exactly the content the paper has now."""
    live = paper.signatures.filter(place=Place.HANDLER, voided_at__isnull=True)
    signed = dict(live.order_by().values_list("signed_by_id", "digest"))
    handlers = {paper.handler_id, paper.second_handler_id} - {None}
    return handlers <= signed.keys() and set(signed.values()) == {digest_of(paper)}


def last_return(paper: WorkingPaper) -> Signature | None:
    """The signature that the last return put out: by whom, when and why, for the note on top of the page."""
    if paper.state != PaperState.RETURNED:
        return None
    return paper.signatures.filter(voided_at__isnull=False).select_related("voided_by").order_by("-voided_at").first()


def reviewed_then_changed() -> Q:
    """The condition: lost a deputy's signature to a change and has not got it back (复核后又改动)."""
    checked = Signature.objects.filter(paper=OuterRef("pk"), place=Place.DEPUTY)
    return Q(Exists(checked.filter(voided_at__isnull=False))) & ~Q(Exists(checked.filter(voided_at__isnull=True)))
