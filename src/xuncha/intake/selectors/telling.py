"""What was told in confidence, as it is compared with texts that go further."""

from xuncha.foundation.leaks.rules import Told
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.intake.models import Petition
from xuncha.intake.selectors import Content, Petitioner, content_of, petitioner_of, words_of
from xuncha.rounds.models import Inspection


def told_in(content: Content, petitioner: Petitioner | None) -> Told:
    """The name, the number, and the words of one petition; where somebody lives counts as words."""
    if petitioner is None:
        return Told(texts=(content.text,))
    return Told((petitioner.name,), (petitioner.telephone,), (content.text, petitioner.address))


def told_about(inspection: Inspection, by: Unlocked) -> list[tuple[Petition, Told]]:
    """
    Every petition about the unit with what it says, opened by a keeper.

    Raises:
        Denied: the person does not keep this mailbox.

    """
    rows = inspection.petitions.select_related("box__circle_key", "identity__circle_key", "tip").order_by("pk")
    return [(petition, _whole(petition, by)) for petition in rows]


def _whole(petition: Petition, by: Unlocked) -> Told:
    told = told_in(content_of(petition, by), petitioner_of(petition, by))
    added = [word["text"] for word in words_of(petition.tip, by)] if petition.tip else []
    return Told(told.names, told.telephones, (*told.texts, *added))
