"""What the sweeps look at: the package's files, its import graph, its models, its templates."""

import ast
from functools import cache
from pathlib import Path

import grimp
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "xuncha"


def dotted(path: Path) -> str:
    """The module that this file is."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def python_files() -> list[tuple[str, Path]]:
    """(dotted module, file) of everything written by hand: migrations are left out."""
    return [(dotted(path), path) for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Every template of the product."""
    return sorted(path for path in PACKAGE.rglob("templates/**/*") if path.suffix in {".html", ".txt", ".svg"})


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax tree of each module."""
    return {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in python_files()}


@cache
def graph() -> grimp.ImportGraph:
    """Who imports whom, outside packages included. Copy it before changing it."""
    return grimp.build_graph("xuncha", include_external_packages=True, cache_dir=None)


def models() -> list[type[Model]]:
    """Every model of the product, without the tables that Django makes for many-to-many fields."""
    return [m for m in apps.get_models() if m.__module__.startswith("xuncha.")]


def is_there(named: str) -> bool:
    """Whether a test that a document names exists: `file` below tests/, or `file::function`."""
    file, _, function = named.partition("::")
    path = ROOT / "tests" / file
    return path.is_file() and (not function or f"def {function}(" in path.read_text(encoding="utf-8"))
