"""The text of one Word paragraph: its XML in, what a reader of the page sees out.

Deleted and hidden text, field codes and comments are left out; inserted text, links and content
controls are read as the text around them. Text boxes and footnotes are kept apart, since they
stand beside the sentence and not in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHOICES = f"{_COMPATIBILITY}AlternateContent"
_SKIPPED = {
    qn(name)
    for name in (
        "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:del", "w:moveFrom", "w:delText",
        "w:instrText", "w:delInstrText", "w:rt", "w:fldData", "w:commentReference",
        "w:annotationRef", "w:footnoteRef", "w:endnoteRef", "w:tblPr", "w:trPr", "w:tcPr",
    )
}  # fmt: skip
_TEXT = {qn("w:t"), _MATH_TEXT}
_FIXED = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_DRAWINGS = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
_TEXT_BOX = qn("w:txbxContent")
_OFF = {"0", "false", "off"}
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


@dataclass
class ParagraphText:
    """A paragraph's text with what hangs on it: text boxes and (kind, id) of its notes."""

    text: str = ""
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def paragraph_text(paragraph: _Element) -> ParagraphText:
    """Return what a paragraph says."""
    found = ParagraphText()
    found.text = "".join(_texts(paragraph, found))
    return found


def chosen(alternatives: _Element) -> _Element | None:
    """Return the one branch of mc:AlternateContent to read: both say the same."""
    for name in ("Choice", "Fallback"):
        for branch in alternatives.findall(f"{_COMPATIBILITY}{name}"):
            if name == "Fallback" or next(branch.iter(_TEXT_BOX, *_TEXT), None) is not None:
                return branch
    return None


def raised(text: str) -> str:
    """Return figures set high as such: 100m² must not read as 100m2, nor 67 with a note as 671."""
    return text.translate(_SUPERSCRIPT) if text.strip("0123456789+-") == "" else text


def _texts(node: _Element, found: ParagraphText) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag in _TEXT:
            yield (child.text or "").replace("\t", " ").replace("\n", " ")
        elif tag in _FIXED:
            yield _FIXED[tag]
        elif tag == qn("w:br"):
            yield "" if child.get(qn("w:type")) in ("page", "column") else "\n"
        elif tag in _NOTES:
            found.notes.append((_NOTES[tag], child.get(qn("w:id")) or ""))
        elif tag == qn("w:r"):
            yield from _run(child, found)
        elif tag == CHOICES:
            branch = chosen(child)
            if branch is not None:
                yield from _texts(branch, found)
        elif tag in _DRAWINGS:
            found.boxes += _outermost_boxes(child)
        elif tag != _TEXT_BOX:
            yield from _texts(child, found)


def _run(run: _Element, found: ParagraphText) -> Iterator[str]:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        yield from _texts(run, found)
        return
    if any(_is_on(properties.find(qn(name))) for name in ("w:vanish", "w:webHidden")):
        return
    align = properties.find(qn("w:vertAlign"))
    is_raised = align is not None and align.get(qn("w:val")) == "superscript"
    for text in _texts(run, found):
        yield raised(text) if is_raised else text


def _outermost_boxes(drawing: _Element) -> Iterator[_Element]:
    """Yield the text boxes of a drawing, of two ways to draw one box only the first."""
    for child in drawing:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag == CHOICES:
            branch = chosen(child)
            if branch is not None:
                yield from _outermost_boxes(branch)
        else:
            yield from _outermost_boxes(child)


def _is_on(toggle: _Element | None) -> bool:
    return toggle is not None and toggle.get(qn("w:val")) not in _OFF
