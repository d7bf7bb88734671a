"""
No clue about a person is written into a finding: it belongs in the clue register, sealed. (domain §0.5, §8.2)

These are rules of thumb over the wording, explained by the words they saw. Something that reads like a name in the
same sentence as an offence is refused; an offence without a name is only pointed out for a second look. What reads
like a name: post and name (会计李四在…), name and post (王局长), a masked name (张某), a name right before its
offence (李四受贿). Common words that begin like a surname are left out, so that 林业局局长 or 程序违法 pass; so are
names of places and units that only look like a person where they are cut wrongly: 青龙镇长坪村 holds no 龙镇长,
李庄村私分 accuses no 李庄村.
"""

import re
from dataclasses import dataclass

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙雷钱汤尹黎武乔贺赖龚庞樊兰殷施陶翟颜倪牛芦季俞章鲁葛伍韦申"
    "尤毕聂柳邢"
)
NOT_NAMES = (
    "董事|程序|范围|林地|林业|田地|江河|石料|钱款|余额|毛利|白条|牛羊|施工|章程|石油|夏季|康复|周边|周期|程度|于是|何时"
)
TITLES = (
    "书记|县长|区长|市长|局长|主任|科长|处长|股长|所长|站长|队长|校长|院长|园长|镇长|乡长|村长|部长|会长|董事长|经理"
)
POSTS = f"{TITLES}|会计|出纳|干部|党员|同志|组长|委员"
OF_A_PERSON = (
    "违纪|受贿|行贿|索贿|贪污|私分|侵吞|收受|滥用职权|玩忽职守|渎职|徇私|吃拿卡要|中饱私囊|买官卖官|通奸|嫖娼|赌博|吸毒"
)
OFFENCES = f"{OF_A_PERSON}|违法|犯罪|侵占|挪用|舞弊|生活作风"

PLACES = "村|社区|路|街|巷|桥|水库|小学|中学|卫生院|敬老院"
"""What ends the name of a place that may begin with 长: 长坪村, 长安路, 长江社区."""
OF_UNITS = "村镇乡县区局组寨屯"
"""Characters that end the name of a unit; as a given name they count only where no other name can go before."""
NOT_IN_PLACES = "在于向对到从被把将为与和跟同违收受利用经帮给替因涉曾以让派去来请送拿吃私侵贪挪索的了、，"
"""Characters after a title with which a sentence goes on, never the name of a place."""

_CHARACTER = r"[\u4e00-\u9fff]"
_SURNAME = rf"(?!{NOT_NAMES})[{SURNAMES}]"
_GIVEN = rf"(?![{OF_UNITS}]){_CHARACTER}"
_NAME = rf"(?:{_SURNAME}(?:{_GIVEN}){{1,2}}?|(?<!{_CHARACTER}){_SURNAME}[{OF_UNITS}])"
_PLACE = rf"(?:(?![{NOT_IN_PLACES}]){_CHARACTER}){{1,3}}?(?:{PLACES})"
_NOT_CUT = rf"(?<!长(?={_PLACE}))"
_SOMEBODY = re.compile(
    rf"(?:{POSTS}){_NOT_CUT}{_SURNAME}(?:{_GIVEN}){{1,2}}?"
    rf"(?=在|于|利用|涉嫌|伙同|多次|曾|因|等|本人|、|，|（|{OFFENCES})"
    rf"|{_SURNAME}(?:{_GIVEN})?(?:{TITLES}|同志|本人){_NOT_CUT}"
    rf"|{_SURNAME}(?:某某?|×{{1,2}})"
    rf"|{_NAME}(?=(?:涉嫌)?(?:{OF_A_PERSON}))"
)
_OFFENCE = re.compile(OFFENCES)
_SENTENCE = re.compile(r"[^。；！？\n]+")


@dataclass(frozen=True, slots=True)
class Accusation:
    """What was seen: the words that look like a person and like an offence, and the sentence they stand in."""

    person: str
    offence: str
    sentence: str


def accusations(text: str) -> list[Accusation]:
    """Sentences that say of a named or half-named person that they committed an offence."""
    found = []
    for sentence in _SENTENCE.findall(text):
        offence, person = _OFFENCE.search(sentence), _SOMEBODY.search(sentence)
        if offence and person:
            found.append(Accusation(person[0], offence[0], sentence.strip()[:60]))
    return found


def offences(text: str) -> list[str]:
    """Words of offence, whoever they are said of: worth a second look by a person."""
    return sorted(set(_OFFENCE.findall(text)))
