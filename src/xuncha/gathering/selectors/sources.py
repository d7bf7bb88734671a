"""What of a request for material is compared with petitions: all that the unit reads of it."""

from xuncha.core.text import N_
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.gathering.models import MaterialItem, MaterialRequest
from xuncha.gathering.selectors.reaches import MATERIAL_ITEMS, MATERIALS
from xuncha.rounds.selectors.checking import checked_in

LACKING, WANTED = N_("还缺什么"), N_("要调阅的资料")


def checked_list(request: MaterialRequest) -> Checked:
    """Title, note and every document that is wanted; what the unit said to them it knows."""
    rows = list(request.items.order_by("position"))
    texts = [Text(N_("标题"), request.title), Text(N_("说明"), request.note)]
    return checked_in(
        request.inspection, [*texts, *(Text(WANTED, one.text) for one in rows)], tuple(one.said for one in rows)
    )


def checked_item(item: MaterialItem) -> Checked:
    """One document that is wanted."""
    return checked_in(item.request.inspection, [Text(WANTED, item.text)], (item.said,))


CHECKED |= {MATERIALS.kind: checked_list, MATERIAL_ITEMS.kind: checked_item}
