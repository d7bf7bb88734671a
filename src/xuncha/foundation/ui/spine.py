"""
Choices of the filter spine. Rounds know terms, years, rounds and teams; they register here, so that foundation
needs not know them.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from xuncha.foundation.accounts.actors import Actor

Option = tuple[str, str]
Options = Mapping[str, list[Option]]
Provider = Callable[[Actor, datetime], Options]

_providers: list[Provider] = []


def spine_options(provider: Provider) -> Provider:
    """Register a function that lists what this actor may filter by: {"term": [(id, label)], "year": …, "round": …}."""
    _providers.append(provider)
    return provider


def options_for(actor: Actor, now: datetime) -> dict[str, list[Option]]:
    """All choices of the spine for this actor."""
    found: dict[str, list[Option]] = {}
    for provider in _providers:
        found.update(provider(actor, now))
    return found
