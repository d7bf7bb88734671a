"""What the frame around every page needs: rail, place, role, display choices. Costs no query."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from xuncha.core.permissions import GRANTS, ROLE_LABEL, ROLE_SCOPE, Permission, Scope
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor, Held
from xuncha.foundation.http import listed, words
from xuncha.site.navigation import PORTAL, RAIL, Entry

DISPLAY = ("type", "density", "contrast")
AT_INBOX = frozenset({"inbox:inbox", "inbox:digest", "inbox:delegation-new"})


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame: `frame`."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"frame": {"shell": "ui/bare.html", "display": {}, "demo": settings.XUNCHA_DEMO}}
    view = getattr(request.resolver_match, "view_name", "") if request.resolver_match else ""
    in_portal = actor.only_for_units
    preferences = actor.user.preferences
    rail = [] if in_portal else _rail(actor, view)
    frame = {
        "shell": "ui/portal.html" if in_portal else "ui/desk.html",
        "display": {name: preferences[name] for name in DISPLAY if preferences.get(name)},
        "demo": settings.XUNCHA_DEMO,
        "rail": rail,
        "portal": [_line(entry, view) for entry in PORTAL if actor.holds(entry.permission)] if in_portal else [],
        "section": next((section["label"] for section in rail if section["open"]), ""),
        "closed": not (settings.XUNCHA_PORTAL or actor.held),
        "watermark": settings.XUNCHA_WATERMARK,
        "at_inbox": view in AT_INBOX,
        "place": next((_place(held) for held in actor.held if held.scope_name), ""),
        "role": listed(dict.fromkeys(words(ROLE_LABEL[held.role]) for held in actor.held)),
        "roles": [ROLE_LABEL[role] for role in ROLE_SCOPE if role in actor.roles],
    }
    return {"frame": frame}


def _place(held: Held) -> str:
    """What fits beside the seal: a team by its own name, without its round's."""
    return held.scope_name.rpartition(" ")[2] if held.scope is Scope.TEAM else held.scope_name


def _rail(actor: Actor, view: str) -> list[dict[str, Any]]:
    sections = []
    for section in RAIL:
        entries = [_line(entry, view) for entry in section.entries if actor.holds(entry.permission)]
        if entries:
            is_open = any(entry["current"] for entry in entries)
            sections.append({"mark": section.mark, "label": section.label, "entries": entries, "open": is_open})
    return sections + _for_units(actor, view)


def _for_units(actor: Actor, view: str) -> list[dict[str, Any]]:
    """The part for staff who also act for a unit: what its people find in their portal."""
    held = frozenset[Permission]().union(*(GRANTS[one.role] for one in actor.held if one.scope is Scope.UNIT))
    entries = [_line(one, view) for one in PORTAL if one.permission in held and "_unit:" in one.url_name]
    is_open = any(entry["current"] for entry in entries)
    return [{"mark": N_("单"), "label": N_("单位端"), "entries": entries, "open": is_open}] if entries else []


def _line(entry: Entry, view: str) -> dict[str, Any]:
    return {
        "label": entry.label,
        "url": _address(entry.url_name, get_script_prefix()),
        "current": entry.is_current(view),
    }


@cache
def _address(url_name: str, _mounted_at: str) -> str:
    return reverse(url_name)
