"""Two people close the same item at the same moment: one wins, the other is told, the journal has it once."""

import pytest
from django.urls import reverse

from tests.at_once import at_once
from xuncha.core.errors import InvalidTransition
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rectification import services
from xuncha.rectification.models import Item
from xuncha.rectification.workflow import ItemState

pytestmark = pytest.mark.usefixtures("several_connections")


def test_two_people_closing_the_same_item_at_the_same_moment(rect, at_desk):
    item = rect.reviewed()
    clerk, director = rect.office(), rect.acting(rect.director)
    outcomes = at_once(lambda: services.close_item(clerk, item), lambda: services.close_item(director, item))
    [closed] = [outcome for outcome in outcomes if isinstance(outcome, Item)]
    [refused] = [outcome for outcome in outcomes if isinstance(outcome, InvalidTransition)]
    assert str(refused) == "整改事项现在是「已销号」，不能同意销号。"
    stored = rect.fresh(item)
    assert (stored.state, stored.settled_by) == (ItemState.CLOSED, closed.settled_by)
    records = JournalRecord.objects.filter(event="rectification.item_closed", subject_id=str(item.pk))
    assert records.get().actor == stored.settled_by.username
    page = at_desk(rect.director).post(reverse("rectification:item-step", args=[item.pk, "close"]))
    assert page.status_code == 409
    assert "在您打开之后已经有人办过" in page.content.decode()
