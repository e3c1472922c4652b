"""Parts and wholes that do not add up: a sentence in, defects out.

A list is held to its whole only where it claims to be complete: in brackets behind the whole,
after 分别是, before 共计, or naming every one of a set such as 省级, 市级, 县级. Lists after 其中
often leave something out; there only a part beyond the whole is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.defects.defect import Defect, DefectKind
from corpus.defects.scope import Sentence
from corpus.figures.finding import Figure
from corpus.figures.written import Interval, admitted, is_counted, is_share
from corpus.text.numerals import parse_numeral

_OPEN_ENDED = re.compile("等|其中|包括|含|不计|另|除|以及其他|同时|增|减|较|比")
_BRACKET = re.compile(r"[^，。；：、（）]{0,12}（(?P<list>[^（）]{6,120})）")
_RESPECTIVELY = re.compile(
    r"[^。；（）]{0,16}?[，,]分别(?:是|为)(?P<list>[^。；：（）]{6,120})(?=[。；]|$)"
)
_AMONG = re.compile(r"[^。；（）]{0,16}?[，,。；]其中[，,：]?(?P<list>[^。；（）]{4,120})")
_TOTAL = re.compile(r"(?:[，,](?:合计|共计|总计|一共)(?:[一-鿿]{0,4}?))$")
_ITEM_BREAK = re.compile("[，、,；]|和|及|与")
_SETS = tuple(
    frozenset(names.split())
    for names in (
        "省级 市级 县级",
        "省本级 市级 县级",
        "国家级 省级 市级 县级",
        "境内 境外",
        "线上 线下",
        "公办 民办",
        "城镇 农村",
        "第一产业 第二产业 第三产业",
        "男性 女性",
        "一般债务 专项债务",
    )
)
# 三次产业结构为13.4：33.1：53.5 are shares of one whole.
_STRUCTURE = re.compile(
    r"三次产业(?:结构|比例|比重|构成)[^，。；\d]{0,12}(?P<ratio>(?P<a>\d+(?:\.\d+)?)[：:∶](?P<b>\d+(?:\.\d+)?)[：:∶](?P<c>\d+(?:\.\d+)?))"
)
# Three shares, each rounded to a tenth, or to a whole.
_ROUNDING = {True: Decimal("0.2"), False: Decimal(2)}
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+")
_WORD_OF_CHANGE = re.compile("较|比|增|减|升|降|提高|扩|压|由|从|超|原|累计")


def part_defects(sentence: Sentence) -> Iterator[Defect]:
    """Yield the parts and totals of a sentence that do not go together."""
    for whole in sentence.figures:
        if is_counted(whole):
            yield from _enumerated(sentence, whole)
            yield from _part_beyond(sentence, whole)
    yield from _totals(sentence)
    yield from _structure(sentence)
    yield from _shares_of_a_set(sentence)


def _enumerated(sentence: Sentence, whole: Figure) -> Iterator[Defect]:
    """Hold a whole to the complete list behind it."""
    for pattern, needs_set in ((_BRACKET, False), (_RESPECTIVELY, False), (_AMONG, True)):
        match = pattern.match(sentence.text, whole.end, sentence.end)
        if match is None or _OPEN_ENDED.search(match["list"]):
            continue
        items = _items(sentence, whole, match.start("list"), match.end("list"))
        if len(items) < 2 or (needs_set and not _is_complete_set(sentence, items)):
            continue
        if defect := _sum_misfit(sentence, whole, items):
            yield defect
            return


def _items(sentence: Sentence, whole: Figure, start: int, end: int) -> list[Figure]:
    """Return the figures of a list, one for each item; none where an item says anything else."""
    inside = [one for one in sentence.figures if start <= one.start and one.end <= end]
    pieces = [piece for piece in _ITEM_BREAK.split(sentence.between(start, end)) if piece]
    counted = [one for one in inside if is_counted(one) and one.unit == whole.unit]
    holding = [piece for piece in pieces if re.search(r"[\d一二三四五六七八九十]", piece)]
    whole_list = len(counted) == len(inside) and len(holding) == len(inside)
    return counted if whole_list else []


def _is_complete_set(sentence: Sentence, items: Sequence[Figure]) -> bool:
    names = {sentence.between(sentence.clause_start(one.start), one.start) for one in items}
    return any(
        len(names) == len(members) and all(any(m in name for name in names) for m in members)
        for members in _SETS
    )


def _sum_misfit(sentence: Sentence, whole: Figure, items: Sequence[Figure]) -> Defect | None:
    total = _total(items)
    stated = admitted(whole)
    if total is None or stated is None or total.meets(stated):
        return None
    added = "、".join(sentence.between(one.start, one.end) for one in items)
    exact = sum((one.value or Decimal(0) for one in items), Decimal(0))
    shown = _like(whole, exact)
    why = f"{added}相加是{shown}，与“{sentence.label(whole)}”不符，几个数字中至少有一个有误"
    return Defect(whole.start, whole.end, DefectKind.SUM, why, shown)


def _total(items: Sequence[Figure]) -> Interval | None:
    total = Interval(Decimal(0), Decimal(0))
    for one in items:
        span = admitted(one)
        if span is None:
            return None
        total = total.plus(span)
    return total


def _part_beyond(sentence: Sentence, whole: Figure) -> Iterator[Defect]:
    """全省共5家，其中国家级8家: a part beyond everything that could be its whole."""
    match = _AMONG.match(sentence.text, whole.end, sentence.end)
    if match is None:
        return
    start, end = match.span("list")
    part = next((one for one in sentence.figures if start <= one.start and one.end <= end), None)
    if part is None or not is_counted(part) or part.unit != whole.unit:
        return
    label = sentence.between(start, part.start)
    if re.search("[，,]", label) or _WORD_OF_CHANGE.search(label):
        return
    ours = admitted(part)
    earlier = [one for one in sentence.figures if one.end <= start and one.unit == part.unit]
    if ours is None or any(not _is_below(one, ours) for one in earlier):
        return
    why = f"“{sentence.label(part)}”是“{sentence.label(whole)}”的一部分，却比总数大"
    yield Defect(part.start, part.end, DefectKind.PART, why)


def _is_below(figure: Figure, part: Interval) -> bool:
    span = admitted(figure)
    return span is not None and span.high < part.low


def _totals(sentence: Sentence) -> Iterator[Defect]:
    """甲3件、乙4件，共计8件: a total behind the items that it counts."""
    for total in sentence.figures:
        if not is_counted(total) or not _TOTAL.search(
            sentence.between(sentence.start, total.start)
        ):
            continue
        earlier = sentence.before(total.start)
        items = [one for one in earlier if is_counted(one) and one.unit == total.unit]
        between = sentence.between(items[0].end, total.start) if items else "等"
        run = [one for one in earlier if items and one.start >= items[0].start]
        if len(items) < 2 or len(run) != len(items) or _OPEN_ENDED.search(between):
            continue
        breaks = len(re.findall("[，、,；]", between))
        if breaks == len(items) and (defect := _sum_misfit(sentence, total, items)):
            yield defect


def _shares_of_a_set(sentence: Sentence) -> Iterator[Defect]:
    """省级占20%、市级占50%、县级占40%: the members of a set share no more than the whole."""
    shares = [one for one in sentence.figures if is_share(one)]
    if len(shares) < 2 or len(shares) != len(sentence.figures):
        return
    labels = [sentence.between(sentence.clause_start(one.start), one.start) for one in shares]
    if not all(re.search(r"占比?$", label) for label in labels):
        return
    if not _is_complete_set(sentence, shares):
        return
    total = _total(shares)
    if total is not None and total.low > 100:
        added = sum((one.value or Decimal(0) for one in shares), Decimal(0))
        why = f"各部分的占比相加是{added}%，超过100%"
        yield Defect(shares[0].start, shares[-1].end, DefectKind.OVER_WHOLE, why)


def _structure(sentence: Sentence) -> Iterator[Defect]:
    """三次产业结构为15.3：37.8：56.9: shares of the three industries that are not all there is."""
    for match in _STRUCTURE.finditer(sentence.text, sentence.start, sentence.end):
        total = sum((Decimal(match[name]) for name in "abc"), Decimal(0))
        if abs(total - 100) > _ROUNDING["." in match["ratio"]]:
            why = f"三次产业的比重相加是{total}，不是100，几个数字中至少有一个有误"
            yield Defect(*match.span("ratio"), DefectKind.SUM, why)


def _like(figure: Figure, value: Decimal) -> str:
    """Write a value as a figure is written: with its multiplier and its unit."""
    match = _NUMERAL.match(figure.text)
    written = parse_numeral(match[0]) if match else None
    if match is None or not written or not figure.value:
        return f"{value}{figure.unit}"
    number = format(value * written / figure.value, "f")
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return number + figure.text[match.end() :]
