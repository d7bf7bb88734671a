"""Against which mailboxes a text of an inspection, or of several, is compared before it goes out."""

from django.db.models import QuerySet

from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import Box, Checked
from xuncha.foundation.reach import with_related
from xuncha.foundation.sealing.circles import circle_for
from xuncha.foundation.sealing.models import Circle
from xuncha.rounds.models import Inspection


def checked_in(inspection: Inspection, texts: list[Text], common: tuple[str, ...] = ()) -> Checked:
    """These texts of an inspection against its mailbox; what names the unit, everybody knows."""
    known = (inspection.organisation.name, inspection.round.term.jurisdiction.name, *common)
    return Checked(texts, circle_for("intake", inspection.pk), inspection.organisation, inspection.team_id, known)


def checked_about(inspections: "QuerySet[Inspection]", texts: list[Text], common: tuple[str, ...] = ()) -> Checked:
    """These texts against the mailboxes of all these inspections; what names the units, everybody knows."""
    rows = list(with_related(inspections, ("organisation", "round__term__jurisdiction")).order_by("pk"))
    own = {one.pk: one for one in rows}
    circles = Circle.objects.filter(purpose="intake", scope_id__in=own).order_by("pk")
    boxes = [Box(one, own[one.scope_id].organisation, own[one.scope_id].team_id) for one in circles]
    known = {name for one in rows for name in (one.organisation.name, one.round.term.jurisdiction.name)}
    return Checked(texts, None, None, None, (*sorted(known), *common), boxes)
