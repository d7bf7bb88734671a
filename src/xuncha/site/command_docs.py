"""
`xuncha docs`: write docs/reference from the tables that the product itself runs on.

`xuncha docs --check` writes nothing and names the pages that differ. What is written here is never edited by hand.
"""

import importlib
import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from inspect import getmembers, isfunction, signature
from pathlib import Path

from xuncha.core.figures import FIGURES, Figure, Whose
from xuncha.core.permissions import GRANTS, ROLE_LABEL, ROLE_SCOPE, Permission, Role
from xuncha.core.retention import DECISIONS, RETENTION_LABEL
from xuncha.core.workflow import Relation, Step, Workflow
from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import prepare

STAGES = (
    "planning",
    "talent",
    "dossier",
    "rounds",
    "preparation",
    "intake",
    "gathering",
    "survey",
    "fieldwork",
    "findings",
    "feedback",
    "rectification",
    "evaluation",
)
WRITTEN = "<!-- Written by `xuncha docs` from the code. Do not edit. -->\n"
ENVIRONMENT: dict[str, str] = {
    "DATABASE_URL": "the database: `sqlite:///path` or `postgresql://user:password@host:port/name`",
    "XUNCHA_HOME": "the data folder: database, files, previews, secrets, temporary files",
    "XUNCHA_DEMO": "`1` lists the demo cast on the sign-in page; set by `xuncha demo` and nowhere else",
    "XUNCHA_SECOND_FACTOR": "`0` lets staff sign in without a second factor",
    "XUNCHA_PORTAL": "`0` switches the inspected units' portal off; `paper`: staff alone enter what units send",
    "XUNCHA_SUITE": "ciphers of new keys: `standard`, or `national` (SM2, SM3, SM4)",
    "XUNCHA_UNLOCK_MINUTES": "minutes for which a passphrase opens its owner's key",
    "XUNCHA_SESSION_IDLE_MINUTES": "minutes without a request after which a session ends",
    "XUNCHA_SESSION_HOURS": "hours after which a session ends however busy it is",
    "XUNCHA_WATERMARK": "name and time of the reader behind pages with case content",
    "XUNCHA_UPLOAD_MB": "largest upload in megabytes",
    "XUNCHA_HOSTS": "host names under which the product is served, separated by commas",
    "XUNCHA_HTTPS": "`1` when a proxy in front speaks HTTPS: cookies are then sent over HTTPS only",
}
"""What each environment variable is for; a test keeps it equal to what the code reads."""


def docs_command(arguments: Sequence[str]) -> int:
    """Write or check the reference pages. 0: done or equal, 1: some differ."""
    parser = ArgumentParser("xuncha docs", description=_("由代码生成参考文档"))
    parser.add_argument("--check", action="store_true", help=_("只比对，不写；有不同时退出码 1"))
    parser.add_argument("--into", type=Path, default=Path("docs/reference"), help=_("目录"))
    given = parser.parse_args(arguments)
    pages = reference()
    if given.check:
        stale = differing(pages, given.into)
        for name in stale:
            print(given.into / name)
        return 1 if stale else 0
    given.into.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (given.into / name).write_text(text, encoding="utf-8")
    return 0


def differing(pages: dict[str, str], folder: Path) -> list[str]:
    """Pages that are missing or say something else than the code."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return [name for name, text in pages.items() if kept.get(name) != text]


def reference() -> dict[str, str]:
    """Every page by its file name."""
    prepare()
    pages: dict[str, Callable[[], Iterator[str]]] = {
        "states.md": states,
        "roles.md": roles,
        "use-cases.md": use_cases,
        "figures.md": figures,
        "documents.md": documents,
        "settings.md": settings,
        "retention.md": retention,
    }
    return {name: WRITTEN + "\n".join(page()) + "\n" for name, page in pages.items()}


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |"


def workflows() -> list[Workflow]:  # type: ignore[type-arg]  # tables over different state types
    """Every workflow table, in the order of the stages."""
    modules = [importlib.import_module(f"xuncha.{s}.workflow") for s in STAGES if find_spec(f"xuncha.{s}.workflow")]
    return [found for module in modules for found in vars(module).values() if isinstance(found, Workflow)]


def states() -> Iterator[str]:
    """State diagrams, states and steps."""
    yield "\n# States and steps\n"
    for flow in workflows():
        yield f"## {flow.label} (`{flow.code}`)\n\n```mermaid\n{flow.mermaid()}\n```\n"
        yield from table(
            ("state", "", "waits for", "asks", "finished"),
            ((f"`{s}`", i.label, i.turn or "", i.ask, "yes" if i.final else "") for s, i in flow.states.items()),
        )
        yield ""
        yield from table(
            ("step", "", "from", "to", "permission", "not by / only by", "reason"),
            ((f"`{name}`", *_step(step)) for name, step in flow.steps.items()),
        )
        yield ""


def _step(step: Step) -> tuple[str, ...]:  # type: ignore[type-arg]  # of any workflow
    relation = {Relation.ANY: "", Relation.OWN: "only by its author", Relation.OTHER: "not by its author"}
    sources = ", ".join(sorted(step.sources))
    asked = "required" if step.needs_reason else ""
    return step.label, sources, step.target, step.permission, relation[step.relation], asked


def roles() -> Iterator[str]:
    """Permission × role."""
    yield "\n# Roles and permissions\n\nA grant is (person, role, scope, from, to). Not marked: not allowed.\n"
    yield from table(("role", "", "held over"), ((f"`{r}`", ROLE_LABEL[r], ROLE_SCOPE[r]) for r in Role))
    yield ""
    marked = (
        (f"`{permission}`", *("●" if permission in GRANTS[role] else "" for role in Role)) for permission in Permission
    )
    yield from table(("permission", *(ROLE_LABEL[role] for role in Role)), marked)


def use_cases() -> Iterator[str]:
    """Every way to change something, by the module that knows it."""
    from xuncha.foundation.usecases import PERSONAL, REGISTRY

    yield "\n# Use cases\n\nNothing is written except by one of these, and each leaves its journal records.\n"
    by_part: dict[str, list[tuple[str, ...]]] = {}
    for name, case in sorted(REGISTRY.items()):
        if not name.startswith("tests."):
            where = case.within.label if case.within else "—"
            by_part.setdefault(name.partition(".services")[0], []).append(
                (f"`{name.rpartition('.')[2]}`", case.permission, where, case.summary)
            )
    for part, rows in by_part.items():
        yield f"## {part}\n"
        yield from table(("use case", "permission", "on", "what it does"), rows)
        yield ""
    yield "## On what is one's own\n"
    own = {name: summary for name, summary in sorted(PERSONAL.items()) if not name.startswith("tests.")}
    yield from table(("use case", "what it does"), ((f"`{n.rpartition('.')[2]}`", says) for n, says in own.items()))


def figures() -> Iterator[str]:
    """The figure dictionary."""
    yield "\n# Figures\n\nCodes are those of the published reports and never change.\n"
    yield from table(("code", "", "unit", "definition", "formula", "scopes", "when"), map(_figure, FIGURES.values()))


def _figure(figure: Figure) -> tuple[str, ...]:
    definition = figure.definition + (f" {figure.note}" if figure.note else "")
    whose = {Whose.SELF: "own", Whose.CHILDREN: "below"}
    scopes = ", ".join(whose[scope] for scope in figure.scopes)
    when = "on the last day" if figure.stock else "within the period"
    return f"`{figure.code}`", figure.label, figure.unit, definition, figure.formula, scopes, when


def documents() -> Iterator[str]:
    """Every official document and what it is made from."""
    from xuncha.foundation.documents.content import Document

    yield "\n# Documents\n\nGB/T 9704 through one layout; docx, and pdf where LibreOffice is present.\n"
    rows = []
    for stage in STAGES:
        if find_spec(f"xuncha.{stage}.documents"):
            module = importlib.import_module(f"xuncha.{stage}.documents")
            for name, function in getmembers(module, isfunction):
                asked = signature(function)
                if asked.return_annotation is Document and not name.startswith("_"):
                    record = next(iter(asked.parameters.values())).annotation.__name__
                    rows.append((f"`{name}`", stage, record, (function.__doc__ or "").strip().split("\n")[0]))
    yield from table(("document", "stage", "made from", "what it says"), rows)


def settings() -> Iterator[str]:
    """The environment variables with their defaults."""
    yield "\n# Settings\n\nAll from the environment; what an office decides about its work is dated data instead.\n"
    read = environment_read()
    yield from table(
        ("variable", "default", "what for"),
        ((f"`{name}`", f"`{read[name]}`" if read.get(name) else "", why) for name, why in ENVIRONMENT.items()),
    )


def environment_read() -> dict[str, str]:
    """Variables that settings and data folder read, each with its default as written; empty without a fixed one."""
    here = Path(__file__).parent
    text = "".join((here / name).read_text(encoding="utf-8") for name in ("settings.py", "home.py"))
    found = re.findall(r'os\.environ\.get\(\s*"(\w+)"(?:,\s*"([^"]*)"\s*\))?', text)
    return dict(found)


def retention() -> Iterator[str]:
    """What ends the life of each record, and whether it may leave the machine."""
    yield "\n# Retention and transfer\n"
    yield from table(
        ("record", "kept", "may leave the machine", "why"),
        (
            (f"`{label}`", RETENTION_LABEL[decision.retention], "yes" if decision.leaves else "no", decision.why)
            for label, decision in DECISIONS.items()
        ),
    )
