"""docx → pdf by LibreOffice where it is installed; each call has its own profile folder, so none waits for another."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90


def converter() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def to_pdf(content: bytes, *, seconds: float = SECONDS) -> bytes:
    """
    The docx as pdf.

    Raises:
        RuleViolated: LibreOffice is not installed, takes longer than `seconds`, or fails.

    """
    program = converter()
    if program is None:
        raise RuleViolated(
            say("这台服务器没有安装 LibreOffice，不能生成 PDF。请下载 Word 文档，用 WPS 或 Word 另存为 PDF。")
        )
    with tempfile.TemporaryDirectory(prefix="xuncha-pdf-") as folder:
        place = Path(folder)
        (place / "document.docx").write_bytes(content)
        command = [program, f"-env:UserInstallation=file://{place}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(place / "document.docx")]
        try:
            _run(command, seconds)
            return (place / "document.pdf").read_bytes()
        except subprocess.TimeoutExpired:
            raise RuleViolated(say("生成 PDF 超过 {n} 秒，已停止。请先下载 Word 文档。", n=round(seconds))) from None
        except (subprocess.CalledProcessError, OSError):
            raise RuleViolated(say("LibreOffice 没能生成 PDF。请先下载 Word 文档，并告诉系统管理员。")) from None


def _run(command: list[str], seconds: float) -> None:
    """
    Run it to its end, or end it with everything it started.

    LibreOffice is started by a script: to stop that alone would leave the office itself running, and whoever reads
    the pipe that it still holds would wait for ever.
    """
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True) as office:  # noqa: S603 - fixed program, own files
        try:
            status = office.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)
            raise
    if status:
        raise subprocess.CalledProcessError(status, command)
