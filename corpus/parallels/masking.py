"""A sentence without its figures: clean text in, what it speaks of and its figures out.

Dates, blanks, marks and words of time are dropped, other figures become `#`, so that
截至6月末，累计放款97.65亿元 and 截至2022年8月，累计放款120亿元 read the same. Each figure keeps its
label: the words of its clause.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.figures.finding import Figure, find_figures
from corpus.figures.kinds import FigureKind

FIGURE = "#"
# Kinds that belong to what is spoken of, and tell sentences apart.
_OF_THE_SUBJECT = frozenset({FigureKind.NAME, FigureKind.ARTICLE, FigureKind.DOCUMENT_NUMBER})
_WORDS_OF_TIME = re.compile(
    r"截[至止]|目前|当前|今年|去年|上年|近年来|以来|年初|年底|期间|日前|近期|累计|总计|共计|达到"
)
_DROPPED = re.compile(r"[^一-鿿A-Za-z0-9#]|[的了已共现我均达]|等(?=#)")
_NAMED = re.compile(r"“([^“”\d]{2,16})”")
_CLAUSE_BREAK = re.compile(r"[，。；、：！？（）\n]")


@dataclass(frozen=True, slots=True)
class MaskedFigure:
    """A figure with the words of its clause before and behind it, and all before it, masked."""

    figure: Figure
    before: str
    behind: str
    lead: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with its figures masked, in order of the `#` in `text`.

    `names` are what it has in quotation marks.
    """

    text: str
    figures: tuple[MaskedFigure, ...]
    names: frozenset[str] = frozenset()


@lru_cache(4096)  # a sentence is compared with several others
def mask(sentence: str) -> Masked:
    """Mask a clean sentence."""
    found = find_figures(sentence)
    stated = [one for one in found if one.kind not in _OF_THE_SUBJECT]
    quantities = [one for one in stated if one.kind is not FigureKind.DATE]
    pieces: list[str] = []
    at = 0
    for figure in stated:
        is_date = figure.kind is FigureKind.DATE
        pieces += [sentence[at : figure.start].replace(FIGURE, ""), "" if is_date else FIGURE]
        at = figure.end
    raw = "".join([*pieces, sentence[at:].replace(FIGURE, "")])
    return Masked(_folded(raw), _labelled(raw, quantities), frozenset(_NAMED.findall(sentence)))


def _labelled(raw: str, quantities: list[Figure]) -> tuple[MaskedFigure, ...]:
    places = [match.start() for match in re.finditer(FIGURE, raw)]
    breaks = [match.start() for match in _CLAUSE_BREAK.finditer(raw)]
    bounds = sorted({-1, len(raw), *breaks, *places})
    labelled: list[MaskedFigure] = []
    for place, figure in zip(places, quantities, strict=True):
        low = max(bound for bound in bounds if bound < place)
        high = min(bound for bound in bounds if bound > place)
        before, behind = _folded(raw[low + 1 : place]), _folded(raw[place + 1 : high])
        labelled.append(MaskedFigure(figure, before, behind, _folded(raw[:place])))
    return tuple(labelled)


def _folded(raw: str) -> str:
    return _DROPPED.sub("", _WORDS_OF_TIME.sub("", raw)).replace("满意度", "满意率")
