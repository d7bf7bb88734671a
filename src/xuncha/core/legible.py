"""
What a text may not hold: characters that nobody sees and that make it read otherwise than it is stored.

Direction marks turn a line round, zero-width characters make two names of what looks like one, control characters and
half pairs break what reads the text next (UAX #9, UTS #39; the "Trojan Source" report of 2021 shows the harm). One
rule for everything that people type, paste, and bring in by workbook:

* They are refused with their place and their code, and shown as marks such as 〔U+202E〕 where they stand, so that they
  can be deleted. A mark that is left over is refused as well.
* Byte order marks and zero-width characters at the beginning and the end of a text are taken away without a word:
  Word and web pages leave them behind when one copies, they mean nothing there, and nobody wants them. Direction marks
  are told even there: what they turn round may be what was meant to deceive.
* Kept is all that writing needs: rare characters of any plane and of the private use area, ideographic variation and
  description, joined pictures and flags, joiners of scripts that join (Uighur, Mongolian, Indic), the Mongolian vowel
  separator.
"""

import re

from xuncha.core.text import Say, say

JOINING = "\u0600-\u109f\u1780-\u18af\ua840-\ua877\ufb50-\ufdff\ufe70-\ufefc"
"""Scripts in which a joiner or non-joiner says how letters are written."""
PICTURE = "\u00a9\u00ae\u2190-\u27ff\u2900-\u2bff\U0001f000-\U0001faff"
NEEDED = (
    f"(?<=[{JOINING}])[\u200c\u200d]"
    f"|(?<=[{PICTURE}\ufe0f])\u200d(?=[{PICTURE}])"
    "|(?<=[\u1820-\u18aa])\u180e"
    "|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # the flags of England, Scotland, Wales
)
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
LINES = "\t\n\r"
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
HALVES = "\ud800-\udfff"
LAST_TWO = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
NO_CHARACTERS = f"\ufdd0-\ufdef{LAST_TWO}"
UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
KINDS = {
    f"[{CONTROLS}]": say("控制字符"),
    f"[{LINES}]": say("换行或制表符"),
    f"[{DIRECTIONS}]": say("看不见的方向控制符"),
    f"[{HALVES}]": say("不成对的半个字符"),
    f"[{NO_CHARACTERS}]": say("无效的编码"),
    f"[{UNSEEN}]": say("看不见的格式字符"),
}
MARK = r"〔U\+[0-9A-F]{4,6}〕"
ALWAYS = f"{CONTROLS}{DIRECTIONS}{HALVES}{NO_CHARACTERS}{UNSEEN}"
SUSPECT = re.compile(f"[{ALWAYS}{LINES}]|〔U")
ON_LINES = re.compile(f"{NEEDED}|({MARK}|[{ALWAYS}])")
ON_ONE_LINE = re.compile(f"{NEEDED}|({MARK}|[{ALWAYS}{LINES}])")
EDGES = "\\s\u200b\u2060\ufeff"
AT_THE_EDGES = re.compile(f"^[{EDGES}]+|[{EDGES}]+$")
AROUND = 4  # characters before and after that an error shows


def trimmed(text: str) -> str:
    """The text without white space and without what copying leaves behind at its beginning and end."""
    return AT_THE_EDGES.sub("", text)


def reason_not_to_read(text: str, *, lines: bool = True) -> Say | None:
    """What must be deleted first, with its place counted in characters from 1; None: the text is as it looks."""
    if SUSPECT.search(text) is None:  # nearly always, and ten times as fast
        return None
    for found in (ON_LINES if lines else ON_ONE_LINE).finditer(text):
        if found[1]:
            return _told(text, found.start(1), found[1])
    return None


def visible(text: str) -> str:
    """The text with a mark such as 〔U+202E〕 for each character that must not be in it."""
    return ON_LINES.sub(lambda found: _mark(found[1]) if found[1] else found[0], text)


def without_unseen(text: str) -> str:
    """The text with these characters taken out, for what is compared, named by a machine, or passed on."""
    return ON_LINES.sub(lambda found: "" if found[1] else found[0], text)


def _mark(found: str) -> str:
    return f"〔{_code(found)}〕" if len(found) == 1 else found


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _told(text: str, at: int, found: str) -> Say:
    around = visible(text[max(0, at - AROUND) : at]) + _mark(found) + visible(text[at + len(found) :][:AROUND])
    if len(found) > 1:
        return say("第 {n} 个字符起还留着标记“{around}”，它代表一个看不见的字符，请删去。", n=at + 1, around=around)
    name = next(name for characters, name in KINDS.items() if re.match(characters, found))
    return say(
        "第 {n} 个字符是{name} {code}（“{around}”处），请删去。", n=at + 1, name=name, code=_code(found), around=around
    )
