"""What must hold of working papers and fact sheets. Facts in, reasons and hints out; no database, no clock."""

from xuncha.fieldwork.rules.completeness import Check, Completeness, Grade, completeness
from xuncha.fieldwork.rules.confirmation import (
    AnswerFacts,
    SheetFacts,
    neutral_text,
    reasons_not_to_answer,
    reasons_not_to_approve,
    reasons_not_to_close,
    reasons_not_to_send,
)
from xuncha.fieldwork.rules.facts import EvidenceFacts, PaperFacts
from xuncha.fieldwork.rules.hints import Hint, hints
from xuncha.fieldwork.rules.limits import LIMITS, TITLE_MIN
from xuncha.fieldwork.rules.papers import (
    HandFacts,
    reasons_against_opinion,
    reasons_in_the_text,
    reasons_not_to_ask,
    reasons_not_to_attach,
    reasons_not_to_check,
    reasons_not_to_cite,
    reasons_not_to_co_sign,
    reasons_not_to_keep,
    reasons_not_to_pair,
    reasons_not_to_sign,
    reasons_not_to_submit,
    reasons_not_to_touch,
)
from xuncha.fieldwork.rules.reading import amounts_in, sentences_of
from xuncha.fieldwork.rules.word_layout import Recognised, Unplaced, recognise

__all__ = [
    "LIMITS",
    "TITLE_MIN",
    "AnswerFacts",
    "Check",
    "Completeness",
    "EvidenceFacts",
    "Grade",
    "HandFacts",
    "Hint",
    "PaperFacts",
    "Recognised",
    "SheetFacts",
    "Unplaced",
    "amounts_in",
    "completeness",
    "hints",
    "neutral_text",
    "reasons_against_opinion",
    "reasons_in_the_text",
    "reasons_not_to_answer",
    "reasons_not_to_approve",
    "reasons_not_to_ask",
    "reasons_not_to_attach",
    "reasons_not_to_check",
    "reasons_not_to_cite",
    "reasons_not_to_close",
    "reasons_not_to_co_sign",
    "reasons_not_to_keep",
    "reasons_not_to_pair",
    "reasons_not_to_send",
    "reasons_not_to_sign",
    "reasons_not_to_submit",
    "reasons_not_to_touch",
    "recognise",
    "sentences_of",
]
