"""Sending the public form as a browser does, with the work that its script would have done."""

from io import BytesIO
from itertools import count

from django.test import Client
from PIL import Image

from tests.conftest import NOW
from tests.intake.people import SECRET
from xuncha.foundation import tickets


def work_for(ticket: str) -> str:
    """What the script on the page finds."""
    return next(str(n) for n in count() if tickets.worked(ticket, str(n)))


def photo() -> bytes:
    """A picture that tells where it was taken."""
    image = Image.new("RGB", (40, 30), "red")
    exif = Image.Exif()
    exif[0x0110] = "型号 X1"
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def sent(client: Client, code: str, *, work: bool = True, **fields) -> tuple[str, str]:
    """Send the public form; (receipt, page)."""
    ticket = fields.pop("ticket", None) or tickets.issued(code, NOW)
    answer = work_for(ticket) if work else ""
    page = client.post(f"/tip/{code}/", {"ticket": ticket, "work": answer, "text": SECRET, **fields}).content.decode()
    digits = page.split('class="no groups">')[1].split("<")[0] if 'class="no groups">' in page else ""
    return digits, page
