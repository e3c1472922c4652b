"""What kind of answer a question wants, and whether it may be answered at all.

First step of understanding: question text in, `Intent` out. Pure; no documents are looked at.
"""

import re
import unicodedata
from dataclasses import dataclass

from bot.understanding.qualifiers import Qualifier, qualifiers_of
from bot.understanding.topics import topic_of
from bot.understanding.wants import MEASURES, units_of, wants_of
from corpus import CHINESE_NUMERAL_CHARS, parse_numeral
from prompts import refusal_patterns

# 这几家, 好几年: a number left open, not asked for.
_NOT_ASKED = re.compile(rf"[这那头前好后每]几[{MEASURES}年天月]")
_LIST = re.compile(
    r"哪(些|几|[一二两三四五六七八九十\d]+)|有(啥|什么)(样的)?|包括(什么|啥)|分别(是|叫|有)|都有(什么|谁)|条件(都|各)?是(什么|啥)|列(一下|出|举)"
)
_HOW_TO = re.compile(
    r"怎(么|样|么样)?(才能)?(?:简易|网上|线上|在线|快速)?(办|走|弄|申请|申报|注销|开|做|操作|关|报|领|整)|如何|咋|流程|手续|步骤|"
    r"怎么(?:才能|去)?(?:要|讨|追|退|取|拿|还|缴|交|投诉|举报|反映|告|维权|查|选|找|享受|兑现|解决|处理|避免|修复|恢复|证明|签|改|转|续|贷|借|招|买)|"
    r"条件|材料|要求是|需要(什么|啥|哪)"
)
_STEPS = re.compile(
    r"(?:怎么?样?|如何|咋)(?:才能|能|去)?(?:简易|网上|线上|在线|快速)?"
    r"(?:办|走|弄|申请|申报|注销|开办|报名|领取?|登记|变更|补办|预约)|流程|手续|步骤"
)
_YES_NO = re.compile(
    r"(吗|么|没有?|不)[?？。！]?$|是不是|能不能|会不会|可不可以|要不要|有没有|用不用|是否|能否|可否"
)
_APIECE = re.compile(r"各|分别|都是|一样")
_COMPARE = re.compile(
    r"(跟|和|与|比).{1,20}(比|哪个|谁|差|区别|不同|一样|一回事)|对比|相比|哪个(更|多|高|短|快|对|准)|区别|"
    r"差多少|对(不|得)上|不一样|一样吗|还是.{2,}|一处.{1,20}一处|两(家|处|边).{0,6}(报|写|说)|怎么对|为什么不同|"
    r"谁(大|高|多|快|短|少)|到底.*(还是|没|哪个)|有的(说|写|是).{1,20}有的|一会儿.{1,20}(一会儿|又)|矛盾|怎么回事|咋回事|叫法|"
    r"说法(不|也?一)|(跟|和|与).{1,20}(一个|同一)|两个(数|说法)|(数|说).{0,4}差|不同地方"
)
# How many there are of what is listed, where it is too large to be anything but the source's own.
_LARGE_NUMBER = re.compile(rf"(?<![\d.])([1-9]\d+)(?=[{MEASURES}大])")
# 哪四张, 那63类具体是哪些: with the number of things stated, only their enumeration answers.
# 第五次会议是哪天开的 states no number of things.
_NOT_AN_ORDINAL = rf"(?<![第\d{CHINESE_NUMERAL_CHARS}])"
_STATED_LIST = re.compile(
    rf"{_NOT_AN_ORDINAL}(\d+|[两二三四五六七八九十]+)(?=[{MEASURES}大])"
    # 六个检查组下去督查，都用了哪些方式 asks the names of something else
    r"([^,，。;；?？]{0,20}|.{0,20}[,，](?=(?:分别|具体|都)*[是叫指有]|具体))"
    r"(哪(?!个?[市县区省]|里|儿)|分别是|具体|都是|都有|叫什么|各指)|"
    rf"哪(\d+|[两二三四五六七八九十]+)[{MEASURES}大]|、\d+、?\d*各指|"
    r"名单(是|有|上|里)?.{0,4}(哪|谁|什么)|具体(是|有|包括)?哪(?!一?[天年月日]|[里儿]|个月)|分别是(哪|什么)"
)
_LIST_COUNT = re.compile(rf"{_NOT_AN_ORDINAL}(\d+|[{CHINESE_NUMERAL_CHARS}]+)[{MEASURES}大]")
# 按75%还是100%: only a sentence with one of them answers.
_CHOICE = re.compile(r"(\d+(?:\.\d+)?%?)[^，。？]{0,6}还是[^，。？]{0,6}?(\d+(?:\.\d+)?%?)")


@dataclass(frozen=True, slots=True)
class Intent:
    """What the question wants.

    `wants` are kinds of figure, `units` the question's own measure words, `qualifiers` how it
    narrows the figure, `numbers` of how many things it speaks, `list_count` how
    many names it asks for, `choices` the figures it offers to choose from. `topic` is the name
    that stands there with nothing in particular asked of it; empty in a question.
    """

    wants: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    numbers: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    list_count: int | None = None
    is_list: bool = False
    is_stated_list: bool = False
    is_how_to: bool = False
    is_yes_no: bool = False
    is_comparison: bool = False
    is_apiece: bool = False
    topic: str = ""

    @property
    def is_plain_yes_no(self) -> bool:
        """Whether only a yes or no is asked for, which few sentences settle."""
        is_more = self.is_list or self.is_how_to or self.is_comparison or self.wants
        return self.is_yes_no and not is_more


def read_intent(text: str) -> Intent:
    """Read off the question what kind of answer it wants."""
    folded = _NOT_ASKED.sub("，", unicodedata.normalize("NFKC", text))
    return Intent(
        wants=wants_of(folded),
        units=units_of(folded),
        qualifiers=qualifiers_of(folded),
        numbers=tuple(_LARGE_NUMBER.findall(folded)),
        choices=next(iter(_CHOICE.findall(folded)), ()),
        list_count=_list_count(folded),
        is_list=_LIST.search(folded) is not None,
        is_stated_list=_STATED_LIST.search(folded) is not None and not _COMPARE.search(folded),
        is_how_to=(_HOW_TO.search(folded) or _STEPS.search(folded)) is not None,
        is_yes_no=_YES_NO.search(folded) is not None,
        is_comparison=_COMPARE.search(folded) is not None,
        is_apiece=_APIECE.search(folded) is not None,
        topic=topic_of(folded),
    )


def _list_count(text: str) -> int | None:
    counts = [parse_numeral(number) for number in _LIST_COUNT.findall(text)]
    told = [int(count) for count in counts if count is not None and count > 1]
    return told[-1] if told else None


def asks_for_steps(text: str) -> bool:
    """Return whether a question asks how to get something done, and for nothing in particular."""
    intent = read_intent(text)
    is_plain = not (intent.wants or intent.is_list or intent.is_comparison or intent.is_yes_no)
    return is_plain and _STEPS.search(unicodedata.normalize("NFKC", text)) is not None


def asks_to_break_rules(text: str) -> bool:
    """Return whether the question demands to invent, to drop sources, or to reveal instructions."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    return any(pattern.regex.search(folded) for pattern in refusal_patterns())
