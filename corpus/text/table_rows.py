"""Rows of tables as they are read alone: a row and its columns in, one sentence out."""

import re

_CELL = "\t"
_COLUMN = "，"  # between the names of columns, as `Chunk.context` holds them
_NUMBERED = re.compile(r"序号|编号|行次|项次|^号$")
_NUMERIC = re.compile(r"[\d.,%]+")
_EMPTY = frozenset({"", "-", "—", "——", "/", "无"})


def labelled_row(row: str, columns: str | None) -> str:
    """Return a row with the name of its column before each cell: 高新区——认定数（家）：1,032.

    What the row is of stands first, without a name unless it is a number; the row's own number is
    left out. A text that is no row under these columns comes back as it is.
    """
    names = columns.split(_COLUMN) if columns else []
    cells = [cell.strip() for cell in row.split(_CELL)]
    if len(cells) < 2 or len(cells) != len(names) or cells == names:
        return row
    told = list(zip(names, cells, strict=True))
    if _NUMBERED.search(names[0]) and len(told) > 2:
        told = told[1:]
    (name, first), *rest = told
    head = f"{name}：{first}" if _NUMERIC.fullmatch(first) else first
    return f"{head}——" + "；".join(f"{name}：{cell}" for name, cell in rest if cell not in _EMPTY)
