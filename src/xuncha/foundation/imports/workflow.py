"""How an import goes from an uploaded workbook to records, and back. (feature D14)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import State, Step, Workflow


class ImportState(StrEnum):
    DRAFT = "draft"
    PREVIEWED = "previewed"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


S = ImportState
IMPORT = Workflow(
    "import",
    N_("导入"),
    S.DRAFT,
    {
        S.DRAFT: State(N_("待核对")),
        S.PREVIEWED: State(N_("已核对，待确认"), "half"),
        S.APPLIED: State(N_("已导入"), "done", final=True),
        S.UNDONE: State(N_("已撤销"), "stop", final=True),
        S.DISCARDED: State(N_("已放弃"), "stop", final=True),
    },
    {
        "preview": Step(N_("核对"), frozenset({S.DRAFT, S.PREVIEWED}), S.PREVIEWED, P.SHEET_IMPORT, "import.previewed"),
        "remap": Step(N_("重新对应列"), frozenset({S.DRAFT, S.PREVIEWED}), S.DRAFT, P.SHEET_IMPORT, "import.mapped"),
        "apply": Step(
            N_("确认导入"), frozenset({S.PREVIEWED}), S.APPLIED, P.SHEET_IMPORT, "import.applied", weight="p"
        ),
        "undo": Step(
            N_("撤销导入"),
            frozenset({S.APPLIED}),
            S.UNDONE,
            P.SHEET_IMPORT,
            "import.undone",
            needs_reason=True,
            weight="x",
        ),
        "discard": Step(
            N_("放弃"), frozenset({S.DRAFT, S.PREVIEWED}), S.DISCARDED, P.SHEET_IMPORT, "import.discarded", weight="x"
        ),
    },
)
