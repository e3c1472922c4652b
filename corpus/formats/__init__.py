"""Readers of file formats, one module each: bytes in, texts out.

A new format is a module with a `read` function and a line in `READERS`.
"""

from corpus.formats import image, jsonl, ofd, pdf, text
from corpus.formats.raw import RawDefect, RawDocument, Reader

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": text.read,
    ".jsonl": jsonl.read,
    ".pdf": pdf.read,
    ".ofd": ofd.read,
    ".png": image.read,
    ".jpg": image.read,
    ".jpeg": image.read,
    ".tif": image.read,
    ".tiff": image.read,
}

__all__ = ["READERS", "RawDefect", "RawDocument", "Reader"]
