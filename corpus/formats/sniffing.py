"""What a file is by its first bytes, whatever its name says: bytes in, kind out."""

import zipfile
from enum import StrEnum
from io import BytesIO


class Kind(StrEnum):
    """A kind that bytes give away; the value names it to people."""

    PDF = "PDF"
    OFD = "OFD"
    DOCX = "Word 文档（.docx）"
    XLSX = "Excel 表格（.xlsx）"
    PPTX = "PowerPoint 演示文稿"
    ODF = "OpenDocument 文档"
    ZIP = "ZIP 压缩包"
    DAMAGED_ZIP = "损坏的 ZIP 压缩包"
    LEGACY_OFFICE = "旧版 Office 文档（.doc、.xls）"
    ENCRYPTED_OFFICE = "加了密码的 Office 文档"
    RTF = "RTF 文档"
    HTML = "网页"
    PROGRAM = "可执行程序"
    IMAGE = "图片"
    OTHER_ARCHIVE = "其他格式的压缩包"


_MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"Rar!\x1a\x07", Kind.OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.OTHER_ARCHIVE),
    (b"\x1f\x8b\x08", Kind.OTHER_ARCHIVE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Name of the stream that holds an encrypted package ([MS-OFFCRYPTO] 2.3.4), as OLE writes names.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML_STARTS = (b"<!doctype html", b"<html")
# What a package holds tells whose it is: OPC (ECMA-376) and OFD (GB/T 33190) by these members.
_PACKAGES = (
    ("word/", Kind.DOCX),
    ("xl/", Kind.XLSX),
    ("ppt/", Kind.PPTX),
    ("OFD.xml", Kind.OFD),
    ("META-INF/manifest.xml", Kind.ODF),
)


def kind_of(data: bytes) -> Kind | None:
    """Return what the bytes are; None where nothing gives it away, as with plain text."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _package(data)
    if data.startswith(_OLE):
        is_encrypted = _ENCRYPTED_PACKAGE in data
        return Kind.ENCRYPTED_OFFICE if is_encrypted else Kind.LEGACY_OFFICE
    # MZ alone begins words too; a program has zero bytes right behind it.
    if data.startswith(b"MZ") and b"\x00" in data[:256]:
        return Kind.PROGRAM
    return Kind.HTML if head.lower().startswith(_HTML_STARTS) else None


def _package(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    # The central directory of a cut or forged archive breaks zipfile in more ways than BadZipFile.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return Kind.DAMAGED_ZIP
    is_opc = "[Content_Types].xml" in names
    for prefix, kind in _PACKAGES:
        if (is_opc or not prefix.endswith("/")) and any(name.startswith(prefix) for name in names):
            return kind
    return Kind.ZIP
