"""Checking and writing large workbooks in the background, as the person who asked."""

from django.urls import reverse

from xuncha.core.errors import OutOfReach
from xuncha.core.text import N_, say
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.imports.selectors import IMPORTS, Progress, own, rows_of, summarise
from xuncha.foundation.imports.services import apply_import, record_preview
from xuncha.foundation.jobs.registry import Outcome, Run, job
from xuncha.foundation.usecases import Act

PREVIEW, APPLY = "imports.preview", "imports.apply"
LARGE = 400_000  # bytes of a workbook from which on it is checked and written in the background


def _watched(run: Run, sentence: str) -> Progress:
    return lambda done, total: run.progress(done, total, say(sentence))


@job(PREVIEW, N_("核对导入表格"))
def preview_in_background(act: Act, run: Run, *, batch: int) -> Outcome:
    """Check a workbook; nothing is written but what was found."""
    found_batch = _reachable(act, batch)
    found = summarise(rows_of(act.actor, found_batch, _watched(run, N_("正在逐行核对"))))
    record_preview(act, found_batch, found=found)
    text = say("核对了 {rows} 行，错误 {errors} 处。", rows=found.rows, errors=found.error_count)
    return Outcome((text,), reverse("imports:import", args=[batch]), {"rows": found.rows, "errors": found.error_count})


@job(APPLY, N_("导入表格"))
def apply_in_background(act: Act, run: Run, *, batch: int) -> Outcome:
    """Write a checked workbook, all of it or nothing."""
    done = apply_import(act, _reachable(act, batch), progress=_watched(run, N_("正在写入，全部成功才保存")))
    text = say("导入了 {n} 条记录。", n=done.fresh)
    return Outcome((text,), reverse("imports:import", args=[batch]), {"created": done.fresh})


def _reachable(act: Act, pk: int) -> ImportBatch:
    """
    The import, if it is still this person's to work on.

    Raises:
        Denied, OutOfReach: their grants have changed since they asked.

    """
    batch = IMPORTS.visible_to(act.actor).filter(pk=pk).first()
    if batch is None:
        raise OutOfReach(say("没有这次导入，或者不在您的工作范围内。"))
    own(act.actor, batch)
    return batch
