"""`xuncha serve` and `xuncha demo`: one process that answers requests and does background work."""

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.site.terminal import prepare, tell

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

THREADS = 6
BODY = 256 * 1024 * 1024
"""Bytes of one request; more is refused by what it announces."""


def _options(name: str, arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"xuncha {name}")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args(arguments)


def serve(arguments: Sequence[str]) -> int:
    """Serve this installation; brings its database up to date first."""
    options = _options("serve", arguments)
    prepare()
    server = listen(options.host, options.port)
    from xuncha.site.command_check import bring_up_to_date

    bring_up_to_date()
    _answer(server, options.host, options.port)
    return 0


def demo(arguments: Sequence[str]) -> int:
    """Serve the demo: invented people in an invented city, loaded on the first start; sign-in by one click."""
    options = _options("demo", arguments)
    os.environ["XUNCHA_DEMO"] = "1"
    prepare()
    server = listen(options.host, options.port)
    # What sets up and loads needs twice the memory of what serves: a process of its own gives it back.
    loading = os.fork()
    if not loading:
        _load_demo()
        return 0
    failed = os.waitstatus_to_exitcode(os.waitpid(loading, 0)[1])
    if failed:
        return failed
    from xuncha.site.scenario.loading import set_calendar

    set_calendar()
    _answer(server, options.host, options.port)
    return 0


def _load_demo() -> None:
    from xuncha.site.command_check import bring_up_to_date
    from xuncha.site.scenario.loading import load_demo_once

    bring_up_to_date()
    load_demo_once(tell)


def listen(host: str, port: int) -> "BaseWSGIServer":
    """Take the address before anything else is done; requests wait until the server runs."""
    import waitress

    from xuncha.site.wsgi import application

    try:
        return waitress.create_server(
            application,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=True,
            max_request_body_size=BODY,
            inbuf_overflow=BODY,  # what arrives waits in memory: a tip must not lie on the disk before it is sealed
        )
    except (OSError, ValueError) as fault:
        told = getattr(fault, "strerror", None) or fault
        raise RuleViolated(
            say("端口 {port} 已被占用或不可用（{fault}），请用 --port 换一个。", port=port, fault=told)
        ) from None


def _answer(server: "BaseWSGIServer", host: str, port: int) -> None:
    from xuncha.foundation.jobs.worker import start_worker
    from xuncha.site.clock import now

    start_worker(now)
    tell(f"xuncha: http://{host}:{port}/")
    server.run()
