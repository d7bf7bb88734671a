"""
Photos that serve as evidence: used twice, almost the same as another, taken on another day, changed by an editor.

Only what units handed in as photos is compared. Scanned vouchers and minutes look alike by nature, and one meeting may
well be evidence of several items.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xuncha.core.signals import Signal
from xuncha.core.text import say
from xuncha.hints.rules.facts import Found, PlanFacts, Row

PHOTO = "photo"
BITS = 128
PLAIN = 16
"""Bits: a picture with fewer set, or fewer unset, is a blank wall or a white page."""
SHOWN = 5
EDITORS = (
    "photoshop", "lightroom", "gimp", "snapseed", "picsart", "meitu", "美图", "xingtu", "醒图", "beautycam", "picsay",
    "pixelmator", "affinity", "paint.net", "canva", "轻颜", "photodirector",
)  # fmt: skip
"""What programs that change pictures call themselves in EXIF; cameras and phones name their own firmware."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo as evidence of an item. `bits` None: it was not looked at, or cannot be read."""

    piece: int
    item: int
    plan: int
    number: str
    name: str
    digest: str
    bits: int | None

    @property
    def row(self) -> Row:
        """The piece of evidence."""
        return Row("rectification.evidence", self.piece, f"{self.number} {self.name}")


def reused(fresh: Sequence[Shot], others: Iterable[Shot], least: int) -> Iterator[Found]:
    """The same content as evidence of other items: of each item, the photos that the piece before it has as well."""
    shots = [*fresh, *others]
    asked = {shot.item for shot in fresh}
    by_content: dict[str, list[Shot]] = defaultdict(list)
    for shot in shots:
        by_content[shot.digest].append(shot)
    models: dict[int, list[tuple[Shot, Shot]]] = defaultdict(list)
    for group in by_content.values():
        group.sort(key=lambda shot: shot.piece)
        for n, shot in enumerate(group):
            models[shot.item] += [(shot, earlier) for earlier in group[:n] if earlier.item != shot.item]
    for item in sorted(asked & models.keys()):
        found = models[item]
        if len({model.item for _shot, model in found}) >= least:
            yield _same(found)


def _same(found: Sequence[tuple[Shot, Shot]]) -> Found:
    shot = found[0][0]
    photos, items = {one.digest for one, _model in found}, {model.item for _one, model in found}
    return Found(
        Signal.REUSED, shot.plan, shot.item,
        say("{number}的 {photos} 张照片先前已经用作另外 {items} 个问题的佐证，文件完全相同。",
            number=shot.number, photos=len(photos), items=len(items)),
        _rows(found), tuple(sorted((one.piece, model.piece) for one, model in found)),
    )  # fmt: skip


def _rows(found: Sequence[tuple[Shot, Shot]]) -> tuple[Row, ...]:
    rows = dict.fromkeys(row for one, model in found for row in (one.row, model.row))
    return tuple(rows)[: 2 * SHOWN]


def resembling(fresh: Sequence[Shot], others: Iterable[Shot], most: int) -> Iterator[Found]:
    """
    Photos that differ from another item's in at most so many of 128 bits, without those of the same content.

    No pair is missed: cut into half as many parts as bits may differ, and one more, two such photos have a part that
    differs in one bit at most.
    """
    shots = [(shot, shot.bits) for shot in (*fresh, *others) if shot.bits is not None and not is_plain(shot.bits)]
    shots.sort(key=lambda entry: entry[0].piece)
    asked = {shot.item for shot in fresh}
    pairs: dict[tuple[int, int], tuple[Shot, Shot, int]] = {}
    parts = most // 2 + 1
    for part in range(parts):
        start, end = part * BITS // parts, (part + 1) * BITS // parts
        pairs.update(_near(shots, start, end - start, most))
    models: dict[int, list[tuple[Shot, Shot, int]]] = defaultdict(list)
    for later, earlier, apart in pairs.values():
        models[later.item].append((later, earlier, apart))
    for item in sorted(asked & models.keys()):
        yield _nearly_same(sorted(models[item], key=lambda pair: (pair[2], pair[0].piece, pair[1].piece)))


def is_plain(bits: int) -> bool:
    """Whether a picture is too empty to be told from another: hardly a field differs from the one beside it."""
    return not PLAIN <= bits.bit_count() <= BITS - PLAIN


def _near(
    shots: Sequence[tuple[Shot, int]], start: int, width: int, most: int
) -> Iterator[tuple[tuple[int, int], tuple[Shot, Shot, int]]]:
    """Pairs of which this part is the same but for one bit, each photo with those of earlier pieces."""
    by_part: dict[int, list[tuple[Shot, int]]] = defaultdict(list)
    flips = [0, *(1 << bit for bit in range(width))]
    for shot, bits in shots:
        own = bits >> start & ((1 << width) - 1)
        for met in filter(None, map(by_part.get, [own ^ flip for flip in flips])):
            for model, others in met:
                apart = (bits ^ others).bit_count()
                if apart <= most and model.item != shot.item and model.digest != shot.digest:
                    yield (shot.piece, model.piece), (shot, model, apart)
        by_part[own].append((shot, bits))


def _nearly_same(found: Sequence[tuple[Shot, Shot, int]]) -> Found:
    shot, _model, apart = found[0]
    photos, items = {one.piece for one, _, _ in found}, {model.item for _, model, _ in found}
    return Found(
        Signal.RESEMBLING, shot.plan, shot.item,
        say("{number}的 {photos} 张照片与另外 {items} 个问题先前的照片几乎一样，最像的一张 128 格里只差 {apart} 格。",
            number=shot.number, photos=len(photos), items=len(items), apart=apart),
        _rows([(one, model) for one, model, _ in found]),
        tuple(sorted((one.piece, model.piece) for one, model, _ in found)),
    )  # fmt: skip


def taken_another_day(plan: PlanFacts, least: int) -> Iterator[Found]:
    """The camera's day is another than the one the unit wrote down for the photo."""
    for item in plan.items:
        apart = {
            piece: abs((piece.picture.taken_on - piece.formed_on).days)
            for piece in item.pieces
            if piece.kind == PHOTO and piece.picture and piece.picture.taken_on and piece.formed_on
        }
        wrong = {piece: days for piece, days in apart.items() if days >= least}
        if wrong:
            yield Found(
                Signal.TAKEN, plan.pk, item.pk,
                say("{number}有 {n} 张照片，相机记下的拍摄日期与单位填写的日期不同，最多相差 {days} 天。",
                    number=item.number, n=len(wrong), days=max(wrong.values())),
                tuple(piece.row for piece in wrong), tuple((piece.pk, days) for piece, days in wrong.items()),
            )  # fmt: skip


def edited(plan: PlanFacts, _on: int) -> Iterator[Found]:
    """A photo was last saved by a program that changes pictures."""
    for item in plan.items:
        by = {
            piece: piece.picture.software
            for piece in item.pieces
            if piece.kind == PHOTO and piece.picture and is_editor(piece.picture.software)
        }
        if by:
            yield Found(
                Signal.EDITED, plan.pk, item.pk,
                say("{number}有 {n} 张照片最后由修图软件保存：{software}。", number=item.number, n=len(by),
                    software=sorted(set(by.values()))),
                tuple(piece.row for piece in by), tuple((piece.pk, name) for piece, name in by.items()),
            )  # fmt: skip


def is_editor(software: str) -> bool:
    """Whether a program that calls itself so changes pictures."""
    name = software.lower()
    return any(editor in name for editor in EDITORS)
