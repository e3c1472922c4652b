"""Which list item holds a sentence, and which words before it give it sense: spans in, places out.

A list item is open until its list goes on, another begins, or, within a paragraph, the line ends.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.text.list_marks import INLINE_STYLES, ListMark, MarkStyle

Range = tuple[int, int]

# What announces the items that follow on lines of their own: 主要表现在以下几个方面。
_ANNOUNCES = re.compile(
    r"(?:以下|下列|如下)[^，。]{0,12}[。：:]?$|"
    r"[几两三四五六七八九十\d]个?(?:方面|问题|措施|类别|类|特点|环节)(?:的[^，。]{0,6})?[。：:]?$"
)


@dataclass(slots=True)
class Place:
    """What leads to a sentence, and the item that holds it; see `Unit`."""

    lead: Range | None
    item: Range | None = None


@dataclass(slots=True)
class _Item:
    """An open list item: its style, what introduced its list, its title where it has one."""

    style: MarkStyle
    head: Range | None
    title: Range | None = None
    units: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """What is open where reading stands: items, the innermost last; a title; a table's columns."""

    items: list[_Item] = field(default_factory=list)
    title: Range | None = None  # the unmarked title of the running paragraph
    columns: Range | None = None  # the row that names the columns of the running table

    @property
    def lead(self) -> Range | None:
        """What gives sense to a sentence without a mark."""
        item = self.items[-1] if self.items else None
        return self.title or ((item.title or item.head) if item else None)

    def begin_line(self, *, is_row: bool) -> None:
        self.columns = self.columns if is_row else None
        self.title = self.columns

    def close_inline_items(self) -> None:
        self.items[:] = [item for item in self.items if item.style not in INLINE_STYLES]

    def close_list(self) -> None:
        """Close the innermost list with its last item; what introduced it leads no further."""
        item = self.items.pop()
        if self.title == item.head:
            self.title = self.columns

    def open_item(self, mark: ListMark, head: Range | None) -> None:
        """Open a new item; a mark other than the first goes on with its list."""
        styles = [item.style for item in self.items]
        if mark.style in styles:
            place = styles.index(mark.style)
            head = head if mark.number == 1 else self.items[place].head
            del self.items[place:]
        self.items.append(_Item(mark.style, head))

    def entitle(self, span: Range, *, is_row: bool, is_marked: bool) -> None:
        """Take a heading as the title of what follows it."""
        if is_row:
            self.columns = span
        if is_marked:
            self.items[-1].title = span
        else:
            self.title = span


def places_in_lists(
    text: str, spans: Sequence[Range], headings: Sequence[bool], marks: Mapping[int, ListMark]
) -> list[Place]:
    """Return the place of every sentence.

    Args:
        text: clean text.
        spans: its sentences in order.
        headings: which of them are only titles.
        marks: the list marks by where they stand.
    """
    places: list[Place] = []
    open_ = _Open()
    for index, (start, end) in enumerate(spans):
        mark, is_row = marks.get(start), "\t" in text[start:end]
        opens_line = begins_line(text, spans, index)
        if opens_line:
            open_.begin_line(is_row=is_row)
        if mark is not None:
            open_.open_item(mark, _head(text, spans, headings, index))
            places.append(Place(open_.items[-1].head))
        else:
            if opens_line:
                open_.close_inline_items()
            places.append(Place(open_.lead))
        if headings[index]:
            open_.entitle(spans[index], is_row=is_row, is_marked=mark is not None)
        if open_.items:
            members = open_.items[-1].units
            members.append(index)
            for member in members:
                places[member].item = spans[members[0]][0], end
        if ends_list(text, spans, index, marks):
            open_.close_list()
    return places


def ends_list(text: str, spans: Sequence[Range], index: int, marks: Mapping[int, ListMark]) -> bool:
    """Whether a sentence is the last item of a list: （五）…； before it, a full stop behind it."""
    mark, before = marks.get(spans[index][0]), marks.get(spans[index - 1][0])
    if index == 0 or mark is None or before is None:
        return False
    counts_on = before.style is mark.style and before.number + 1 == mark.number
    is_open = text[spans[index - 1][1] - 1] in "；;"
    return counts_on and is_open and text[spans[index][1] - 1] == "。"


def begins_line(text: str, spans: Sequence[Range], index: int) -> bool:
    """Whether a sentence is the first on its line."""
    return index == 0 or "\n" in text[spans[index - 1][1] : spans[index][0]]


def _head(text: str, spans: Sequence[Range], headings: Sequence[bool], index: int) -> Range | None:
    """Return the unit that introduces a list: the one before it, if it is near enough to do so."""
    if index == 0:
        return None
    start, end = spans[index - 1]
    same_line = "\n" not in text[end : spans[index][0]]
    is_title = text[end - 1] in "：:" or headings[index - 1]
    introduces = is_title or _ANNOUNCES.search(text, start, end)
    return (start, end) if same_line or introduces else None
