"""The interface in three languages: every sentence has its English, and every page keeps to one language."""

import ast
import re
from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import CharField, JSONField, Model, TextField
from django.test import Client
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext, ngettext

from tests.conformance.source import models
from tests.conformance.test_permission_matrix import guarded, target
from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.core.terms import TERMS
from xuncha.core.text import say
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.addresses import Address, addresses
from xuncha.foundation.http import words
from xuncha.site import catalogues

SOURCE = Path(catalogues.__file__).parents[1]

HAN = re.compile(r"[\u3400-\u9fff]")
PLACED = re.compile(r"[\u3400-\u9fff].*\{\w+\}|\{\w+\}.*[\u3400-\u9fff]")
"""A Chinese sentence with a place for a value."""

QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
"""What an English sentence quotes is what people type or read in Chinese: 是, 户, 《》."""

SIMPLIFIED = re.compile(
    "[问题责领导组织实单发说见进对类访审签归认时间规员务书记报请选择还这们个为与业东车长门开关应该总经结过]"
)
"""Characters that only Simplified Chinese writes, in half of all sentences of the interface."""

ENGLISH_WORDS = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}\b|\b[a-z]+_[a-z_]+\b|\b(?:None|True|False)\b|\{\w+\}|%\(\w+\)")
"""Two words in a row, a field name, a value or place as the program spells it."""

POSSIBLE = {HAN: HAN, SIMPLIFIED: SIMPLIFIED, ENGLISH_WORDS: re.compile("[a-z{%]")}
"""What must stand in a text for anything to be found in it, whatever records and quotations leave of it."""

CHINESE_BY_NATURE = {
    "accounts:profile": "each language is offered under its own name",
    "documents:style-of": "the names and typefaces printed on Chinese documents",
    "imports:import-upload": "examples of what is written into a Chinese workbook",
    "inbox:help": "the manual is written in Chinese",
    "rectification:dispatch": "the paper as it is printed, which is Chinese",
    "rectification:period": "the paper as it is printed, which is Chinese",
    "rectification_unit:period": "the paper as it is printed, which is Chinese",
    "regulations:parameters": "a setting is shown as it is typed, with the names that Chinese documents use",
    "disclosure:disclosure": "the text as it is printed, which is Chinese",
    "disclosure_unit:disclosure": "the text as it is printed, which is Chinese",
    "disclosure_unit:section": "what the records propose to print, which is Chinese",
    "accountability:use": "the document as it is printed, which is Chinese",
    "accountability:use-edit": "what a kind begins with, which is printed in Chinese",
    "accountability_unit:use": "the document as it is printed, which is Chinese",
    "supervision:letter": "the letter as it is printed, which is Chinese",
    "supervision:letter-new": "what a kind of letter begins with, which is printed in Chinese",
    "supervision_unit:letter": "the letter as it is printed, which is Chinese",
    "rounds:round-new": "the name proposed for a round, which is printed on Chinese documents",
}
"""Pages where an English reader meets Chinese that is neither a record nor quoted, and why."""

ENGLISH_BY_NATURE = {
    "accounts:matrix": "use cases and addresses under their names in the program",
    "accounts:profile": "each language is offered under its own name",
    "documents:style-of": "places in a number, and the names of typefaces",
    "planning:schedule": "the command by which anybody repeats the search",
    "planning:schedule-solve": "the command by which anybody repeats the search",
    "regulations:parameter": "places in a number",
    "regulations:parameters": "places in a number",
    "regulations:rule-new": "an example of a code",
    "inbox:terms": "the glossary gives the English",
}
"""Pages where a Chinese reader meets English or names of the program, and why."""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues as set-up compiles them, in a folder of their own."""
    folder = tmp_path_factory.mktemp("locale")
    catalogues.compile_all(folder)
    return folder


@pytest.fixture
def languages(compiled: Path, settings) -> Iterator[None]:
    """The three languages, from fresh catalogues; the language of before afterwards."""
    settings.LOCALE_PATHS = [str(compiled)]
    with translation.override(translation.get_language()):
        yield


class Said(HTMLParser):
    """What a page says to a person: its text, its title, and what is read aloud or shown beside the pointer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style", "textarea"}
        said = {"title", "aria-label", "placeholder", "alt", "data-offline", "data-lost"}
        self.texts += [value for name, value in attrs if name in said and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style", "textarea"}

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


def texts_in(value: object) -> Iterator[str]:
    """The strings of a stored value: whole, and as pages take them apart, by lines and lists."""
    if isinstance(value, str):
        yield from (" ".join(text.split()) for text in (value, *re.split(r"\n|、", value)))
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


Key = tuple[type[Model], object]


def unknown(known: Collection[Key]) -> Iterator[Model]:
    """
    The records that are not known yet. Most tables are empty, which one question tells of all of them; of the others
    keys are cheaper to read than records.
    """
    every = models()
    quoted = [connection.ops.quote_name(model._meta.db_table) for model in every]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in quoted))  # noqa: S608 - our tables
        filled = cursor.fetchone()
    for model, any_row in zip(every, filled, strict=True):
        keys = model._default_manager.order_by().values_list("pk", flat=True) if any_row else ()
        new = [key for key in keys if (model, key) not in known]
        whole = len(new) == len(keys)
        yield from (
            () if not new else model._default_manager.all() if whole else model._default_manager.filter(pk__in=new)
        )


def told_by_records(known: Collection[Key] = ()) -> dict[Key, set[str]]:
    """What each record holds and calls itself, which is never translated; those that are known already left out."""
    found: dict[Key, set[str]] = {}
    for record in unknown(known):
        fields = [f.name for f in record._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)]
        found[type(record), record.pk] = {str(record)}.union(*(texts_in(getattr(record, name)) for name in fields))
    return found


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker) -> dict[Key, set[str]]:
    """What the records say that every installation begins with."""
    with django_db_blocker.unblock():
        return told_by_records()


def excuses(shipped: dict[Key, set[str]]) -> list[str]:
    """Everything the database holds, and the terms of the trade; longest first."""
    found = {term.zh for term in TERMS}.union(*shipped.values(), *told_by_records(shipped).values())
    return sorted((text for text in found if HAN.search(text) or " " in text), key=len, reverse=True)


def leaks(html: str, pattern: re.Pattern[str], records: list[str]) -> list[str]:
    """Texts of the page in which the pattern is found outside what records and quotations say."""
    found = []
    for text in Said(html).texts:
        if not POSSIBLE[pattern].search(text):
            continue
        rest = text
        for record in records:
            rest = rest.replace(record, " · ") if record in rest else rest
        if pattern.search(QUOTED.sub(" · ", rest)):
            found.append(text)
    return found


@pytest.fixture
def reader(world: World, languages: None, monkeypatch, settings) -> Callable[[str], Client]:
    """A browser of somebody who holds every role, with the language chosen in their settings."""
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW)
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"

    def sign_in(language: str) -> Client:
        user = User.objects.create(username=f"reader-{language}", name="R. Reader", preferences={"language": language})
        day = NOW - timedelta(days=30)
        Grant.objects.bulk_create(
            Grant(user=user, role=role, scope_id=world.scope_id(role), valid_from=day) for role in Role
        )
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def shown() -> list[Address]:
    """Addresses that show something to people who have signed in: those of the matrix, and one's own pages."""
    own = [a for a in addresses() if a.rule and not a.rule.public and not a.rule.permission and not a.parameters]
    return [*guarded(), *own]


def pages(address: Address, url: str, client: Client) -> Iterator[str]:
    """The page behind an address, and the answer to its empty form; nothing stays in the database."""
    assert address.rule is not None
    for method in address.rule.methods:
        point = transaction.savepoint()
        response = client.post(url, {}) if method == "POST" else client.get(url)
        transaction.savepoint_rollback(point)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            yield response.content.decode()
        response.close()


def test_every_source_string_has_its_english():
    assert catalogues.missing() == []


def test_english_keeps_the_places_for_values():
    assert catalogues.disagreeing() == []


def test_another_place_for_a_value_is_seen(monkeypatch):
    changed = catalogues.english()
    changed.get("还差 %(n)s 条").string = ("%(n)s thing missing", "%(m)s things missing")
    monkeypatch.setattr(catalogues, "english", lambda: changed)
    assert catalogues.disagreeing() == ["还差 %(n)s 条"]


def test_english_has_no_chinese_outside_quotation_marks():
    texts = [text for _source, text in catalogues.pairs() if HAN.search(QUOTED.sub("", text))]
    assert texts == []


def test_english_sentences_end_where_the_chinese_do():
    """A label has no full stop, a sentence has one."""
    texts = [(source, text) for source, text in catalogues.pairs() if len(source) > 1 and not text.endswith("?")]
    assert [text for source, text in texts if source.endswith("。") != text.endswith(".")] == []


def test_traditional_is_written_in_traditional_characters_and_keeps_the_places():
    for message in catalogues.traditional():
        source, text = (m[0] if isinstance(m, tuple) else m for m in (message.id, message.string))
        assert not SIMPLIFIED.search(text), text
        assert catalogues.PLACE.findall(source) == catalogues.PLACE.findall(text)


def test_traditional_keeps_the_words_of_inspection():
    """An inspection target stays a target, a document a document, a procedure a procedure."""
    said = {m.id: m.string for m in catalogues.traditional()}
    assert said["巡察对象"] == "巡察對象"
    assert said["底稿待复核"] == "底稿待複核"
    assert said["巡察工作方案底本"] == "巡察工作方案底本"


def test_a_tag_of_each_kind_is_collected(tmp_path, monkeypatch):
    folder = tmp_path / "part" / "templates"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(
        "{% load i18n %}{% translate '甲' %}{{ x|default:_('乙') }}{% if a %}{% status 'ok' _('丙') %}{% endif %}"
        "{% blocktranslate with n=x trimmed %}\n  丁 {{ n }}%\n{% endblocktranslate %}"
        "{% blocktranslate count n=x %}一 {{ n }}{% plural %}多 {{ n }}{% endblocktranslate %}",
        encoding="utf-8",
    )
    (tmp_path / "part" / "code.py").write_text(
        "lazy('戊'); N_('己'); reason('庚 {n}', n=1); Reach(Model, 'x.y', '辛'); plain('壬')", encoding="utf-8"
    )
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    monkeypatch.setattr(catalogues, "DATA", {})
    wanted = ["甲", "乙", "丙", "丁 %(n)s%%", ("一 %(n)s", "多 %(n)s"), "戊", "己", "庚 {n}", "辛"]
    assert sorted(map(str, catalogues.sources())) == sorted(map(str, wanted))


KEPT = (
    ("en", HAN, CHINESE_BY_NATURE),
    ("zh-hant", SIMPLIFIED, CHINESE_BY_NATURE),
    ("zh-hans", ENGLISH_WORDS, ENGLISH_BY_NATURE),
)
"""Each language with what must not be found in its pages, and the pages that are excused."""


@pytest.mark.parametrize("address", shown(), ids=lambda address: address.name)
def test_a_page_keeps_to_its_language(address: Address, shipped, world: World, reader):
    """No Chinese in English, nothing Simplified in Traditional, nothing English in Chinese, outside of records."""
    url = target(address, world)
    readers = {language: reader(language) for language, _foreign, _excused in KEPT}
    told = excuses(shipped)
    for language, foreign, excused in KEPT:
        for html in pages(address, url, readers[language]):
            assert address.name in excused or leaks(html, foreign, told) == [], language


def test_excused_pages_exist():
    assert {*CHINESE_BY_NATURE, *ENGLISH_BY_NATURE} <= {address.name for address in shown()}


def test_a_sentence_in_another_language_is_seen():
    html = '<p>八届市委第一轮 等您办的有</p><a title="待办">X</a><p>Write “是”</p><script>待办</script>'
    assert leaks(html, HAN, ["八届市委第一轮"]) == ["八届市委第一轮 等您办的有", "待办"]


def test_language_is_chosen_in_the_profile_and_survives_sign_in(client: Client, world: World, languages: None):
    user = User.objects.create(username="reader", name="R. Reader")
    Grant.objects.create(user=user, role=Role.OFFICE_CLERK, scope_id=world.city.pk, valid_from=NOW - timedelta(days=30))
    client.force_login(user)
    inbox = reverse("inbox:inbox")
    assert '<html lang="zh-CN"' in client.get(inbox).content.decode()
    client.post(reverse("accounts:preferences"), {"language": "en", "next": inbox})
    assert "Inbox" in client.get(inbox).content.decode()
    client.post(reverse("accounts:sign-out"))
    client.force_login(user)
    page = client.get(inbox)
    assert '<html lang="en"' in page.content.decode()
    assert page.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("wish", "heading"), [("en", "User name"), ("zh-TW", "登錄名"), ("zh-CN", "登录名"), ("fr", "登录名")]
)
def test_before_sign_in_the_browser_decides(client: Client, db, languages: None, wish: str, heading: str):
    page = client.get(reverse("accounts:sign-in"), headers={"Accept-Language": wish})
    assert heading in page.content.decode()


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("en", "1 thing missing", "2 things missing"),
        ("zh-hant", "還差 1 條", "還差 2 條"),
        ("zh-hans", "还差 1 条", "还差 2 条"),
    ],
)
def test_plurals(languages: None, language: str, one: str, several: str):
    with translation.override(language):
        said = [ngettext("还差 %(n)s 条", "还差 %(n)s 条", n) % {"n": n} for n in (1, 2)]
    assert said == [one, several]


def test_a_word_follows_the_number_beside_it(languages: None):
    left = [say("余 {n} 天", n=n) for n in (1, 2)]
    with translation.override("en"):
        assert [words(text) for text in left] == ["1 day left", "2 days left"]
    assert [words(text) for text in left] == ["余 1 天", "余 2 天"]


def test_words_that_follow_a_number_are_only_in_sentences_that_can_count():
    """What is filled by `str.format` cannot: those sentences say it without a plural."""
    code = "".join(path.read_text(encoding="utf-8") for path in catalogues.PACKAGE.rglob("*.py"))
    counting = [source for source, text in catalogues.pairs() if re.search(r"\{\w+:[^{}]*\|", text)]
    assert counting
    assert [source for source in counting if f'_("{source}").format(' in code] == []


def test_no_string_is_both_counted_and_not():
    found = catalogues.sources()
    assert [key for key in found if isinstance(key, tuple) and key[0] in found] == []


def test_values_that_are_sentences_are_translated_too(languages: None):
    text = say("{what}现在是「{state}」，不能{step}。", what=say("问题底稿"), state=say("已归档"), step=say("作废"))
    with translation.override("en"):
        assert words(text) == "Working paper is “Filed” now; “Cancel” is not possible."


@pytest.mark.parametrize(
    ("language", "today"), [("en", "10 May"), ("zh-hans", "5 月 10 日"), ("zh-hant", "5 月 10 日")]
)
def test_dates_follow_the_language_and_numbers_stay_plain(languages: None, language: str, today: str):
    with translation.override(language):
        assert formats.date_format(NOW, gettext("n 月 j 日")) == today
        assert formats.localize(1234567.5) == "1234567.5"


def test_no_sentence_is_kept_from_the_catalogue_by_the_way_it_is_written() -> None:
    known = {one for text in catalogues.sources() for one in (text if isinstance(text, tuple) else (text,))}
    code = [path for path in SOURCE.rglob("*.py") if not {"documents", "documents.py", "scenario"} & set(path.parts)]
    kept = [f"{path}: {text}" for path in sorted(code) for text in _held_in_names(path) if text not in known]
    assert not kept, "wrap these in N_(…)"


def _held_in_names(path: Path) -> Iterator[str]:
    """The sentences with places that a local name holds before they are said."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.islower():
            held = [part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant)]
            yield from (text for text in held if isinstance(text, str) and PLACED.search(text))
