"""Rows of tables as they are read alone: a row and its columns in, one sentence out."""

import re

_CELL = "\t"
_COLUMN = "，"  # between the names of columns, as `Chunk.context` holds them
_NUMBERED = re.compile(r"序号|编号|行次|项次|号")
_ROW_NUMBER = re.compile(r"\d{1,4}")
_NUMERIC = re.compile(r"[\d.,%]+")
# 10（含）—20, 30（含）以上: whom a row is for, its bounds set to what the column measures.
_TIER = re.compile(
    r"(?P<low>\d[\d.]*)(?:[（(]?不?含[）)]?)?"
    r"(?:[-—–~～至]{1,2}(?P<high>\d[\d.]*)(?:[（(]?不?含[）)]?)?|(?P<bound>及?以[上下内]))"
)
_BELOW_ZERO = re.compile(r"[-−–]([\d.,%]+)")
# 认定数（家）, 单位：元/立方米: what the bare numbers under a column or of a table are in.
_IN_BRACKETS = re.compile(r"[（(]([^（()）\d]{1,8})[)）]\s*$")
_OF_TABLE = re.compile(r"单位：\s*([^\s，。；）)]{1,10})")
_BY_NAME = (
    (re.compile(r"[总得]分$|分数$|评分$"), "分"),
    (re.compile(r"[户家件项个]数$"), ""),  # the name says what is counted
)
_RANK = re.compile(r"(?:排名|位次|名次)$")
# A growth below zero is a fall: 比上年增长（%） | -5.3.
_GROWTH = re.compile(r"增长|增[减速幅]|涨[跌幅]?|升降")
# Names of columns that hold whatever the first one names: 收费 | 不收费 under 项目 | 内容.
_SAYS_NOTHING = re.compile(r"(?:具体|主要|相关)?(?:内容|说明|要求|情况|事项内容)")
_EMPTY = frozenset({"", "-", "—", "——", "/"})


def labelled_row(row: str, columns: str | None) -> str:
    """Return a row with the name of its column before each cell: 高新区——认定数（家）：1,032.

    What the row is of stands first, without a name unless it is a number; the row's own number is
    left out. A text that is no row under these columns comes back as it is.
    """
    told = _named_cells(row, columns)
    if not told:
        return row
    (name, first), *rest = told
    is_bare = _NUMERIC.fullmatch(first) or _TIER.fullmatch(first)
    head = f"{name}：{first}" if is_bare else first
    if len(rest) == 1 and _SAYS_NOTHING.fullmatch(rest[0][0]):
        return f"{head}：{rest[0][1]}"
    filled = [f"{name}：{cell}" for name, cell in rest if cell not in _EMPTY]
    return f"{head}——" + "；".join(filled) if filled else row


def measured_row(row: str, columns: str | None, caption: str = "") -> str:
    """Return a row with each bare number in the measure of its column: 高新区，认定数1,032家.

    What a row states is judged by this; it is not what the document says, and is never told.

    Args:
        row: the row, its cells set apart by tabs.
        columns: the names of its columns.
        caption: what stands above the table, which may give one measure for all of it.
    """
    told = _named_cells(row, columns)
    if not told:
        return row
    whole = _OF_TABLE.search(caption)
    unit = whole[1] if whole else ""
    (name, first), *rest = told
    said = [_measured(name, cell, unit) for name, cell in rest]
    return "，".join([_bounded(name, first, unit), *(one for one in said if one)])


def _named_cells(row: str, columns: str | None) -> list[tuple[str, str]]:
    """The cells of a row with the names of their columns, its own number apart; else nothing."""
    names = columns.split(_COLUMN) if columns else []
    cells = [cell.strip() for cell in row.split(_CELL)]
    if len(cells) < 2 or len(cells) != len(names) or cells == names:
        return []
    told = list(zip(names, cells, strict=True))
    is_numbered = _NUMBERED.fullmatch(names[0]) and _ROW_NUMBER.fullmatch(cells[0])
    return told[1:] if is_numbered and len(told) > 2 else told


def _bounded(name: str, cell: str, of_table: str) -> str:
    """A tier that a row is of, with the measure of its column: 车价10万元以上、20万元以下的."""
    named = _IN_BRACKETS.search(name)
    unit = named[1] if named else of_table
    tier = _TIER.fullmatch(cell)
    if tier is None or not unit:
        return cell
    low, high, bound = tier["low"], tier["high"], tier["bound"]
    told = f"{low}{unit}以上、{high}{unit}以下" if high else f"{low}{unit}{bound}"
    return f"{_IN_BRACKETS.sub('', name)}{told}的"


def _measured(name: str, cell: str, of_table: str) -> str:
    if cell in _EMPTY:
        return ""
    if (fallen := _BELOW_ZERO.fullmatch(cell)) and _GROWTH.search(name):
        return _measured(_GROWTH.sub("下降", name), fallen[1], of_table)
    if not _NUMERIC.fullmatch(cell):
        return f"{name}：{cell}"
    bare = _IN_BRACKETS.sub("", name)
    if _RANK.search(bare):
        return f"{bare}第{cell}名"
    named = _IN_BRACKETS.search(name)
    by_name = next((unit for pattern, unit in _BY_NAME if pattern.search(bare)), None)
    unit = named[1] if named else of_table if by_name is None else by_name or bare[-2]
    return f"{bare}{cell}{'' if cell.endswith('%') else unit}"
