"""The one way into a file: its name and bytes in, the texts that it holds out.

The suffix chooses the reader; the bytes must not belie it. Archives are opened here, each member
read as a file of its own. A new format is a module with a `read` function and a line in `READERS`.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from corpus.errors import DocumentUnreadable
from corpus.formats import jsonl, text
from corpus.formats.archive import MAX_DEPTH, Member, UnpackBudget, members_of
from corpus.formats.raw import RawDefect, RawDocument, Reader
from corpus.formats.sniffing import Kind, kind_of

# A JSONL file of 60,000 articles has about 20 MB; ten times that still fits in memory.
MAX_FILE_BYTES = 200 * 1024 * 1024


def _later(module: str, function: str = "read") -> Reader:
    """A reader whose module, with the libraries of its format, is loaded by the first file."""

    def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
        found: Reader = getattr(import_module(f"corpus.formats.{module}"), function)
        return found(data)

    return read


READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": text.read,
    ".jsonl": jsonl.read,
    ".csv": _later("csv"),
    ".html": _later("html"),
    ".htm": _later("html"),
    ".docx": _later("docx"),
    ".doc": _later("office", "read_word"),
    ".wps": _later("office", "read_word"),
    ".rtf": _later("office", "read_word"),
    ".xlsx": _later("xlsx"),
    ".xls": _later("office", "read_sheets"),
    ".et": _later("office", "read_sheets"),
    ".pdf": _later("pdf"),
    ".ofd": _later("ofd"),
    ".png": _later("image"),
    ".jpg": _later("image"),
    ".jpeg": _later("image"),
    ".tif": _later("image"),
    ".tiff": _later("image"),
}
_ARCHIVE = ".zip"

# These may hold several texts, or texts with ids of their own; a file of the others is one text.
_OF_MANY = {_ARCHIVE, ".jsonl", ".csv", ".xlsx", ".xls", ".et"}

# The kinds that bytes of a suffix may be; a reader itself meets what nothing gives away.
_OFFICE = {Kind.LEGACY_OFFICE, Kind.RTF, Kind.HTML, Kind.DOCX, Kind.ODF}
_SHEETS = {Kind.LEGACY_OFFICE, Kind.HTML, Kind.XLSX, Kind.ODF}
_KINDS: dict[str, set[Kind]] = {
    ".txt": {Kind.HTML},
    ".md": {Kind.HTML},
    ".html": {Kind.HTML},
    ".htm": {Kind.HTML},
    ".docx": {Kind.DOCX, Kind.DAMAGED_ZIP},
    ".doc": _OFFICE,
    ".wps": _OFFICE,
    ".rtf": {Kind.RTF},
    ".xlsx": {Kind.XLSX, Kind.DAMAGED_ZIP},
    ".xls": _SHEETS,
    ".et": _SHEETS,
    ".pdf": {Kind.PDF},
    ".ofd": {Kind.OFD, Kind.ZIP, Kind.DAMAGED_ZIP},
    ".png": {Kind.IMAGE},
    ".jpg": {Kind.IMAGE},
    ".jpeg": {Kind.IMAGE},
    ".tif": {Kind.IMAGE},
    ".tiff": {Kind.IMAGE},
    _ARCHIVE: {Kind.ZIP, Kind.DAMAGED_ZIP},
}


def read_file(name: str, data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the texts of a file, in order, and what of it could not be read.

    Args:
        name: the file's name; only its suffix counts.
        data: its bytes.

    Raises:
        DocumentUnreadable: nothing of the file, or nothing more of it, can be read.
    """
    suffix = _checked_suffix(name, data)
    if not data:
        raise DocumentUnreadable("文件是空的")
    if suffix == _ARCHIVE:
        yield from _unpacked(data, UnpackBudget(), depth=1)
    else:
        yield from READERS[suffix](data)


def is_supported(name: str) -> bool:
    """Return whether a file of this name can be read at all."""
    suffix = PurePath(name).suffix.lower()
    return suffix in READERS or suffix == _ARCHIVE


def is_one_text(name: str) -> bool:
    """Return whether a file of this name holds one text, told by the hash of the file alone."""
    return is_supported(name) and PurePath(name).suffix.lower() not in _OF_MANY


def _checked_suffix(name: str, data: bytes) -> str:
    suffix = PurePath(name).suffix.lower()
    if not is_supported(name):
        raise DocumentUnreadable(f"暂不支持 {suffix or '没有扩展名的'} 格式")
    kind = kind_of(data)
    if kind is Kind.ENCRYPTED_OFFICE:
        raise DocumentUnreadable("文件有打开密码，请去掉密码后重试")
    if kind is not None and kind not in _KINDS.get(suffix, set()):
        raise DocumentUnreadable(f"扩展名是 {suffix}，内容却是{kind}，请核对后用正确的文件重试")
    return suffix


def _unpacked(
    data: bytes, budget: UnpackBudget, *, depth: int
) -> Iterator[RawDocument | RawDefect]:
    is_empty = True
    for member in members_of(data, budget, max_member_bytes=MAX_FILE_BYTES):
        is_empty = False
        if isinstance(member, RawDefect):
            yield member
            continue
        try:
            for raw in _read_member(member, budget, depth):
                inner = f"{member.name}/{raw.name}" if raw.name else member.name
                yield replace(raw, name=inner)
        except DocumentUnreadable as error:
            yield RawDefect(str(error), member.name)
    if is_empty:
        raise DocumentUnreadable("压缩包是空的")


def _read_member(
    member: Member, budget: UnpackBudget, depth: int
) -> Iterator[RawDocument | RawDefect]:
    suffix = _checked_suffix(member.name, member.data)
    if suffix != _ARCHIVE:
        yield from READERS[suffix](member.data)
    elif depth >= MAX_DEPTH:
        raise DocumentUnreadable(f"压缩包嵌套超过 {MAX_DEPTH} 层，里面的未读")
    else:
        yield from _unpacked(member.data, budget, depth=depth + 1)
