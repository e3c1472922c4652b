import struct
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from corpus import Document, LoadFailure, load_paths
from corpus.formats import archive, opening, packages

Texts = Callable[[str, bytes], list[str]]
Reasons = Callable[[str, bytes], list[str]]
Packed = Callable[[dict[str, bytes]], bytes]

MEGABYTE = 1024 * 1024
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
)


@pytest.mark.parametrize(
    ("name", "data", "content"),
    [
        ("a.docx", PROGRAM, "可执行程序"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        ("a.txt", b"PK\x03\x04\x00\x00", "损坏的 ZIP 压缩包"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "图片"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "旧版 Office 文档（.doc、.xls）",
        ),
        ("a.zip", b"Rar!\x1a\x07\x00", "其他格式的压缩包"),
        ("a.docx", b"<html><body>x</body></html>", "网页"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_named_as_what_it_is(
    reasons: Reasons, name: str, data: bytes, content: str
) -> None:
    suffix = name[1:]
    assert reasons(name, data) == [
        f"扩展名是 {suffix}，内容却是{content}，请核对后用正确的文件重试"
    ]


def test_an_office_package_of_another_kind_is_named(reasons: Reasons, small_word: bytes) -> None:
    (reason,) = reasons("a.xlsx", small_word)
    assert "内容却是Word 文档（.docx）" in reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", "\xa0\u2003\n".encode(), "文件里没有文字"),
        ("a.csv", b",,\n,,\n", "表格里没有文字"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "压缩包是空的"),
    ],
)
def test_a_file_that_holds_nothing_says_so(
    reasons: Reasons, name: str, data: bytes, reason: str
) -> None:
    assert reasons(name, data) == [reason]


def test_words_that_begin_with_mz_are_no_program(texts: Texts) -> None:
    assert texts("a.txt", "MZ 区政策。".encode()) == ["MZ 区政策。"]


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.xlsx", "a.xls", "a.txt"])
def test_an_office_file_with_a_password_says_so(reasons: Reasons, name: str) -> None:
    assert reasons(name, ENCRYPTED) == ["文件有打开密码，请去掉密码后重试"]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.zip"])
def test_a_cut_file_is_damaged(reasons: Reasons, small_word: bytes, name: str) -> None:
    assert reasons(name, small_word[: len(small_word) // 2]) == ["文件已损坏，无法打开"]


def test_a_member_whose_checksum_is_wrong_is_damaged(reasons: Reasons, packed: Packed) -> None:
    data = bytearray(packed({"a.txt": "第一条 正文。".encode() * 9}))
    data[50] ^= 0xFF
    assert reasons("a.zip", bytes(data)) == ["a.txt：压缩包里的这个文件已损坏"]


def test_files_of_an_archive_are_read_each_by_its_reader(
    texts: Texts, packed: Packed, small_word: bytes
) -> None:
    data = packed({
        "政策/甲.txt": "甲。".encode("gb18030"), "乙.docx": small_word,
        "__MACOSX/乙.docx": b"x", ".DS_Store": b"x", "夹/~$甲.docx": b"x", "空/": b"",
        "内.zip": packed({"丙.md": "丙。".encode()}),
    })  # fmt: skip
    assert texts("a.zip", data) == ["甲。", "正文。", "丙。"]


def test_a_bad_member_is_named_and_the_others_are_read(
    texts: Texts, reasons: Reasons, packed: Packed
) -> None:
    data = packed({
        "甲.docx": PROGRAM, "乙.mp4": b"\x00\x00\x00 ftyp", "../../etc/丙.txt": "丙。".encode(),
        "C:\\丁.txt": "丁。".encode(), "/戊.txt": "戊。".encode(), "己.txt": "己。".encode(),
    })  # fmt: skip
    assert texts("a.zip", data) == ["己。"]
    assert reasons("a.zip", data) == [
        "甲.docx：扩展名是 .docx，内容却是可执行程序，请核对后用正确的文件重试",
        "乙.mp4：暂不支持 .mp4 格式",
        "../../etc/丙.txt：压缩包里的文件名指向包外的位置，未读",
        "C:/丁.txt：压缩包里的文件名指向包外的位置，未读",
        "/戊.txt：压缩包里的文件名指向包外的位置，未读",
    ]


def archive_of_windows(name: bytes, content: bytes) -> bytes:
    """An archive whose one name is raw bytes, as zipfile itself never writes it (APPNOTE 4.3)."""
    sizes = (crc32(content), len(content), len(content), len(name))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, 0, 0, *sizes, 0)
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, *sizes, *[0] * 6
    )
    start = len(local + name + content)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central + name), start, 0)
    return local + name + content + central + name + end


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_names_without_their_encoding_are_read(reasons: Reasons, encoding: str) -> None:
    data = archive_of_windows("政策\\图.mp4".encode(encoding), b"x")
    assert reasons("a.zip", data) == ["政策/图.mp4：暂不支持 .mp4 格式"]


def test_an_archive_with_a_password_says_so(reasons: Reasons, packed: Packed) -> None:
    data = bytearray(packed({"a.txt": b"x"}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert reasons("a.zip", bytes(data)) == ["文件有密码，请去掉密码后重试"]


def test_a_bomb_is_refused_by_its_ratio(reasons: Reasons, packed: Packed) -> None:
    data = packed({"a.txt": bytes(20 * MEGABYTE)})
    assert len(data) < MEGABYTE
    assert reasons("a.zip", data) == ["压缩比异常，拒绝解压（可能是压缩炸弹）"]


@pytest.mark.parametrize("name", ["a.zip", "a.docx"])
def test_a_bomb_is_refused_by_the_size_it_declares(
    reasons: Reasons, packed: Packed, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.formats.archive.MAX_UNPACKED_BYTES", 1000)
    monkeypatch.setattr("corpus.formats.docx.MAX_TOTAL_BYTES", 1000)
    members = {"[Content_Types].xml": b"", "word/document.xml": bytes(2000)}
    data = packed(members if name == "a.docx" else {"a.txt": bytes(2000)})
    (reason,) = reasons(name, data)
    assert "压缩炸弹" in reason


def test_a_bomb_that_declares_less_than_it_holds_is_cut_off(
    reasons: Reasons, packed: Packed
) -> None:
    data = bytearray(packed({"a.txt": b"a" * 5 * MEGABYTE}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 100)
    assert reasons("a.zip", bytes(data)) == ["a.txt：压缩包里的这个文件已损坏"]


def test_a_bomb_of_archives_in_archives_is_refused(reasons: Reasons, packed: Packed) -> None:
    data = packed({"甲.txt": "甲。".encode()})
    for _ in range(3):
        data = packed({"内.zip": data})
    assert reasons("a.zip", data) == ["内.zip/内.zip：压缩包嵌套超过 2 层，里面的未读"]


def test_archives_side_by_side_share_one_bound(
    reasons: Reasons, packed: Packed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 3000)
    inner = packed({"a.txt": "甲乙丙丁。".encode() * 100})
    data = packed({f"{at}.zip": inner for at in range(5)})
    monkeypatch.setattr(opening, "UnpackBudget", lambda: archive.UnpackBudget(3000))
    assert any("其余文件未读" in reason for reason in reasons("a.zip", data))


def test_an_archive_of_too_many_files_is_refused(
    reasons: Reasons, packed: Packed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MAX_MEMBERS", 2)
    data = packed({f"{at}.txt": b"x" for at in range(3)})
    assert reasons("a.zip", data) == ["文件里的条目超过 2 个，拒绝解压"]


def test_members_become_documents_with_ids_and_names_of_their_own(
    tmp_path: Path, packed: Packed
) -> None:
    members = {
        "2021/报告.txt": "甲。".encode(),
        "2022/报告.txt": "乙。".encode(),
        "坏.docx": PROGRAM,
    }
    (tmp_path / "包.zip").write_bytes(packed(members))
    loaded = list(load_paths([tmp_path]))
    first, second = (item for item in loaded if isinstance(item, Document))
    (failure,) = (item for item in loaded if isinstance(item, LoadFailure))
    assert first.id == "报告"
    assert second.id.startswith("报告-")
    assert first.metadata.file_name == "包.zip/2021/报告.txt"
    assert first.metadata.title == "报告"
    assert failure.path == str(tmp_path / "包.zip" / "坏.docx")


def test_a_file_without_bytes_is_empty_whatever_its_name(reasons: Reasons) -> None:
    assert reasons("通知.docx", b"") == ["文件是空的"]
