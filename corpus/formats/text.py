"""Plain text and Markdown: UTF-8, UTF-16 where its mark says so, else GB18030."""

import hashlib
import re
from collections.abc import Iterator

from corpus.errors import DocumentUnreadable
from corpus.formats.raw import RawDefect, RawDocument

# Notepad of Windows saves so what it calls Unicode.
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_BLANKS = re.compile(r"[\s\ufeff]+")
# More control characters than this share means that bytes of another kind were decoded by luck.
_MAX_CONTROL_SHARE = 0.01


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the one text of the file; its line endings stay as received."""
    yield RawDocument(decoded(data), hashlib.sha256(data).hexdigest())


def decoded(data: bytes) -> str:
    """Return the bytes as text.

    Raises:
        DocumentUnreadable: they are empty, binary, or in no encoding known here.
    """
    if not data.strip():
        raise DocumentUnreadable("文件是空的")
    if data.startswith(_UTF16_MARKS):
        return _checked(data.decode("utf-16", errors="replace"))
    if b"\x00" in data:
        raise DocumentUnreadable("不是文本文件：内容是二进制数据")
    return _checked(_in_some_encoding(data))


def _checked(text: str) -> str:
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) * _MAX_CONTROL_SHARE:
        raise DocumentUnreadable("不是文本文件：内容是二进制数据")
    if not _BLANKS.sub("", text):
        raise DocumentUnreadable("文件里没有文字")
    return text


def _in_some_encoding(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentUnreadable("无法识别文字编码，请另存为 UTF-8 后重试")
