import json
import os
from pathlib import Path

import pytest

from corpus import Document, LoadFailure, load_paths
from corpus.loading import Source, load_sources


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def loaded(*paths: Path) -> list[Document | LoadFailure]:
    return list(load_paths(paths))


def reasons(*paths: Path) -> list[str]:
    return [item.reason for item in loaded(*paths) if isinstance(item, LoadFailure)]


def documents(*paths: Path) -> list[Document]:
    return [item for item in loaded(*paths) if isinstance(item, Document)]


def ids(*paths: Path) -> list[str]:
    return [document.id for document in documents(*paths)]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.txt", b" \n\n", "文件是空的"),
        ("a.txt", "\ufeff\u3000\n", "文件里没有文字"),
        ("a.txt", b"PK\x00\x00\x00\x00", "不是文本文件：内容是二进制数据"),
        ("a.txt", bytes(range(1, 32)) * 9, "不是文本文件：内容是二进制数据"),
        ("a.txt", b"\xff\xff\xff\xff", "无法识别文字编码，请另存为 UTF-8 后重试"),
        ("a.exe", b"MZ", "暂不支持 .exe 格式"),
        ("a", "正文", "暂不支持 没有扩展名的 格式"),
    ],
)
def test_a_bad_file_is_named_with_its_reason(
    tmp_path: Path, name: str, content: bytes | str, reason: str
) -> None:
    assert reasons(write(tmp_path / name, content)) == [reason]


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", "正文。")
    assert ids(tmp_path) == ["b"]
    assert len(reasons(tmp_path)) == 1


def test_a_missing_path_is_a_failure(tmp_path: Path) -> None:
    assert reasons(tmp_path / "none.txt") == ["文件或文件夹不存在"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "正文。")
    path.chmod(0)
    assert len(reasons(path)) == 1


def test_a_file_over_the_bound_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.loading.MAX_FILE_BYTES", 3)
    assert reasons(write(tmp_path / "a.txt", "正文。")) == ["文件太大，上限是 0 MB"]


def test_a_file_of_500_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    assert reasons(path) == ["文件太大，上限是 200 MB"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.txt", "鹤壁市营商环境\r\n正文。".encode(encoding))
    (document,) = documents(path)
    assert document.source_text == "鹤壁市营商环境\r\n正文。"


def test_folders_are_walked_in_sorted_order_without_the_catalog_and_hidden_files(
    tmp_path: Path,
) -> None:
    for name in ("b/2.txt", "a/1.md", "catalog.toml", ".hidden.txt", "c.txt"):
        write(tmp_path / name, "正文。")
    assert ids(tmp_path) == ["1", "2", "c"]


def test_a_file_is_read_once_however_it_is_come_upon(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "b.txt").write_text("乙", encoding="utf-8")
    (folder / "a.txt").symlink_to(folder / "b.txt")
    given = [folder, folder / "b.txt", folder]

    assert [one.id for one in load_paths(given) if isinstance(one, Document)] == ["b"]
    assert [one.id for one in load_paths(given[1:]) if isinstance(one, Document)] == ["b"]


def test_a_link_out_of_the_folders_is_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (elsewhere / ".hidden.txt").write_text("甲", encoding="utf-8")
    (elsewhere / "c.txt").write_text("丙", encoding="utf-8")
    (folder / "a.txt").symlink_to(elsewhere / ".hidden.txt")
    (folder / "b.txt").symlink_to(elsewhere / "c.txt")
    given = [folder, elsewhere]

    assert [one.id for one in load_paths(given) if isinstance(one, Document)] == ["a", "b"]


def test_a_hidden_file_that_links_lead_to_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "folder" / ".hidden.txt", "甲。")
    for name in ("before", "folder", "later"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "a.txt").symlink_to(tmp_path / "folder" / ".hidden.txt")

    assert ids(tmp_path) == ["a"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "正文。")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert ids(tmp_path) == ["a"]


def test_two_files_of_one_stem_get_two_ids(tmp_path: Path) -> None:
    write(tmp_path / "2021" / "report.txt", "甲。")
    write(tmp_path / "2022" / "report.txt", "乙。")
    first, second = ids(tmp_path)
    assert first == "report"
    assert second.startswith("report-")
    assert len(second) == len("report-") + 8


def test_ids_hold_no_blanks_or_characters_of_urls(tmp_path: Path) -> None:
    assert ids(write(tmp_path / "河南省 报告#1?.txt", "正文。")) == ["河南省_报告_1_"]


def test_jsonl_gives_one_document_a_line_with_its_metadata(tmp_path: Path) -> None:
    line = {
        "id": "d1",
        "title": "题",
        "text": "正文。",
        "issuer": "某局",
        "published": "2022-09-19",
    }
    (document,) = documents(write(tmp_path / "a.jsonl", json.dumps(line)))
    metadata = document.metadata
    assert (document.id, document.source_text) == ("d1", "正文。")
    assert (metadata.title, metadata.issuer, str(metadata.published)) == (
        "题",
        "某局",
        "2022-09-19",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "第 2 行：不是合法的 JSON"),
        ('{"id": "x", "title": "题"}', "第 2 行：text：缺少字段"),
        ('{"id": "x", "title": "题", "text": "文", "by": "甲"}', "第 2 行：by：多出不认识的字段"),
        (
            '{"id": "a b", "title": "题", "text": "文"}',
            "第 2 行：id：含有不允许的字符（空白或 / \\ ? # %）",
        ),
        ('{"id": "x", "title": "题", "text": " "}', "第 2 行：text 里没有文字"),
        (
            '{"id": "x", "title": "题", "text": "文", "published": "九月"}',
            "第 2 行：published 不是日期（应为 2022-09-19 这样的形式）",
        ),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_go_in(tmp_path: Path, line: str, reason: str) -> None:
    good = '{"id": "%s", "title": "题", "text": "文。"}'
    path = write(tmp_path / "a.jsonl", f"{good % 'd1'}\n{line}\n{good % 'd3'}\n")
    assert ids(path) == ["d1", "d3"]
    assert reasons(path) == [reason]


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    (source,) = load_sources([write(tmp_path / "a.txt", b"abc")])
    assert isinstance(source, Source)
    # sha256("abc"), FIPS 180-2
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
