"""Every address of the product with what it asks of a person: the published matrix and the sweep are made of these."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from xuncha.foundation.http import PageRule


@dataclass(frozen=True, slots=True)
class Address:
    """One entry of the URL table. `rule` is None where a view forgot to declare what it asks."""

    route: str
    name: str
    parameters: tuple[str, ...]
    rule: PageRule | None
    view: Callable[..., Any]


def addresses(resolver: URLResolver | None = None, route: str = "", space: str = "") -> Iterator[Address]:
    """Walk the URL table, included tables too, in its order."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, here, inner)
        elif isinstance(entry, URLPattern):
            parameters = tuple(entry.pattern.regex.groupindex)
            yield Address(
                here, space + (entry.name or ""), parameters, getattr(entry.callback, "page", None), entry.callback
            )
