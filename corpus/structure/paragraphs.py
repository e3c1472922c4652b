"""Paragraphs healed of page and line breaks: lines in, paragraphs out.

A line that does not end a sentence goes on in the next one, unless that one begins something new.
Page numbers and photo captions in between do not stop a sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.document import Span
from corpus.structure.line_runs import caption_lines, name_lines, print_width
from corpus.structure.lines import Line, LineRole, ends_sentence
from corpus.structure.masthead import is_doc_no, names_notice, names_organs, signature_lines
from corpus.structure.numbering import LEGAL_STYLES, is_bare

_PAIRS = {"（": "）", "《": "》", "〈": "〉", "“": "”", "「": "」", "【": "】"}
_UNMARKED_HEADING_CHARS = 40
# What longer headings of official reports end in.
_TITLE_ENDS = tuple("问题 建议 意见 情况 方面 任务 打算 措施 成效 要求".split())
# Items of an enumeration inside a paragraph: 一是…，二是…
ITEM_LEAD = re.compile("[一二三四五六七八九十]{1,2}是")
# A section that a lost line break left in the middle of a line: 。（二）…
_INNER_SECTION = re.compile(r"(?<=。)\s*(?=(?:\*\*)?[（(][二三四五六七八九十]{1,3}[）)])")
# What opens a line of its own behind the text of a letter or notice.
_OPENERS = ("附件：", "抄送：", "联系人：", "此复", "特此")
# How long it holds, behind a list: 本决定自印发之日起生效.
_OF_ITSELF = re.compile("本(?:决定|通知|公告|通告|办法|意见|方案|规定|措施|细则|政策|清单|目录)自")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}：")
# A box to be ticked before the item of a form.
_BOX = re.compile(r"\s*[□☐☑√✓■]")
_IDEOGRAPHIC_BLANK = re.compile(r"(?<=[\u4e00-\u9fff”])[ \u3000]+(?=[\u4e00-\u9fff“])")
# A note such as （此件公开发布） is no title; a number ends what tells whom to call.
_BRACKETED = re.compile("（[^（）]*）$")
_CALLED = re.compile(r"\d{7,8}$")
_TABLE_NAME = re.compile(
    r"(?:续|附)?表\s?[\d一二三四五六七八九十]{1,3}(?:[-—.]\d{1,2})?[：:\s]?[^。；，]{2,40}$"
)
_TABLE_UNIT = re.compile(r"[（(]?(?:计量|金额)?单位[：:][^，。]{1,20}$")
_MAX_PLAIN_TITLE_CHARS = 12


@dataclass
class Paragraph:
    """Lines that belong together, and what they are."""

    lines: list[Line] = field(default_factory=list)
    is_caption: bool = False
    is_debris: bool = False
    is_signature: bool = False
    is_bare_title: bool = False
    _joined: tuple[int, str] = (0, "")  # how many lines, and their text

    @property
    def clean(self) -> str:
        """The normalised text; exact only where no rule reaches across a line break."""
        count, text = self._joined
        if count != len(self.lines):  # asked for at every line: joined anew, thousands cost minutes
            text += "".join(line.clean for line in self.lines[count:])
            self._joined = len(self.lines), text
        return text

    @property
    def spans(self) -> list[Span]:
        """Where its lines stand in the source."""
        return [line.span for line in self.lines]

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.is_bold for line in self.lines)

    @property
    def is_marked(self) -> bool:
        """Whether Markdown calls it a heading."""
        return self.lines[0].is_marked

    @property
    def is_legal_mark(self) -> bool:
        """Whether it is 第三章 or 第三十三条 alone, its title or text on the line below."""
        numbering = self.lines[0].numbering
        is_legal = numbering is not None and numbering.style in LEGAL_STYLES
        return is_legal and numbering is not None and numbering.mark == self.clean

    @property
    def is_open(self) -> bool:
        """Whether its last sentence is unfinished."""
        text = self.clean
        return self.is_legal_mark or not (
            self.is_caption or self.is_bare_title or self.is_signature or ends_sentence(text)
            or self.lines[-1].is_date or is_doc_no(text) or names_notice(text) or self._is_title()
        )  # fmt: skip

    def is_cut_at(self, width: int | None) -> bool:
        """Whether its one line, numbered and with a comma, fills the page and says no end."""
        text = self.clean
        return (
            width is not None
            and len(self.lines) == 1
            and len(text) >= width
            and self.lines[0].numbering is not None
            and "，" in text
            and not (ends_sentence(text) or self.is_marked or self.is_bold)
        )

    def _is_title(self) -> bool:
        """Whether a numbered or marked line without a full stop is whole, not cut."""
        text = self.clean
        if self.lines[0].role is LineRole.ARTICLE:
            return False
        if self.lines[-1].is_marked or self.is_bold:
            may_be = not ITEM_LEAD.match(text)
        else:
            is_short = len(text) <= _UNMARKED_HEADING_CHARS or text.endswith(_TITLE_ENDS)
            may_be = self.lines[0].numbering is not None and is_short
        return may_be and is_balanced(text) and not re.search("[。；！？]", text)


def is_balanced(text: str) -> bool:
    """Return whether each bracket and quotation mark that opens also closes."""
    return all(text.count(left) == text.count(right) for left, right in _PAIRS.items())


def paragraphs_of(
    lines: Sequence[Line], *, bare_titles: bool = False, is_tail: bool = False
) -> list[Paragraph]:
    """Return the paragraphs in order of their first lines.

    Args:
        lines: lines of one part, without tables.
        bare_titles: whether short lines without punctuation are titles in this document.
        is_tail: whether the text ended above them, so that the first may sign it.
    """
    lines = [piece for line in lines for piece in _split(line)]
    captions, signatures = caption_lines(lines), signature_lines(lines, is_tail=is_tail)
    names, width = name_lines(lines), print_width(lines)
    found: list[Paragraph] = []
    current: Paragraph | None = None
    for at, line in enumerate(lines):
        if at in captions:
            found.append(Paragraph([line], is_caption=True))
        elif line.is_debris:
            found.append(Paragraph([line], is_debris=True))
        elif at in signatures:
            current = Paragraph([line], is_signature=True)
            found.append(current)
        elif current is not None and current.is_cut_at(width) and not _begins_anew(line, current):
            current.lines.append(line)
        elif (
            current is not None and current.is_open
            and at not in names and not _begins_anew(line, current)
        ):  # fmt: skip
            current.lines.append(line)
        else:
            following = lines[at + 1] if at + 1 < len(lines) else None
            is_title = bare_titles and at not in names and _is_bare_title(line, following)
            current = Paragraph([line], is_bare_title=is_title)
            found.append(current)
    return found


def list_items(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the items of a numbered list, each healed up to the next number."""
    found: list[Paragraph] = []
    for line in lines:
        if found and not line.numbering:
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    return found


def captions_of(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return what names the table below paragraphs: 表1 企业情况, and below it 单位：万元."""
    last = len(paragraphs) - 1
    at = last - 1 if last > 0 and _TABLE_UNIT.match(paragraphs[last].clean) else last
    named = at >= 0 and _TABLE_NAME.match(paragraphs[at].clean) is not None
    return list(paragraphs[at:]) if named else []


def _split(line: Line) -> list[Line]:
    """Cut a line where a section begins inside it."""
    cuts = [match.end() for match in _INNER_SECTION.finditer(line.raw)]
    bounds = [0, *cuts, len(line.raw)]
    return [
        Line(
            line.raw[low:high],
            Span(line.span.start + low, line.span.start + high),
            line.role if low == 0 else None,
        )
        for low, high in pairwise(bounds)
    ]


def _is_bare_title(line: Line, following: Line | None) -> bool:
    """Tell a title line of a newspaper from what a page break left of a sentence.

    Such titles set their phrases apart by blanks, or are very short.
    """
    if following is None or line.numbering or line.is_date or not is_bare(line.clean):
        return False
    if is_doc_no(line.clean) or _BRACKETED.match(line.clean):
        return False
    is_title = _IDEOGRAPHIC_BLANK.search(line.raw) or len(line.clean) <= _MAX_PLAIN_TITLE_CHARS
    longer = len(following.clean) > len(line.clean)
    return bool(is_title) and longer and not ITEM_LEAD.match(line.clean)


def _begins_anew(line: Line, current: Paragraph) -> bool:
    if current.is_legal_mark:
        is_article = current.lines[0].role is LineRole.ARTICLE
        return line.numbering is not None or not (is_article or is_bare(line.clean))
    if line.numbering or line.is_indented or line.is_date:
        return True
    if _CALLED.search(current.clean[-8:]) and names_organs(line.clean):
        return True
    label = _LABEL.match(current.clean)
    if label and names_organs(current.clean[label.end() :]):
        return True
    if _LABEL.match(line.clean) and (label or _BOX.match(current.lines[0].raw)):
        return True
    if _BOX.match(line.raw) or (is_doc_no(line.clean) and line.clean[0] not in "〔（"):
        return True
    if line.clean.startswith(_OPENERS) or _OF_ITSELF.match(line.clean):
        return True
    if _TABLE_UNIT.match(line.clean) and _TABLE_NAME.match(current.clean):
        return True
    return line.raw.lstrip().startswith(("- ", "> ", "——"))
