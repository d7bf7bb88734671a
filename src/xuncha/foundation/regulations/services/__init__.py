"""Changing regulations: an office writes its own; what the product ships with stays as it is."""

from xuncha.foundation.regulations.services.checklists import (
    change_item,
    create_item,
    discard_draft,
    draft_checklist,
    publish_checklist,
    remove_item,
    rename_checklist,
    replace_draft,
    retire_checklist,
)
from xuncha.foundation.regulations.services.dated import (
    adopt_preset,
    clear_day,
    end_rule,
    set_day,
    set_parameter,
    set_rule,
)
from xuncha.foundation.regulations.services.taxonomies import (
    add_category,
    draft_taxonomy,
    end_taxonomy,
    link_categories,
    rename_category,
    retire_category,
    unlink_categories,
)

__all__ = [
    "add_category",
    "adopt_preset",
    "change_item",
    "clear_day",
    "create_item",
    "discard_draft",
    "draft_checklist",
    "draft_taxonomy",
    "end_rule",
    "end_taxonomy",
    "link_categories",
    "publish_checklist",
    "remove_item",
    "rename_category",
    "rename_checklist",
    "replace_draft",
    "retire_category",
    "retire_checklist",
    "set_day",
    "set_parameter",
    "set_rule",
    "unlink_categories",
]
