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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import Say, say

PATIENCE = 8
"""How many times its CPU seconds a search may take by the clock, beside the time to start."""
START_SECONDS = 60.0
LOOK_SECONDS = 0.2
LAST_WORDS = 30.0
"""Seconds a search has for its best so far once it is told that this is enough."""

Point = tuple[float, int | None, float | None]
"""Where a search stood: CPU seconds since its start, best objective found, proven bound."""


@dataclass
class Watch:
    """
    Somebody who watches a search and may end it; by default nobody.

    `look` is called every now and then with the seconds passed; what it raises ends the search and is passed on.
    `seen` is told each new point of its progress, `enough` asked whether the best so far will do.
    """

    look: Callable[[float], None] = lambda _seconds: None
    seen: Callable[[Point], None] | None = None
    enough: Callable[[], bool] = lambda: False


def solve_elsewhere(
    word: str,
    task: dict[str, Any],
    cpu_seconds: float,
    look: Callable[[float], None] = lambda _seconds: None,
) -> dict[str, Any]:
    """
    The result of `xuncha WORD solve` on this task.

    `look` is called every now and then with the seconds passed; what it raises ends the search and is passed on.

    Raises:
        RuleViolated: the task is refused, or the process did not end in time; its sentences are in the reason.

    """
    return watched(word, task, cpu_seconds, Watch(look))


def watched(
    word: str, task: dict[str, Any], cpu_seconds: float, watch: Watch, options: Sequence[str] = ()
) -> dict[str, Any]:
    """
    The result of `xuncha WORD solve` on this task with these options, while somebody watches.

    Raises:
        RuleViolated: the task is refused, or the process did not end in time; its sentences are in the reason.

    """
    with TemporaryDirectory(prefix="xuncha-solve-") as folder:
        given, found, points = (Path(folder, name) for name in ("task.json", "result.json", "progress.jsonl"))
        given.write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-m", "xuncha", word, "solve", str(given)]
        command += ["--cpu-seconds", str(cpu_seconds), "--out", str(found), *options]
        if watch.seen is not None:
            points.touch()
            command += ["--progress", str(points)]
        told = _run(command, START_SECONDS + PATIENCE * cpu_seconds, _reading(watch, points), watch.enough)
        result: dict[str, Any] | None = json.loads(found.read_text("utf-8")) if found.exists() else None
        if watch.enough() and (result is None or result["status"] == "unknown"):
            raise RuleViolated(say("停止时还没有得出方案。"))
        if result is None:
            raise RuleViolated(told or say("求解没有给出结果。"))
        return result


def _reading(watch: Watch, points: Path) -> Callable[[float], None]:
    """How the watch looks, having read what the search has written of its progress."""
    if watch.seen is None:
        return watch.look
    seen, told = watch.seen, 0

    def look(passed: float) -> None:
        nonlocal told
        lines = points.read_text("utf-8").split("\n")[:-1]  # what follows the last line end is still being written
        for line in lines[told:]:
            seen(tuple(json.loads(line)))
        told = len(lines)
        watch.look(passed)

    return look


def _run(
    command: list[str], seconds: float, look: Callable[[float], None], enough: Callable[[], bool] = lambda: False
) -> str | Say:
    """Run to the end, and end it with everything it started when it takes too long or is to stop; its complaints."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    began, asked = time.monotonic(), False
    with subprocess.Popen(  # noqa: S603 - this very interpreter, our command, our files
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as solver:
        try:
            while True:
                try:
                    complaints = solver.communicate(timeout=LOOK_SECONDS)[1].strip()
                    killed = solver.returncode < 0
                    return say("求解的进程中断了，没有结果，也没有写入任何内容；请重新求解。") if killed else complaints
                except subprocess.TimeoutExpired:
                    passed = time.monotonic() - began
                    look(passed)
                    if not asked and enough():
                        os.killpg(solver.pid, signal.SIGINT)
                        asked, seconds = True, passed + LAST_WORDS
                    if passed > seconds:
                        raise RuleViolated(say("求解超过 {n} 秒，已停止。", n=round(seconds))) from None
        except BaseException:
            os.killpg(solver.pid, signal.SIGKILL)
            raise
