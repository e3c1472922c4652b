"""Texts into bubbles: at most so many, none over its bytes, cut at sentences, never in a tag."""

import re
from collections.abc import Sequence

MAX_BUBBLES = 3
MAX_BUBBLE_BYTES = 2000
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?(?:\[\d+\])*")
_TAG = re.compile(r"<a [^>]*>[^<]*</a>|.", re.DOTALL)


def into_bubbles(
    lines: Sequence[str],
    *,
    label: str = "",
    tail: str = "",
    note: str = "",
    limit: int = MAX_BUBBLES,
    max_bytes: int = MAX_BUBBLE_BYTES,
) -> tuple[str, ...]:
    """Return the lines in bubbles.

    Args:
        lines: paragraphs in order; a link is written `<a href="…">…</a>`.
        label: what ends each bubble.
        tail: what ends the last bubble if not everything fits.
        note: what ends the last bubble in any case, before its label.
        limit: how many bubbles there may be.
        max_bytes: how many bytes of UTF-8 a bubble may have, its label included.
    """
    room = max_bytes - _size(label) - 1
    whole = _filled([*lines, note], room)
    if len(whole) <= limit:
        return tuple(_joined(text, label) for text in whole)
    end = _joined(tail, note) if tail else note
    kept = _filled(lines, room - _size(end) - 1)[:limit]
    kept[-1] = _joined(kept[-1], end)
    return tuple(_joined(text, label) for text in kept)


def _filled(lines: Sequence[str], room: int) -> list[str]:
    bubbles = [""]
    for line in lines:
        for index, piece in enumerate(_pieces(line, room)):
            joint = "\n" if index == 0 and bubbles[-1] else ""
            if _size(bubbles[-1] + joint + piece) > room:
                bubbles.append(piece)
            else:
                bubbles[-1] += joint + piece
    return [bubble.strip("\n") for bubble in bubbles if bubble.strip()]


def _pieces(line: str, room: int) -> list[str]:
    """Cut a line that is no bubble's; whole lines and whole sentences are kept where they fit."""
    if _size(line) <= room:
        return [line]
    sentences = [line] if "<a " in line else [one for one in _SENTENCE.findall(line) if one]
    return [piece for sentence in sentences for piece in _cut(sentence, room)]


def _cut(sentence: str, room: int) -> list[str]:
    pieces = [""]
    for atom in _TAG.findall(sentence):
        if pieces[-1] and _size(pieces[-1] + atom) > room:
            pieces.append("")
        pieces[-1] += atom
    return pieces


def _joined(text: str, end: str) -> str:
    return f"{text}\n{end}" if end else text


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
