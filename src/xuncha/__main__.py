"""The `xuncha` command."""

import os
import sys


def main() -> None:
    """Run one command. Without Django where a command needs none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.site.settings")
    from xuncha.site.commands import run
    from xuncha.solving.budget import leave

    leave(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
