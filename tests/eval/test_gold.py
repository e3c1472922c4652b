import json
from pathlib import Path

import pytest

from eval.errors import GoldInvalid
from eval.gold import load_gold

QUESTION = {
    "id": "q1",
    "question": "有多少项？",
    "asker": "staff",
    "category": "fact",
    "history": [{"role": "user", "content": "免罚清单"}],
    "expect": "answer",
    "must": [["2959项", "2959 项"]],
    "must_not": ["67种"],
    "evidence": [{"any": [{"doc": "004", "quote": "2959 项"}]}],
    "difficulty": 1,
    "note": "",
}


def _write(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def _question(**changes: object) -> str:
    return json.dumps(QUESTION | changes, ensure_ascii=False)


def test_reads_questions_in_order_and_skips_blank_lines(tmp_path: Path) -> None:
    path = _write(tmp_path / "dev.jsonl", _question(), "", _question(id="q2"))
    (file,) = load_gold([path])
    assert file.name == "dev.jsonl"
    assert [question.id for question in file.questions] == ["q1", "q2"]
    assert file.questions[0].evidence[0].any[0].doc == "004"


def test_a_line_separator_inside_a_text_does_not_cut_the_line(tmp_path: Path) -> None:
    path = _write(tmp_path / "dev.jsonl", _question(note="前\u2028后"))
    assert load_gold([path])[0].questions[0].note == "前\u2028后"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "第 2 行"),
        (_question(expect="maybe"), "第 2 行：expect"),
        (_question(must=[[]]), "第 2 行：must.0"),
        (_question(evidence=[{"any": []}]), "第 2 行：evidence.0.any"),
        (_question(answer="67种"), "第 2 行：answer"),
    ],
)
def test_a_broken_line_is_named_with_its_reason(tmp_path: Path, line: str, reason: str) -> None:
    path = _write(tmp_path / "dev.jsonl", _question(id="q0"), line)
    with pytest.raises(GoldInvalid, match=reason):
        load_gold([path])


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    paths = [_write(tmp_path / name, _question()) for name in ("dev.jsonl", "test.jsonl")]
    with pytest.raises(GoldInvalid, match=r"test\.jsonl：题号 'q1' 重复，已见于 .*dev\.jsonl"):
        load_gold(paths)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldInvalid, match=r"none\.jsonl"):
        load_gold([tmp_path / "none.jsonl"])
