"""Excel workbooks (.xlsx): bytes in, a sentence for each row out, sheet by sheet.

Dates and percentages stand as the sheet shows them. Rows are read one by one, so that a long table
takes no more memory than a short one. Hidden sheets hold lists for input and are left out.
"""

import hashlib
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol, cast

import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple

from corpus.errors import DocumentUnreadable
from corpus.formats.number_formats import CellValue, shown
from corpus.formats.packages import opened_package
from corpus.formats.raw import RawDefect, RawDocument, damage_told_as
from corpus.formats.sheets import SheetRow, sheet_texts

# 100,000 rows of 20 columns unpack to about 120 MB.
MAX_TOTAL_BYTES = 600 * 1024 * 1024
# Texts of cells are kept in memory all at once.
MAX_STRINGS_BYTES = 150 * 1024 * 1024
# Bounds of Excel itself; only forged sheets have more.
MAX_ROWS = 1_048_576
MAX_CELLS = 30_000_000
_MAX_MERGED = 100_000
_DAMAGED = "Excel 表格已损坏或不合标准，请用 Excel 或 WPS 打开并另存为 .xlsx 后重试"
# Short sheets stay together in one document up to here.
_LONG_CHARS = 200_000
_PLAIN_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*$", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
# A formula whose value was never worked out: programs write such files, Excel fills them on saving.
_UNCOUNTED = re.compile(
    rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_BLOCK_BYTES = 1024 * 1024
_OVERLAP_BYTES = 200


@dataclass(frozen=True, slots=True)
class _Merged:
    """A merged cell, all bounds included and from 1."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int


class _Cell(Protocol):
    value: CellValue
    number_format: str


class _Sheet(Protocol):
    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the sheets as one text, or as several where they are long."""
    with opened_package(data, max_total_bytes=MAX_TOTAL_BYTES) as package:
        strings = sum(m.file_size for m in package.infolist() if "sharedStrings" in m.filename)
        if strings > MAX_STRINGS_BYTES:
            bound = MAX_STRINGS_BYTES // 1024 // 1024
            raise DocumentUnreadable(f"表格里的文字超过 {bound} MB，请拆分后重试")
        with damage_told_as(_DAMAGED), warnings.catch_warnings():
            # openpyxl warns of each feature of Excel that it does not keep; none of them is text.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        yield from _documents(workbook, package)


def _documents(
    workbook: openpyxl.Workbook, package: zipfile.ZipFile
) -> Iterator[RawDocument | RawDefect]:
    """Yield short sheets together as one document, each piece of a long one by itself."""
    with damage_told_as(_DAMAGED):
        # The stubs describe sheets that are not read row by row; `_Sheet` is what these have.
        sheets = cast("list[_Sheet]", workbook.worksheets)
        sheets = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    waiting: list[str] = []
    part = 1
    n_uncounted = 0
    for sheet in sheets:
        with damage_told_as(_DAMAGED):
            merged, uncounted = _scanned(package, sheet)
        n_uncounted += uncounted
        for at, text in enumerate(_texts(sheet, merged)):
            is_full = sum(map(len, waiting)) + len(text) > _LONG_CHARS
            if waiting and (at or is_full):
                yield _document(waiting, part)
                waiting, part = [], part + 1
            waiting.append(text)
    if waiting:
        yield _document(waiting, part)
    elif part == 1:
        raise DocumentUnreadable("表格里没有文字")
    if n_uncounted:
        yield RawDefect(
            f"有 {n_uncounted} 个公式没有算好的值，读作空白；请用 Excel 或 WPS 打开并保存后重试"
        )


def _document(texts: Sequence[str], part: int) -> RawDocument:
    text = "\n\n".join(texts)
    return RawDocument(text, hashlib.sha256(text.encode()).hexdigest(), part=part)


def _texts(sheet: _Sheet, merged: Sequence[_Merged]) -> Iterator[str]:
    title = "" if _PLAIN_NAME.match(sheet.title) else sheet.title
    texts = sheet_texts(_rows(sheet, merged), title=title)
    while True:
        with damage_told_as(_DAMAGED), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = next(texts, None)
        if text is None:
            return
        yield text


def _rows(sheet: _Sheet, merged: Sequence[_Merged]) -> Iterator[SheetRow]:
    """Yield the rows with what is merged over several told in each."""
    starts: dict[int, list[_Merged]] = {}
    for cell in merged:
        starts.setdefault(cell.first_row, []).append(cell)
    hanging: dict[int, tuple[str, int]] = {}
    n_cells = 0
    # What a sheet says of its own size is often wrong.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        n_cells += len(row)
        if number > MAX_ROWS or n_cells > MAX_CELLS:
            raise DocumentUnreadable(f"表格超过 {MAX_ROWS} 行或 {MAX_CELLS} 格，请拆分后重试")
        texts = [shown(cell.value, cell.number_format) for cell in row]
        hanging = {column: held for column, held in hanging.items() if held[1] >= number}
        # A row ends with its last cell, which may stand left of what reaches down from above.
        texts += [""] * (max(hanging, default=-1) + 1 - len(texts))
        for column, (text, _) in hanging.items():
            texts[column] = texts[column] or text
        own = starts.get(number, [])
        for cell in own:
            column = cell.first_column - 1
            if cell.last_row > number and column < len(texts):
                hanging[column] = (texts[column], cell.last_row)
        yield SheetRow(
            cells=tuple(texts),
            spans=tuple((cell.first_column - 1, cell.last_column - cell.first_column + 1)
                        for cell in own if cell.last_column > cell.first_column),
            depth=max((cell.last_row - number + 1 for cell in own), default=1),
        )  # fmt: skip


def _scanned(package: zipfile.ZipFile, sheet: _Sheet) -> tuple[list[_Merged], int]:
    """Return the merged cells of a sheet and how many formulas have no value.

    openpyxl tells neither while it reads row by row: the XML is searched as a stream.
    """
    merged: list[_Merged] = []
    n_uncounted = 0
    with package.open(sheet._worksheet_path) as stream:
        rest = b""
        while block := stream.read(_BLOCK_BYTES):
            text = rest + block
            end = 0
            for match in _MERGED.finditer(text):
                end = match.end()
                if len(merged) < _MAX_MERGED:
                    first, last = match[1].decode().split(":")
                    row, column = coordinate_to_tuple(first)
                    last_row, last_column = coordinate_to_tuple(last)
                    merged.append(_Merged(column, row, last_column, last_row))
            for match in _UNCOUNTED.finditer(text):
                n_uncounted += 1
                end = max(end, match.end())
            rest = text[max(end, len(text) - _OVERLAP_BYTES) :]
    return merged, n_uncounted
