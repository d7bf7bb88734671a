"""
The one place where files leave: whatever a signed-in person's page renders as a file passes here.

The renderers ask for the mark (`documents/marking.py`); that begins the export as an act, under the right it needs.
When the page is made, its file is measured and the export is finished.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from xuncha.core.permissions import Leaving, is_reasoned, needed_to_take
from xuncha.foundation.documents.marking import Mark, taken_by
from xuncha.foundation.exports import services
from xuncha.foundation.exports.models import Taken
from xuncha.foundation.exports.rules import told_filters
from xuncha.foundation.http import SignedInRequest, asked_by, reaches_here
from xuncha.foundation.usecases import Act

PURPOSES = "export purposes"  # in the session: {address: [purpose, when it was stated]}
STATED_FOR = timedelta(minutes=10)
PIECE = 1 << 16


class PurposeWanted(Exception):  # noqa: N818 - a question, not an error
    """A purpose has to be stated before this file is written."""


class Exports:
    """Lets no file leave without a right, a number and a line in the register."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return self.get_response(request)
        leaving = _File(cast("SignedInRequest", request))
        with taken_by(leaving.mark_for):
            response = self.get_response(request)
        leaving.finish(response)
        return response

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponseBase | None:
        """Ask for the purpose, then lead back to the file."""
        if not isinstance(exc, PurposeWanted):
            return None
        return HttpResponseRedirect(f"{reverse('exports:purpose')}?{urlencode({'of': request.get_full_path()})}")


class _File:
    """What the page of one request takes out, if anything."""

    def __init__(self, request: SignedInRequest) -> None:
        self.request = request
        self.taken: Taken | None = None
        self.mark: Mark | None = None

    def mark_for(self, what: Leaving) -> Mark:
        """The mark of this request's file; the first who asks begins the export."""
        if self.mark is None:
            wanted = self._wanted(what)
            self.taken = services.take(self._act(), wanted)
            self.mark = Mark(self._line(self.taken), self.taken.number, self.request.now)
        return self.mark

    def finish(self, response: HttpResponseBase) -> None:
        """Measure the file that leaves."""
        if self.taken is None or self.mark is None or response.status_code != HttpResponse.status_code:
            return
        size, digest = measured(response)
        services.finish(self._act(), self.taken, rows=self.mark.rows, size=size, digest=digest)

    def _act(self) -> Act:
        return Act(self.request.actor, self.request.now)

    def _wanted(self, what: Leaving) -> services.Wanted:
        asked = asked_by(self.request)
        purpose = stated_purpose(self.request) if is_reasoned(what, asked) else ""
        query = {name: self.request.GET.getlist(name) for name in self.request.GET}
        within = reaches_here(self.request, needed_to_take(what, asked))
        return services.Wanted(what, asked, self.request.path, told_filters(query), purpose, within)

    def _line(self, taken: Taken) -> str:
        told = {"name": self.request.actor.user.name, "at": f"{localtime(self.request.now):%Y-%m-%d %H:%M}"}
        line = _("{name} {at} 导出 {number}").format(number=taken.number, **told)
        return _("{line} 用途：{purpose}").format(line=line, purpose=taken.purpose) if taken.purpose else line


def state_purpose(request: SignedInRequest, address: str, purpose: str) -> None:
    """Remember what the file at this address will be for, for a short while."""
    request.session[PURPOSES] = {address: [purpose, request.now.isoformat()]}


def stated_purpose(request: SignedInRequest) -> str:
    """
    What was just stated for this file; good for one file.

    Raises:
        PurposeWanted: nothing was, or too long ago.

    """
    purpose, at = request.session.pop(PURPOSES, {}).get(request.get_full_path(), ("", ""))
    if not purpose or request.now - datetime.fromisoformat(at) > STATED_FOR:
        raise PurposeWanted
    return str(purpose)


def measured(response: HttpResponseBase) -> tuple[int, str]:
    """Bytes and SHA-256 of the file in a response, which stays as it is."""
    if isinstance(response, FileResponse) and response.file_to_stream is not None:
        file, size, digest = response.file_to_stream, 0, hashlib.sha256()
        while piece := file.read(PIECE):
            size += len(piece)
            digest.update(piece)
        file.seek(0)
        return size, digest.hexdigest()
    content = cast("HttpResponse", response).content
    return len(content), hashlib.sha256(content).hexdigest()
