"""
Choices of the filter spine. Rounds know terms, years, rounds and teams, regulations the categories; they register
here, so that lists need not know them.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from xuncha.foundation.accounts.actors import Actor

Option = tuple[str, str]
Options = Mapping[str, list[Option]]
Provider = Callable[[Actor, datetime], Options]

_providers: list[tuple[frozenset[str], Provider]] = []


def spine_options(*codes: str) -> Callable[[Provider], Provider]:
    """Register a function that lists what an actor may filter by: {"term": [(id, label)], …} for these codes."""

    def register(provider: Provider) -> Provider:
        _providers.append((frozenset(codes), provider))
        return provider

    return register


def options_for(actor: Actor, now: datetime, wanted: Collection[str]) -> dict[str, list[Option]]:
    """The choices of these filters for this actor; a provider that has none of them is not asked."""
    found: dict[str, list[Option]] = {}
    for codes, provider in _providers:
        if not codes.isdisjoint(wanted):
            found.update(provider(actor, now))
    return found
