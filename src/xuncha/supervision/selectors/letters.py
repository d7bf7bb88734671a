"""What the pages and rules of letters read: facts, lines, deadlines, which texts are compared with petitions."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from xuncha.core.deadlines import Due
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.accounts.selectors import acting_for_units
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import correspondents_of
from xuncha.foundation.regulations.selectors import due_for
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors import overdue_on
from xuncha.rectification.workflow import ITEM, ItemState
from xuncha.rounds.selectors.checking import checked_in
from xuncha.supervision.models import Letter, LetterLine
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.rules.letters import DraftFacts, situation_of
from xuncha.supervision.selectors.reaches import LETTERS, LINES
from xuncha.supervision.workflow import OUT, WAITING

TITLE, TEXT = N_("标题"), N_("工作要求")


def addressees(jurisdiction: Jurisdiction) -> QuerySet[Organisation]:
    """Who may get a letter of this office: its organisations except villages and those that are closed."""
    return correspondents_of(jurisdiction)


def answers_itself(letter: Letter, now: datetime) -> bool:
    """Whether somebody of the addressee can sign and answer in the portal; one query."""
    return acting_for_units(P.LETTER_ANSWER, now).filter(scope_id=letter.addressee_id).exists()


def to_enter(now: datetime | None) -> Q:
    """Letters that are out to an addressee without an account: what comes on paper is entered by the office."""
    able = acting_for_units(P.LETTER_ANSWER, now) if now is not None else Grant.objects.none()
    return Q(state__in=WAITING) & ~Q(addressee__in=able.values("scope_id"))


def draft_facts(
    jurisdiction: Jurisdiction, *, kind: str, addressee: Organisation, title: str, text: str, items: Collection[Item]
) -> DraftFacts:
    """What drafting looks at; at most three queries."""
    keys = [item.pk for item in items]
    units = Plan.objects.filter(inspection__organisation=addressee, inspection__round__term__jurisdiction=jurisdiction)
    counted = Item.objects.filter(pk__in=keys).aggregate(
        others=Count("pk", filter=~Q(plan__inspection__organisation=addressee)),
        elsewhere=Count("pk", filter=~Q(plan__inspection__round__term__jurisdiction=jurisdiction)),
    )
    return DraftFacts(
        kind,
        title,
        text,
        inspected=units.exists(),
        others=counted["others"],
        elsewhere=counted["elsewhere"],
        known_addressee=addressees(jurisdiction).filter(pk=addressee.pk).exists(),
    )


def lines_of(letter: Letter) -> QuerySet[LetterLine]:
    """The items of a letter in order, with their units and rounds; one query."""
    return letter.lines.select_related("item__plan__inspection__organisation", "item__plan__inspection__round")


def items_in(letter: Letter) -> list[Item]:
    """The items of a letter."""
    return [line.item for line in lines_of(letter)]


def files_of(letter: Letter) -> QuerySet[Attachment]:
    """What came with the reply, and the scans of the receipt; one query."""
    own = Q(pk__in=letter.files.values("pk")) | Q(pk__in=letter.scans.values("pk"))
    return Attachment.objects.filter(own).select_related("file")


def lines_for(letter: Letter, items: Collection[Item], today: date) -> list[LetterLine]:
    """New lines after those that are there, each saying how its item stands today; two queries."""
    late = set(Item.objects.filter(overdue_on(today), pk__in=[i.pk for i in items]).values_list("pk", flat=True))
    last = letter.lines.order_by("-position").values_list("position", flat=True).first() or 0
    return [
        LetterLine(
            letter=letter,
            item=item,
            position=position,
            situation=situation_of(
                ITEM.states[ItemState(item.state)].label,
                item.due_on,
                (item.requested_on if item.state == ItemState.REQUESTED else None) or today,
                overdue=item.pk in late,
                returned=item.times_returned,
            ),
        )
        for position, item in enumerate(items, last + 1)
    ]


def due_of_letter(letter: Letter, issued_on: date) -> Due | None:
    """By when the addressee replies, by the rule of the kind of letter in force on the day it is issued."""
    return due_for("letter.issued", issued_on, letter.jurisdiction, code=KINDS[letter.kind].rule)


def overdue_letters(today: date) -> Q:
    """Letters that are out, not answered, and past their date."""
    return Q(state__in=WAITING, due_on__lt=today)


def chain_of(letter: Letter) -> list[Letter]:
    """The letter with those it was issued after and those issued after it, the first one first."""
    found, before = [letter], letter.previous
    while before is not None:
        found.insert(0, before)
        before = before.previous
    after = Letter.objects.filter(previous=letter).first()
    while after is not None:
        found.append(after)
        after = Letter.objects.filter(previous=after).first()
    return found


def statistics(rows: QuerySet[Letter], today: date) -> list[tuple[str, int, dict[str, int], int, int]]:
    """(kind, how many issued, {state: how many}, how many overdue, how many signed for on paper) of kinds."""
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in sorted(OUT)}
    late = Count("pk", filter=overdue_letters(today))
    paper = Count("pk", filter=~Q(signatory=""))
    found = (
        rows.filter(state__in=OUT).order_by().values("kind").annotate(n=Count("pk"), late=late, paper=paper, **counts)
    )
    by_kind: dict[str, dict[str, Any]] = {row["kind"]: {**row} for row in found}
    return [
        (KINDS[code].label, row["n"], {state: row[state] for state in counts}, row["late"], row["paper"])
        for code, row in ((code, by_kind[code]) for code in KINDS if code in by_kind)
    ]


# --- compared with petitions --------------------------------------------------------------------------------------


def _texts(letter: Letter) -> list[Text]:
    return [Text(TITLE, letter.title, "#id_title"), Text(TEXT, letter.text, "#id_text")]


def _checked_line(line: LetterLine) -> Checked:
    item = line.item
    return checked_in(item.plan.inspection, _texts(line.letter), (item.title, item.text))


def _checked_letter(letter: Letter) -> Checked:
    if letter.plan is None:
        raise LookupError(f"{letter} is about no plan")
    return checked_in(letter.plan.inspection, _texts(letter))


CHECKED[LINES.kind] = _checked_line
CHECKED[LETTERS.kind] = _checked_letter


def checked_records(letter: Letter) -> list[Letter | LetterLine]:
    """Where the letter's words are compared: once with the petitions about each unit whose items it is about."""
    found: dict[int, Letter | LetterLine] = {}
    for line in lines_of(letter).select_related(
        "letter", "item__plan__inspection__organisation", "item__plan__inspection__round__term__jurisdiction"
    ):
        found.setdefault(line.item.plan.inspection_id, line)
    if letter.plan is not None:
        found.setdefault(letter.plan.inspection_id, letter)
    return list(found.values())
