"""The unit writes: what stands around the items, each item's section or why it is left out, and hands it in."""

from typing import Any

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.given import too_long
from xuncha.core.permissions import Permission as P
from xuncha.disclosure.models import Disclosure, Edition, Section
from xuncha.disclosure.rules.steps import (
    CONTACT_LENGTH,
    FRAME_LENGTH,
    TITLE_LENGTH,
    reasons_against_omission,
    reasons_against_section,
    reasons_not_to_submit,
)
from xuncha.disclosure.selectors import DISCLOSURES, FRAME, SECTIONS, content_of, submit_facts
from xuncha.disclosure.workflow import DISCLOSURE, DisclosureState
from xuncha.foundation.usecases import Act, use_case

LENGTHS = {"title": TITLE_LENGTH, "contact": CONTACT_LENGTH}


def _must_be_written(text: Disclosure) -> None:
    """Only what lies with the unit is changed: the refusal names the state and the step that is missing."""
    DISCLOSURE.step("submit", DisclosureState(text.state))


@use_case(P.DISCLOSURE_WRITE, within=DISCLOSURES)
def write_frame(
    act: Act,
    text: Disclosure,
    *,
    base_version: int | None,
    title: str,
    opening: str,
    leading: str = "",
    outlook: str = "",
    contact: str = "",
) -> Disclosure:
    """Write what stands before and after the items."""
    _must_be_written(text)
    words = {"title": title, "opening": opening, "leading": leading, "outlook": outlook, "contact": contact}
    RuleViolated.unless_empty(
        [
            why
            for name, said in words.items()
            for why in too_long(said, LENGTHS.get(name, FRAME_LENGTH), FRAME[name], name)
        ]
    )
    stripped: dict[str, Any] = {name: said.strip() for name, said in words.items()}
    return act.change(text, "disclosure.written", base_version=base_version, **stripped)


@use_case(P.DISCLOSURE_WRITE, within=SECTIONS)
def write_section(
    act: Act,
    section: Section,
    *,
    base_version: int | None,
    heading: str,
    text: str,
    omitted: str = "",
    ground: str = "",
    why: str = "",
) -> Section:
    """Write what is said of one item, or leave it out with ground and reason; the office judges that anew."""
    _must_be_written(section.disclosure)
    RuleViolated.unless_empty(
        reasons_against_section(heading, text, omitted=omitted) + reasons_against_omission(omitted, ground, why)
    )
    left_out: dict[str, Any] = {
        "omitted": omitted,
        "ground": ground if omitted else "",
        "why": why.strip() if omitted else "",
    }
    if left_out != {name: getattr(section, name) for name in left_out}:
        left_out |= {"accepted": None, "judged_by": None, "judged_at": None, "note": ""}
    words: dict[str, Any] = {"heading": heading.strip(), "text": text.strip(), **left_out}
    return act.change(section, "disclosure.section_written", base_version=base_version, **words)


@use_case(DISCLOSURE.steps["submit"].permission, within=DISCLOSURES)
def submit_disclosure(act: Act, text: Disclosure) -> Disclosure:
    """Hand a complete text in; exactly these words are kept as an edition."""
    _must_be_written(text)
    RuleViolated.unless_empty(reasons_not_to_submit(submit_facts(text, localdate(act.now))))
    edition = Edition(disclosure=text, number=text.editions.count() + 1, content=content_of(text))
    act.create(edition, "disclosure.edition_kept")
    return act.step(text, DISCLOSURE, "submit", submitted_by=act.actor.user, submitted_at=act.now, return_reason="")
