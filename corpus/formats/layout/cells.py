"""The text of a table's cell: its segments in, one line out, paragraphs set in `<p>`."""

from collections.abc import Sequence

from corpus.formats.layout.content import Box, around
from corpus.formats.layout.order import Line, lines_in_order
from corpus.formats.layout.segments import Segment
from corpus.formats.layout.wrapping import is_indented, is_short, join_wrapped
from corpus.structure.lines import ends_sentence


def cell_text(segments: Sequence[Segment]) -> str:
    """Return what a cell says, its wrapped lines joined."""
    paragraphs: list[list[Line]] = []
    room = around([segment.box for segment in segments])
    for line in lines_in_order(segments):
        if paragraphs and not _begins_anew(paragraphs[-1][-1], line, room):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    texts = [_joined(lines).replace("\t", " ") for lines in paragraphs]
    return texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)


def _begins_anew(line: Line, following: Line, room: Box) -> bool:
    """Cells are narrow and often centred: only the end of a sentence ends a paragraph."""
    if not ends_sentence(line.text):
        return False
    return is_short(line, following.text, room) or is_indented(following, room)


def _joined(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = join_wrapped(text, line.text)
    return text
