"""The terms of a question that evidence has to speak of, each with its weight.

A term's weight is its rarity in the corpus (inverse document frequency, Spärck Jones 1972), so that
单笔 or 首错 decides and 企业 does not. A term is met by any of its alternatives, such as the
official words for a colloquial one, at a discount.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.bounds import bounds
from bot.understanding.departments import department_names, departments_in
from bot.understanding.fragments import unglued
from bot.understanding.spoken import spoken_phrases, without
from bot.understanding.vocabulary import Vocabulary
from corpus import FigureKind, Level, find_figures, find_regions
from retrieval import stop_words, telling_share

# An alternative from the lexicon says about, not exactly, what was asked.
ALTERNATIVE_CREDIT = 0.8
# Terms of the earlier question that a follow-up leans on count less than its own.
BACKGROUND_CREDIT = 0.6
# A compound (周转资金池) is partly met when this share of its character pairs is there.
PARTIAL_MIN = 0.5
# A word that decides stands in fewer than about one of ten chunks, and is no mere filler.
TELLING_WEIGHT = 2.0
# A word of one character (批, 交, 走) is too general to decide.
SINGLE_CREDIT = 0.25
# A figure in the question narrows it, but is often rounded or wrong.
FIGURE_WEIGHT = 3.0

# What asks, rather than what is asked about; the kind of figure wanted is the intent's matter.
_ASKING = frozenset(
    "最迟 最晚 啥时候 今年以来 去年以来 年初以来 近年来 以来 目前 现在 如今 眼下 当前 有时候 "
    "钱 块钱 号码 几年 几天 几月 几号 哪天 哪年 那年 省里 市里 县里 各 指 含义 意思 名字 文号 电话 "
    "比例 家数 条数 件数 户数 次数 个数 项数 数目 数字 金额 日期 时间 名单 多长时间 多少 多久 "
    "到底 究竟 怎么回事 咋回事 回事儿 对不上 不一样 一样 一回事 回事 一处 两处 两回 "
    "提到 写 写的 报 报的 各报 说法 总报告 正文 汇总表 材料里 报告里 听说 好像 据说".split(" ")
)
# What those who ask call their business: each stands for the official words, and none decides.
_BUSINESS = frozenset(
    "公司 企业 店 门店 店铺 店面 厂 厂子 厂里 工厂 商家 商铺 铺子 老板 我司 本公司".split(" ")
)
_OFFICIAL_BUSINESS = ("企业", "市场主体", "经营主体", "商户", "个体工商户")
_QUANTIFIER = re.compile(
    r"[一二两三四五六七八九十每几各多哪某][家户个件项种类次张条只台位名笔宗]?|哪[一几些两]?[个家项种样]?"
)
_GAP = "，"
# 违法会不会罚: asks whether, and is cut apart before words are looked for (法会).
_WHETHER = re.compile(r"([\u4e00-\u9fff])[不没]\1|可不可以|应不应该|需不需要")


# What happened on a day is told with the day: 7月19号那个大会.
_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号](?!文)")


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question.

    `weight` is at least 0; `known` says that the corpus has the word; `is_name` that it names a
    thing, as 单笔 or 营业执照 do and 怎么 or 办完 do not.
    """

    text: str
    weight: float
    alternatives: tuple[str, ...] = ()
    known: bool = True
    is_name: bool = False
    is_background: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether the question says something by this word, alone."""
        return self.weight >= TELLING_WEIGHT and not self.is_background

    @property
    def is_number(self) -> bool:
        """Whether it is a figure that the question states: 18万, 95岁."""
        return self.text[0].isdigit() and not self.is_name

    def met_by(self, text: str) -> float:
        """Return how far a text speaks of this term, in [0, 1]."""
        if self.text in text:
            return 1.0
        best = max((ALTERNATIVE_CREDIT for other in self.alternatives if other in text), default=0)
        if self.is_number:
            # A number is told whole, or by the bounds that are set to it, or not at all.
            return ALTERNATIVE_CREDIT if not best and bounds(self.text, text) else best
        return max(best, _partial(self.text, text))


def terms_of(text: str, vocabulary: Vocabulary, *, is_background: bool = False) -> list[Term]:
    """Return the terms of a question with their weights, in order, without repetition.

    A colloquial phrase of the lexicon (不干了) is one term with its official words as alternatives.
    Places, departments and dates are left out: they are judged by what they are, not as words.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    phrases = spoken_phrases(folded, vocabulary)
    rest = without(folded, [said for phrase in phrases for said in phrase.said], _GAP)
    rest = _without_offices(_without_places(_WHETHER.sub(_GAP, rest)), vocabulary)
    figures = [one for one in find_figures(rest) if one.kind is not FigureKind.NAME]
    for figure in reversed(figures):
        rest = f"{rest[: figure.start]}{_GAP}{rest[figure.end :]}"
    cut = unglued(vocabulary.words(rest), lambda word: vocabulary.document_frequency(word) > 0)
    words = [(word, ()) for word in cut if _tells(word)]
    credit = BACKGROUND_CREDIT if is_background else 1.0
    terms = [
        _term(word, others, vocabulary, credit=credit, is_background=is_background)
        for word, others in dict([*((one.word, one.means) for one in phrases), *words]).items()
    ]
    stated = dict.fromkeys(figure.text for figure in figures if figure.kind != FigureKind.DATE)
    days = dict.fromkeys((day[1], day[2]) for day in _DAY.finditer(folded))
    told = [
        *((text, ()) for text in stated),
        *((f"{month}月{day}日", (f"{month}月{day}号",)) for month, day in days),
    ]
    return terms + [
        Term(text, FIGURE_WEIGHT * credit, others, known=False, is_background=is_background)
        for text, others in told
    ]


def _without_places(text: str) -> str:
    places = [one for one in find_regions(text) if one.region.level is not Level.NATIONAL]
    for mention in reversed(places):
        text = f"{text[: mention.start]}{_GAP}{text[mention.end :]}"
    return text


def _without_offices(text: str, vocabulary: Vocabulary) -> str:
    """Leave out the departments that documents are of."""
    for name in department_names(text):
        if departments_in(name, vocabulary.issuers()):
            text = text.replace(name, _GAP)
    return text


def _term(
    word: str,
    others: tuple[str, ...],
    vocabulary: Vocabulary,
    *,
    credit: float,
    is_background: bool,
) -> Term:
    own = vocabulary.document_frequency(word)
    frequency = own or max((vocabulary.document_frequency(w) for w in others), default=0)
    if word in _BUSINESS:
        others = tuple(dict.fromkeys((*others, *_OFFICIAL_BUSINESS)))
        frequency = max(map(vocabulary.document_frequency, (word, *others)))
    weight = idf(frequency, vocabulary.chunk_count) * credit
    share = SINGLE_CREDIT if len(word) == 1 else telling_share(word)
    return Term(
        word,
        weight if others else weight * share,
        others,
        known=own > 0,
        is_name=share == 1.0,
        is_background=is_background,
    )


def is_asking(word: str) -> bool:
    """Return whether a word asks or fills, rather than being asked about."""
    return word in stop_words() or word in _ASKING


def _tells(word: str) -> bool:
    return (
        not is_asking(word)
        and _QUANTIFIER.fullmatch(word) is None
        and any(char.isalnum() for char in word)
    )


def coverage(terms: Sequence[Term], text: str) -> float:
    """Return the weighted share of the terms that a text speaks of, in [0, 1]; 0 without terms."""
    total = sum(term.weight for term in terms)
    if total == 0:
        return 0.0
    return sum(term.weight * term.met_by(text) for term in terms) / total


def idf(frequency: int, total: int) -> float:
    """Return a word's inverse document frequency, in the non-negative form of Lucene's BM25."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _partial(term: str, text: str) -> float:
    if len(term) < 3:
        return 0.0
    pairs = [term[i : i + 2] for i in range(len(term) - 1)]
    share = sum(pair in text for pair in pairs) / len(pairs)
    return share * share if share >= PARTIAL_MIN else 0.0
