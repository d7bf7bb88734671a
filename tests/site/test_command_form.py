"""The public form as a process of its own: no other address, no session, a role that puts in and never reads."""

import os
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from tests.conftest import NOW
from tests.intake.conftest import mailbox, team  # noqa: F401 - fixtures of the stage
from tests.intake.people import SECRET
from tests.intake.sending import photo, sent
from xuncha.core.errors import RuleViolated
from xuncha.intake import services
from xuncha.intake.models import Tip, Told
from xuncha.site.command_form import ADDS, READS, grants
from xuncha.site.commands import run

LOOK = """
import django; django.setup()
from django.conf import settings
from xuncha.foundation.addresses import addresses
print(sorted({address.route for address in addresses()}), settings.INSTALLED_APPS[-1], len(settings.MIDDLEWARE))
from django.test import Client
print([Client().get(at).status_code for at in ("/desk/", "/accounts/sign-in/", "/tip/privacy/", "/healthz")])
"""


@pytest.fixture
def alone(settings, monkeypatch) -> None:
    """The form's own addresses and middleware."""
    from xuncha.site import form_settings

    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES"):
        setattr(settings, name, getattr(form_settings, name))
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW)


def test_it_knows_its_own_addresses_alone(tmp_path) -> None:
    environment = {
        **os.environ,
        "XUNCHA_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "xuncha.site.form_settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    told = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, check=True, capture_output=True, text=True, timeout=60
    ).stdout.splitlines()
    assert told == [
        "['healthz', 'tip/<slug:code>/', 'tip/back/', 'tip/privacy/'] xuncha.intake 5",
        "[404, 404, 200, 200]",
    ]


def test_there_and_back_through_the_form_alone(alone, acting, team, mailbox) -> None:  # noqa: F811
    client = Client()
    receipt, page = sent(client, mailbox.code)
    assert "请记下回执号" in page
    petition = services.take_in(acting(team.users[2]), mailbox)[0]
    services.answer_petitioner(acting(team.users[2]), petition, text="收到")
    told = {"title": "整改情况", "words": "泵站已经修好。", "day": NOW.date()}
    Told.objects.create(inspection=mailbox.inspection, created_by=team.users[2], created_at=NOW, **told)
    back = client.post("/tip/back/", {"receipt": receipt}).content.decode()
    assert "收到" in back
    assert "泵站已经修好。" in back
    assert not client.cookies


@pytest.mark.django_db
def test_the_rights_name_tables_that_exist(capsys) -> None:
    tables = set(connection.introspection.table_names())
    assert {*READS, *ADDS} <= tables
    assert run(["form", "--grants", "xuncha_form"]) == 0
    assert "GRANT INSERT ON sealing_sealedbox TO xuncha_form;" in capsys.readouterr().out
    with pytest.raises(RuleViolated, match="角色名"):
        grants("x; DROP TABLE")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_its_role_puts_in_and_reads_nothing_back(alone, acting, team, mailbox, client) -> None:  # noqa: F811
    """Every way of the form works with these rights; what lies sealed, and everything else, is out of its reach."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE xuncha_form_test")
        cursor.execute("GRANT xuncha_form_test TO CURRENT_USER")  # so that the test may become it
        for line in grants("xuncha_form_test"):
            cursor.execute(line)
        cursor.execute("SET LOCAL ROLE xuncha_form_test")
    picture = SimpleUploadedFile("a.jpg", photo())
    receipt, _page = sent(client, mailbox.code, name="王小满", enclosures=[picture])
    assert receipt
    back = client.post("/tip/back/", {"receipt": receipt, "text": "还有一件"}).content.decode()
    assert "您的补充，已收到" in back
    for refused in (
        "SELECT content FROM sealing_sealedbox",
        "SELECT key FROM sealing_sealedbox",
        "SELECT sealed FROM sealing_keycopy",
        "SELECT cleaned_id FROM intake_enclosure",
        "SELECT number FROM intake_petition",
        "SELECT username FROM accounts_user",
        "SELECT body FROM journal_sealedrecord",
        "UPDATE intake_tip SET day = day",
        "DELETE FROM intake_word",
        "INSERT INTO journal_journalrecord (seq) VALUES (1)",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as c:
            c.execute(refused)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert Tip.objects.count() == 1
    assert SECRET not in back
