import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus import Chunk, CorpusStore, Document, chunk_document, ingest, load_catalog, storing
from corpus.formats import READERS, RawDefect, RawDocument
from corpus.formats.layout import Box, Glyph, Page
from corpus.formats.paged import PageDefects, paged_document
from corpus.loading import Source


@pytest.fixture
def store(database_url: str) -> Iterator[CorpusStore]:
    opened = CorpusStore(database_url)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"某县{name}报告\n\n正文，已落实。\n", encoding="utf-8")
    return folder


def test_a_second_ingest_changes_nothing(store: CorpusStore, folder: Path) -> None:
    first = ingest([folder], store)
    before = store.fingerprint()
    second = ingest([folder], store)
    assert (first.added, first.has_changes) == (["a", "b"], True)
    assert (second.unchanged, second.has_changes) == (["a", "b"], False)
    assert store.fingerprint() == before


def test_an_unchanged_file_is_not_taken_apart_again(
    store: CorpusStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], store)
    monkeypatch.setattr("corpus.preparing.chunk_document", None)
    assert ingest([folder], store).unchanged == ["a", "b"]


def test_an_unchanged_file_is_not_even_read_as_its_format(
    store: CorpusStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], store)
    monkeypatch.setattr("corpus.loading.read_file", None)
    assert ingest([folder], store).unchanged == ["a", "b"]


def test_members_of_an_archive_stay_while_it_cannot_be_read(
    store: CorpusStore, folder: Path
) -> None:
    with ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("内/d.txt", "某县报告\n\n正文，已落实。\n")
    assert ingest([folder], store).added == ["a", "b", "d"]
    assert ingest([folder], store).unchanged == ["a", "b", "d"]
    (folder / "c.zip").write_bytes(b"PK\x03\x04")
    report = ingest([folder], store, prune=True)
    assert (len(report.failed), report.removed) == (1, [])
    (folder / "c.zip").unlink()
    assert ingest([folder], store, prune=True).removed == ["d"]


def test_a_changed_file_replaces_its_chunks(store: CorpusStore, folder: Path) -> None:
    ingest([folder], store)
    (folder / "a.txt").write_text("新报告\n\n全新的内容，已更新。\n", encoding="utf-8")
    report = ingest([folder], store)
    assert (report.replaced, report.unchanged) == (["a"], ["b"])
    assert "全新的内容" in store.chunks_of("a")[0].text


def test_another_limit_cuts_anew(store: CorpusStore, folder: Path) -> None:
    ingest([folder], store)
    assert ingest([folder], store, max_tokens=100).replaced == ["a", "b"]


def test_a_changed_catalog_entry_replaces_its_document_alone(
    store: CorpusStore, folder: Path
) -> None:
    catalog = folder / "catalog.toml"
    catalog.write_text('[[documents]]\nfile = "a.txt"\n', encoding="utf-8")
    ingest([folder], store, catalog=load_catalog(catalog))
    catalog.write_text('[[documents]]\nfile = "a.txt"\nissuer = "某县"\n', encoding="utf-8")
    report = ingest([folder], store, catalog=load_catalog(catalog))
    assert (report.replaced, report.unchanged) == (["a"], ["b"])
    (record, _) = store.records()
    assert record.metadata.issuer == "某县"


@pytest.mark.parametrize(
    ("prune", "removed", "left"), [(True, ["a"], ["b"]), (False, [], ["a", "b"])]
)
def test_what_is_gone_is_removed_only_when_pruning(
    store: CorpusStore, folder: Path, prune: bool, removed: list[str], left: list[str]
) -> None:
    ingest([folder], store)
    (folder / "a.txt").unlink()
    assert ingest([folder], store, prune=prune).removed == removed
    assert [record.id for record in store.records()] == left


def test_pruning_keeps_what_could_not_be_read_this_time(store: CorpusStore, folder: Path) -> None:
    ingest([folder], store)
    (folder / "a.txt").write_bytes(b"")
    report = ingest([folder], store, prune=True)
    assert [failure.reason for failure in report.failed] == ["文件是空的"]
    assert report.removed == []


def test_pruning_a_missing_folder_removes_nothing(
    store: CorpusStore, folder: Path, tmp_path: Path
) -> None:
    ingest([folder], store)
    assert ingest([tmp_path / "none"], store, prune=True).removed == []


def test_an_id_twice_in_one_batch_is_a_failure_and_the_first_stays(
    store: CorpusStore, tmp_path: Path
) -> None:
    lines = [
        {"id": "d", "title": "甲", "text": "甲文。"},
        {"id": "d", "title": "乙", "text": "乙文。"},
    ]
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = ingest([path], store)
    assert report.added == ["d"]
    assert "重复" in report.failed[0].reason
    assert [chunk.text for chunk in store.chunks_of("d")] == ["甲文。"]


def test_an_ingest_that_dies_keeps_whole_documents_and_goes_on_next_time(
    store: CorpusStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(document: Document, *, max_tokens: int) -> list[Chunk]:
        if document.id == "b":
            raise KeyboardInterrupt
        return chunk_document(document, max_tokens=max_tokens)

    with monkeypatch.context() as patched:
        patched.setattr("corpus.preparing.chunk_document", dying)
        with pytest.raises(KeyboardInterrupt):
            ingest([folder], store)
    assert [record.id for record in store.records()] == ["a"]
    report = ingest([folder], store)
    assert (report.unchanged, report.added) == (["a"], ["b"])


_KILLED = """
import os, signal, sys
from pathlib import Path
from corpus import CorpusStore, ingest, storing

def end(done, name):
    if done == 6:
        os.kill(os.getpid(), signal.SIGKILL)

storing.MAX_TOGETHER = 3
ingest([Path(sys.argv[1])], CorpusStore("sqlite:///" + sys.argv[2]), on_progress=end)
"""


def test_killed_it_leaves_whole_documents_and_goes_on_next_time(tmp_path: Path) -> None:
    folder, database = tmp_path / "documents", tmp_path / "killed.db"
    folder.mkdir()
    ids = [f"{n:02d}" for n in range(12)]
    for id_ in ids:
        (folder / f"{id_}.txt").write_text(f"第{id_}县报告\n\n正文，已落实。\n", encoding="utf-8")
    command = [sys.executable, "-c", _KILLED, str(folder), str(database)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}

    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode == -signal.SIGKILL, ended.stderr
    store = CorpusStore(f"sqlite:///{database}")
    kept = [record.id for record in store.records()]
    assert kept == ids[: len(kept)]
    assert 6 <= len(kept) < len(ids)
    assert all(store.chunks_of(id_) for id_ in kept)
    report = ingest([folder], store)
    assert (report.unchanged, report.added) == (kept, ids[len(kept) :])
    store.close()


def _links(store: CorpusStore) -> list[tuple[str, str, str]]:
    return sorted(
        (one.own.chunk_id, one.other.chunk_id, one.agreement.value)
        for record in store.records()
        for one in store.parallels_in(record.id)
    )


def test_what_is_stored_does_not_depend_on_how_many_are_written_together(
    store: CorpusStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for n in range(24):
        told = f"全县新登记市场主体{1000 + n % 2}户，企业开办压缩至半个工作日。"
        text = f"第{n}县营商环境报告\n\n{told}\n"
        (folder / f"{n:02d}.txt").write_text(text, encoding="utf-8")
    single = CorpusStore(f"sqlite:///{tmp_path / 'single.db'}")

    ingest([folder], store)
    monkeypatch.setattr(storing, "MAX_TOGETHER", 1)
    ingest([folder], single)

    assert store.fingerprint() == single.fingerprint()
    assert store.digests() == single.digests()
    assert list(store.iter_chunks()) == list(single.iter_chunks())
    assert _links(store) == _links(single) != []
    single.close()


def test_progress_tells_each_document(store: CorpusStore, folder: Path) -> None:
    told = []
    ingest([folder], store, on_progress=lambda done, name: told.append((done, name)))
    assert told == [(1, "a.txt"), (2, "b.txt")]


def test_an_unchanged_pdf_is_not_read_again(
    store: CorpusStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "c.pdf").write_bytes(_pdf("first text of a small file"))
    assert ingest([folder], store).added == ["a", "b", "c"]
    with monkeypatch.context() as patch:
        patch.setitem(READERS, ".pdf", _unreadable)
        assert ingest([folder], store, prune=True).unchanged == ["a", "b", "c"]
    (folder / "c.pdf").write_bytes(_pdf("another text of a small file"))
    assert ingest([folder], store).replaced == ["c"]


def test_a_pdf_with_unread_pages_is_read_again(store: CorpusStore, folder: Path) -> None:
    data = _pdf("text of a page that is whole")
    (folder / "c.pdf").write_bytes(data)
    defects = PageDefects()
    defects.add(2, "是扫描页，没有读出")
    page = Page(100, 100, (Glyph("甲", Box(10, 10, 20, 20)),))
    partly, _ = paged_document(data, [page], defects, nothing="")
    assert isinstance(partly, RawDocument)
    document = Source("c", folder / "c.pdf", partly).document()
    store.put(document, chunk_document(document))
    assert ingest([folder], store).replaced == ["c"]


def _pdf(text: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(100, 100, text)
    canvas.save()
    return file.getvalue()


def _unreadable(data: bytes) -> Iterator[RawDocument | RawDefect]:
    raise AssertionError(f"read again: {data[:8]!r}")


def test_empty_character_of_a_source_is_kept_as_a_mark(store: CorpusStore, folder: Path) -> None:
    line = {"id": "nul", "title": "题", "text": "甲\0乙，已落实。"}
    (folder / "c.jsonl").write_text(json.dumps(line), encoding="utf-8")
    report = ingest([folder], store)
    found = store.document("nul")
    assert report.added == ["a", "b", "nul"]
    assert found is not None
    assert found.source_text == "甲\ufffd乙，已落实。"


def test_pages_of_a_long_file_are_told_as_they_are_read(store: CorpusStore, tmp_path: Path) -> None:
    blank = pypdfium2.PdfDocument.new()
    for _ in range(3):
        blank.new_page(200, 300)
    blank.save(path := tmp_path / "空.pdf")
    told: list[tuple[str, int, int]] = []
    report = ingest([path], store, on_page=lambda *page: told.append(page))
    assert told == [("空.pdf", 1, 3), ("空.pdf", 2, 3), ("空.pdf", 3, 3)]
    assert [failure.reason for failure in report.failed] == ["PDF 里没有文字"]
