"""Which exports a person may look up: administrators those of which they may know, holders of the right the sealed."""

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.exports.models import Export, SealedExport
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.reach import Reach

EXPORTS = Reach(Export, "exports.export", "导出", P.EXPORT_READ, installation=True)
SEALED_EXPORTS = Reach(
    SealedExport,
    "exports.sealed",
    "信访和线索导出",
    P.SEALED_LEDGER_EXPORT,
    jurisdiction="office",
    team="team",
    unit="unit",
)
EVENT_LABELS.update({"export.taken": N_("导出文件"), "export.finished": N_("导出完成")})
