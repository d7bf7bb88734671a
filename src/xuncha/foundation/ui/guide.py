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


@cache
def advice() -> tuple[Advice, ...]:
    """All advice, in the order of the work."""
    return tuple(Advice(**item) for item in json.loads(GUIDE.read_text(encoding="utf-8")))


def guide_for(actor: Actor) -> list[Advice]:
    """What concerns the roles this person holds."""
    return [item for item in advice() if Role(item.role) in actor.roles]
