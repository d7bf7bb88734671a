"""
One function of a benchmark, in this process, with the product set up before its module is read.

    python -m benchmarks.group MODULE FUNCTION [ARGUMENT…]
"""

import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from typing import Any

import django


def elsewhere(module: str, function: str, *arguments: str) -> Any:
    """Call the function in a process of its own, so that its peak of memory is its own; what it returns."""
    command = [sys.executable, "-m", "benchmarks.group", module, function, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def apart(module: str, function: str, *arguments: str) -> Any:
    """The same with an empty data folder of its own, for figures that would meet each other's records."""
    with tempfile.TemporaryDirectory(prefix="xuncha-bench-") as home:
        command = [sys.executable, "-m", "benchmarks.group", module, function, *arguments]
        environment = {**os.environ, "XUNCHA_HOME": home}
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    django.setup()
    found = getattr(import_module(f"benchmarks.{sys.argv[1]}"), sys.argv[2])(*sys.argv[3:])
    if found is not None:
        print(json.dumps(found))
