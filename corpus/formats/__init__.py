"""Readers of file formats, one module each: bytes in, texts out."""

from corpus.formats.opening import (
    MAX_FILE_BYTES,
    READERS,
    is_one_text,
    is_supported,
    read_file,
)
from corpus.formats.page_progress import watching_pages
from corpus.formats.pictures import has_page_pictures, page_picture
from corpus.formats.raw import RawDefect, RawDocument, Reader

__all__ = [
    "MAX_FILE_BYTES",
    "READERS",
    "RawDefect",
    "RawDocument",
    "Reader",
    "has_page_pictures",
    "is_one_text",
    "is_supported",
    "page_picture",
    "read_file",
    "watching_pages",
]
