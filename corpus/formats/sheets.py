"""Sheets of rows: texts of cells in, documents whose every row says what its values are out.

A row becomes one sentence, 单位：财政局，金额：5万元。, so that it can be found and cited alone.
Rows above the header and rows of one cell (titles, notes, groups) are lines of plain text. A long
sheet becomes several documents, so that memory stays flat however long it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

# A document of so many rows has about 200,000 characters, as long as the longest reports.
ROWS_PER_DOCUMENT = 2000
# Titles, the unit of measure and empty rows stand above the header; never more than this.
_HEAD_ROWS = 20
# Wider merged cells are mistakes or attacks.
_MAX_COLUMNS = 200
_MIN_HEADER_SHARE = 0.6
_MAX_HEADER_CHARS = 60
_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?$")
_FORM_FIELD = re.compile(r"\S[:：]\s*\S|[:：]$")
_PLAIN_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?$")
_SHEET_UNIT = re.compile("(?:金额|计量|计价)?单位[:：] ?(?:人民币)?([十百千万亿]*元)")
_COLUMN_UNIT = re.compile(
    r"[(（](?:人民币|单位[:：])?([十百千万亿]*元(?:/[\u4e00-\u9fff]{1,3}){0,2}|[万亿]?[个家户人项件台套亩吨]|[万亿]人次|平方米|公里|天|%)[)）]$"
)
_MONEY = re.compile("额|款|费|价|补贴|补助|奖励|奖补|资金|收入|支出|投资|产值|标准")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The texts of a row's cells, from the first column on.

    A merged cell's text stands in its first column only; `spans` are `(column, columns)` of those
    wider than one, and `depth` is how many rows the tallest reaches down, this one included.
    """

    cells: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()
    depth: int = 1


def sheet_texts(rows: Iterable[SheetRow], *, title: str = "") -> Iterator[str]:
    """Yield the text of a sheet, in pieces of at most `ROWS_PER_DOCUMENT` rows.

    Args:
        rows: the rows in order; what is merged over several rows is told in each of them.
        title: the sheet's own name, empty where it says nothing.
    """
    cleaned = (replace(row, cells=_cleaned(row.cells)) for row in rows)
    filled = (row for row in cleaned if any(row.cells))
    first = list(islice(filled, _HEAD_ROWS))
    if not first:
        return
    start, header, body = _header(first)
    units = _units(header, [_plain(row.cells) for row in first[:start]])
    lead = _lead(title, [_plain(row.cells) for row in first[:start]])
    sentences = (_sentence(_with_units(row.cells, units), header)
                 for row in chain(first[body:], filled)
                 if not header or list(_trimmed(row.cells)) != header)  # fmt: skip
    number = 0
    while piece := list(islice(sentences, ROWS_PER_DOCUMENT)):
        number += 1
        yield "\n\n".join([*lead, *piece])
    if number == 0 and lead:
        yield "\n\n".join([*lead, "\t".join(header)] if header else lead)


def _lead(name: str, above: Sequence[str]) -> list[str]:
    """Return what stands above the rows: the title of the table, else the name of the sheet."""
    has_title = bool(above) and not _FORM_FIELD.search(above[0])
    if has_title and above[0] != name:
        return [above[0], *([f"工作表：{name}"] if name else []), *above[1:]]
    return [*([f"# {name}"] if name else []), *above]


def _units(header: Sequence[str], above: Sequence[str]) -> list[str]:
    """Return by column what its numbers count: 金额（万元）, or 单位：元 above sums of money."""
    stated = next((match[1] for text in above if (match := _SHEET_UNIT.search(text))), "")
    own = (_COLUMN_UNIT.search(name) for name in header)
    return [
        unit[1] if unit else stated if _MONEY.search(name) else ""
        for name, unit in zip(header, own, strict=True)
    ]


def _with_units(cells: Sequence[str], units: Sequence[str]) -> list[str]:
    return [
        f"{cell}{units[at]}" if at < len(units) and _PLAIN_NUMBER.match(cell) else cell
        for at, cell in enumerate(cells)
    ]


def _cleaned(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(_BLANKS.sub(" ", cell).strip() for cell in cells)


def _header(rows: Sequence[SheetRow]) -> tuple[int, list[str], int]:
    """Return where the header stands, its names by column, and where the body begins."""
    width = max(_filled(row.cells) for row in rows)
    for at, row in enumerate(rows[:-1]):
        cells = _spread(row)
        if len(set(filter(None, cells))) < 2 or _filled(cells) < width * _MIN_HEADER_SHARE:
            continue
        texts = [cell for cell in row.cells if cell]
        # 填报单位：某市　单位：万元 is a line of a form, above the header.
        if sum(1 for text in texts if _FORM_FIELD.search(text)) * 2 >= len(texts):
            continue
        n_numbers = sum(1 for text in texts if _NUMBER.match(text))
        if n_numbers * 2 >= len(texts) or max(map(len, texts)) > _MAX_HEADER_CHARS:
            break
        # Columns named as a group are named one by one in the next row.
        depth = max(row.depth, 2) if row.spans else 1
        end = min(at + depth, len(rows) - 1)
        return at, _names(rows[at:end]), end
    # No header: what stands above the first full row is still the title.
    start = next((at for at, row in enumerate(rows) if _filled(row.cells) > 1), 0)
    return start, [], start


def _spread(row: SheetRow) -> list[str]:
    """Return the texts with those of merged cells in all of their columns."""
    cells = list(row.cells)
    for column, n_columns in row.spans:
        if column < len(cells):
            covered = [cells[column]] * min(n_columns, _MAX_COLUMNS)
            cells[column : column + len(covered)] = covered
    return cells


def _names(rows: Sequence[SheetRow]) -> list[str]:
    cells = [_spread(row) for row in rows]
    columns = ([row[at] for row in cells if at < len(row) and row[at]]
               for at in range(max(map(len, cells))))  # fmt: skip
    return list(_trimmed(["/".join(dict.fromkeys(texts)) for texts in columns]))


def _sentence(cells: Sequence[str], header: Sequence[str]) -> str:
    """Return a row as a sentence; a row of one cell as the plain text that it is."""
    if _filled(cells) == 1 and (cells[0] or not header) and len(header) != 1:
        return _plain(cells)
    pairs = []
    for at, cell in enumerate(cells):
        if cell:
            name = header[at] if at < len(header) else ""
            value = cell.rstrip("。；，,;")
            pairs.append(f"{name}：{value}" if name else value)
    return "，".join(pairs) + "。"


def _plain(cells: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(cell for cell in cells if cell))


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
