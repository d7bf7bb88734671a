"""
P14: a village that has much to say. A hundred tips a minute, each with a photo of 5 MB, through the form by itself.

    python -m benchmarks P14 [--minutes 5]

The server is a process of its own (`xuncha form`); the senders share its two cores, as nothing else of theirs is free.
Measured is what the person waits for after 提交: the upload, the photo made anew, everything sealed, the receipt. The
work of a ticket is done before, as the page does it while one writes. The floor is one photo decoded and encoded again.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from benchmarks.figures import Line, Times, show
from xuncha.foundation import tickets
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.sealing.models import Circle, CircleKey
from xuncha.foundation.sealing.suites import STANDARD
from xuncha.intake.models import Enclosure, Mailbox, Tip
from xuncha.planning.models import InspectionType, Term
from xuncha.preparation.models import Entry
from xuncha.rounds.models import Inspection, Round, Team

A_MINUTE = 100
SENDERS = 12
PHOTO = 5_000_000  # bytes, about
FORM = [sys.executable, "-c", "import sys; from xuncha.__main__ import main; sys.exit(main())", "form"]


def main(minutes: str) -> None:
    """Open a mailbox, send, count."""
    code, photo, floor = _mailbox(), _photo(), Times()
    for _ in range(5):
        floor.take(lambda: Image.open(BytesIO(photo)).convert("RGB").save(BytesIO(), "JPEG", quality=88))
    number = round(float(minutes) * A_MINUTE)
    with _served() as port, ThreadPoolExecutor(SENDERS) as senders:
        began = time.perf_counter()
        waits = [senders.submit(_send, port, code, photo, began + n * 60 / A_MINUTE) for n in range(number)]
        answers = [wait.result() for wait in waits]
        took = time.perf_counter() - began
    seconds = sorted(answer[0] for answer in answers)
    receipts = {answer[1] for answer in answers} - {""}
    times = Times(seconds, [0.0])
    p95 = statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    show(
        f"P14  {number} tips in {took:.0f} s, each with a photo of {len(photo) / 1e6:.1f} MB; floor: one photo anew",
        (Line("from 提交 to the receipt", times, floor, "p95 1 s"),),
        (
            f"p95 {p95 * 1000:.0f} ms, longest {seconds[-1] * 1000:.0f} ms; load {os.getloadavg()[0]:.1f}",
            f"receipts {len(receipts)}, tips {Tip.objects.count()}, photos {Enclosure.objects.count()} of {number}",
        ),
    )
    if not len(receipts) == Tip.objects.count() == Enclosure.objects.count() == number:
        sys.exit("tips were lost")


def _send(port: int, code: str, photo: bytes, at: float) -> tuple[float, str]:
    """One tip at its moment: how long it took, and its receipt."""
    ticket = tickets.issued(code, timezone.now())
    work = next(str(n) for n in count() if tickets.worked(ticket, str(n)))
    fields = {"ticket": ticket, "work": work, "text": "泵站去年底说修好了，今年六月还是抽不出水。"}
    edge = uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="enclosures"; filename="a.jpg"\r\n\r\n'.encode()
    body = b"".join((*parts, head, photo, f"\r\n--{edge}--\r\n".encode()))
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/tip/{code}/", body, kind)
    time.sleep(max(0.0, at - time.perf_counter()))
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310 - our own form
            page = answer.read().decode()
    except OSError as failed:
        print(f"a tip was refused: {failed}", flush=True)
        page = ""
    found = re.search(r'class="no groups">([\d ]+)<', page)
    return time.perf_counter() - began, found[1] if found else ""


def _photo() -> bytes:
    """Twelve million pixels of about 5 MB, like a telephone's."""
    noise = Image.frombytes("L", (1000, 750), os.urandom(750_000)).resize((4000, 3000), Image.Resampling.BICUBIC)
    picture = Image.merge("RGB", (noise, noise.rotate(180), noise))
    for quality in range(95, 40, -3):
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality)
        if out.tell() <= PHOTO * 1.05:
            break
    return out.getvalue()


def _mailbox() -> str:
    """An open mailbox in a new database; the private half of its keys is thrown away."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    today = timezone.localdate(now)
    made = {"created_by": User.objects.create(username="founder", name="创建人"), "created_at": now}
    city = Jurisdiction.objects.create(code="c", name="某市", office_name="办", level="city", path="c")
    unit = Organisation.objects.create(jurisdiction=city, code="C-1", name="第一局", unit_type="office")
    term = Term.objects.create(jurisdiction=city, number=8, name="八届", first_year=2022, last_year=2030, **made)
    batch = Round.objects.create(term=term, number=1, year=today.year, name="一轮", state_since=now, **made)
    team = Team.objects.create(round=batch, number=1, name="第1巡察组")
    inspection = Inspection.objects.create(
        round=batch, team=team, organisation=unit, type=InspectionType.ROUTINE, **made
    )
    week = timedelta(days=7)
    Entry.objects.create(inspection=inspection, opens_on=today - week, closes_on=today + week, **made)
    circle = Circle.objects.create(jurisdiction=city, purpose="intake", scope_id=inspection.pk, name="一", **made)
    public = STANDARD.pair().public
    CircleKey.objects.create(circle=circle, number=1, suite=STANDARD.name, public=public, since=now)
    Mailbox.objects.create(inspection=inspection, code="bench222", circle=circle, **made)
    return "bench222"


@contextmanager
def _served() -> Iterator[int]:
    """The form by itself on a port of its own; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen([*FORM, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            assert process.poll() is None, "the form ended"
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
