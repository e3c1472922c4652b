from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pytest
from docx.document import Document as WordFile

from corpus.errors import DocumentUnreadable
from corpus.formats import RawDefect, RawDocument, read_file

ReadTexts = Callable[[str, bytes], list[str]]
ReadReasons = Callable[[str, bytes], list[str]]
SaveWord = Callable[[WordFile], bytes]
SaveBook = Callable[[openpyxl.Workbook], bytes]
Packed = Callable[[dict[str, bytes]], bytes]


@pytest.fixture
def texts() -> ReadTexts:
    """The texts that a file of this name and these bytes holds."""

    def read(name: str, data: bytes) -> list[str]:
        return [raw.text for raw in read_file(name, data) if isinstance(raw, RawDocument)]

    return read


@pytest.fixture
def reasons() -> ReadReasons:
    """What of a file could not be read, and why; members of archives by name."""

    def read(name: str, data: bytes) -> list[str]:
        found: list[str] = []
        try:
            for raw in read_file(name, data):
                if isinstance(raw, RawDefect):
                    found.append(f"{raw.name}：{raw.reason}" if raw.name else raw.reason)
        except DocumentUnreadable as error:
            found.append(str(error))
        return found

    return read


@pytest.fixture
def word() -> SaveWord:
    """The bytes of a Word document."""

    def save(document: WordFile) -> bytes:
        file = BytesIO()
        document.save(file)
        return file.getvalue()

    return save


@pytest.fixture
def book() -> SaveBook:
    """The bytes of an Excel workbook."""

    def save(workbook: openpyxl.Workbook) -> bytes:
        file = BytesIO()
        workbook.save(file)
        return file.getvalue()

    return save


@pytest.fixture
def packed() -> Packed:
    """The bytes of a ZIP archive with these members."""

    def pack(members: dict[str, bytes]) -> bytes:
        file = BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return file.getvalue()

    return pack


@pytest.fixture
def small_word(word: SaveWord) -> bytes:
    """A Word document of one paragraph."""
    document = docx.Document()
    document.add_paragraph("正文。")
    return word(document)
