"""What later stages add to the pages of an item and of a plan at the desk: cards."""

from xuncha.foundation.ui.panels import Panels
from xuncha.rectification.models import Item, Plan

ITEM_PANELS: Panels[Item] = Panels("item")
PLAN_PANELS: Panels[Plan] = Panels("plan")
