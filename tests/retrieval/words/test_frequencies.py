"""jieba's dictionary is remembered beside the data, and a spoilt memory does no harm."""

from pathlib import Path
from typing import BinaryIO

import pytest

from retrieval.words.frequencies import Frequencies, word_frequencies


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "dict.txt"
    path.write_text("免罚 3 n\n", encoding="utf-8")
    return path


def parse(lines: BinaryIO) -> Frequencies:
    words = {line.decode().split(" ")[0]: 3 for line in lines}
    return words, 3 * len(words)


def fail(lines: BinaryIO) -> Frequencies:
    raise AssertionError("the remembered form should have been read")


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.words.frequencies._loaded", _Forgetful())


class _Forgetful(dict[Path, Frequencies]):
    def __contains__(self, key: object) -> bool:
        return False


def test_second_process_reads_the_remembered_form(dictionary: Path, tmp_path: Path) -> None:
    first = word_frequencies(dictionary, parse, tmp_path / "index")

    assert word_frequencies(dictionary, fail, tmp_path / "index") == first == ({"免罚": 3}, 3)


def test_spoilt_memory_is_parsed_anew(dictionary: Path, tmp_path: Path) -> None:
    word_frequencies(dictionary, parse, tmp_path / "index")
    [remembered] = (tmp_path / "index").iterdir()
    remembered.write_bytes(remembered.read_bytes()[:5])

    assert word_frequencies(dictionary, parse, tmp_path / "index") == ({"免罚": 3}, 3)


def test_nothing_is_written_without_a_folder(dictionary: Path, tmp_path: Path) -> None:
    word_frequencies(dictionary, parse, None)

    assert list(tmp_path.iterdir()) == [dictionary]
