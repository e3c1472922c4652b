"""ZIP archives: bytes in, the files inside out, one at a time and within bounds.

Nothing is written to disk: a member's name only labels what was in it.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.errors import DocumentUnreadable
from corpus.formats.packages import opened_package
from corpus.formats.raw import RawDefect, damage_told_as

# All that one archive may unpack to, the archives inside it counted with their own content.
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
# An archive of archives is how offices send a year of files; a third level is how bombs are built.
MAX_DEPTH = 2
_UTF8_NAME = 0x800
_FURNITURE = {"__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive; `name` is its path there, cleaned."""

    name: str
    data: bytes


@dataclass
class UnpackBudget:
    """How many bytes may still be unpacked, shared by an archive and those inside it."""

    bytes_left: int = MAX_UNPACKED_BYTES

    def spend(self, n_bytes: int) -> None:
        """Take bytes off.

        Raises:
            DocumentUnreadable: more than is left.
        """
        self.bytes_left -= n_bytes
        if self.bytes_left < 0:
            bound = MAX_UNPACKED_BYTES // 1024 // 1024
            raise DocumentUnreadable(f"解压后超过 {bound} MB，其余文件未读（可能是压缩炸弹）")


def members_of(
    data: bytes, budget: UnpackBudget, *, max_member_bytes: int
) -> Iterator[Member | RawDefect]:
    """Yield the files of an archive, in its order, and a defect for each that is refused.

    Raises:
        DocumentUnreadable: the archive is damaged, protected, or unpacks to too much.
    """
    with opened_package(data, max_total_bytes=MAX_UNPACKED_BYTES) as archive:
        for info in archive.infolist():
            name = _name(info)
            parts = PurePosixPath(name).parts
            if info.is_dir() or not parts or _is_furniture(parts):
                continue
            if ".." in parts or name.startswith("/") or parts[0].endswith(":"):
                yield RawDefect("压缩包里的文件名指向包外的位置，未读", name)
            elif info.file_size > max_member_bytes:
                bound = max_member_bytes // 1024 // 1024
                yield RawDefect(f"文件太大，上限是 {bound} MB", name)
            else:
                budget.spend(info.file_size)
                yield _member(archive, info, name)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member | RawDefect:
    try:
        with damage_told_as("压缩包里的这个文件已损坏"):
            return Member(name, archive.read(info))
    except DocumentUnreadable as error:
        return RawDefect(str(error), name)


def _is_furniture(parts: tuple[str, ...]) -> bool:
    return parts[-1].startswith("~$") or any(
        part in _FURNITURE or (part[0] == "." and part != "..") for part in parts
    )


def _name(info: zipfile.ZipInfo) -> str:
    """Return the member's path; Windows writes Chinese names as GBK without saying so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = name.encode()
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "".join(char for char in name.replace("\\", "/") if char.isprintable())
