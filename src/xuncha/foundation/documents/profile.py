"""
The style profile of an office: names, fonts, sizes, red head and file-number pattern.

A profile is a dated parameter (`document.style`), so that a document of last year can be set as it was last year.
Fonts are named, never embedded: 方正小标宋简体 and the others are licensed to the office, not to this product.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from xuncha.core.errors import Reason, RuleViolated, reason
from xuncha.core.legible import reason_not_to_read
from xuncha.core.text import N_, say
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import Parameter

CODE = "document.style"
NAME_LIMIT = 60  # characters


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font names by their use."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    heading1: str = "黑体"
    heading2: str = "楷体_GB2312"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Points: 二号 is 22, 三号 is 16, 小四 is 12."""

    title: float = 22
    body: float = 16
    table: float = 12


@dataclass(frozen=True, slots=True)
class Contact:
    """How the public reaches a team during its stay; what is empty is left blank on the notice."""

    phone: str = ""
    hours: str = ""
    post: str = ""  # postal address
    mailbox: str = ""  # where the letter box hangs
    email: str = ""
    closing: str = ""  # hour on the last day, e.g. 17:30


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a document and when: all that a stage's document needs to know beside its records."""

    committee: str  # 中共测试市委
    group: str  # 中共测试市委巡察工作领导小组
    office: str  # 中共测试市委巡察工作领导小组办公室
    on: date
    number: str = ""  # file number, empty when the office numbers by hand
    contact: Contact = field(default_factory=Contact)

    @property
    def short_committee(self) -> str:
        """测试市委: as it is called in running text and in team names."""
        return self.committee.removeprefix("中共")


@dataclass(frozen=True, slots=True)
class Profile:
    """How one office's documents look and what it is called. Empty names are made from the jurisdiction's name."""

    committee: str = ""
    group: str = ""
    office: str = ""
    red_head: bool = True
    page_numbers: bool = True
    number_pattern: str = "巡察办〔{year}〕{n}号"
    fonts: Fonts = field(default_factory=Fonts)
    sizes: Sizes = field(default_factory=Sizes)
    contact: Contact = field(default_factory=Contact)

    def issuer(self, on: date, number: int | None = None) -> Issuer:
        """The issuer on a day; without a serial number the file number keeps a blank for it."""
        serial = "　　" if number is None else str(number)
        filled = self.number_pattern.replace("{year}", str(on.year)).replace("{n}", serial)
        return Issuer(self.committee, self.group, self.office, on, filled, self.contact)

    def value(self) -> dict[str, Any]:
        """As it is kept in the parameter."""
        return asdict(self)


SIZE_RANGE = {"title": (18, 26), "body": (14, 18), "table": (9, 16)}
LABELS = {
    "committee": N_("党委名称"),
    "group": N_("领导小组名称"),
    "office": N_("巡察办名称"),
    "number_pattern": N_("发文字号格式"),
    "title": N_("标题"),
    "body": N_("正文"),
    "heading1": N_("一级标题"),
    "heading2": N_("二级标题"),
    "table": N_("表格"),
    "phone": N_("值班电话"),
    "hours": N_("接听时间"),
    "post": N_("邮寄地址"),
    "mailbox": N_("意见箱位置"),
    "email": N_("电子邮箱"),
    "closing": N_("截止时刻"),
}


def profile_from(value: Mapping[str, Any], jurisdiction: Jurisdiction | None = None) -> Profile:
    """
    A profile from its stored or typed value; what is left out keeps the standard's value.

    Raises:
        RuleViolated: every field that cannot be used, each with its reason beside it.

    """
    reasons: list[Reason] = []
    top = _texts(value, ("committee", "group", "office", "number_pattern"), "", reasons)
    pattern = top.get("number_pattern", "")
    if pattern and ("{year}" not in pattern or "{n}" not in pattern):
        reasons.append(reason("发文字号格式要含 {year}（年份）和 {n}（序号）。", field="number_pattern"))
    fonts = _texts(value.get("fonts") or {}, tuple(f.name for f in fields(Fonts)), "fonts", reasons)
    contact = _texts(value.get("contact") or {}, tuple(f.name for f in fields(Contact)), "contact", reasons)
    sizes = _sizes(value.get("sizes") or {}, reasons)
    RuleViolated.unless_empty(reasons)
    flags = {name: bool(value[name]) for name in ("red_head", "page_numbers") if name in value}
    profile = Profile(**top, **flags, fonts=Fonts(**fonts), sizes=Sizes(**sizes), contact=Contact(**contact))  # type: ignore[arg-type]  # texts and flags by name
    return _named(profile, jurisdiction) if jurisdiction else profile


def _texts(value: Mapping[str, Any], names: tuple[str, ...], group: str, reasons: list[Reason]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name in names:
        text = str(value.get(name) or "").strip()
        place = f"{group}.{name}" if group else name
        if len(text) > NAME_LIMIT:
            reasons.append(reason("“{label}”不超过 {n} 个字。", field=place, label=say(LABELS[name]), n=NAME_LIMIT))
        elif why := reason_not_to_read(text, lines=False):
            reasons.append(reason("“{label}”：{why}", field=place, label=say(LABELS[name]), why=why))
        elif text:
            texts[name] = text
    return texts


def _sizes(value: Mapping[str, Any], reasons: list[Reason]) -> dict[str, float]:
    sizes: dict[str, float] = {}
    for name, (least, most) in SIZE_RANGE.items():
        if value.get(name) is None or value[name] == "":
            continue
        try:
            size = float(value[name])
        except (TypeError, ValueError):
            size = -1
        if least <= size <= most:
            sizes[name] = size
        else:
            reasons.append(
                reason(
                    "“{label}”字号在 {least} 磅至 {most} 磅之间。",
                    field=f"sizes.{name}",
                    label=say(LABELS[name]),
                    least=least,
                    most=most,
                )
            )
    return sizes


def _named(profile: Profile, jurisdiction: Jurisdiction) -> Profile:
    committee = profile.committee or f"中共{jurisdiction.name}委"
    group = profile.group or f"{committee}巡察工作领导小组"
    return replace(profile, committee=committee, group=group, office=profile.office or f"{group}办公室")


def parameter_for(jurisdiction: Jurisdiction, on: date) -> Parameter | None:
    """The office's own style in force on that day, or the common one, or none."""
    in_force = Parameter.objects.filter(code=CODE, valid_from__lte=on).exclude(valid_to__lte=on).order_by("-valid_from")
    return in_force.filter(jurisdiction=jurisdiction).first() or in_force.filter(jurisdiction__isnull=True).first()


def profile_for(jurisdiction: Jurisdiction, on: date) -> Profile:
    """The style profile in force for this office on that day; the standard's own without any parameter."""
    parameter = parameter_for(jurisdiction, on)
    return profile_from(parameter.value if parameter else {}, jurisdiction)
