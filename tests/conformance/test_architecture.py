"""The dependency rules of docs/architecture.md: each is kept, and each is seen to catch a planted violation."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.application import use_cases as linter
from importlinter.domain.contract import registry

from tests.conformance.source import PACKAGE, ROOT, graph, templates, trees

BELOW_AND_ABOVE = {"core", "solving", "foundation", "site"}
PUBLIC = {"models", "selectors", "workflow"}

linter._register_contract_types(linter.read_user_options(str(ROOT / "pyproject.toml")))
CONFIGURATION = read_configuration(str(ROOT / "pyproject.toml"))
CONTRACTS = {options["name"]: options for options in CONFIGURATION["contracts_options"]}
INSIDE_A_STAGE = next(options for name, options in CONTRACTS.items() if name.startswith("inside a stage"))
STAGES = {container.removeprefix("xuncha.") for container in INSIDE_A_STAGE["containers"]}


def kept(name: str, imports: grimp.ImportGraph) -> bool:
    """Whether one contract of pyproject.toml holds on this graph."""
    options = CONTRACTS[name]
    contract = registry.get_contract_class(options["type"])(name, CONFIGURATION["session_options"], options)
    return contract.check(graph=deepcopy(imports), verbose=False).kept


def planted(importer: str, imported: str = "") -> grimp.ImportGraph:
    """The real graph with one module, or one import, that must not be there."""
    imports = deepcopy(graph())
    for module in filter(None, (importer, imported)):
        if module not in imports.modules:
            imports.add_module(module, is_squashed=not module.startswith("xuncha"))
    if imported:
        imports.add_import(importer=importer, imported=imported, line_number=1, line_contents="planted")
    return imports


@pytest.mark.parametrize("name", CONTRACTS)
def test_contract(name):
    assert kept(name, graph()), f"run lint-imports to see what breaks: {name}"


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [
        ("stages", "xuncha.rounds.selectors", "xuncha.findings.models"),
        ("stages", "xuncha.foundation.http", "xuncha.planning.models"),
        ("stages", "xuncha.planning.models", "xuncha.talent.models"),
        ("stages", "xuncha.utilities", ""),
        ("inside a stage", "xuncha.findings.models", "xuncha.findings.selectors"),
        ("inside a stage", "xuncha.findings.helpers", ""),
        ("inside an app", "xuncha.foundation.accounts.models", "xuncha.foundation.accounts.services"),
        ("the core", "xuncha.core.chain", "django"),
        ("the core", "xuncha.findings.workflow", "xuncha.findings.models"),
        ("the core", "xuncha.core.text", "docx"),
        ("the core", "xuncha.solving.programs", "django"),
        ("the journal", "xuncha.findings.selectors", "xuncha.foundation.journal.writing"),
        ("the journal", "xuncha.insight.selectors", "xuncha.foundation.journal.models"),
        ("insight", "xuncha.insight.selectors", "xuncha.findings.services"),
        ("insight", "xuncha.insight.views", "xuncha.foundation.usecases"),
        ("no cycles", "xuncha.findings.workflow", "xuncha.findings.selectors"),
    ],
)
def test_contract_catches(contract, importer, imported):
    name = next(full for full in CONTRACTS if full.startswith(contract))
    assert not kept(name, planted(importer, imported))


def test_every_package_is_a_stage_or_lies_below_or_above_them():
    assert {folder.parent.name for folder in PACKAGE.glob("*/__init__.py")} == STAGES | BELOW_AND_ABOVE


def test_the_page_tells_the_layers_as_they_are():
    told = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    layers = next(options for name, options in CONTRACTS.items() if name.startswith("stages"))["layers"]
    order = " > ".join(layer.replace("(", "").replace(")", "") for layer in layers)
    assert f"Order: `{order}`" in " ".join(told.split())


def test_every_contract_has_a_planted_violation():
    shown = {row[0] for mark in test_contract_catches.pytestmark if mark.name == "parametrize" for row in mark.args[1]}
    assert [name for name in CONTRACTS if not any(name.startswith(prefix) for prefix in shown)] == []


# --- what import-linter cannot say, said with the same graph ------------------------------------------------------


def crossings(imports: grimp.ImportGraph) -> list[str]:
    """Imports of another stage's inner modules: only models, selectors and workflow are its public face."""
    wrong = []
    for importer in imports.modules:
        for imported in imports.find_modules_directly_imported_by(importer):
            a, b = importer.split("."), imported.split(".")
            foreign = len(a) > 2 and len(b) > 2 and a[1] in STAGES and b[1] in STAGES and a[1] != b[1]
            if foreign and b[2] not in PUBLIC:
                wrong.append(f"{importer} -> {imported}")
    return sorted(wrong)


def test_a_stage_uses_only_the_public_face_of_another():
    assert crossings(graph()) == []


def test_another_stages_services_are_out_of_bounds():
    imports = planted("xuncha.findings.services", "xuncha.fieldwork.services")
    assert crossings(imports) == ["xuncha.findings.services -> xuncha.fieldwork.services"]


def circle(imports: grimp.ImportGraph) -> list[str]:
    """One circle of modules that import each other; empty when there is none."""
    inside = [m for m in imports.modules if m.startswith("xuncha")]
    order = TopologicalSorter({m: imports.find_modules_directly_imported_by(m) for m in inside})
    try:
        order.prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_two_modules_import_each_other():
    assert circle(graph()) == []


def test_a_circle_is_seen():
    imports = planted("xuncha.foundation.reach", "xuncha.foundation.usecases")
    assert set(circle(imports)) == {"xuncha.foundation.reach", "xuncha.foundation.usecases"}


# --- names inside modules -----------------------------------------------------------------------------------------

ONLY_IN: dict[str, tuple[str, ...]] = {
    "docx": ("xuncha.foundation.documents",),
    "xlsxwriter": ("xuncha.foundation.documents",),
    "python_calamine": ("xuncha.foundation.documents",),
    "pypdfium2": ("xuncha.foundation.files", "xuncha.foundation.documents"),
    "PIL": ("xuncha.foundation.files", "xuncha.foundation.documents", "xuncha.site.scenario"),  # the demo's photos
    "waitress": ("xuncha.site",),
    "Crypto": ("xuncha.foundation.sealing",),
    **dict.fromkeys(
        (
            "requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "ftplib", "smtplib",
            "telnetlib", "xmlrpc", "socket", "ssl", "django.core.mail",
        ),
        (),
    ),
    "django.db.transaction": ("xuncha.foundation.usecases", "xuncha.foundation.http", "xuncha.site"),
}  # fmt: skip
"""An import and the packages that alone may make it; an empty tuple: nobody."""

CLOCK = {("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
CLOCK |= {("time", "time")}
CLOCK_UNLESS_GIVEN = {("timezone", "localdate"), ("timezone", "localtime")}  # with a moment they only convert it
MAY_READ_CLOCK = ("xuncha.foundation.middleware", "xuncha.foundation.http", "xuncha.site")
MAY_LOCK = ("xuncha.foundation.reach", "xuncha.foundation.usecases", "xuncha.foundation.http", "xuncha.site")
SEES_REQUESTS = (
    "xuncha.foundation.exports.leaving",
    "xuncha.foundation.http",
    "xuncha.foundation.middleware",
    "xuncha.foundation.ui",
    "xuncha.foundation.sealing.session",
    "xuncha.site",
)
REQUESTS = {"HttpRequest", "SignedInRequest"}


def lies_in(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def part_of(module: str) -> str:
    """The part of a stage or app to which the module belongs: views, services …"""
    names = module.split(".")
    return names[3] if names[1] == "foundation" and len(names) > 3 else names[2] if len(names) > 2 else ""


def imported_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_names(module: str, tree: ast.AST) -> Iterator[str]:
    """Everything in this module that the rules about imports, clock, locks, requests and reach forbid."""
    for name in imported_names(tree):
        for package, places in ONLY_IN.items():
            if (name == package or name.startswith(f"{package}.")) and not lies_in(module, places):
                yield f"{module}: imports {name}"
        if name.rpartition(".")[2] in REQUESTS and not (
            lies_in(module, SEES_REQUESTS) or part_of(module) in {"views", "urls", "forms"}
        ):
            yield f"{module}: sees a request"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield from wrong_attribute(module, node)
        elif isinstance(node, ast.Call) and reads_clock(node) and not lies_in(module, MAY_READ_CLOCK):
            yield f"{module}:{node.lineno}: reads the clock"
        elif isinstance(node, ast.Call) and joins_everything(node) and module != "xuncha.foundation.reach":
            yield f"{module}:{node.lineno}: may join every table; use with_related"


def joins_everything(call: ast.Call) -> bool:
    """`select_related` without names, or with a list that may have none."""
    named = isinstance(call.func, ast.Attribute) and call.func.attr == "select_related"
    return named and all(isinstance(name, ast.Starred) for name in call.args)


def reads_clock(call: ast.Call) -> bool:
    """localdate() and localtime() without a moment."""
    function = call.func
    named = isinstance(function, ast.Attribute) and (owner_of(function), function.attr) in CLOCK_UNLESS_GIVEN
    return named and not call.args


def owner_of(node: ast.Attribute) -> str:
    """The last name before the attribute: `timezone` in django.utils.timezone.now."""
    return node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")


def wrong_attribute(module: str, node: ast.Attribute) -> Iterator[str]:
    if (owner_of(node), node.attr) in CLOCK and not lies_in(module, MAY_READ_CLOCK):
        yield f"{module}:{node.lineno}: reads the clock"
    if node.attr == "select_for_update" and not lies_in(module, MAY_LOCK):
        yield f"{module}:{node.lineno}: locks rows"
    if node.attr in {"objects", "_default_manager", "_base_manager"} and part_of(module) in {"views", "urls"}:
        yield f"{module}:{node.lineno}: goes round the reach"


@pytest.mark.parametrize("module", trees())
def test_names_in(module):
    assert list(wrong_names(module, trees()[module])) == []


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("xuncha.findings.documents", "import docx", "imports docx"),
        ("xuncha.findings.sheets", "from python_calamine import CalamineWorkbook", "imports python_calamine"),
        ("xuncha.findings.services", "from PIL import Image", "imports PIL"),
        ("xuncha.site.command_serve", "import urllib.request", "imports urllib.request"),
        ("xuncha.foundation.files.services", "from http.client import HTTPSConnection", "imports http.client"),
        ("xuncha.findings.services", "from django.db import transaction", "imports django.db.transaction"),
        ("xuncha.findings.services", "rows.select_for_update()", "locks rows"),
        ("xuncha.findings.services", "from django.utils import timezone\ntimezone.now()", "reads the clock"),
        ("xuncha.findings.selectors", "import datetime\ndatetime.datetime.now()", "reads the clock"),
        ("xuncha.findings.rules", "date.today()", "reads the clock"),
        ("xuncha.findings.services", "timezone.localdate()", "reads the clock"),
        ("xuncha.findings.selectors", "from django.http import HttpRequest", "sees a request"),
        ("xuncha.findings.services", "from xuncha.foundation.http import SignedInRequest", "sees a request"),
        ("xuncha.findings.views.merge", "Finding.objects.all()", "goes round the reach"),
        ("xuncha.foundation.accounts.views", "User._default_manager.get()", "goes round the reach"),
        ("xuncha.findings.selectors", "rows.select_related()", "may join every table"),
        ("xuncha.findings.selectors", "rows.select_related(*names)", "may join every table"),
    ],
)
def test_names_are_caught(module, source, complaint):
    assert any(complaint in wrong for wrong in wrong_names(module, ast.parse(source)))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("xuncha.foundation.documents.layout", "import docx"),
        ("xuncha.foundation.usecases", "from django.db import transaction\nrows.select_for_update()"),
        ("xuncha.foundation.middleware", "timezone.now()"),
        ("xuncha.findings.views", "from django.http import HttpRequest"),
        ("xuncha.findings.selectors", "Finding.objects.all()"),
        ("xuncha.findings.selectors", 'rows.select_related("inspection", *names)'),
        ("xuncha.findings.services", "timezone.localdate(act.now)"),
        ("xuncha.findings.views", "from urllib.parse import urlencode"),
    ],
)
def test_names_in_their_place_are_fine(module, source):
    assert list(wrong_names(module, ast.parse(source))) == []


def reaches_round(text: str) -> bool:
    """Whether a template queries by itself."""
    return any(word in text for word in (".objects", "_default_manager", "_set.all", "_set.filter"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_template_reads_what_the_view_hands_it(path: Path):
    assert not reaches_round(path.read_text(encoding="utf-8"))


def test_a_querying_template_is_seen():
    assert reaches_round("{% for paper in finding.papers_set.all %}")
