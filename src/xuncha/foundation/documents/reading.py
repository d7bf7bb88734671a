"""A document as readable text with its style names: what the goldens hold, so that a difference can be read."""

from xuncha.foundation.documents.content import Document
from xuncha.foundation.documents.layout import Foot, Grid, Text, pieces
from xuncha.foundation.documents.profile import Profile


def render_text(document: Document, profile: Profile | None = None) -> str:
    """One line per paragraph or table row, each with the style it is set in."""
    lines: list[str] = []
    for piece in pieces(document, red_head=profile is None or profile.red_head):
        match piece:
            case Text():
                if piece.page_break:
                    lines.append("──── 另起一页 ────")
                text = piece.text.replace("\n", "")
                lines.append(f"[{piece.style}] {text}".rstrip())
            case Grid():
                lines += _rows(piece)
            case Foot():
                lines += [f"[版记] {left}{'　｜　' + right if right else ''}" for left, right in piece.rows]
    return "\n".join(lines) + "\n"


def _rows(grid: Grid) -> list[str]:
    lines = []
    for n, row in enumerate(grid.rows):
        mark = "表头" if n < grid.header else "表行"
        lines.append(f"[{mark}] " + " | ".join(box.text.replace("\n", " ⏎ ") for box in row).rstrip())
    return lines
