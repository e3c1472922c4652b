"""Which years a question is about, and whether a sentence can speak of them.

A figure of 2021 never answers a question about 2022. A sentence speaks of the years it names; one
that names none speaks of those of what stands above it, its table's header, its headings, the title
of a document about a year (2023年统计公报, or a notice in December for the next); else of its
document's year, and of the year before if it says so (去年), or tells of a whole year when that has
just ended (全年). What a report on a year plans (下一步) is of the year it is given in.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.understanding.rewriting import joined
from corpus import FigureKind, find_figures, split_clauses

_YEAR = re.compile(r"(?<!\d)(\d{4})-")
_RANGE = ".."
# 较去年 compares with last year; it does not speak of it.
_LAST_YEAR = re.compile(r"(?<![较比])(去年|上年|上一年)(?!同期)")
# 从2019年的84%提升至… compares; 从2021年评价结果看 speaks of it.
_COMPARED = re.compile(
    r"(?:[较比由]|从(?=[^，。；]{0,4}?\d{4}年的))[^，。；]{0,4}?\d{4}年(?:[、和与]\d{4}年)*[^，。；\d]{0,4}"
)
# Of questions: 占比2022年是多少, 比重 and 比例 compare with no year.
_BESIDE_A_YEAR = re.compile(
    r"(?:(?<![占同环对好])比(?![重例率值])|较(?!为))[^，。；？]{0,4}?\d{4}年[^，。；？\d]{0,4}|"
    r"[跟和与同][^，。；？]{0,4}?\d{4}年(?:\d{1,2}月)?[^，。；？\d]{0,10}?比(?![重例率值])"
)
# Reports on a year are given in the first months of the next; what is only aimed at is of this one.
_WHOLE_YEAR = re.compile(r"(?<!力争)(?<!确保)(?<!争取)全年(?!目标|任务)|年末|一年来|过去一年")
_REPORTS_UNTIL = 4
# Headings under which reports on a year say what is to be done in the next.
PLANS = ("下一步", "下步", "下部工作", "工作打算", "努力方向")
_BEFORE = re.compile(
    r"以前|之前|从前|原来|原先|过去|[修改]订?前|新旧|旧[版法的]|老[版法]|废止|修改了(什么|哪)|变化|"
    r"(?:版|新).{0,12}区别"
)
# Which year that is, the documents say by their own day.
_OTHER_YEAR = re.compile(r"[今去明前本当]年(?!度?(?:来|以来))")
_BEFORE_LAST = re.compile(r"前年")


def is_of_the_past(text: str) -> bool:
    """Return whether a question asks what held before, so that what is over may answer it."""
    return bool(years_asked(text, "")) or _BEFORE.search(text) is not None


def years_in(text: str) -> frozenset[int]:
    """Return the years that a text names; a range names all of its years."""
    years: set[int] = set()
    for figure in find_figures(text):
        if figure.kind is FigureKind.DATE:
            named = [int(year) for year in _YEAR.findall(figure.canonical)]
            if _RANGE in figure.canonical and len(named) == 2:
                named = list(range(named[0], named[1] + 1))
            years.update(named)
    return frozenset(years)


def years_asked(question: str, background: str) -> frozenset[int]:
    """Return the years that a question is about, without earlier ones if it is of 今年 or 去年.

    A year that is only compared with (现在多少，比2018年高多少) does not say of which year it is.
    """
    is_other = _OTHER_YEAR.search(question) is not None
    whole = question if is_other else joined(background, question)
    return years_in(whole) if years_in(_BESIDE_A_YEAR.sub("", whole)) else frozenset()


def compares_with_another(sentence: str, question: str) -> bool:
    """Return whether a sentence compares with other years than the question does (比2018年)."""
    asked = _compared_in(_BESIDE_A_YEAR, question)
    told = _compared_in(_COMPARED, sentence)
    return bool(asked and told) and not asked & told


def _compared_in(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    return frozenset(year for part in pattern.findall(text) for year in years_in(part))


def tells_of(sentence: str, years: frozenset[int], is_wanted: Callable[[str], bool]) -> bool:
    """Return whether what is wanted can be of the years asked, in a sentence that names several.

    2021、2022年开展清理，2021年共减轻负担8182.84万元 tells a figure of 2021 alone: a clause speaks
    of the years last named, those that it only compares with (较2021年底) apart.
    """
    if not years:
        return True
    spoken: frozenset[int] = frozenset()
    told: list[frozenset[int]] = []
    for start, end in split_clauses(sentence, 0, len(sentence)):
        clause = sentence[start:end]
        spoken = years_in(_COMPARED.sub("", clause)) or spoken
        if is_wanted(clause):
            told.append(spoken)
    return not told or any(not one or one & years for one in told)


def speaks_of(
    sentence: str,
    years: frozenset[int],
    *,
    above: Sequence[str],
    title: str,
    published: date | None,
) -> bool:
    """Return whether a sentence can speak of any of the years asked about.

    Args:
        sentence: the sentence.
        years: the years asked about; none admit any sentence.
        above: what stands above the sentence in its document, the nearest first.
        title: the document's title.
        published: the day of the document.
    """
    if not years:
        return True
    for text in (_COMPARED.sub("", sentence), *above):
        if named := years_in(text):
            return bool(named & years)
    if published is None:
        return True
    implied = _implied(sentence, title, published)
    if any(word in text for text in above for word in PLANS):
        implied.add(published.year)
    return bool(years & implied)


def _implied(sentence: str, title: str, published: date) -> set[int]:
    """The years that a sentence of a document speaks of where nothing above it names one.

    What holds for a year is announced at the end of the one before, and reported on in the next.
    """
    of_title = {year for year in years_in(title) if abs(published.year - year) <= 1}
    base = of_title or {published.year}
    is_told_since = not of_title or published.year in of_title
    if is_told_since and published.month <= _REPORTS_UNTIL and _WHOLE_YEAR.search(sentence):
        return {published.year - 1}
    implied = set(base)
    if _LAST_YEAR.search(sentence):
        implied |= {year - 1 for year in base}
    if _BEFORE_LAST.search(sentence):
        implied |= {year - 2 for year in base}
    return implied
