"""The container of an OFD file (GB/T 33190-2016): a zip of XML files that name each other."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from corpus.errors import DocumentUnreadable

# A page of dense text has 1 MB of XML, a scanned one a picture of a few: what is larger, or adds
# up to more, is not a document but a bomb.
_MAX_ENTRY_BYTES = 60 * 1024 * 1024
_MAX_TOTAL_BYTES = 600 * 1024 * 1024
_ROOT = "OFD.xml"
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class EntryMissing(Exception):
    """An entry that another one names is not there, or is damaged."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An XML file of the package with its place, against which it names others."""

    path: str
    root: ET.Element

    def beside(self, location: str) -> str:
        """Return the place in the package of a file that this one names."""
        location = location.strip().replace("\\", "/")
        folder = "" if location.startswith("/") else posixpath.dirname(self.path)
        return posixpath.normpath(posixpath.join(folder, location.lstrip("/")))


class Package:
    """An opened OFD file."""

    def __init__(self, data: bytes) -> None:
        """Open the file.

        Raises:
            DocumentUnreadable: it is no OFD file.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DocumentUnreadable("OFD 已损坏，或不是 OFD 文件") from error
        if _ROOT.lower() not in self._names:
            raise DocumentUnreadable("不是 OFD 文件：里面没有 OFD.xml")
        self._read_bytes = 0

    def xml(self, path: str) -> Entry:
        """Return a parsed entry.

        Raises:
            EntryMissing: it is not there or is no XML.
            DocumentUnreadable: it is protected by a password, or far too large.
        """
        data = self.bytes_of(path)
        if _DECLARATION.search(data):
            raise EntryMissing(path)
        try:
            return Entry(path, ET.fromstring(data))  # declarations are refused above
        except (ET.ParseError, ValueError, LookupError) as error:
            raise EntryMissing(path) from error

    def root(self) -> Entry:
        """Return the entry that names the documents."""
        return self.xml(_ROOT)

    def bytes_of(self, path: str) -> bytes:
        """Return the content of an entry; see `xml` for what it raises."""
        name = self._names.get(path.lower())
        if name is None:
            raise EntryMissing(path)
        try:
            with self._zip.open(name) as file:
                data = file.read(_MAX_ENTRY_BYTES + 1)
        except RuntimeError as error:
            raise DocumentUnreadable("OFD 有密码保护，请解除密码后重试") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            raise EntryMissing(path) from error
        self._read_bytes += len(data)
        if len(data) > _MAX_ENTRY_BYTES or self._read_bytes > _MAX_TOTAL_BYTES:
            raise DocumentUnreadable("OFD 解压后太大，可能不是正常文件")
        return data


def local_name(element: ET.Element) -> str:
    """Return an element's name without its namespace, which differs between writers."""
    return element.tag.rpartition("}")[2]


def named(element: ET.Element, *names: str) -> Iterator[ET.Element]:
    """Yield the elements beneath of these names, in order."""
    return (found for found in element.iter() if local_name(found) in names)


def first_text(element: ET.Element, name: str) -> str | None:
    """Return what the first element of a name says."""
    return next((found.text for found in named(element, name) if found.text), None)
