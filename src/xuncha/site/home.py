"""The data folder: everything that belongs to one installation lies under XUNCHA_HOME. Standard library only."""

import json
import os
import secrets
from datetime import timedelta
from pathlib import Path

DEMO_CALENDAR = "demo.json"


def home() -> Path:
    """XUNCHA_HOME, or `.home` beside the place where the command was started."""
    path = Path(os.environ.get("XUNCHA_HOME") or ".home").absolute()
    (path / "tmp").mkdir(parents=True, exist_ok=True)
    return path


def secret(name: str) -> str:
    """A random secret of this installation, made on first use and readable by its owner alone."""
    path = home() / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def database_url() -> str:
    """DATABASE_URL, or the SQLite file in the data folder."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{home() / 'xuncha.sqlite3'}"


def demo_shift() -> timedelta:
    """How far the demo's calendar stands from the real one: the demo always begins on its scenario's last day."""
    path = home() / DEMO_CALENDAR
    if not path.exists():
        return timedelta(0)
    return timedelta(seconds=json.loads(path.read_text(encoding="ascii"))["shift_seconds"])
