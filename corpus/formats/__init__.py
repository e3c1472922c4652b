"""Readers of file formats, one module each: bytes in, texts out.

A new format is a module with a `read` function and a line in `READERS`.
"""

from corpus.formats import jsonl, text
from corpus.formats.raw import RawDefect, RawDocument, Reader

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": text.read,
    ".jsonl": jsonl.read,
}

__all__ = ["READERS", "RawDefect", "RawDocument", "Reader"]
