"""The in-product guide: what to do now, why, by when, with a sample. Texts are data; each role sees its own."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import Actor

GUIDE = Path(__file__).with_name("guide.json")


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice for a role at a stage of the work."""

    role: str
    stage: str
    what: str
    why: str
    when: str
    sample: str
    url_name: str
    pages: tuple[str, ...]  # the views above which it stands, folded


@cache
def advice() -> tuple[Advice, ...]:
    """All advice, in the order of the work."""
    told = json.loads(GUIDE.read_text(encoding="utf-8"))
    return tuple(Advice(**{**item, "pages": tuple(item["pages"])}) for item in told)


def guide_for(actor: Actor) -> list[Advice]:
    """What concerns the roles this person holds."""
    return [item for item in advice() if Role(item.role) in actor.roles]


def guide_on(actor: Actor, view: str) -> list[Advice]:
    """What concerns the roles this person holds on the page of this view."""
    return [item for item in guide_for(actor) if view in item.pages]
