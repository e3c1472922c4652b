"""Runs of many queries."""

from dataclasses import replace
from pathlib import Path

import ir_measures
import pytest
from ir_measures import RR, Qrel, nDCG

from api.commands.command_failed import CommandFailed
from api.commands.trec import read_queries, run_lines, write_run
from benchmarks.ranking_metrics import judge
from corpus import Chunk, Metadata, OffsetMap, Span
from retrieval import Passage, Scope


class _Scripted:
    """Finds chunks of the named documents, the best first, at most k."""

    def __init__(self, *document_ids: str) -> None:
        self.document_ids = document_ids
        self.questions: list[tuple[str, Scope | None]] = []

    def retrieve(self, question: str, *, k: int = 20, scope: Scope | None = None) -> list[Passage]:
        self.questions.append((question, scope))
        return [
            Passage(
                Chunk(f"{id_}#{rank}", id_, rank, "…", Span(0, 1), OffsetMap(())),
                Metadata(title=id_),
                1 / rank,
                rank,
            )
            for rank, id_ in enumerate(self.document_ids[:k], 1)
        ]


class _Equal(_Scripted):
    """Finds all documents equally good."""

    def retrieve(self, question: str, *, k: int = 20, scope: Scope | None = None) -> list[Passage]:
        found = super().retrieve(question, k=k, scope=scope)
        return [replace(passage, score=0.5) for passage in found]


def _queries(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_document_stands_once_with_its_best_score(tmp_path: Path) -> None:
    queries = read_queries(_queries(tmp_path, '{"id": "q1", "question": "注销", "relevant": []}\n'))

    lines = list(run_lines(queries, _Scripted("a", "b", "a", "c"), limit=10))

    assert lines == [
        "q1 Q0 a 1 1.000000 zhengce",
        "q1 Q0 b 2 0.500000 zhengce",
        "q1 Q0 c 3 0.250000 zhengce",
    ]


def test_no_more_lines_than_asked_for(tmp_path: Path) -> None:
    queries = read_queries(_queries(tmp_path, '{"id": "q", "question": "注销"}'))

    assert len(list(run_lines(queries, _Scripted("a", "b", "c"), limit=2))) == 2


@pytest.mark.parametrize("line", ["not json", '{"id": "q"}', '{"id": [], "question": "注销"}'])
def test_line_that_is_no_query_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(CommandFailed, match="第 2 行"):
        read_queries(_queries(tmp_path, f'{{"id": "q", "question": "注销"}}\n{line}'))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="nowhere"):
        read_queries(tmp_path / "nowhere.jsonl")


def test_number_names_a_query_too(tmp_path: Path) -> None:
    assert read_queries(_queries(tmp_path, '{"id": 504, "question": "注销"}'))[0].id == "504"


def test_run_is_scored_by_others_as_by_us(tmp_path: Path) -> None:
    queries = read_queries(_queries(tmp_path, '{"id": "q", "question": "注销"}'))
    # All passages are equally good: the order of the lines has to stand all the same.
    lines = run_lines(queries, _Equal("z", "x", "y"), limit=10)
    write_run(tmp_path / "run.txt", lines)

    run = ir_measures.read_trec_run(str(tmp_path / "run.txt"))
    theirs = ir_measures.calc_aggregate([nDCG @ 10, RR @ 10], [Qrel("q", "x", 1)], run)

    ours = judge(["z", "x", "y"], {"x"})
    assert theirs[nDCG @ 10] == pytest.approx(ours.ndcg)
    assert theirs[RR @ 10] == ours.mrr == 0.5
