"""From an empty data directory to answers."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.errors import NotReady, PreparationFailed
from api.preparation import BackgroundPreparation, prepare_words
from api.reading import UNFINISHED
from bot.assembly import Product, build
from bot.settings import load_settings
from corpus import Document, Metadata
from retrieval import EmbeddingUnavailable, IndexUnavailable

BUNDLED = 5


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    product = build(load_settings(data_dir=tmp_path / "data"))
    yield product
    product.close()


def _prepare(product: Product) -> list[str]:
    steps: list[str] = []
    prepare_words(product, on_step=lambda step, _done, _total: steps.append(step))
    return steps


def _eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def _own_document() -> Document:
    return Document("own", "0" * 64, "自己的文件。", Metadata(title="自己的文件"))


def test_first_run_reads_the_bundled_documents_and_no_later_run_does(product: Product) -> None:
    steps = _prepare(product)
    assert len(product.store.records()) == BUNDLED
    assert steps[0] == "读取文件"
    assert product.indexer.status().keyword.ready

    for record in product.store.records()[1:]:
        product.store.remove(record.id)
    _prepare(product)

    assert len(product.store.records()) == 1


def test_store_with_documents_of_its_own_is_given_no_others(product: Product) -> None:
    product.store.put(_own_document(), [])

    _prepare(product)

    assert [record.id for record in product.store.records()] == ["own"]


def test_first_run_that_was_cut_short_is_finished_by_the_next(product: Product) -> None:
    product.store.put(_own_document(), [])
    mark = product.settings.data_dir / UNFINISHED
    mark.touch()

    _prepare(product)

    assert len(product.store.records()) == BUNDLED + 1
    assert not mark.exists()


def test_questions_wait_until_words_can_be_searched(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.store.put(_own_document(), [])
    monkeypatch.setattr(product.indexer, "sync_vectors", lambda *_, **__: None)
    preparation = BackgroundPreparation(product)

    assert preparation.readiness().status == "starting"
    with pytest.raises(NotReady):
        preparation.require_answers()
    preparation.start()

    assert _eventually(lambda: preparation.readiness().status != "starting")
    preparation.require_answers()
    preparation.stop()


def test_failure_to_prepare_is_told_to_askers_and_operators(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexUnavailable("damaged")

    product.store.put(_own_document(), [])
    monkeypatch.setattr(product.indexer, "sync_keywords", fail)
    preparation = BackgroundPreparation(product)
    preparation.start()
    preparation.stop()

    assert preparation.readiness().status == "starting"
    with pytest.raises(PreparationFailed):
        preparation.require_answers()


def test_questions_are_answered_while_the_embedding_endpoint_is_away(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise EmbeddingUnavailable("timeout")

    product.store.put(_own_document(), [])
    monkeypatch.setattr(product.indexer, "sync_vectors", fail)
    preparation = BackgroundPreparation(product)
    preparation.start()

    assert _eventually(lambda: preparation.readiness().status != "starting")
    preparation.require_answers()
    preparation.stop()
