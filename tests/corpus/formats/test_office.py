import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordFile

from corpus.formats import office

Texts = Callable[[str, bytes], list[str]]
Reasons = Callable[[str, bytes], list[str]]
SaveWord = Callable[[WordFile], bytes]
Program = Callable[[str], None]

LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def is_running(process: str) -> bool:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "Z (zombie)" not in status


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Puts a shell script in the place of LibreOffice."""

    def put(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return put


@pytest.mark.parametrize(
    ("name", "target"), [("a.doc", "docx"), ("a.wps", "docx"), ("a.xls", "xlsx")]
)
def test_without_libreoffice_the_reason_says_what_to_do(
    reasons: Reasons, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, target: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (reason,) = reasons(name, LEGACY)
    assert "LibreOffice" in reason
    assert f"另存为 .{target}" in reason


def test_what_libreoffice_makes_of_a_document_is_read(
    texts: Texts, program: Program, small_word: bytes, tmp_path: Path
) -> None:
    (tmp_path / "made.docx").write_bytes(small_word)
    program(f'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done\n'
            f'mkdir -p "$out"; cp {tmp_path}/made.docx "$out/document.docx"')  # fmt: skip
    assert texts("a.wps", LEGACY) == ["正文。"]


def test_a_document_that_libreoffice_cannot_open_says_so(
    reasons: Reasons, program: Program
) -> None:
    program("exit 1")
    assert reasons("a.doc", LEGACY) == [
        "LibreOffice 打不开这个文件（已损坏或有密码），请另存为 .docx 后重试"
    ]


def test_a_libreoffice_that_hangs_is_ended_with_its_children(
    reasons: Reasons, program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(office, "TIMEOUT_S", 3.0)  # the child has begun by then
    program(f"sleep 600 &\necho $! > {tmp_path}/child\nwait")
    (reason,) = reasons("a.doc", LEGACY)
    assert "没有转换完" in reason
    child = (tmp_path / "child").read_text().strip()
    until = time.monotonic() + 60  # a killed process ends when it next gets its turn
    while is_running(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_running(child)


@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
def test_a_newer_format_under_an_older_name_needs_no_libreoffice(
    texts: Texts, small_word: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert texts(name, small_word) == ["正文。"]


def test_a_page_saved_as_a_table_is_read(texts: Texts) -> None:
    rows = "<tr><th>名称</th><th>金额</th></tr><tr><td>甲</td><td>1</td></tr>"
    assert texts("a.xls", f"<html><table>{rows}</table></html>".encode()) == ["名称\t金额\n甲\t1"]


def test_words_under_an_office_name_are_told(reasons: Reasons) -> None:
    assert reasons("a.doc", "正文。".encode()) == ["内容不是 .doc 文档，或已损坏"]


@pytest.fixture
def libreoffice() -> None:
    if shutil.which("soffice") is None:
        missing = "LibreOffice is not on this machine (Debian: libreoffice-writer-nogui)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


@pytest.mark.usefixtures("libreoffice")
def test_libreoffice_itself_turns_rich_text(texts: Texts) -> None:
    text = r"\u31532?\u19968?\u26465? \u27491?\u25991?\u12290?\par"
    rtf = rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 SimSun;}}}}\f0 {text}}}"
    assert texts("a.rtf", rtf.encode()) == ["第一条 正文。"]
