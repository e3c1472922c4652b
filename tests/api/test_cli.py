"""The command line over the real product and a small library of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from api.cli import main
from api.commands.exit_codes import EXIT_CODES
from bot.errors import BotError
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError

REPORT = """# 鹤壁市优化营商环境情况报告

鹤壁市人民政府

2021年8月27日

一、工作开展情况

截至2021年7月底，全市“科技贷”业务累计放款3.2亿元，支持企业126家。

二、下一步打算

继续推行首错免罚清单，清单现有67种。
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line on a data directory of the test's own."""
    monkeypatch.setenv("ZHENGCE_DATA_DIR", str(tmp_path / "data"))

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["zhengce", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def library(run: Run, report: Path) -> Path:
    assert run("ingest", report, "--words-only")[0] == 0
    return report


def test_second_ingest_of_the_same_file_changes_nothing_and_says_so(run: Run, report: Path) -> None:
    first = run("ingest", report, "--words-only")
    second = run("ingest", report, "--words-only")

    assert first[0] == second[0] == 0
    assert "新增 1，未变 0，更新 0，移除 0，失败 0" in first[1]
    assert "新增 0，未变 1，更新 0，移除 0，失败 0" in second[1]
    assert "资料没有变化。" in second[1]


def test_bad_files_are_named_and_the_good_one_goes_in(
    run: Run, report: Path, tmp_path: Path
) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 8)

    code, out, err = run("ingest", report, empty, binary, tmp_path / "missing.txt", "--words-only")

    assert code == 1
    assert "新增 1" in out
    assert "失败 3" in out
    for name in ("empty.txt", "binary.txt", "missing.txt"):
        assert any(name in line and line.startswith("失败：") for line in err.splitlines())


def test_pruning_removes_what_was_not_given(run: Run, library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(REPORT.replace("鹤壁", "许昌"), encoding="utf-8")

    code, out, _ = run("ingest", other, "--prune", "--words-only")

    assert code == 0
    assert "新增 1" in out
    assert "移除 1" in out


def test_answer_as_json_is_the_object_of_the_http_contract(run: Run, library: Path) -> None:
    code, out, _ = run("ask", "鹤壁的科技贷累计放款多少？", "--json")

    answer = json.loads(out)
    assert code == 0
    assert answer["status"] == "answered"
    assert "3.2亿元" in answer["answer"]
    for citation in answer["citations"]:
        assert citation["quote"] == REPORT[citation["start"] : citation["end"]]


def test_answer_for_people_names_its_source(run: Run, library: Path) -> None:
    code, out, _ = run("ask", "鹤壁的科技贷累计放款多少？")

    assert code == 0
    assert "3.2亿元" in out
    assert "出处：" in out
    assert "《鹤壁市优化营商环境情况报告" in out


def test_search_finds_the_words(run: Run, library: Path) -> None:
    code, out, _ = run("search", "首错免罚清单", "--json")

    result = json.loads(out)
    assert code == 0
    assert "67种" in result["hits"][0]["text"]
    assert "ranks" not in result["hits"][0]


def test_file_of_queries_becomes_a_run(run: Run, library: Path, tmp_path: Path) -> None:
    queries, made = tmp_path / "q.jsonl", tmp_path / "run.txt"
    queries.write_text('{"id": "q1", "question": "科技贷放款"}\n', encoding="utf-8")

    code, _, _ = run("search", "--queries", queries, "--limit", "100", "--run", made)

    assert code == 0
    (line,) = made.read_text(encoding="utf-8").splitlines()
    assert line.split()[:4] == ["q1", "Q0", "report", "1"]
    assert line.split()[5] == "zhengce"


def test_document_is_listed_shown_and_removed(run: Run, library: Path) -> None:
    listed = run("documents", "list", "--json")
    shown = run("documents", "show", "report")
    removed = run("documents", "remove", "report")
    after = run("documents", "list")

    assert [each["id"] for each in json.loads(listed[1])["documents"]] == ["report"]
    assert "鹤壁市优化营商环境情况报告" in shown[1]
    assert removed[:2] == (0, "移除 1\n")
    assert after[1] == ""


@pytest.mark.parametrize("verb", ["show", "remove"])
def test_unknown_document_is_named_on_stderr(run: Run, library: Path, verb: str) -> None:
    code, _, err = run("documents", verb, "nobody")

    assert code == 1
    assert "'nobody'" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest"],
        ["ingest", "--prune", "--rebuild"],
        ["search"],
        ["search", ""],
        ["search", " \u3000"],
        ["search", "词", "--run", "run.txt"],
        ["search", "--queries", "nowhere.jsonl", "--run", "run.txt"],
        ["serve", "--workers", "0"],
        ["serve", "--port", "70000"],
        ["ask"],
        ["ask", ""],
        ["ask", "问" * 1001],
        ["ask", "科技贷累计放款多少？", "--mode", "model"],
        ["ask", "科技贷累计放款多少？", "--mode", "best"],
        ["nothing"],
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(
    run: Run, library: Path, arguments: list[str]
) -> None:
    code, out, err = run(*arguments)

    assert code == 2
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err


def test_unknown_setting_stops_the_start(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_DATADIR", "x")

    code, _, err = run("documents", "list")

    assert code == 2
    assert "ZHENGCE_DATADIR" in err


def test_data_directory_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    code, _, err = run("documents", "list", "--data-dir", tmp_path / "file" / "data")

    assert code == 2
    assert "Traceback" not in err


def test_rebuilding_needs_no_paths_and_heals_a_stale_index(
    run: Run, library: Path, tmp_path: Path
) -> None:
    (manifest,) = (tmp_path / "data" / "index" / "keyword").glob("*/manifest.json")
    manifest.write_text("{}", encoding="utf-8")

    stale = run("search", "清单")
    healed = run("ingest", "--rebuild", "--words-only")
    found = run("search", "清单")

    assert stale[0] == 2
    assert "--rebuild" in stale[2]
    assert healed[0] == 0
    assert found[0] == 0
    assert "67种" in found[1]


def test_every_family_of_failures_has_an_exit_code() -> None:
    assert {CorpusError, RetrievalError, BotError} <= {kind for kind, _ in EXIT_CODES}


def test_installed_command_explains_itself_in_chinese() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "api.cli", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )

    for verb in ("serve", "ingest", "ask", "search", "documents"):
        assert verb in told.stdout
    assert "政策问答" in told.stdout


def test_search_for_filler_says_why_nothing_is_found(run: Run, library: Path) -> None:
    code, out, _ = run("search", "的")

    assert code == 0
    assert "没有可以查找的内容" in out


# What only answering and serving need; each takes a good part of a second to import.
HEAVY = {"chromadb", "fastapi", "httpx", "jieba", "langchain", "numpy", "retrieval", "tantivy"}


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [(["--help"], HEAVY | {"corpus", "sqlalchemy"}), (["documents", "list"], HEAVY)],
)
def test_command_starts_without_what_it_does_not_need(
    tmp_path: Path, arguments: list[str], heavy: set[str]
) -> None:
    program = (
        "import sys\n"
        "from api.cli import main\n"
        "try:\n    main()\nfinally:\n    print('\\nLOADED', *sys.modules)"
    )
    environment = {**os.environ, "ZHENGCE_DATA_DIR": str(tmp_path / "data")}

    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=True,
        timeout=300,
    )

    loaded = {name.split(".")[0] for name in done.stdout.split("LOADED")[1].split()}
    assert loaded & heavy == set()
    assert "typer" in loaded


def test_vectors_given_for_a_small_corpus_are_refused(
    run: Run, report: Path, tmp_path: Path
) -> None:
    documents, rows = tmp_path / "one.jsonl", tmp_path / "rows.npy"
    documents.write_text('{"id": "a", "title": "办法", "text": "公示期20天。"}', encoding="utf-8")
    np.save(rows, np.ones((1, 384), dtype=np.float16))

    code, _, err = run("ingest", documents, "--words-only", "--vectors", rows)
    assert code == 2
    assert "按句" in err

    code, _, err = run("ingest", report, "--words-only", "--vectors", rows)
    assert code == 2
    assert ".jsonl" in err


@pytest.mark.parametrize(
    "words",
    [
        "？！。",
        "贷" * 1000,
        "贷",
        "😀😀",
        "title:x AND (",
        "'; DROP TABLE chunks; --",
        "a{}[]^~*\\",
    ],
)
def test_odd_words_are_searched_as_any_others(run: Run, report: Path, words: str) -> None:
    run("ingest", report, "--words-only")

    code, out, err = run("search", words, "--json")

    assert (code, "Traceback" in err) == (0, False)
    assert "hits" in json.loads(out)
