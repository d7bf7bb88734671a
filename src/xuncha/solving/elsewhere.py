"""
A search in a process of its own: this one never loads the solvers, and stops theirs with everything it started.

The process is the command of the same name (`xuncha teams solve …`), so that what the product does anybody can repeat
with the files at hand. It is told how many CPU seconds it may spend; a machine so busy that it gets none is waited for
only so long.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say

PATIENCE = 8
"""How many times its CPU seconds a search may take by the clock, beside the time to start."""
START_SECONDS = 60.0
LOOK_SECONDS = 0.2


def solve_elsewhere(
    word: str, task: dict[str, Any], cpu_seconds: float, look: Callable[[float], None] = lambda _seconds: None
) -> dict[str, Any]:
    """
    The result of `xuncha WORD solve` on this task.

    `look` is called every now and then with the seconds passed; what it raises ends the search and is passed on.

    Raises:
        RuleViolated: the task is refused, or the process did not end in time; its sentences are in the reason.

    """
    with TemporaryDirectory(prefix="xuncha-solve-") as folder:
        given, found = Path(folder, "task.json"), Path(folder, "result.json")
        given.write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-m", "xuncha", word, "solve", str(given)]
        command += ["--cpu-seconds", str(cpu_seconds), "--out", str(found)]
        told = _run(command, START_SECONDS + PATIENCE * cpu_seconds, look)
        if not found.exists():
            raise RuleViolated(told or say("求解没有给出结果。"))
        result: dict[str, Any] = json.loads(found.read_text("utf-8"))
        return result


def _run(command: list[str], seconds: float, look: Callable[[float], None]) -> str:
    """Run to the end, and end it with everything it started when it takes too long or is to stop; its complaints."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - this very interpreter, our command, our files
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as solver:
        try:
            while True:
                try:
                    return solver.communicate(timeout=LOOK_SECONDS)[1].strip()
                except subprocess.TimeoutExpired:
                    passed = time.monotonic() - began
                    look(passed)
                    if passed > seconds:
                        raise RuleViolated(say("求解超过 {n} 秒，已停止。", n=round(seconds))) from None
        except BaseException:
            os.killpg(solver.pid, signal.SIGKILL)
            raise
