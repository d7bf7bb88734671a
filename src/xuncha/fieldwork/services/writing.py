"""Everything one press of a button in the editor does, all of it or nothing."""

from typing import Any

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import Citation, Evidence, WorkingPaper
from xuncha.fieldwork.selectors import PAPERS
from xuncha.fieldwork.services.citations import uncite
from xuncha.fieldwork.services.evidence import Upload, add_evidence, remove_evidence
from xuncha.fieldwork.services.papers import save_paper, set_second_handler
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act, use_case


@use_case(P.PAPER_WRITE, within=PAPERS)
def write_paper(
    act: Act,
    paper: WorkingPaper,
    /,
    *,
    base_version: int | None,
    second_handler: User | None = None,
    upload: Upload | None = None,
    remove: Evidence | None = None,
    drop: Citation | None = None,
    **fields: Any,
) -> WorkingPaper:
    """Save the text of a paper together with evidence added or taken off and a citation dropped in the same breath."""
    paper = save_paper(act, paper, base_version=base_version, **fields)
    if second_handler is not None and second_handler.pk != paper.second_handler_id:
        paper = set_second_handler(act, paper, second_handler=second_handler)
    if remove is not None:
        remove_evidence(act, paper, remove)
    if drop is not None:
        uncite(act, paper, drop)
    if upload is not None:
        add_evidence(act, paper, upload)
    return paper
