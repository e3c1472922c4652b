"""Documents taken apart by several processes, which may die or lose who started them."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from corpus import CorpusStore, ingest, spreading

FEW = 3
IDS = [f"{n:02d}" for n in range(12)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    opened = CorpusStore(f"sqlite:///{tmp_path / 'spread.db'}")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for n in range(12):
        told = f"全县新登记市场主体{1000 + n % 2}户，企业开办压缩至半个工作日。"
        text = f"第{n}县营商环境报告\n\n{told}\n"
        (folder / f"{n:02d}.txt").write_text(text, encoding="utf-8")
    (folder / "05x.txt").write_bytes(b"\x00\x01")
    return folder


def _links(store: CorpusStore) -> list[tuple[str, str, str]]:
    return sorted(
        (one.own.chunk_id, one.other.chunk_id, one.agreement.value)
        for record in store.records()
        for one in store.parallels_in(record.id)
    )


def test_several_processes_store_what_one_does(
    store: CorpusStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = CorpusStore(f"sqlite:///{tmp_path / 'alone.db'}")
    by_one = ingest([folder], alone)
    monkeypatch.setattr(spreading, "MIN_DOCUMENTS", FEW)
    told: list[tuple[int, str]] = []

    report = ingest(
        [folder], store, workers=2, on_progress=lambda done, name: told.append((done, name))
    )

    assert report == by_one
    assert report.added == IDS
    assert told[5:7] == [(6, "05.txt"), (7, "05x.txt")]
    assert store.fingerprint() == alone.fingerprint()
    assert list(store.iter_chunks()) == list(alone.iter_chunks())
    assert _links(store) == _links(alone) != []
    assert multiprocessing.active_children() == []
    alone.close()


def test_where_the_processes_die_the_rest_is_taken_apart_here(
    store: CorpusStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(*_: object) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(2, context, initializer=os._exit, initargs=(1,))

    monkeypatch.setattr(spreading, "MIN_DOCUMENTS", FEW)
    monkeypatch.setattr(spreading, "_pool", dying)

    report = ingest([folder], store, workers=2)

    assert (report.added, [Path(one.path).name for one in report.failed]) == (IDS, ["05x.txt"])


_KILLED = """
import multiprocessing, os, signal, sys
from pathlib import Path
from corpus import CorpusStore, ingest, ingestion, spreading

def end(done, name):
    if done == 6:
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    spreading.MIN_DOCUMENTS, ingestion._MAX_TOGETHER = 2, 3
    store = CorpusStore("sqlite:///" + sys.argv[2])
    ingest([Path(sys.argv[1])], store, workers=2, on_progress=end)
"""


def test_killed_it_leaves_whole_documents_and_no_process(folder: Path, tmp_path: Path) -> None:
    script, database = tmp_path / "killed.py", tmp_path / "killed.db"
    script.write_text(_KILLED, encoding="utf-8")
    command = [sys.executable, str(script), str(folder), str(database)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}

    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode == -signal.SIGKILL, ended.stderr
    pids = [int(pid) for pid in ended.stdout.split()]
    assert len(pids) == 2
    until = time.monotonic() + 60
    while any(_is_running(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_is_running(pid) for pid in pids)
    store = CorpusStore(f"sqlite:///{database}")
    kept = [record.id for record in store.records()]
    assert kept == IDS[: len(kept)]
    assert 6 <= len(kept) < len(IDS)
    assert all(store.chunks_of(id_) for id_ in kept)
    report = ingest([folder], store)
    assert (report.unchanged, report.added) == (kept, IDS[len(kept) :])
    store.close()


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # ended, though nobody has asked how
