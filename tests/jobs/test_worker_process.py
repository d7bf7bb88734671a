"""A real worker process on a real database file: it works, and when it is killed another takes over."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

SETUP = """
import django; django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from uuid import uuid4
import xlsxwriter
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.imports.services import upload_sheet
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.usecases import Act
from pathlib import Path
call_command("migrate", verbosity=0)
now = timezone.now()
city = Jurisdiction.objects.create(code="tc", name="测试市", office_name="办", level="city", path="tc")
user = User.objects.create(username="clerk", name="测试员")
Grant.objects.create(user=user, role=Role.OFFICE_CLERK, scope_id=city.pk, valid_from=now - timedelta(days=1))
with xlsxwriter.Workbook("big.xlsx") as book:
    page = book.add_worksheet()
    page.write_row(0, 0, ["单位名称", "单位类型"])
    for n in range(1, 20001):
        page.write_row(n, 0, [f"第{n}局", "机关"])
act = Act(actor_of(user, now), now, uuid4())
batch = upload_sheet(act, "orgs", city, name="big.xlsx", path=Path("big.xlsx"))
enqueue(Act(act.actor, now, uuid4()), "imports.preview", title="核对", arguments={"batch": batch.pk})
"""


@pytest.fixture
def home(tmp_path: Path):
    """A data folder with one job waiting: a check of 20,000 rows."""
    environment = {
        **os.environ,
        "XUNCHA_HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'xuncha.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "xuncha.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    subprocess.run([sys.executable, "-c", SETUP], check=True, cwd=tmp_path, env=environment, timeout=120)
    return tmp_path, environment


def job_row(home: Path):
    with sqlite3.connect(home / "xuncha.sqlite3") as database:
        return database.execute("SELECT state, attempts, result FROM jobs_job").fetchone()


def test_a_killed_worker_is_replaced(home):
    folder, environment = home
    command = [sys.executable, "-m", "xuncha", "worker"]
    first = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        deadline = time.monotonic() + 60
        while job_row(folder)[0] == "queued" and time.monotonic() < deadline:
            time.sleep(0.01)
        assert job_row(folder)[:2] == ("running", 1)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    assert job_row(folder)[0] == "running"
    subprocess.run([*command, "--once"], check=True, cwd=folder, env=environment, timeout=120)
    state, attempts, result = job_row(folder)
    assert (state, attempts) == ("done", 2)
    assert '"rows": 20000' in result


def test_a_worker_told_to_stop_stops(home):
    folder, environment = home
    worker = subprocess.Popen([sys.executable, "-m", "xuncha", "worker"], cwd=folder, env=environment)
    deadline = time.monotonic() + 90
    while job_row(folder)[0] != "done" and time.monotonic() < deadline:
        time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0
    assert job_row(folder)[0] == "done"
