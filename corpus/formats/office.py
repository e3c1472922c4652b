"""Older office formats (.doc, .wps, .rtf, .xls, .et): LibreOffice turns them into newer ones.

It runs without a window, in a profile of its own that is thrown away, with macros and links off.
"""

import hashlib
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import DocumentUnreadable
from corpus.formats import docx, html, xlsx
from corpus.formats.raw import RawDefect, RawDocument, Reader
from corpus.formats.sniffing import Kind, kind_of

_logger = logging.getLogger(__name__)

# A first start lays out its profile in some ten seconds; a book of 500 pages takes about thirty.
TIMEOUT_S = 120
_PROGRAMS = ("soffice", "libreoffice")
_SUFFIXES = {Kind.RTF: ".rtf", Kind.ODF: ".odt"}
# Neither code nor links of a document may act while it is turned.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
</oor:items>
"""


def read_word(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the text of an older Word or WPS document."""
    return _read(data, ".doc", "docx", {Kind.DOCX: docx.read, Kind.HTML: html.read}, docx.read)


def read_sheets(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the texts of an older Excel or WPS workbook."""
    return _read(data, ".xls", "xlsx", {Kind.XLSX: xlsx.read, Kind.HTML: html.read}, xlsx.read)


def _read(
    data: bytes, suffix: str, target: str, direct: dict[Kind, Reader], reader: Reader
) -> Iterator[RawDocument | RawDefect]:
    """Read what needs no turning as it is: programs save newer formats under older names."""
    kind = kind_of(data)
    if kind in direct:
        yield from direct[kind](data)
        return
    if kind is None:
        raise DocumentUnreadable(f"内容不是 {suffix} 文档，或已损坏")
    sha256 = hashlib.sha256(data).hexdigest()
    for raw in reader(_turned(data, _SUFFIXES.get(kind, suffix), target)):
        is_whole = isinstance(raw, RawDocument) and raw.part is None
        yield replace(raw, sha256=sha256) if isinstance(raw, RawDocument) and is_whole else raw


def _turned(data: bytes, suffix: str, target: str) -> bytes:
    """Return the document in the format `target`.

    Raises:
        DocumentUnreadable: LibreOffice is missing, fails, or takes too long.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DocumentUnreadable(
            f"读取旧版 {suffix} 格式需要 LibreOffice：请安装它（要有 soffice 命令），"
            f"或把文件另存为 .{target} 后重试"
        )
    with TemporaryDirectory(prefix="zhengce-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile = home / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = home / f"document{suffix}"
        source.write_bytes(data)
        _run([program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
              "--nolockcheck", "--nodefault", "--convert-to", target,
              "--outdir", str(home / "out"), str(source)], home)  # fmt: skip
        turned = home / "out" / f"document.{target}"
        if not turned.is_file():
            raise DocumentUnreadable(
                f"LibreOffice 打不开这个文件（已损坏或有密码），请另存为 .{target} 后重试"
            )
        return turned.read_bytes()


def _run(command: list[str], home: Path) -> None:
    """Run LibreOffice to its end; its children end with it."""
    environment = {**os.environ, "HOME": str(home)}
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=environment, cwd=home, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise DocumentUnreadable(f"LibreOffice 无法启动：{error.strerror or error}") from error
    try:
        status = process.wait(timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired as error:
        raise DocumentUnreadable(
            f"LibreOffice 在 {TIMEOUT_S} 秒内没有转换完，请另存为新版格式后重试"
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if status:
        _logger.warning("LibreOffice failed", extra={"status": status})
