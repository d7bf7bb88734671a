"""How long each text may be, in characters; forms, rules and counters read the same table."""

TITLE_MIN = 10
FACTS_MIN = 50
POLITICAL_ENOUGH = 20  # characters from which "why it is political" says more than a slogan

LIMITS: dict[str, int] = {
    "title": 50,
    "facts": 20_000,
    "characterisation": 500,
    "basis": 1_000,
    "cause": 1_000,
    "why_political": 500,
    "quote": 500,
    "kind": 30,
    "pages": 60,
    "reason": 500,
    "opinion": 500,
    "sheet_title": 80,
    "item_text": 4_000,
    "comment": 2_000,
    "conclusion": 2_000,
}
