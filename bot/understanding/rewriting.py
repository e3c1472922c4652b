"""Follow-up to standalone question: first step of a question that has a conversation before it.

By rules, without a model: a question that leans on what was said (这个, 那, 它…, or a bare
那鹤壁呢) takes over the last question it leans on. One that may stand by itself is read with it
too, and by itself where so nothing is found; only an announced change of subject is left alone.
Only what the asker said is taken over, never the answers (but for an item pointed at by its
number): a refusal or a wrong answer must not steer the search.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.question import Turn
from bot.understanding.pointing import item_pointed_at, option_chosen, question_pointed_at
from corpus import find_regions
from retrieval import simplified

_LEANS = re.compile(
    r"(这|那)(个|些|项|种|笔|类|次|家|里|边|份|条|两|几|时候)?|它|其中|该|上述|上面|前面|刚才|刚刚|之前说|"
    r"同样|还有(呢|吗|别的|其他)|^(还|另外|再|然后|接着|具体)|第[一二三四五\d]+(条|点|个)(详细|具体|是|说)"
)
_ONLY_A_PLACE = re.compile(
    r"^(那么?|换成|要是|如果)?(在)?{place}(市|县|区|省)?(那边|这边|那里)?的?(呢)?[，,]?"
    r"(呢|有吗|有没有|是多少|怎么样|如何|咋样|也?是?一样的?吗|也是(这样|这个数|这么多)?吗|也有吗)?[?？。]*$"
)
# The province at large and the nation are places too, though no region is named.
_AT_LARGE = r"全省|省里|全国"
_ONLY_A_YEAR = re.compile(r"^(?:那么?|换成)?(?P<year>20\d\d年?|去年|前年|今年)的?呢?[?？。]*$")
_YEAR = re.compile(r"20\d\d年|去年|前年|今年")
# Questions made of nothing but what is asked of a thing, without the thing: 需要什么材料.
_ONLY_AN_ASPECT = re.compile(
    r"(?:那么?|请问|需要|要|有|是|在|由|归|去|找|得|能|可以|都|交|带|准备|提交|办理?|管|负责|申请|申报|走|"
    r"怎么?|如何|咋|什么|啥|哪些?|哪个|哪里|哪儿|谁|多少|几|多久|多长|多高|个|材料|资料|证件|手续|条件|流程|步骤|部门|"
    r"单位|窗口|电话|地址|网址|利率|利息|额度|期限|时限|时间|费用|钱|金额|比例|对象|范围|标准|依据|文号|渠道|方式|"
    r"呢|吗|啊|的|了|[？?。，,！!\s])+"
)
# 今年目标是多少, 同比增速呢: which year and what of it, without the quantity.
_ONLY_A_MEASURE = re.compile(
    r"(?:那么?|[今去前明本全当]年|20\d\d年|的|目标|任务|增速|增幅|涨幅|降幅|同比|增长|下降|排名|名次|占比|比重|"
    r"是|为|有|定|得|了|到|在|多少|多高|多大|第?几|什么|呢|吗|[？?。，,！!\s])+"
)
# A new subject is announced, or the last one closed.
_TURNS = re.compile(
    r"^(?:(?:谢谢|多谢|好的|好吧?|行吧?|明白了?|知道了?|了解|对了|(?:那就?)?算了|没事了?|不用了|换个(?:问题|话题)|(?:再|另外|顺便)问(?:一下|一个|个|下)?(?:问题)?)"
    r"[，,。！!：: ]+那?)+"
)
# Said between questions, and asks nothing.
_ASKS_NOTHING = re.compile(
    r"(?:谢谢|多谢|感谢|好的?|嗯|行|明白|知道|了解|收到|辛苦|在吗|您|你|我|啊|哈|了|吧|呀|哦|请问|"
    r"想问|问|咨询|请教|一下|[点个]事儿?|[个点]?问题|[，,。！!？?~ ])+"
)
# 满意率呢, 用电呢: by its form it goes on from what was asked before.
_ONLY_A_THING = re.compile(r"[^，,。！!？?]{1,8}呢[？?。！!]*")
_POINTS_BACK = re.compile(r"^(?:那么?|这|它)(?:个|些|项|种)?(?:大概|一般)?")
_ENDS = "。！？!?；，,、 "
# 那违约金还收不收: 那 only goes on, and points at nothing.
_SO = re.compile(
    r"^那(?:(?:么|就)(?!些)|(?![么就个些项种笔类次家里边份条两几时一二三四五六七八九十\d样批年天位所段]))"
)
# 那 and 这 inside other words do not lean on anything.
_NOT_LEANING = re.compile(r"这样的企业|那样的企业")


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that can be read alone; `background` is the earlier one it leans on, or empty."""

    text: str
    background: str = ""


def rewrite(
    question: str,
    history: Sequence[Turn],
    *,
    stands_alone: Callable[[str], bool],
    is_foreign: Callable[[str], bool] = lambda _: False,
) -> tuple[Standalone, ...]:
    """Make a question readable without its history; the likeliest reading first.

    Whether 政府欠的钱还了没 goes on from what was asked of a city, its words do not tell: it is
    read with what was asked before, and by itself where that finds nothing.

    Args:
        question: as asked.
        history: the turns before it, oldest first.
        stands_alone: tells whether a question names what it is about.
        is_foreign: tells whether a question is of what the documents do not know. Only a question
            that points back can mean such a one; one that is merely vague never does.
    """
    earlier = asked_before(history)
    if not earlier:
        return (Standalone(question),)
    chosen = _chosen(question, history, earlier, stands_alone)
    if chosen is not None:
        return (chosen,)
    turned = _TURNS.sub("", question)
    if turned != question and stands_alone(turned) and not _leaves_open(turned):
        return (Standalone(turned),)
    background = _background(question, earlier, stands_alone)
    swapped = _with_other_place(question, background) or _with_other_year(question, background)
    if swapped is not None:
        return (Standalone(swapped),)
    if not _leaves_open(question):
        background = _root([one for one in earlier if not is_foreign(one)], stands_alone)
    # A follow-up that names its own place asks the same of that place, not of both.
    background = without_places(background) if find_regions(question) else background
    going_on = Standalone(question, background)
    return (going_on, Standalone(turned)) if _may_stand_alone(turned) else (going_on,)


def _may_stand_alone(question: str) -> bool:
    """Whether a question may be about something else than what was asked before."""
    return not _leaves_open(_SO.sub("", question.strip()))


def asked_before(history: Sequence[Turn]) -> list[str]:
    """Return what was asked in a conversation, without greetings and thanks."""
    said = [turn.content for turn in history if turn.role == "user"]
    return [text for text in said if text.strip() and not asks_nothing(text)]


def _chosen(
    question: str,
    history: Sequence[Turn],
    earlier: Sequence[str],
    stands_alone: Callable[[str], bool],
) -> Standalone | None:
    """What the asker picks of an answer: an option that was offered, or an item by its number."""
    if option_chosen(question, history):
        return Standalone(f"{question}，{_root(earlier, stands_alone)}")
    item = item_pointed_at(question, history)
    return None if item is None else Standalone(item, _root(earlier, stands_alone))


def without_places(text: str) -> str:
    """Return a text without the places it names."""
    for mention in reversed(find_regions(text)):
        text = text[: mention.start] + text[mention.end :]
    return text


def _background(question: str, earlier: Sequence[str], stands_alone: Callable[[str], bool]) -> str:
    """The earlier question that is meant, with what it leans on in turn."""
    meant = question_pointed_at(question, earlier)
    return _root(earlier if meant is None else earlier[: meant + 1], stands_alone)


def _root(earlier: Sequence[str], stands_alone: Callable[[str], bool]) -> str:
    """The last question that does not lean itself, with the ones that lean on it.

    Another place or year takes the place of the one before; what was asked of the same thing
    (这个要多久) is done with and is left out.
    """
    taken: list[str] = []
    for text in reversed(earlier):
        taken.append(text)
        if not _leaves_open(text) and stands_alone(text):
            break
    taken.reverse()
    root = "".join(taken[:1])
    for text in taken[1:]:
        swapped = _with_other_place(text, root) or _with_other_year(text, root)
        if swapped is not None:
            root = swapped
        elif not _ONLY_AN_ASPECT.fullmatch(_POINTS_BACK.sub("", text.strip())):
            root = joined(root, text)
    return root


def joined(before: str, text: str) -> str:
    """Return two sayings as one: unjoined, 几天 and 水呢 would name a place (天水)."""
    is_open = bool(before and text) and before[-1] not in _ENDS
    return f"{before}，{text}" if is_open else f"{before}{text}"


def names_nothing(question: str) -> bool:
    """Return whether a question says what is wanted and not of what: 要带哪些材料, 电话多少."""
    return _ONLY_AN_ASPECT.fullmatch(question.strip()) is not None


def asks_nothing(text: str) -> bool:
    """Return whether a message only greets, thanks or agrees."""
    return _ASKS_NOTHING.fullmatch(simplified(text).strip()) is not None


def leans(question: str) -> bool:
    """Return whether a question points at something said before (那个, 它, 上面…)."""
    return _LEANS.search(_NOT_LEANING.sub("", question.strip())) is not None


def _leaves_open(question: str) -> bool:
    """Whether a question points back, or leaves unsaid what it is about."""
    asked = question.strip()
    forms = (_ONLY_AN_ASPECT, _ONLY_A_MEASURE, _ONLY_A_THING)
    return leans(question) or any(form.fullmatch(asked) is not None for form in forms)


def _with_other_year(question: str, background: str) -> str | None:
    """那2021年呢: the earlier question asked of another year."""
    match = _ONLY_A_YEAR.match(question.strip())
    if match is None:
        return None
    year = match["year"] if match["year"].endswith("年") else f"{match['year']}年"
    return _YEAR.sub(year, background, count=1) if _YEAR.search(background) else year + background


def _with_other_place(question: str, background: str) -> str | None:
    """那鹤壁呢: the earlier question asked of another place; None if that is not what is asked."""
    mentions = find_regions(question)
    at_large = re.search(_AT_LARGE, question)
    if mentions and len(mentions) == 1:
        place = question[mentions[0].start : mentions[0].end]
    elif at_large and not mentions:
        place = at_large[0]
    else:
        return None
    pattern = _ONLY_A_PLACE.pattern.replace("{place}", re.escape(place))
    if re.match(pattern, question.strip()) is None:
        return None
    before = find_regions(background)
    if not before:
        return f"{place}{background}"
    return background[: before[0].start] + place + background[before[0].end :]
