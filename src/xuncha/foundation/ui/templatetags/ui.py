"""Tags and filters of the interface; built in, so templates need not load them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from html import escape  # Django's does the same, and asks before each piece whether it is a translation yet to be made
from typing import Any
from uuid import uuid4

from django import template
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from xuncha.core.legible import visible
from xuncha.core.text import Say, say
from xuncha.core.workflow import Workflow
from xuncha.foundation.http import Typed
from xuncha.foundation.http import words as in_words
from xuncha.foundation.reach import KINDS, kind_of, page_of
from xuncha.foundation.ui.forms import choice_label
from xuncha.foundation.ui.guide import Advice, guide_on
from xuncha.foundation.ui.labels import field_label as label_of
from xuncha.foundation.ui.ledgers import Cell, may_take_lists
from xuncha.foundation.ui.steps import Button

register = template.Library()
register.filter("field_label", label_of)
register.filter("seen", visible)


@register.filter
def words(text: Say | str) -> str:
    """A sentence or label of the core in the language of the page."""
    return in_words(text)


@register.filter
def length_of(value: Any) -> int:
    """Characters in a value; nothing counts as none."""
    return len(value) if isinstance(value, str) else 0


@register.filter
def money(value: Decimal | None) -> str:
    """An amount as people read it: thousands apart, two places; empty where there is none."""
    return "" if value is None or value == "" else f"{value:,.2f}"


@register.filter
def place(mend: str) -> str:
    """Where a reason is mended: an anchor, an address, or a route name."""
    if mend.startswith(("#", "/", "?")):
        return mend
    try:
        return reverse(mend)
    except NoReverseMatch:
        return "#main"


@register.simple_tag
def status(shape: str, label: Any) -> SafeString:
    """A status: colour, shape and word together. `shape` is ok near late note half done stop or empty."""
    return format_html('<span class="st{}">{}</span>', f" st-{shape}" if shape else "", in_words(label))


@register.simple_tag
def state_of(record: Any, workflow: Workflow[Any]) -> SafeString:
    """The record's state as a status."""
    info = workflow.states[type(workflow.initial)(record.state)]
    return status(info.shape, info.label)


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: str) -> SafeString:
    """The choices of a select. Drawn here and not in the template because a spine has hundreds of them."""
    return SafeString(
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(str(label))}</option>'
            for value, label in ((str(value), label) for value, label in choices)
        )
    )


@register.simple_tag
def cell(drawn: Cell) -> SafeString:
    """A cell of a ledger: text, link or status with its small second line. Drawn here because a page has hundreds."""
    text, second = escape(drawn.text), "sub"
    if drawn.url:
        text = f'<a href="{escape(drawn.url)}">{text}</a>'
    elif drawn.shape is not None:
        text, second = status(drawn.shape, drawn.text), "due"
    sub = f'<span class="{second}">{escape(drawn.sub)}</span>' if drawn.sub else ""
    css = f' class="{escape(drawn.css)}"' if drawn.css else ""
    return SafeString(f"<td{css}>{text}{sub}</td>")


@register.simple_tag(takes_context=True)
def tokens(context: dict[str, Any], record: Any = None) -> SafeString:
    """Hidden inputs of every writing form: CSRF, the client-made key, the version of the record it edits."""
    request: HttpRequest = context["request"]
    form = context.get("form")
    key = request.POST.get("_key") or str(uuid4())
    version = getattr(form, "newest_version", None) or getattr(record, "version", "")
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="_key" value="{}">'
        '<input type="hidden" name="_version" value="{}">',
        get_token(request),
        key,
        version,
    )


@register.simple_tag
def steps(buttons: Iterable[Button], request: HttpRequest, *, column: bool = False) -> SafeString:
    """The step buttons of a record: the main one at the end of a row, at the top of a column."""
    ordered = sorted(buttons, key=lambda button: (button.weight == "p") != column)
    return SafeString(render_to_string("ui/steps.html", {"buttons": ordered}, request))


@register.simple_tag(takes_context=True)
def takes_lists(context: dict[str, Any]) -> bool:
    """Whether this person may take away as a workbook what the page shows."""
    return may_take_lists(context["request"])


@register.simple_tag(takes_context=True)
def guide_here(context: dict[str, Any]) -> list[Advice]:
    """The guide's advice for this person on this page."""
    request = context["request"]
    return guide_on(request.actor, request.resolver_match.view_name) if request.resolver_match else []


@register.simple_tag
def history_url(record: Any) -> str:
    """The address of a record's history."""
    reach = kind_of(type(record))
    return reverse("inbox:history", kwargs={"kind": reach.kind, "pk": record.pk}) if reach else ""


@register.simple_tag
def record_url(record: Any) -> str:
    """The address of a record's own page; empty when it has none."""
    return page_of(record)


@register.simple_tag(takes_context=True)
def draftable(context: dict[str, Any]) -> SafeString:
    """Attributes that make a form keep what is typed; needs `draft_code` in the context."""
    code = context.get("draft_code")
    if not code:
        return SafeString("")
    return format_html(
        ' data-draft="{}" data-draft-url="{}" data-offline="{}" data-lost="{}"',
        code,
        reverse("inbox:draft"),
        _("网络断开，内容还在这页，联网后自动保存"),
        _("没有存上：登录可能已结束。请在另一页登录，这页的内容还在"),
    )


@register.simple_tag(takes_context=True)
def draft_note(context: dict[str, Any]) -> SafeString:
    """The line that offers an unsent draft, if there is one; needs `draft` in the context."""
    if not context.get("draft"):
        return SafeString("")
    return SafeString(render_to_string("ui/draft_note.html", {"draft": context["draft"]}, context["request"]))


@register.simple_tag
def light(due: date | None, today: date, near: int = 10, done: bool = False, said: str = "") -> SafeString:
    """
    The light of a due date: late, near, or in time, always with the days in words and the date below.

    What was done by its day is said in the words of `said` where it is not the end of the matter.
    """
    if due is None:
        return SafeString("—")
    days = (due - today).days
    if done:
        shape, words_ = "done", said or _("已办结")
    elif days < 0:
        shape, words_ = "late", in_words(say("超期 {n} 天", n=-days))
    elif days == 0:
        shape, words_ = "near", _("今天到期")
    else:
        shape, words_ = ("near" if days <= near else "ok"), in_words(say("余 {n} 天", n=days))
    return format_html('{}<span class="due">{}</span>', status(shape, words_), due.strftime("%Y-%m-%d"))


@register.simple_tag
def waited(since: datetime, now: datetime) -> str:
    """How many days something has been waiting, as the calendar counts them."""
    days = (localtime(now).date() - localtime(since).date()).days
    return in_words(say("已等 {n} 天", n=days)) if days else _("今天到的")


@register.filter
def chosen(typed: Typed) -> str:
    """What was chosen, in the words of the form; empty for what was typed."""
    return typed.said or choice_label(typed.name, typed.value)


@register.filter
def draft_label(draft: Any) -> str:
    """A draft in words: the kind of record it belongs to."""
    kind = draft.code.partition(":")[0]
    return in_words(KINDS[kind].label) if kind in KINDS else _("表单")
