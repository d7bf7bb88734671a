"""`xuncha scenario list`, `xuncha scenario load FILE|NAME [--json]` and `xuncha scenario schema`."""

import argparse
import json
import time
from collections.abc import Sequence

from xuncha.site.terminal import prepare, tell


def scenario(arguments: Sequence[str]) -> int:
    """List the scenarios that ship, load one, or print the schema that scenario files follow."""
    parser = argparse.ArgumentParser(prog="xuncha scenario")
    verbs = parser.add_subparsers(dest="verb", required=True)
    load = verbs.add_parser("load", help="perform a scenario in this installation")
    load.add_argument("source", metavar="FILE|NAME")
    load.add_argument("--json", action="store_true")
    verbs.add_parser("list", help="print the scenarios that ship, each with its title")
    verbs.add_parser("schema", help="print the JSON schema of xuncha.scenario/1")
    options = parser.parse_args(arguments)
    if options.verb == "schema":
        from xuncha.site.scenario.reading import schema

        tell(json.dumps(schema(), ensure_ascii=False, indent=2))
        return 0
    if options.verb == "list":
        from xuncha.site.scenario.reading import SHIPPED, read

        for name in SHIPPED:
            tell(f"{name}\t{read(name)['title']}")
        return 0
    return _load(options.source, as_json=options.json)


def _load(source: str, *, as_json: bool) -> int:
    prepare()
    from xuncha.core.errors import Refused
    from xuncha.site.command_check import bring_up_to_date
    from xuncha.site.scenario.loading import load

    bring_up_to_date()
    began = time.monotonic()
    try:
        code = load(source, lambda text: tell(text, error=True))
    except Refused as refusal:
        if as_json:
            tell(json.dumps({"refused": [str(why.text) for why in refusal.reasons]}, ensure_ascii=False))
        raise
    told = {"jurisdiction": code, "seconds": round(time.monotonic() - began, 1)}
    tell(json.dumps(told) if as_json else f"loaded: jurisdiction {code}, {told['seconds']} s")
    return 0
