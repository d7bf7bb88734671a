"""The command line, one function per command. Exit codes: 0 done, 1 refused with reasons, 2 usage."""

from collections.abc import Callable, Sequence

Command = Callable[[Sequence[str]], int]
COMMANDS: dict[str, Command] = {}


def run(arguments: Sequence[str]) -> int:
    """Run the command that the first word names."""
    if not arguments or arguments[0] not in COMMANDS:
        print("usage: xuncha " + " | ".join(sorted(COMMANDS)))  # noqa: T201 - a command answers on standard output
        return 2
    return COMMANDS[arguments[0]](arguments[1:])
