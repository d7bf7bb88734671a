"""Addresses that ask for no permission: a new one is a decision, and it is made here."""

PUBLIC = {
    "healthz",
    "front",
    "accounts:sign-in",
    "accounts:sign-in-as",
    "accounts:code",
    "accounts:enrol",
    "accounts:first-password",
    "accounts:proceed",
    "tip:form",
    "tip:back",
    "tip:privacy",
    "ask:form",
    "vote:enter",
    "vote:ballot",
    "heard:page",
}
"""Addresses that need no sign-in. A new one is a decision: it is made here."""

PERSONAL = {"accounts", "inbox", "jobs", "sealing"}
"""Parts whose addresses may ask for nothing but being signed in, because they show only one's own."""

FOR_EVERYBODY = {
    "appraisal:led",
    "appraisal:led-sheet",
    "appraisal:led-sheet-object",
    "exports:purpose",
    "rectification_unit:home",
    "regulations:terms",
    "rounds:declaration",
    "rounds:declaration-tie",
    "rounds:declaration-withdraw",
}
"""
Single addresses of other parts that say nothing of any case: the question what a file is for; the glossary; the
appraisal of a team that one led, which to others is out of reach (`evaluation/test_led.py`); one's own
declaration before a round, when
nothing is granted yet, which to others is out of reach (`rounds/test_declarations.py`); the first page of the unit
portal, which leads whoever follows no rectification to what is theirs (`site/test_navigation.py`).
"""
