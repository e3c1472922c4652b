"""Automatic numbering of Word: which mark stands before a paragraph (一、 （一） 1. 第三条).

Word keeps the marks out of the text; they follow from numbering.xml and from how many paragraphs
of the list came before (ECMA-376 Part 1, 17.9).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from corpus.formats.word_counts import written_count

_MAX_LEVELS = 9
# What a mark ends in when it needs no blank before the text: 一、 （一） 第一条 does need one.
_CLOSED = "、．.）)，：:"


@dataclass
class _Level:
    """How one level of a list counts and looks."""

    text: str
    format: str
    start: int
    restart: int | None
    is_legal: bool


@dataclass
class _List:
    """A list with its levels, and the place that counting has reached on each."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _MAX_LEVELS)


class Numbering:
    """The lists of one document; ask for the mark of each paragraph once, in order."""

    def __init__(self, root: _Element | None) -> None:
        """Read the definitions; `root` is w:numbering, None where the document has no lists."""
        self._lists: dict[str, _List] = {}
        self._styled: dict[tuple[str, str], int] = {}
        if root is not None:
            self._read(root)

    def mark(self, number_id: str, level: int) -> str:
        """Return the mark of the next paragraph of a list; empty where the list is unknown."""
        list_ = self._lists.get(number_id)
        if list_ is None or level not in list_.levels:
            return ""
        counts, own = list_.counts, list_.levels[level]
        current = counts[level]
        counts[level] = own.start if current is None else current + 1
        for deeper in range(level + 1, _MAX_LEVELS):
            restart = list_.levels[deeper].restart if deeper in list_.levels else None
            # w:lvlRestart: 0 never restarts, n restarts behind levels above the n-th only.
            if restart is None or level < restart:
                counts[deeper] = None
        if own.format == "bullet":
            return "- "
        if own.format == "none":
            return ""
        return _spaced(self._filled(list_, level))

    def level_of_style(self, number_id: str, style_id: str) -> int | None:
        """Return the level that a paragraph style is tied to by w:pStyle."""
        return self._styled.get((number_id, style_id))

    def _filled(self, list_: _List, level: int) -> str:
        own = list_.levels[level]
        text = own.text
        for at in range(min(level + 1, _MAX_LEVELS)):
            shown = list_.levels.get(at)
            if f"%{at + 1}" not in text or shown is None:
                continue
            count = list_.counts[at]
            if count is None:
                count = list_.counts[at] = shown.start
            is_arabic = own.is_legal and at <= level
            text = text.replace(
                f"%{at + 1}", written_count(count, "decimal" if is_arabic else shown.format)
            )
        return text

    def _read(self, root: _Element) -> None:
        abstract = {_value(a, "w:abstractNumId"): a for a in root.findall(qn("w:abstractNum"))}
        by_style = {
            _child_value(a, "w:styleLink"): a for a in abstract.values()
            if a.find(qn("w:styleLink")) is not None
        }  # fmt: skip
        shared: dict[str, _List] = {}
        for number in root.findall(qn("w:num")):
            abstract_id = _child_value(number, "w:abstractNumId")
            definition = abstract.get(abstract_id)
            if definition is None:
                continue
            definition = by_style.get(_child_value(definition, "w:numStyleLink"), definition)
            id_ = _value(number, "w:numId")
            overrides = number.findall(qn("w:lvlOverride"))
            # Lists of one definition count on, unless one says where it starts anew.
            list_ = None if overrides else shared.get(abstract_id)
            if list_ is None:
                list_ = _List(dict(_levels(definition)))
                _override(list_, overrides)
            if not overrides:
                shared[abstract_id] = list_
            self._lists[id_] = list_
            for element in definition.findall(qn("w:lvl")):
                style = _child_value(element, "w:pStyle")
                if style:
                    self._styled[id_, style] = _integer(_value(element, "w:ilvl"), 0)


def _levels(definition: _Element) -> Iterator[tuple[int, _Level]]:
    for element in definition.findall(qn("w:lvl")):
        at = _integer(_value(element, "w:ilvl"), 0)
        if 0 <= at < _MAX_LEVELS:
            yield at, _level(element)


def _level(element: _Element) -> _Level:
    format_ = element.find(f".//{qn('w:numFmt')}")
    restart = element.find(qn("w:lvlRestart"))
    return _Level(
        text=_child_value(element, "w:lvlText"),
        format=_value(format_, "w:val") if format_ is not None else "decimal",
        start=_integer(_child_value(element, "w:start"), 0),
        restart=None if restart is None else _integer(_value(restart, "w:val"), 0),
        is_legal=element.find(qn("w:isLgl")) is not None,
    )


def _override(list_: _List, overrides: list[_Element]) -> None:
    for override in overrides:
        at = _integer(_value(override, "w:ilvl"), 0)
        if (element := override.find(qn("w:lvl"))) is not None and 0 <= at < _MAX_LEVELS:
            list_.levels[at] = _level(element)
        if at in list_.levels and (start := _child_value(override, "w:startOverride")):
            list_.levels[at].start = _integer(start, 1)


def _spaced(mark: str) -> str:
    mark = mark.strip()
    return mark if not mark or mark[-1] in _CLOSED else f"{mark} "


def _value(element: _Element, name: str) -> str:
    return element.get(qn(name)) or ""


def _child_value(element: _Element, name: str) -> str:
    child = element.find(qn(name))
    return "" if child is None else _value(child, "w:val")


def _integer(text: str, default: int) -> int:
    try:
        return int(text)
    except ValueError:
        return default
