"""A folder with every kind of bad file: each is refused in words, the good ones go in whole."""

import io
import zipfile
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus import CorpusStore, ingest

GOOD = "关于开办的通知\n\n企业开办0.5个工作日内办结。\n"


def _protected_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 720, "text")
    canvas.save()
    return file.getvalue()


def _fill(folder: Path) -> None:
    folder.mkdir()
    protected = _protected_pdf()
    (folder / "密码.pdf").write_bytes(protected)
    (folder / "坏.pdf").write_bytes(protected[: len(protected) // 2])
    (folder / "程序.docx").write_bytes(b"MZ\x90\x00\x03\x00" + bytes(500))
    with (folder / "大.txt").open("wb") as file:
        file.truncate(500 * 1024 * 1024)  # takes no room: it is one hole
    with zipfile.ZipFile(folder / "炸弹.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.txt", bytes(50_000_000))
    with zipfile.ZipFile(folder / "越界.zip", "w") as archive:
        archive.writestr("../../外.txt", GOOD)
        archive.writestr("内.txt", GOOD)
    (folder / "好.txt").write_text(GOOD, encoding="utf-8")


def test_each_bad_file_is_named_with_its_reason_and_the_batch_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "batch"
    _fill(folder)
    store = CorpusStore(f"sqlite:///{tmp_path / 'corpus.db'}")

    report = ingest([folder], store)

    told = {Path(one.path).relative_to(folder).as_posix(): one.reason for one in report.failed}
    assert told == {
        "密码.pdf": "PDF 有密码保护，请解除密码后重试",
        "坏.pdf": "PDF 已损坏，或不是 PDF 文件",
        "程序.docx": "扩展名是 .docx，内容却是可执行程序，请核对后用正确的文件重试",
        "大.txt": "文件太大，上限是 200 MB",
        "炸弹.zip": "压缩比异常，拒绝解压（可能是压缩炸弹）",
        "越界.zip/../../外.txt": "压缩包里的文件名指向包外的位置，未读",
    }
    assert sorted(record.id for record in store.records()) == ["内", "好"]
    assert {chunk.document_id for chunk in store.iter_chunks()} == {"内", "好"}
    assert not (tmp_path / "外.txt").exists()
    store.close()
