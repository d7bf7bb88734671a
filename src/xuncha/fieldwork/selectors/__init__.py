"""What people may read of papers and fact-confirmation sheets, and the facts the rules are asked with."""

from xuncha.fieldwork.selectors.beside import (
    categories_for,
    check_points,
    confirmations,
    disputed,
    manifestations,
    of_the_same_kind,
    papers_by_item,
    supported_sentences,
    working_day,
)
from xuncha.fieldwork.selectors.cited import Cited, citable, cited_for, told_of
from xuncha.fieldwork.selectors.confirmation import (
    confirmable_papers,
    default_reply_by,
    items_of,
    sheet_facts,
)
from xuncha.fieldwork.selectors.content import (
    citations_of,
    content_of,
    digest_of,
    evidence_of,
    facts_of,
    in_full,
    meter_of,
    pieces_of,
    wanted_kinds,
    with_what_rules_need,
)
from xuncha.fieldwork.selectors.panels import PAPER_PANELS
from xuncha.fieldwork.selectors.people import colleagues, hands_of
from xuncha.fieldwork.selectors.reaches import EVIDENCE, FACT_SHEETS, PAPERS
from xuncha.fieldwork.selectors.signatures import (
    SignatureBox,
    co_signed,
    last_return,
    reviewed_then_changed,
    signature_boxes,
)
from xuncha.fieldwork.selectors.sources import repeated_in
from xuncha.fieldwork.selectors.words import WORD_PAGE, Standing, WordFile, inspection_of, standing_of, word_files

__all__ = [
    "EVIDENCE",
    "FACT_SHEETS",
    "PAPERS",
    "PAPER_PANELS",
    "WORD_PAGE",
    "Cited",
    "SignatureBox",
    "Standing",
    "WordFile",
    "categories_for",
    "check_points",
    "citable",
    "citations_of",
    "cited_for",
    "co_signed",
    "colleagues",
    "confirmable_papers",
    "confirmations",
    "content_of",
    "default_reply_by",
    "digest_of",
    "disputed",
    "evidence_of",
    "facts_of",
    "hands_of",
    "in_full",
    "inspection_of",
    "items_of",
    "last_return",
    "manifestations",
    "meter_of",
    "of_the_same_kind",
    "papers_by_item",
    "pieces_of",
    "repeated_in",
    "reviewed_then_changed",
    "sheet_facts",
    "signature_boxes",
    "standing_of",
    "supported_sentences",
    "told_of",
    "wanted_kinds",
    "with_what_rules_need",
    "word_files",
    "working_day",
]
