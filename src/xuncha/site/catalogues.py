"""
Message catalogues: collect every Chinese source string, say what lacks English, compile; Traditional is derived.

`python -m xuncha.site.catalogues compile` at set-up; `… update` writes new strings into the English catalogue.
No gettext programs are needed.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import opencc
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = dict.fromkeys(("_", "lazy", "gettext", "gettext_lazy", "say", "sentence", "N_", "reason")) | {
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "Reach": (3,),  # the kind's label
    "fault": (2,),  # of an instance file, after the name of its member
    "broken": (2,),  # by a plan, after the name of the rule
}
CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:n?gettext|_)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?")
PLACE = re.compile(r"%\(\w+\)[a-z]|%[%sd]|\{[^{}]*\}")
DATA = {
    "foundation/ui/guide.json": ("stage", "what", "why", "when", "sample"),
    "foundation/regulations/seeds/rules.json": ("name",),
}


def _python() -> Iterator[tuple[str, object]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            with path.open("rb") as file:
                for _line, message, _comments, _context in extract("python", file, KEYWORDS):
                    yield str(path.relative_to(PACKAGE)), message


def _templates() -> Iterator[tuple[str, object]]:
    from django.utils.translation.template import templatize

    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        # The pseudo code is a line of calls between placeholders; each call has one literal, or two for a plural.
        for call in CALL.finditer(templatize(path.read_text(encoding="utf-8"))):
            one, many = (ast.literal_eval(literal) if literal else None for literal in call.groups())
            yield str(path.relative_to(PACKAGE)), (one, many) if many else one


def _data() -> Iterator[tuple[str, object]]:
    for name, fields in DATA.items():
        told = json.loads((PACKAGE / name).read_text(encoding="utf-8"))
        for item in told["rules"] if isinstance(told, dict) else told:
            for field in fields:
                if item.get(field):
                    yield name, item[field]


def sources() -> dict[object, list[str]]:
    """Every source string with Chinese in it → the files that use it, in a stable order."""
    found: dict[object, list[str]] = {}
    for place, message in (*_python(), *_templates(), *_data()):
        text = message[0] if isinstance(message, tuple) else message
        if isinstance(text, str) and CHINESE.search(text):
            key = message if isinstance(message, tuple) else text
            places = found.setdefault(key, [])
            if place not in places:
                places.append(place)
    return found


def english() -> Catalog:
    """The English catalogue as it stands."""
    if not ENGLISH.exists():
        return Catalog(locale="en")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def missing() -> list[str]:
    """Source strings without a complete English text."""
    catalog = english()
    lacking = []
    for key in sources():
        message = catalog.get(key[0] if isinstance(key, tuple) else str(key))
        strings = () if message is None else message.string if isinstance(message.string, tuple) else (message.string,)
        if not strings or not all(strings):
            lacking.append(str(key))
    return lacking


def update() -> int:
    """Write the English catalogue anew: every source string once, known translations kept, dead ones dropped."""
    old, new = english(), Catalog(locale="en", project="xuncha", version="", fuzzy=False)
    new.creation_date = new.revision_date = old.creation_date
    for key, places in sorted(sources().items(), key=lambda item: str(item[0])):
        known = old.get(key[0] if isinstance(key, tuple) else str(key))
        same_kind = known is not None and isinstance(known.string, tuple) == isinstance(key, tuple)
        string = known.string if known and same_kind else ("", "") if isinstance(key, tuple) else ""
        new.add(key, string, locations=[(place, 0) for place in places[:1]])  # type: ignore[arg-type]
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, new, width=120, include_lineno=False, omit_header=False)
    return len(missing())


def pairs() -> Iterator[tuple[str, str]]:
    """Each source string with each of its English texts: one, or the singular and the plural."""
    for message in english():
        if message.id:
            source = message.id if isinstance(message.id, str) else message.id[0]
            texts = [message.string] if isinstance(message.string, str) else message.string or ()
            yield from ((source, text) for text in texts if text)


def disagreeing() -> list[str]:
    """Source strings whose English has other places for values than they have; a word that depends on one is none."""
    return [source for source, text in pairs() if _places(source) != _places(text)]


def _places(text: str) -> set[str]:
    return {place for place in PLACE.findall(text) if "|" not in place}


def traditional() -> Catalog:
    """
    Traditional Chinese, derived from the source strings character by character and variant by variant.

    Not with Taiwan's computing vocabulary ("s2twp"): it takes an inspection target (对象) for an object and an official
    document (文件) for a file.
    """
    convert = opencc.OpenCC("s2tw").convert
    derived = Catalog(locale="zh_Hant")
    for key in sources():
        if isinstance(key, tuple):
            derived.add(key, (convert(key[0]),))
        else:
            derived.add(str(key), convert(str(key)))
    return derived


def compile_all(into: Path = LOCALE) -> None:
    """Write what Django reads: English from its catalogue, Traditional Chinese from the source strings."""
    for locale, catalog in (("en", english()), ("zh_Hant", traditional())):
        target = into / locale / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, catalog)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        print(f"{update()} strings lack English, {len(disagreeing())} differ in their places")  # noqa: T201 - the answer
    elif sys.argv[1:] == ["compile"]:
        compile_all()
    else:
        sys.exit("usage: python -m xuncha.site.catalogues {update,compile}")
