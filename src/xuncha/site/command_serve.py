"""`xuncha serve` and `xuncha demo`: one process that answers requests and does background work."""

import argparse
import os
import socket
from collections.abc import Sequence

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.site.terminal import prepare, tell

THREADS = 6


def _options(name: str, arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"xuncha {name}")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args(arguments)


def serve(arguments: Sequence[str]) -> int:
    """Serve this installation; brings its database up to date first."""
    options = _options("serve", arguments)
    _free(options.host, options.port)
    prepare()
    from xuncha.site.command_check import bring_up_to_date

    bring_up_to_date()
    _answer(options.host, options.port)
    return 0


def demo(arguments: Sequence[str]) -> int:
    """Serve the demo: invented people in an invented city, loaded on the first start; sign-in by one click."""
    options = _options("demo", arguments)
    _free(options.host, options.port)
    os.environ["XUNCHA_DEMO"] = "1"
    prepare()
    from xuncha.site.command_check import bring_up_to_date
    from xuncha.site.scenario.loading import load_demo_once

    bring_up_to_date()
    load_demo_once(tell)
    _answer(options.host, options.port)
    return 0


def _free(host: str, port: int) -> None:
    """Refuse before anything else when the address is taken."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise RuleViolated(
                say("端口 {port} 已被占用或不可用（{fault}），请用 --port 换一个。", port=port, fault=fault.strerror)
            ) from None


def _answer(host: str, port: int) -> None:
    import waitress

    from xuncha.foundation.jobs.worker import start_worker
    from xuncha.site.clock import now
    from xuncha.site.wsgi import application

    start_worker(now)
    tell(f"xuncha: http://{host}:{port}/")
    waitress.serve(application, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=True)
