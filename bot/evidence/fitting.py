"""Whether a sentence has what the question wants: the kind of figure, its unit, the list named.

A sentence may be near and still not answer: it holds no figure of the kind asked for, a total where
a maximum was asked, or the number of things whose names were asked. Each such want is one function
here, so that what a sentence lacks can be told and weighed apart.
"""

import re

from bot.evidence.holding import holds_any, is_told, repeats
from bot.understanding.intent import Intent
from corpus import parse_numeral, split_clauses

# 您提交的材料还缺少第__项: a form's blank to be filled in states nothing.
_BLANK = re.compile("_{2,}|＿{2,}")
# A heading or a column over papers to hand in, and how they are called.
_PAPERS = re.compile(
    "(?:申请|申报|提交|提供|准备|携带|所需|报送|办理|什么|哪些|啥)(?:的|下列|以下)*材料|"
    "(?:提交|提供|携带|出具)(?:下列|以下)(?:资料|证件|证明|文件)|"
    "材料(?:名称|清单|目录)|材料[：:]|(?:提交|提供|携带|出具|上传)(?:下列|以下)?[：:]"
)
_PAPER = re.compile("[书表证照件单]|材料|报告|章程|协议|合同|发票|图|制度|名册|信息")
_ITEM = re.compile(r"^([一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]+[)）、.．])")
_ENUMERATES = re.compile(r"、|分别|包括|分为|即：|[”》][“《]|" + _ITEM.pattern)
_COUNTED = r"(\d+|[两二三四五六七八九十]+)[个项种类大条]"
_LIST_COUNT_IN_LEAD = re.compile(rf"{_COUNTED}|以下|如下|：$")
_BEGUN = 2  # items that show that a list begins
_JOINED = re.compile(r"、|[和及与](?!其)|[”》][“《]")
_STOPS = re.compile(r"[，。；：！？\n]")
# Up to so many things an enumeration is expected to be whole, of more to begin; one may stand
# outside the run.
_WHOLE_UP_TO = 12
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
# What a step, a condition or a channel is told with.
_PROCEDURAL = re.compile(
    r"申请|申报|登录|提交|填报|填写|办理|受理|审核|公示|登记|备案|拨打|预约|领取|携带|出示|承诺|"
    r"应当|可以|不得|需要|须|凭|纳入|适用于|无需|不再要求|通过.{1,20}(平台|网|系统|窗口)"
)
# 关于“…不完善”的问题: names what a passage is about, and states nothing.
_TITLE = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])?\s*关于.{2,}的(问题|审议意见|意见|建议|情况|答复)[。；]?$"
)

# 关于印发《…》的通知各县市区财政局，各经办银行： whom a paper is for.
_ADDRESSEES = re.compile(
    r"^(?:关于[^。；]*的(?:通知|意见|公告|函|批复))?\s*各[^。；：]*(?:局|委|办|厅|行|院|府|部门|单位|企业|学校|机构)[：:]\s*$"
)
# 问3：普通门诊报销比例是多少？
_ASKS = re.compile(r"[？?]\s*$")
_BLANKS = re.compile(r"\s+")
_STATES = re.compile("[。；]")
# 《…条例》自2024年1月1日起施行 tells something; a title of few characters stands in anything.
_TELLS = re.compile("施行|生效|废止|执行|为|[%万亿元]")
_MIN_TITLE = 8
_BESIDE_A_TITLE = 30  # characters; those who issued it, its day
# 有下列情形之一的：says nothing without its items.
_INTRODUCES = re.compile(
    r"[：:]\s*$|下列|如下|以下|个方面[。：:]?$|"
    # 推进五个“全覆盖”。 with 一是… behind it
    r"^[^，。；]{0,24}[二两三四五六七八九十\d][个项条大类步方][^，。；]{0,10}。$"
)


def lacks_figure(intent: Intent, sentence: str, question: str = "", above: str = "") -> bool:
    """Return whether a sentence holds none of what is wanted.

    The papers of a list are told by what stands above them: 三、申请材料.

    Of several wants (打哪个号、多久有回音) any one will do: what nothing told is named as missing
    later. What the question states itself (384家企业分别在哪) does not answer it.
    """
    if not intent.wants:
        return False
    if "materials" in intent.wants:
        if _PAPERS.search(above) and _PAPER.search(sentence):
            return False
        if introduces(sentence) and heads_papers(sentence):  # …需提交： tells them by its items
            return False
    if not any(is_told(want, intent, sentence, question) for want in intent.wants):
        return True
    return intent.wants == ("count",) and repeats(intent, sentence, question)


def lacks_narrowing(intent: Intent, sentence: str, above: str) -> bool:
    """Return whether a word that narrows the figure asked for (单笔) has no like in evidence.

    It has to stand in a clause with a figure of the kind asked for, or above the sentence if the
    qualifier may: of “金额124.1亿元，利率不超过3.7%” the sum is no maximum.
    """
    if not intent.wants:
        return False
    narrowed = [
        sentence[start:end]
        for start, end in split_clauses(sentence, 0, len(sentence))
        if holds_any(intent.wants, sentence[start:end])
    ]
    return any(
        not any(
            one.told.search(text) for text in (narrowed if one.own_clause else (above, *narrowed))
        )
        for one in intent.qualifiers
    )


def lacks_list(
    intent: Intent,
    sentence: str,
    lead: str,
    context: str,
    *,
    n_items: int = 0,
    goes_on: bool = False,
) -> bool:
    """Return whether names were asked of a stated number of things, and none are told.

    One item of an enumeration tells its own name, where its lead is that of the things asked for;
    so does what introduces as many items (`n_items`), or says that there are as many where its
    passage ends within the list (`goes_on`).
    """
    if not intent.is_stated_list:
        return False
    if intent.list_count is not None:
        begins = goes_on and _announces(sentence, intent.list_count)
        if n_items >= (min(intent.list_count, _BEGUN) if begins else intent.list_count):
            return False
    if not (_ENUMERATES.search(sentence) and all(number in context for number in intent.numbers)):
        return True
    if intent.list_count is None:
        return False
    if _ITEM.match(sentence) and _LIST_COUNT_IN_LEAD.search(lead):
        return False
    return longest_run(sentence) < min(intent.list_count, _WHOLE_UP_TO) - 1


def _announces(sentence: str, count: int) -> bool:
    """Whether what introduces a list says how many items it has: 推进五个“全覆盖”。."""
    return count in {parse_numeral(number) for number in re.findall(_COUNTED, sentence)}


def lacks_choice(intent: Intent, sentence: str) -> bool:
    """Return whether none of the figures offered to choose from (75%还是100%) is told."""
    return bool(intent.choices) and not any(
        re.search(rf"(?<![\d.]){re.escape(choice)}(?![\d.])", sentence) for choice in intent.choices
    )


def heads_papers(title: str) -> bool:
    """Return whether a heading stands over papers to hand in: 三、申请材料."""
    return _PAPERS.search(title) is not None


def introduces(sentence: str) -> bool:
    """Return whether a sentence says nothing without the items behind it: 有下列情形之一的：."""
    return _INTRODUCES.search(sentence) is not None


def states_nothing(sentence: str, title: str) -> bool:
    """Return whether a sentence only names what the next ones are about, or only asks.

    Args:
        sentence: the sentence.
        title: that of its document, which is often told once more over its text.
    """
    if any(pattern.search(sentence) for pattern in (_TITLE, _BLANK, _ASKS, _ADDRESSEES)):
        return True
    bare, name = _BLANKS.sub("", sentence), _BLANKS.sub("", title)
    is_named = len(name) >= _MIN_TITLE and name in bare and _STATES.search(bare) is None
    is_named = is_named and _TELLS.search(bare.replace(name, "")) is None
    return is_named and len(bare) - len(name) <= _BESIDE_A_TITLE


def is_procedural(sentence: str) -> bool:
    """Return whether a sentence tells a step, a condition or a channel."""
    return _PROCEDURAL.search(sentence) is not None


def longest_run(sentence: str) -> int:
    """Return how many things the longest enumeration of a sentence names, at least 1.

    “8个深化”（技术改造、…、管理创新） names them in brackets.
    """
    texts = (_IN_BRACKETS.sub("", sentence), *_IN_BRACKETS.findall(sentence))
    return max(len(_JOINED.split(part)) for text in texts for part in _STOPS.split(text))
