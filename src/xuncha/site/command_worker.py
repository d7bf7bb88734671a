"""`xuncha worker`: does background work in a process of its own, beside or instead of the thread of `xuncha serve`."""

import signal
from collections.abc import Sequence
from types import FrameType

from xuncha.site.terminal import prepare


def worker_command(arguments: Sequence[str]) -> int:
    """`xuncha worker [--once]`: until interrupted, or (`--once`) until the queue is empty."""
    if list(arguments) not in ([], ["--once"]):
        print("usage: xuncha worker [--once]")
        return 2
    prepare()
    from django.utils import timezone

    from xuncha.foundation.jobs.worker import Worker, recover

    worker = Worker(timezone.now)  # noqa: TID251 - a command is where its clock is read
    if arguments:
        recover(worker.clock)
        worker.begin_day()
        worker.look_around()
        while worker.work_once():
            pass
        return 0

    def stop(number: int, frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run()
    return 0
