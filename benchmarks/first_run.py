"""
P12: what a new installation waits for, once the packages are there.

    python -m benchmarks P12

Every step is a process of its own, as people start them: the command, the server, the demo.
"""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Line, Times, show

STARTS = 3
XUNCHA = [sys.executable, "-c", "import sys; from xuncha.__main__ import main; sys.exit(main())"]


def main() -> None:
    """Migrate an empty database, start the server a few times, load the demo."""
    migrate, start, demo = Times(), Times(), Times()
    migrate.take(lambda: subprocess.run([*XUNCHA, "migrate"], check=True, stdout=subprocess.DEVNULL))
    memory = 0
    for _ in range(STARTS):
        with _served(start) as process:
            memory = max(memory, _megabytes(process.pid))
    demo.take(lambda: subprocess.run([*XUNCHA, "scenario", "load", "city-2022"], check=True, capture_output=True))
    peer = "quoted: 11 min"
    show(
        "P12  first run, packages installed; peer: an open GRC product (quoted, not measured here)",
        (
            Line("migrate an empty database", migrate, peer, "20 s"),
            Line("serve until /healthz answers", start, "", "3 s"),
            Line("load the demo", demo, "", "60 s"),
        ),
        (f"memory of the serving process {memory} MB (goal 150 MB; peer, quoted: 386 MB, 381 migrations)",),
    )


@contextmanager
def _served(times: Times) -> Iterator["subprocess.Popen[bytes]"]:
    """The server, from its start to the first answer; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process: list[subprocess.Popen[bytes]] = []

    def until_it_answers() -> None:
        process.append(subprocess.Popen([*XUNCHA, "serve", "--port", str(port)], stdout=subprocess.DEVNULL))
        while not _answers(port):
            assert process[0].poll() is None, "the server ended"
            time.sleep(0.02)

    try:
        times.take(until_it_answers)
        assert _answers(port, "/accounts/sign-in/")
        yield process[0]
    finally:
        process[0].terminate()
        process[0].wait()


def _answers(port: int, path: str = "/healthz") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _megabytes(pid: int) -> int:
    """Resident memory of a running process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) // 1024
