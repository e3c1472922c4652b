"""One generation is current; what was not published is never opened."""

import threading
import time
from contextlib import suppress
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


def test_files_that_come_while_a_generation_is_dropped_are_dropped_too(
    generations: Generations,
) -> None:
    former = generations.begin()
    generations.publish(former)
    late = threading.Thread(target=write_for_a_while, args=(former,))
    late.start()
    generations.publish(generations.begin())
    late.join()

    assert not former.exists()


def write_for_a_while(folder: Path) -> None:
    """Leave file after file in a folder, as a database does that is just being closed."""
    until = time.monotonic() + 0.2
    while time.monotonic() < until:
        with suppress(FileNotFoundError):
            (folder / f"journal-{time.monotonic_ns()}").write_text("页")
