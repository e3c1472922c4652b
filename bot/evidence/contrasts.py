"""Whether evidence speaks of another thing than the question: question and context in, yes or no.

A sentence on 公办, 出口 or 雷霆4号 holds the figure asked for and is of something else.
"""

import re
from collections.abc import Sequence

# Kinds that exclude one another: told of one, a sentence does not answer for another.
_CONTRASTS = (
    ("进口", "出口"),
    ("公办", "民办"),
    ("公立", "民营"),
    ("报告书", "报告表", "登记表"),
    ("增值税", "所得税"),
    ("新办", "变更", "延续", "注销", "补办"),
)
# What is supplied to a business; of one of them nothing told of the others holds.
_SUPPLIES = (
    re.compile(
        r"供水|用水|接水|通水|自来水|水费|(?<!利)水(?=报装|[、和及气暖热]|电(?=[、气暖热]|报装)|经营|接入)"
    ),
    re.compile(
        r"(?<!保)供电|用电|接(?:上)?电(?!话)|通(?:上)?电(?![信话])|拉电|电力|电费|电(?=报装|[、和及水气暖热]|接入)"
    ),
    re.compile(
        r"供气|用气|接气|通气|燃气|天然气|煤气|气费|(?<!暖)气(?=报装|[、和及水电暖热]|经营|接入)"
    ),
    re.compile(
        r"供暖|供热|用热|用暖|接暖|通暖|热力|暖气|(?<=[水电气])[暖热]|暖(?=报装|[、和及]|接入)|热(?=报装|经营|接入)"
    ),
)
# A number of things that a bound can be set to; terms are left out, since who asks what happens
# after 30 days is answered by what must happen within them.
_BOUNDED = r"(\d+(?:\.\d+)?[万亿]?(?:平方米|公里|千瓦|米|人|户|家|元|亩|吨|%|个))"
_FROM = re.compile(
    rf"(?<!不)(?:超过|高于|大于|多于)了?{_BOUNDED}|(?:不低于|不少于|至少){_BOUNDED}|{_BOUNDED}及?以上"
)
_UP_TO = re.compile(
    rf"(?:不超过|不高于|低于|小于|不足|少于|未满|最多){_BOUNDED}|{_BOUNDED}及?(?:以下|以内|之内)"
)
# 占道经营算不算, 家具在不在里头
_AMONG = re.compile(
    r"([\u4e00-\u9fff]{2,6}?)(?:的，?|是不是|也)?"
    r"(?:算不算(?!数)|在不在|属不属于|包不包括|算在内吗|也?算吗)"
)
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{2,12})[”\"」』]")
# Quoted words are often said a little otherwise: half of their character pairs make them spoken of.
_SAID_ENOUGH = 0.5
# 1766名首席金融服务员、警务专员、法律服务专员 counts the three together.
_COUNTED_TOGETHER = re.compile(
    r"\d[\d.,]*[多余万亿]*[家名个人户所位件项种]((?:[\u4e00-\u9fff]{2,12}(?:、|[和及与](?!其)|以及))+[\u4e00-\u9fff]{2,12})"
)
COUNT_ASKED = re.compile(r"(?:多少|几)[万千百]?[多]?[家名个人户所位件项种]")
_PARTS = re.compile(r"、|以及|[和及与](?!其)")
# The last of what is counted together runs on into its verb: so much of it names a kind.
_MIN_KIND = 3
# 获得信贷指标: what is measured.
_INDICATOR = re.compile(r"([\u4e00-\u9fff]{4})(?<![个项些类几的级大])(?:二级)?指标")
# 哪个是下降的, 哪些行业增长了; 增长点 and 增长极 are no change.
_WHICH = re.compile(
    r"哪[些个几项种类]|(?:什么|啥)[^，。？]{0,6}(?:下降|减少|下滑|回落|增长|上升|上涨)"
)
_ROSE = re.compile(r"增长(?![点极率])|上升|上涨|涨了|增加")
_FELL = re.compile(r"下降|减少|下滑|回落|下跌|负增长|降了|跌了")
_IS_NOT = re.compile(r"(?<![除并是若])非$")
_CODE = re.compile(r"([\u4e00-\u9fffA-Za-z“\"]{2})(\d+)(?=号|期|版|条|批|问)")


def is_of_another_number(question: str, context: str) -> bool:
    """Return whether evidence names a thing by another number: 雷霆3号 asked, 雷霆4号 told."""
    for name, number in _CODE.findall(question):
        told = {found for other, found in _CODE.findall(context) if other == name}
        if told and number not in told:
            return True
    return False


def is_of_another_indicator(question: str, sentence: str) -> bool:
    """Return whether one indicator is asked of, and a sentence tells of others alone."""
    asked = set(_INDICATOR.findall(question))
    told = set(_INDICATOR.findall(sentence))
    if len(asked) != 1 or not told:
        return False
    name = asked.pop()
    return not any(len(set(name) & set(other)) * 2 >= len(name) for other in told)


def is_of_another_kind(question: str, context: str, sentence: str = "") -> bool:
    """Return whether evidence speaks only of a kind that excludes the one asked of.

    A sentence that names supplies itself (水、气经营企业) is of these alone, whatever its heading
    names (获得水气暖).
    """
    context = context.replace("进出口", "进口出口")
    for kinds in _CONTRASTS:
        asked = [kind for kind in kinds if kind in question]
        told = [kind for kind in kinds if kind in context]
        if len(asked) == 1 and told and asked[0] not in told:
            return True
    supplied = [kind for kind in _SUPPLIES if kind.search(question)]
    if len(supplied) != 1:
        return False
    named = _supplies_of(sentence) or _supplies_of(context)
    return bool(named) and supplied[0] not in named


def is_of_what_is_not(names: Sequence[str], text: str) -> bool:
    """Return whether a text speaks of a thing asked of only as what something is not: 非公证."""
    for name in names:
        said = [match.start() for match in re.finditer(re.escape(name), text)]
        if said and all(_IS_NOT.search(text[:at]) for at in said):
            return True
    return False


def is_of_the_other_direction(question: str, text: str) -> bool:
    """Return whether it is asked which fell, and a text tells only what rose; or the reverse."""
    if _WHICH.search(question) is None:
        return False
    rose, fell = _ROSE.search(text) is not None, _FELL.search(text) is not None
    asks_rose, asks_fell = _ROSE.search(question) is not None, _FELL.search(question) is not None
    return (asks_fell and not asks_rose and rose and not fell) or (
        asks_rose and not asks_fell and fell and not rose
    )


def _supplies_of(text: str) -> list[re.Pattern[str]]:
    return [kind for kind in _SUPPLIES if kind.search(text)]


def is_beyond_the_bound(question: str, sentence: str) -> bool:
    """Return whether evidence holds beyond the bound asked of: 150米以下 for 超过150米."""
    asked_from, asked_up_to = _bounds(_FROM, question), _bounds(_UP_TO, question)
    told_from, told_up_to = _bounds(_FROM, sentence), _bounds(_UP_TO, sentence)
    return bool((asked_from & told_up_to) - told_from or (asked_up_to & told_from) - told_up_to)


def is_counted_together(question: str, sentence: str) -> bool:
    """Return whether the one kind whose number is asked is only counted together with others."""
    if COUNT_ASKED.search(question) is None:
        return False
    found = False
    for counted in _COUNTED_TOGETHER.finditer(sentence):
        *parts, last = _PARTS.split(counted[1])
        kinds = [*parts, _longest_beginning(last, question)]
        # Named together, they are what is counted: of A和B, B is asked.
        together = counted[1][: len(counted[1]) - len(last) + len(kinds[-1])]
        asked = question.replace(together, "")
        named = [kind for kind in kinds if kind in asked]
        if 0 < len(named) < len(kinds):
            found = True
            elsewhere = sentence.replace(counted[0], "")
            if any(kind in elsewhere for kind in named):
                return False
    return found


def _longest_beginning(text: str, within: str) -> str:
    """The longest beginning of a text that stands in another, if it can name a kind; else all."""
    ends = range(len(text), _MIN_KIND - 1, -1)
    return next((text[:end] for end in ends if text[:end] in within), text)


def leaves_out_the_member(question: str, context: str) -> bool:
    """Return whether it is asked if one thing is among others, and evidence does not name it."""
    asked = [match[1] for match in _AMONG.finditer(question)]
    return bool(asked) and not any(_is_spoken_of(name, context) for name in asked)


def leaves_out_the_quoted(question: str, around: str) -> bool:
    """Return whether words are quoted in a question, and evidence speaks of none of them."""
    quoted = _QUOTED.findall(question)
    return bool(quoted) and not any(_is_spoken_of(words, around) for words in quoted)


def _bounds(pattern: re.Pattern[str], text: str) -> set[str]:
    found = pattern.findall(text.replace(",", ""))
    return {bound for bounds in found for bound in bounds if bound}


def _is_spoken_of(words: str, text: str) -> bool:
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return sum(pair in text for pair in pairs) >= _SAID_ENOUGH * len(pairs)
