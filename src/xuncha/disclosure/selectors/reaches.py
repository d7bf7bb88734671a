"""How texts, sections and comments lie in the scopes. The unit works on its own; the office reads and judges."""

from typing import Any

from xuncha.core.permissions import Permission as P
from xuncha.disclosure.models import Comment, Disclosure, Hearing, Section
from xuncha.foundation.reach import Reach


def _paths(path: str) -> dict[str, Any]:
    of = f"{path}plan__inspection"
    return {
        "jurisdiction": f"{of}__round__term__jurisdiction_id",
        "unit": f"{of}__organisation_id",
        "inspected": f"{of}__organisation_id",
        "around": (f"{of}__organisation", f"{of}__round__term__jurisdiction", f"{of}__team"),
    }


DISCLOSURES = Reach(
    Disclosure,
    "disclosure.text",
    "整改情况公开",
    P.DISCLOSURE_READ,
    **_paths(""),
    url_name="disclosure:disclosure",
    find=("title",),
)
SECTIONS = Reach(Section, "disclosure.section", "整改情况公开事项", P.DISCLOSURE_READ, **_paths("disclosure__"))
COMMENTS = Reach(Comment, "disclosure.comment", "公开后的意见", P.DISCLOSURE_READ, **_paths("disclosure__"))
HEARINGS = Reach(
    Hearing,
    "disclosure.hearing",
    "群众评价",
    P.HEARING_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__round__term__jurisdiction", "disclosure"),
    url_name="disclosure:hearing",
    find=("title", "audience"),
)
