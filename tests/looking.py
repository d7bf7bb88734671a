"""
Looking at the whole product with somebody's eyes, for tests that compare two worlds: every page that is open to them
with every record on it, its workbook, and what the search finds. What is drawn anew for every page is left out.
"""

import re
from collections.abc import Container, Iterable, Iterator
from io import BytesIO
from zipfile import ZipFile

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.conformance.unguarded import FOR_EVERYBODY, PERSONAL
from tests.exporting import taken
from tests.samples import ARGUMENTS
from xuncha.core.permissions import GRANTS, Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.addresses import Address, addresses

DRAWN = re.compile(rb'name="(?:csrfmiddlewaretoken|_key)" value="[^"]*"')
ANEW = {
    "accounts:second-factor",
    "accounts:people-new",
    "accounts:people-password",
    "rectification_unit:contributor-new",
}
"""What shows a new secret each time it is opened."""
Picture = dict[tuple[str, str], tuple[int, bytes]]


def number_anew() -> None:
    """Keys count on from the same number in both worlds: PostgreSQL does not take its sequences back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def open_to(role: Role, address: Address) -> bool:
    """Whether the role's people get past the permission of the address."""
    rule = address.rule
    if rule is None or rule.public or "GET" not in rule.methods or address.name in ANEW:
        return False
    if rule.permission is None:
        return address.name.split(":")[0] in PERSONAL or address.name in FOR_EVERYBODY
    return rule.permission in GRANTS[role]


def filled(address: Address) -> Iterator[str]:
    """The address with every record that it could be about."""
    given = {name: value for name, value in ARGUMENTS.get(address.name, {}).items() if not callable(value)}
    if "pk" in address.parameters and address.rule is not None and address.rule.of is not None:
        wanted = [{**given, "pk": pk} for pk in address.rule.of.model._default_manager.values_list("pk", flat=True)]
    else:
        wanted = [given]
    for arguments in wanted:
        if set(address.parameters) <= set(arguments):
            yield reverse(address.name, kwargs={name: arguments[name] for name in address.parameters})


def read(answer: HttpResponseBase) -> tuple[int, bytes]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    if body.startswith(b"PK"):  # a workbook: but for the moment at which it was written
        with ZipFile(BytesIO(body)) as parts:
            body = b"".join(parts.read(name) for name in parts.namelist() if not name.startswith("docProps"))
    return answer.status_code, DRAWN.sub(b"", body)


def seen_by(role: Role, user: User, asked: Iterable[str], within: Container[str] | None = None) -> Picture:
    """Every page that is open to this person, of the named parts of the product, and what they find by these words."""
    client = Client()
    client.force_login(user)
    found = {}
    for address in addresses():
        near = within is None or address.name.split(":")[0] in within
        for url in filled(address) if near and open_to(role, address) else ():
            found[role.value, url] = read(client.get(url))
            if b"export=xlsx" in found[role.value, url][1]:
                found[role.value, f"{url} xlsx"] = read(taken(client, url, {"export": "xlsx"}))
    for word in asked:
        found[role.value, word] = read(client.get(reverse("inbox:find"), {"q": word}))
    return found
