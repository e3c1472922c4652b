from pathlib import Path

import pytest

from eval.__main__ import main
from eval.gold import GOLD_FOLDER

ELSEWHERE = GOLD_FOLDER.with_name("elsewhere")


def test_a_folder_that_is_no_run_ends_with_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert "不是完整的运行目录" in capsys.readouterr().err


def test_absent_gold_ends_with_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--gold", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["run", "--limit", "0"], ["score", "x", "--latest"]])
def test_wrong_usage_ends_with_code_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_the_gold_that_is_shipped_has_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0, capsys.readouterr().err
    assert "| 合计 |" in capsys.readouterr().out


@pytest.mark.parametrize("folder", sorted(path.parent for path in ELSEWHERE.glob("*/documents")))
def test_the_gold_about_other_documents_has_no_faults(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, documents = folder / "questions.jsonl", folder / "documents"

    assert main(["check", "--gold", str(gold), "--documents", str(documents)]) == 0, (
        capsys.readouterr().err
    )


def test_other_documents_are_not_asked_among_those_of_the_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = ELSEWHERE / "h" / "questions.jsonl"

    assert main(["run", "--gold", str(gold), "--documents", str(tmp_path)]) == 2
    assert "--data-dir" in capsys.readouterr().err
