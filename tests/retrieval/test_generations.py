"""One generation is current; what was not published is never opened."""

from pathlib import Path

import pytest

from retrieval.generations import Generations


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "keyword")


def test_there_is_none_at_first(generations: Generations) -> None:
    assert generations.current() is None


def test_begun_generation_is_not_current(generations: Generations) -> None:
    first = generations.begin()
    generations.publish(first)
    generations.begin()

    assert generations.current() == first


def test_published_generation_replaces_all_others(generations: Generations) -> None:
    generations.publish(generations.begin())
    generations.begin()
    newest = generations.begin()

    generations.publish(newest)

    assert generations.current() == newest
    assert [folder for folder in newest.parent.iterdir() if folder.is_dir()] == [newest]


@pytest.mark.parametrize("pointer", ["", "no-such-folder"])
def test_pointer_to_nothing_is_no_generation(
    generations: Generations, tmp_path: Path, pointer: str
) -> None:
    generations.publish(generations.begin())
    (tmp_path / "keyword" / "CURRENT").write_text(pointer)

    assert generations.current() is None


def test_discarded_generations_are_gone(generations: Generations, tmp_path: Path) -> None:
    generations.publish(generations.begin())
    generations.discard()

    assert list((tmp_path / "keyword").iterdir()) == []
