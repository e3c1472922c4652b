"""Questions that a chunk answers: a chunk in, short questions and the words behind each out.

Each figure that ends a clause makes one (“科技贷”业务累计放款97.65亿元: “科技贷”业务累计放款
多少元？), so does each arrangement that a sentence names and goes on to tell of (推行歇业备案制度，
引导…: 歇业备案制度是什么？), and the heading over it (压缩审批时间: 压缩审批时间有哪些做法？).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import (
    CHINESE_NUMERAL_CHARS,
    Chunk,
    Figure,
    FigureKind,
    find_figures,
    split_clauses,
    split_units,
)

MIN_STEM, _MAX_STEM = 6, 18  # characters before the figure: less is no subject, more no question
_MAX_AFTER = 8
_COUNTED = frozenset({FigureKind.AMOUNT, FigureKind.COUNT, FigureKind.PERCENTAGE})
# What sets the scene, counts on from words before, or points at what the question does not hold.
_OPENING = re.compile(
    r"^(?:[，、：:\s]|其中|目前|截至目前|同时|此外|另外|今年以来|并且?|共|已经?|累计|全年|[一二三四五六七八九十]是)+"
)
_POINTS_BACK = re.compile(
    r"^(?:其|该|此|这|上述|以上|前者|后者|分别|较|比|同比|环比|占|达|为|约|近|超|不|均|各|从|由|在|力争)|其中|我|今年|有关单位|等$|[，、；：（）《》“]$|[，、；：（）《]"
)
_ROUGHLY = re.compile(r"(?:近|约|超过?|高达)$")
_NUMBER = re.compile(rf"^[约近超]?[\d.,\s{CHINESE_NUMERAL_CHARS}]+[余多]?[万亿]*[余多]?")
_ORDINAL = re.compile(
    rf"^(?:[（(]?[\d{CHINESE_NUMERAL_CHARS}]+[）).、．]+|[{CHINESE_NUMERAL_CHARS}]是|\d+(?=[^\d年月日]))"
)
# A piece of a sentence, the place in a report, a fault: nothing that was done.
_NO_MATTER = re.compile(
    r"[，。；：、《》]|^(?:关于|下一?步|存在)|(?:方面|情况|成效|打算|缓慢|不足|不够|滞后|不力|不高)$"
)
_BESIDE_HEADING = re.compile(r"[\s*#]")
# Beside the words: markup of a conversion, blanks and signs.
_BESIDE = re.compile(r"<[^<>]{1,20}>|[^\u4e00-\u9fffA-Za-z0-9]")
_MARKS = re.compile(r"\*\*|<[^<>]{1,20}>|\s")
# What is set up is named behind the verb, and is of a kind that can be explained.
_NAMED = re.compile(
    r"(?:推行|实行|实施|建立|推出|设立|启用|试行|推广|开通|开设|打造|搭建|发布)了?(?:健全|完善)?"
    r"(?P<name>[^，。；：、（）《》]{2,16}?(?:制度|机制|平台|专区|专窗|清单|卡|贷|券|模式)”?)(?=[，：])"
)
_MIN_TOLD = 12  # characters behind a name: less explains nothing


@dataclass(frozen=True, slots=True)
class Cited:
    """A span of a document that an answer cites."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, the words that answer it, and those that tell what they are about.

    Under a heading any sentence of its passage (`clause`) answers; a figure needs its own clause.
    """

    text: str
    clause: str
    sentence: str
    is_heading: bool = False

    def is_told_by(self, quote: str) -> bool:
        """Return whether a quote holds the answer that the question was made for."""
        told, own = plain(quote), plain(self.clause)
        return bool(told) and (told in own if self.is_heading else own in told)


def candidates(chunk: Chunk, cited: Sequence[Cited]) -> Iterator[Candidate]:
    """Yield a question for each name that a chunk explains and each figure that ends a clause.

    Then one for its heading. None for what is cited; `cited` are spans of the chunk's document.
    """
    for unit in split_units(chunk.text):
        if unit.heading or _is_cited(chunk, unit.start, unit.end, cited):
            continue
        yield from _names(chunk.text[unit.start : unit.end])
        for start, end in split_clauses(chunk.text, unit.start, unit.end):
            # A clause that sets the scene (截至6月末，) stands before the one it belongs to.
            clause = chunk.text[start:end].strip().rstrip("，,；;。 ").rpartition("，")[2]
            if (asked := _asked(clause)) is not None:
                yield Candidate(asked, clause, chunk.text[unit.start : unit.end])
                break  # the clauses behind it lean on it
    if (heading := _heading(chunk)) and not _is_cited(chunk, 0, len(chunk.text), cited):
        yield Candidate(f"{heading}有哪些做法？", chunk.text, chunk.text, is_heading=True)


def _names(sentence: str) -> Iterator[Candidate]:
    """Yield a question for each arrangement that a sentence names and goes on to tell of."""
    text = _MARKS.sub("", sentence)
    for found in _NAMED.finditer(text):
        name, told = found["name"], text[found.end() :]
        is_name = MIN_STEM <= len(name) <= _MAX_STEM and not _POINTS_BACK.search(name)
        if is_name and len(plain(told)) >= _MIN_TOLD:
            yield Candidate(f"{name}是什么？", found[0], sentence)


def _heading(chunk: Chunk) -> str | None:
    """Return what a chunk's own heading names, None where that is no matter to ask about."""
    if not chunk.section or chunk.provisions:
        return None
    name = _ORDINAL.sub("", _BESIDE_HEADING.sub("", chunk.section[-1])).strip("。：；")
    is_whole = not _NO_MATTER.search(name) and name.count("“") == name.count("”")
    return name if is_whole and MIN_STEM <= len(name) <= _MAX_STEM else None


def _asked(clause: str) -> str | None:
    """Return the question whose answer is the one figure of a clause."""
    figures = find_figures(clause)
    if len(figures) != 1 or figures[0].kind not in _COUNTED:
        return None
    figure = figures[0]
    stem = _ROUGHLY.sub("", _OPENING.sub("", clause[: figure.start]))
    after = clause[figure.end :]
    if not MIN_STEM <= len(stem) <= _MAX_STEM or len(after) > _MAX_AFTER:
        return None
    if _POINTS_BACK.search(stem) or _POINTS_BACK.search(after):
        return None
    return f"{stem}{_how_much(figure)}{after}？"


def _how_much(figure: Figure) -> str:
    unit = _NUMBER.sub("", figure.text)
    return "百分之多少" if figure.kind is FigureKind.PERCENTAGE else f"多少{unit}"


def _is_cited(chunk: Chunk, start: int, end: int, cited: Sequence[Cited]) -> bool:
    span = chunk.offsets.source_span(start, end)
    return any(one.start < span.end and span.start < one.end for one in cited)


def plain(text: str) -> str:
    """Return a text without markup, blanks and signs, as texts are compared."""
    return _BESIDE.sub("", text)
