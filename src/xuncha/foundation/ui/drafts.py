"""
Drafts of a form, from the side of the stage that shows the form.

kept = Kept(request, f"fieldwork.paper:{paper.pk}")
form = PaperForm(request.POST or None, request.FILES or None, initial={**fields_of(paper), **kept.typed})
…on success: kept.drop(request)
render(…, {**kept.context, "form": form})
"""

from typing import Any

from xuncha.foundation.http import SignedInRequest, act_of
from xuncha.foundation.inbox.selectors import draft_of
from xuncha.foundation.inbox.services import drop_draft


class Kept:
    """The draft of one form, if there is one, and whether the person took it up (`?draft=1`)."""

    def __init__(self, request: SignedInRequest, code: str) -> None:
        self.code = code
        self.draft = draft_of(request.actor.user, code) if request.method == "GET" else None
        self.taken = self.draft is not None and request.GET.get("draft") == "1"

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, where the person asked for it back."""
        return dict(self.draft.fields) if self.draft is not None and self.taken else {}

    @property
    def context(self) -> dict[str, Any]:
        """What `{% draft_note %}` and `{% draftable %}` need."""
        return {"draft_code": self.code, "draft": None if self.taken else self.draft}

    def drop(self, request: SignedInRequest) -> None:
        """The form was sent: its draft has done its work."""
        if draft_of(request.actor.user, self.code) is not None:
            act = act_of(request)
            act.key = None
            drop_draft(act, self.code)
