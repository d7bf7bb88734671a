"""
What a text of a paper says, by plain words and patterns: deterministic, explainable, and never a verdict on a person.

Every function answers "is it written there?", not "is it true?". The word lists are those of the quality rules
「四个准确」 (method, responsible subject, time and place, policy basis) and of the petitioner safeguards.
(domain §4.1, §8.1)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xuncha.core.text import N_, Say, say

SENTENCE_END = re.compile(r"(?<=[。！？；!?;])|\n+")
AMOUNT = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*(亿|万|千)?\s*[余多]?\s*元")
SCALE = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}
CENT = Decimal("0.01")

SUBJECT = re.compile(
    r"党委|党组|党工委|党支部|党总支|班子|领导|机关|单位|部门|负责人|局|委员会|公司|集团|学校|医院|中心|站|所|科室?|股室?|办公室|村|社区|乡|镇|街道"
)
TIME = re.compile(
    r"\d{4}\s*[年.\-/]|\d{1,2}\s*月|至今|以来|期间|[一二三四1-4]季度|上半年|下半年|任期内|[近前][一二两三四五六七八九十\d]+年"
)
PLACE = re.compile(
    r"现场|仓库|库房|会议室|办公|工地|项目|院内|窗口|大厅|车间|校园|食堂|档案室|村|社区|乡|镇|街道|路|县|区|市|在.{1,20}[局站]"
)
METHOD = re.compile(
    r"查阅|核查|核对|清点|走访|谈话|比对|抽查|实地|座谈|问卷|翻阅|盘点|询问|了解到?|调取|查看|测算|检查|发现|经查"
)
EXCHANGE = re.compile(
    r"(交换意见|交换了意见|沟通|核实|确认|认可|承认|表示).{0,24}(主要负责人|负责人|党组书记|党委书记|书记|局长|院长|校长|董事长)"
    r"|(主要负责人|负责人|党组书记|党委书记|书记|局长|院长|校长|董事长).{0,24}(交换意见|交换了意见|沟通|核实|确认|认可|承认|表示)"
)
EFFECT = re.compile(r"导致|造成|致使|影响|损失|闲置|浪费|流失|延误|未能|不到位|滞后|短少|隐患|多付|多支|违规")
FORMAL = re.compile(
    r"记录(不全|不规范|缺失|简单)|未签字|未盖章|格式|错别字|台账(不规范|不全|不完整)|档案(不全|不规范|不完整)|资料(不全|缺失)|痕迹"
)

PETITION_WORDS = re.compile(r"举报人|信访人|上访人|来信人|反映人|检举人|投诉人|控告人|实名举报|匿名信|举报信")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
IDENTITY_NO = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
)
ACCUSATION = re.compile(
    r"受贿|行贿|索贿|贪污|侵吞|挪用公款|职务侵占|权钱交易|利益输送|(收受|索要)\S{0,10}(财物|红包|礼金|礼品|好处费|回扣|现金)"
    r"|涉嫌(违纪|违法|犯罪|职务)|违纪违法|包养|嫖娼|吸毒|赌博|酒驾|生活作风"
)
SOURCE_WORDS = re.compile(
    r"反映|举报|信访|来信|来访|来电|谈话|访谈|座谈|问卷|检举|投诉|控告|据.{0,12}(称|说|讲|介绍)|[^名职]称[，,：:]"
)
NUMBER = re.compile(r"\d")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in their order, with their closing mark; what evidence may quote."""
    return [part.strip() for part in SENTENCE_END.split(text) if part and part.strip()]


def listed(names: Sequence[str]) -> Say:
    """Names one after another, each of which can be translated; at least one."""
    first, *rest = names
    return say("{first}、{rest}", first=say(first), rest=listed(rest)) if rest else say(first)


def amounts_in(text: str) -> list[Decimal]:
    """Every sum of money written in the text, in yuan, in order of appearance."""
    return [
        (Decimal(re.sub("[,，]", "", digits)) * SCALE[scale]).quantize(CENT) for digits, scale in AMOUNT.findall(text)
    ]


def in_wan(yuan: Decimal) -> str:
    """A sum in 万元 without needless zeros: 113800 → 11.38."""
    return f"{(yuan / 10_000).normalize():f}"


@dataclass(frozen=True, slots=True)
class Elements:
    """Which of the four elements a statement of facts contains."""

    subject: bool
    time: bool
    place: bool
    method: bool

    @property
    def missing(self) -> list[str]:
        """Names of what is not there."""
        named = (
            (N_("主体"), self.subject),
            (N_("时间"), self.time),
            (N_("地点"), self.place),
            (N_("经过"), self.method),
        )
        return [name for name, there in named if not there]


def elements_of(text: str) -> Elements:
    """Subject, time, place and course of events, as far as words for them are there."""
    return Elements(*(bool(pattern.search(text)) for pattern in (SUBJECT, TIME, PLACE, METHOD)))


def identities_in(text: str) -> list[str]:
    """Passages by which a petitioner could be recognised: words for petitioners, telephone and identity numbers."""
    return [m.group() for pattern in (PETITION_WORDS, IDENTITY_NO, MOBILE) for m in pattern.finditer(text)]


def numbers_of_persons(text: str) -> list[str]:
    """Telephone and identity-card numbers, which no paper needs."""
    return [m.group() for pattern in (IDENTITY_NO, MOBILE) for m in pattern.finditer(text)]
