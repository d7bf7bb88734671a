"""Use cases of fieldwork. One function, one thing a person can do."""

from xuncha.fieldwork.services.citations import cite_result, cite_talk, uncite, write_from_result
from xuncha.fieldwork.services.confirmation import (
    Statement,
    UnitAnswer,
    answer_fact_sheet,
    approve_fact_sheet,
    close_fact_sheet,
    create_fact_sheet,
    save_fact_sheet,
    send_fact_sheet,
    withdraw_fact_sheet,
)
from xuncha.fieldwork.services.evidence import Upload, add_evidence, change_evidence, remove_evidence
from xuncha.fieldwork.services.papers import create_paper, save_paper, set_second_handler
from xuncha.fieldwork.services.signing import (
    ask_to_co_sign,
    check_paper,
    co_sign_paper,
    decline_to_co_sign,
    file_paper,
    recall_paper,
    reopen_paper,
    return_checked_paper,
    return_submitted_paper,
    sign_paper,
    submit_paper,
    supersede_paper,
    void_paper,
)
from xuncha.fieldwork.services.sources import ask_about_paper, ask_about_sheet
from xuncha.fieldwork.services.words import WordPaper, import_word_papers, upload_word_papers
from xuncha.fieldwork.services.writing import write_paper

__all__ = [
    "Statement",
    "UnitAnswer",
    "Upload",
    "WordPaper",
    "add_evidence",
    "answer_fact_sheet",
    "approve_fact_sheet",
    "ask_about_paper",
    "ask_about_sheet",
    "ask_to_co_sign",
    "change_evidence",
    "check_paper",
    "cite_result",
    "cite_talk",
    "close_fact_sheet",
    "co_sign_paper",
    "create_fact_sheet",
    "create_paper",
    "decline_to_co_sign",
    "file_paper",
    "import_word_papers",
    "recall_paper",
    "remove_evidence",
    "reopen_paper",
    "return_checked_paper",
    "return_submitted_paper",
    "save_fact_sheet",
    "save_paper",
    "send_fact_sheet",
    "set_second_handler",
    "sign_paper",
    "submit_paper",
    "supersede_paper",
    "uncite",
    "upload_word_papers",
    "void_paper",
    "withdraw_fact_sheet",
    "write_from_result",
    "write_paper",
]
