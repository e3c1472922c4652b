"""What a Word paragraph looks like by itself and by its styles: heading, indent, list."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

from corpus.formats.word_numbering import Numbering

_MAX_CHAIN = 20
_BODY_LEVEL = 9
_MAX_MARKDOWN_LEVEL = 6


class WordStyles:
    """The styles of one document, by id, each with those it is based on."""

    def __init__(self, root: _Element | None) -> None:
        """Read the definitions; `root` is w:styles."""
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        for style in root.findall(qn("w:style")) if root is not None else ():
            id_ = style.get(qn("w:styleId"))
            if id_ is None:
                continue
            self._styles[id_] = style
            is_default = style.get(qn("w:default")) in ("1", "true", "on")
            if is_default and style.get(qn("w:type")) == "paragraph":
                self._default = id_

    def name(self, paragraph: _Element) -> str:
        """Return the style's own name, in lower case, as Word keeps it in every language."""
        style = self._styles.get(self._id(paragraph) or "")
        name = style.find(qn("w:name")) if style is not None else None
        return "" if name is None else (name.get(qn("w:val")) or "").lower()

    def heading_level(self, paragraph: _Element) -> int:
        """Return the level of a heading from 1, 0 for body text."""
        if self.name(paragraph) == "title":
            return 1
        for properties in self._properties(paragraph):
            outline = properties.find(qn("w:outlineLvl"))
            if outline is not None:
                level = _integer(outline, "w:val", _BODY_LEVEL)
                return min(level + 1, _MAX_MARKDOWN_LEVEL) if 0 <= level < _BODY_LEVEL else 0
        return 0

    def is_indented(self, paragraph: _Element) -> bool:
        """Return whether the first line is set in, as that of a paragraph of prose is."""
        for properties in self._properties(paragraph):
            indent = properties.find(qn("w:ind"))
            if indent is None:
                continue
            for name in ("w:firstLineChars", "w:firstLine"):
                if indent.get(qn(name)) is not None:
                    return _integer(indent, name, 0) > 0
            if indent.get(qn("w:hanging")) is not None:
                return False
        return False

    def mark(self, paragraph: _Element, numbering: Numbering) -> str:
        """Return the mark that Word counts out for a paragraph; empty where it has none."""
        number_id, level = None, None
        for properties in self._properties(paragraph):
            own = properties.find(qn("w:numPr"))
            if own is None:
                continue
            id_, level_ = own.find(qn("w:numId")), own.find(qn("w:ilvl"))
            if level is None and level_ is not None:
                level = _integer(level_, "w:val", 0)
            if id_ is not None:
                number_id = id_.get(qn("w:val"))
                break
        if number_id in (None, "0"):
            return ""
        if level is None:
            level = numbering.level_of_style(number_id, self._id(paragraph) or "") or 0
        return numbering.mark(number_id, level)

    def _id(self, paragraph: _Element) -> str | None:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._default if style is None else style.get(qn("w:val"))

    def _properties(self, paragraph: _Element) -> Iterator[_Element]:
        """Yield the properties that hold for a paragraph, nearest first."""
        own = paragraph.find(qn("w:pPr"))
        if own is not None:
            yield own
        id_ = self._id(paragraph)
        for _ in range(_MAX_CHAIN):
            style = self._styles.get(id_ or "")
            if style is None:
                return
            properties = style.find(qn("w:pPr"))
            if properties is not None:
                yield properties
            base = style.find(qn("w:basedOn"))
            id_ = None if base is None else base.get(qn("w:val"))


def _integer(element: _Element, name: str, default: int) -> int:
    try:
        return int(element.get(qn(name)) or default)
    except ValueError:
        return default
