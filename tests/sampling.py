"""How records for the sweeps are registered: each stage's samples import this, and `tests/samples.py` gathers them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from tests.conftest import NOW, World
from xuncha.core.permissions import Scope

Build = Callable[[World], Model]


@dataclass(frozen=True)
class Sample:
    build: Build
    shared: frozenset[Scope]


SAMPLES: dict[str, Sample] = {}


def sample(kind: str, *, shared: frozenset[Scope] = frozenset()) -> Callable[[Build], Build]:
    """Register how a record of this kind is made."""

    def register(build: Build) -> Build:
        SAMPLES[kind] = Sample(build, shared)
        return build

    return register


TEAMS = frozenset({Scope.TEAM})


def made(world: World) -> dict[str, Any]:
    return {"created_by": world.founder, "created_at": NOW}


def in_state(world: World, state: str) -> dict[str, Any]:
    return {**made(world), "state": state, "state_since": NOW}
