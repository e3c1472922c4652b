"""Tables as text (.csv): bytes in, a sentence for each row out."""

import csv
import hashlib
from collections.abc import Iterator
from io import StringIO

from corpus.errors import DocumentUnreadable
from corpus.formats.raw import RawDefect, RawDocument, damage_told_as
from corpus.formats.sheets import SheetRow, sheet_texts
from corpus.formats.text import decoded

# Offices export with commas, Excel also with tabs or semicolons.
_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 20


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the table as one text, or as several where it is long."""
    text = decoded(data)
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    texts = sheet_texts(SheetRow(tuple(row)) for row in rows)
    with damage_told_as("表格已损坏：有的行无法分列"):
        piece = next(texts, None)
        if piece is None:
            raise DocumentUnreadable("表格里没有文字")
        part = 1
        while piece is not None:
            yield RawDocument(piece, hashlib.sha256(piece.encode()).hexdigest(), part=part)
            piece, part = next(texts, None), part + 1


def _delimiter(text: str) -> str:
    """Return the mark that stands in most of the first lines, and most often there."""
    lines = text[:20_000].splitlines()[:_SAMPLE_LINES]
    return max(
        _DELIMITERS,
        key=lambda mark: (sum(mark in line for line in lines), text[:20_000].count(mark)),
    )
