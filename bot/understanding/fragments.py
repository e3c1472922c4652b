"""Pieces of a question that are no words to be met: words in their order in, what they tell of out.

A word that no document holds is the rarest of all and would decide whether a sentence answers. Some
are none: what is counted glued to what asks how many (哪天开 cut into 哪 and 天开), an amount asked
for (百分之几), and a verb with what only says that it is done, or how (办完, 各排).
"""

import re
from collections.abc import Callable, Iterable, Iterator

from retrieval import FUNCTION_SHARE, telling_share

# After these comes what is counted: 多少人, 几户, 哪天; after 多 comes a measure: 多大.
_COUNTING = re.compile(r"多少|[几哪这那各每]|几?[十百千万]+")
_COUNTED = frozenset(
    "家户个件项种类次场起人名条位笔宗套处所辆台篇张份天年月日号点层座间回批只栋块碗"
)
_MEASURE = frozenset("大高长远深宽重久快")
# What asks within a word: 百分之几, 几比几, 几号楼, 哪些项目.
_AMOUNT = re.compile(r"百分之几|几比几|第?几[号环成级层座间岁倍]?|哪[些个种类]?|多少[倍种类]?|啥")
# That it is done; what else follows a verb may be the matter (召回, 退出, 查出来).
_DONE = re.compile(r"(?<=.)[完到掉给着了]$")
_MANNER = re.compile(r"^[各能太](?=.)")
_PLACE = re.compile(r"(?<=.)里[头面]?$")


def unglued(words: Iterable[str], is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield the words; of each that no document holds only what tells, if anything does.

    Args:
        words: the words of a question, in order.
        is_known: whether some document holds a word.
    """
    before = ""
    for word in words:
        told = word if len(word) == 1 or is_known(word) else _telling_part(word, before)
        if told:
            yield told
        before = word


def _telling_part(word: str, before: str) -> str:
    if before == "多" and word[0] in _MEASURE:
        return word[1:]
    if word[0] in _COUNTED and _COUNTING.fullmatch(before):
        return word[1:]
    share = telling_share(word)
    asked = _AMOUNT.sub("", word)
    if not asked or share <= FUNCTION_SHARE:
        return asked and word  # 好几年 weighs next to nothing as it is
    if asked != word:
        return asked
    return _PLACE.sub("", word) if share == 1.0 else _MANNER.sub("", _DONE.sub("", word))
