"""How long the texts of feedback may be, in characters."""

TITLE = 80
TEXT = 4_000
ITEM_TEXT = 20_000
WHY = 500
