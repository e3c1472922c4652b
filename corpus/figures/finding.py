"""Figures of a text, as values: text in, every number, date, 文号 and 条 with its unit out.

This is what guarantees that a figure in an answer stands, with its unit, in the passage cited for
it: `unsupported_figures(claim, evidence)` is empty only then. Offsets are code points, half-open,
into the text as given, which may be clean or raw (blanks and bold marks inside figures).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.figures import quantities, references
from corpus.figures.kinds import Approx, FigureKind, Reading
from corpus.text.folding import fold
from corpus.text.numerals import CHINESE_NUMERAL_CHARS

# The look-ahead makes the scan fast: nothing else can begin a figure or a list mark.
_SCAN = re.compile(
    rf"(?=[\dA-Za-z第半附〔［（【(\[{CHINESE_NUMERAL_CHARS}])(?:"
    + "|".join(
        f"(?P<is_{label}>{pattern})"
        for label, pattern in (
            ("document_number", references.DOCUMENT_NUMBER),
            ("mark", references.MARK),
            ("date_range", references.DATE_RANGE),
            ("date", references.DATE),
            ("name", references.NAME),
            ("article_list", references.ARTICLE_LIST),
            ("article", references.ARTICLE),
            ("ordinal", references.ORDINAL),
            ("ratio", references.RATIO),
            ("fraction", quantities.FRACTION),
            ("and_a_half", quantities.AND_A_HALF),
            ("range", quantities.RANGE),
            ("chinese_range", quantities.CHINESE_RANGE),
            ("quantity", quantities.QUANTITY),
            ("chinese_quantity", quantities.CHINESE_QUANTITY),
        )
    )
    + ")",
    re.MULTILINE,
)
_WORD_AFTER = re.compile(r"[\s*]*([一-鿿])")
_SINGLE = re.compile(f"{quantities.QUANTITY}|{quantities.CHINESE_QUANTITY}")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text: `text` is what stands at `[start, end)`, the rest its meaning.

    `value` (and `upper`, for ranges) count in `unit`, a base unit: 1.5亿元 is 150000000 元. They
    are None for dates, 文号, 条, ranks, ratios and names, which `canonical` tells apart.
    """

    start: int
    end: int
    text: str
    kind: FigureKind
    canonical: str
    value: Decimal | None
    unit: str
    upper: Decimal | None
    approx: Approx | None


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a text in order, without overlap.

    List marks (`2.`, `（3）`) and citation marks (`[1]`) are no figures, nor are numerals that are
    part of a word (一网通办, 统一, “两个健康”).
    """
    folded = fold(text)
    figures: list[Figure] = []
    for start, end, reading in _readings(folded.text):
        first, last = folded.span(start, end)
        figures.append(_figure(text, first, last, reading))
    return figures


def same_figure(a: Figure, b: Figure) -> bool:
    """Tell whether two figures say the same: 97.65亿元 and 976500万元 do, 3家 and 3户 do not."""
    return a.kind is b.kind and a.canonical == b.canonical


def unsupported_figures(claim: str, evidence: str) -> list[Figure]:
    """Return the figures of a claim that do not stand, with their unit, in the evidence.

    A date or 条 may be less exact than the evidence (8月 for 8月31日); hedges are not compared.
    """
    claimed = find_figures(claim)
    if not claimed:
        return []
    stated = find_figures(evidence)
    folded = fold(evidence).text
    return [
        figure
        for figure in claimed
        if not any(
            _says(other, figure) and _counts_the_same(other, evidence, figure, claim)
            for other in stated
        )
        and not _stands_literally(figure, claim, folded)
    ]


def _readings(text: str) -> Iterator[tuple[int, int, Reading]]:
    position = 0
    while match := _SCAN.search(text, position):
        if match["is_article_list"]:
            yield from references.read_article_list(match)
            position = match.end()
            continue
        start, end, reading = _read(match, text)
        if reading is None and (match["is_range"] or match["is_chinese_range"]):
            single = _SINGLE.match(text, start)
            if single:
                end = single.end()
                reading = quantities.read_quantity(single, None)
        if reading is not None:
            yield start, end, reading
        position = max(end, position + 1)


def _read(match: re.Match[str], text: str) -> tuple[int, int, Reading | None]:
    label = (match.lastgroup or "").removeprefix("is_")
    start, end = match.span()
    match label:
        case "document_number":
            start, number = references.read_document_number(match, text)
            return start, end, number
        case "date":
            return start, end, references.read_date(match)
        case "date_range":
            return start, end, references.read_date_range(match)
        case "article":
            return start, end, references.read_article(match)
        case "ordinal":
            return start, end, references.read_ordinal(match)
        case "ratio":
            return start, end, references.read_ratio(match)
        case "name":
            return start, end, Reading(FigureKind.NAME, match[0])
        case "mark":
            return start, end, None
    approx = quantities.hedge_around(text, start, end)
    if label == "and_a_half":
        return start, end, quantities.read_and_a_half(match, approx)
    if label == "fraction":
        return start, end, quantities.read_fraction(match, approx)
    if label in ("range", "chinese_range"):
        return start, end, quantities.read_range(match, approx)
    return start, end, quantities.read_quantity(match, approx)


def _figure(text: str, start: int, end: int, reading: Reading) -> Figure:
    return Figure(
        start=start,
        end=end,
        text=text[start:end],
        kind=reading.kind,
        canonical=reading.canonical,
        value=reading.value,
        unit=reading.unit,
        upper=reading.upper,
        approx=reading.approx,
    )


def _says(stated: Figure, claimed: Figure) -> bool:
    """Tell whether a stated figure says all that a claimed one does."""
    if same_figure(stated, claimed):
        return True
    if stated.kind is not claimed.kind:
        return False
    if stated.kind is FigureKind.DATE:
        return references.date_covers(claimed.canonical, stated.canonical)
    if stated.kind is FigureKind.ARTICLE:
        return stated.canonical.startswith(claimed.canonical + ".")
    if stated.kind is FigureKind.DOCUMENT_NUMBER:
        # The run of characters before the bracket may hold a verb beside the issuer's code.
        shorter, longer = sorted((stated.canonical, claimed.canonical), key=len)
        return longer.endswith(shorter) and not shorter.startswith(("〔", "第"))
    return False


def _counts_the_same(stated: Figure, evidence: str, claimed: Figure, claim: str) -> bool:
    """Tell whether a bare number counts the same: in 2000企业 it does not count 用户."""
    if claimed.kind is not FigureKind.NUMBER:
        return True
    word = _word_after(claimed, claim)
    return not word or word == _word_after(stated, evidence)


def _stands_literally(figure: Figure, claim: str, evidence: str) -> bool:
    """Tell whether a bare number or a name stands in the evidence just as it is written."""
    if figure.kind not in (FigureKind.NUMBER, FigureKind.NAME):
        return False
    written = fold(figure.text).text
    if figure.kind is FigureKind.NUMBER:
        written += _word_after(figure, claim)
    pattern = rf"(?<![\dA-Za-z.]){re.escape(written)}(?!\d|\.\d|[A-Za-z])"
    return re.search(pattern, evidence) is not None


def _word_after(figure: Figure, text: str) -> str:
    """Return the Chinese character that follows a figure, if one does."""
    after = _WORD_AFTER.match(text, figure.end)
    return after[1] if after else ""
