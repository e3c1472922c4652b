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
from retrieval.errors import IndexBusy

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
    deadline = time.monotonic() + 300
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


def _report(path: Path, text: str) -> Path:
    path.write_text(f"# 关于某事的报告\n\n许昌市人民政府\n\n一、情况\n\n{text}\n", encoding="utf-8")
    return path


def test_documents_that_another_process_reads_in_are_found_without_a_restart(
    product: Product, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked_for_vectors: list[int] = []
    monkeypatch.setattr(
        product.indexer, "sync_vectors", lambda *_, **__: asked_for_vectors.append(1)
    )
    product.store.put(_own_document(), [])
    preparation = BackgroundPreparation(product, follow_s=0.05)
    preparation.start()
    assert _eventually(lambda: preparation.readiness().status != "starting")
    assert product.searcher.search("纾困资金").total == 0

    # Of its own opening, as another process has it.
    other = build(load_settings(data_dir=tmp_path / "data"))
    other.ingest([_report(tmp_path / "new.md", "许昌市设立纾困资金2亿元。")])
    other.indexer.sync_keywords()
    other.close()

    assert _eventually(lambda: product.searcher.search("纾困资金").total > 0)
    (hit,) = product.searcher.search("纾困资金").hits
    assert hit.passage.metadata.title.startswith("关于某事的报告")
    assert _eventually(lambda: len(asked_for_vectors) > 1)
    preparation.stop()


def test_vectors_that_another_process_is_building_are_waited_for(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def busy_at_first(*_: object, **__: object) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise IndexBusy("another")

    monkeypatch.setattr("api.preparation.BUSY_RETRY_S", 0.01)
    monkeypatch.setattr(product.indexer, "sync_vectors", busy_at_first)
    product.store.put(_own_document(), [])
    preparation = BackgroundPreparation(product)
    preparation.start()

    assert _eventually(lambda: len(tries) == 2)
    preparation.require_answers()
    preparation.stop()


def test_index_that_cannot_be_opened_leaves_the_former_and_is_told_once(
    product: Product, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[int] = []

    def fail() -> bool:
        looks.append(1)
        raise IndexUnavailable("damaged")

    monkeypatch.setattr(product.indexer, "sync_vectors", lambda *_, **__: None)
    monkeypatch.setattr(product.indexer, "follow", fail)
    product.store.put(_own_document(), [])
    preparation = BackgroundPreparation(product, follow_s=0.01)
    preparation.start()

    assert _eventually(lambda: len(looks) > 3)
    preparation.stop()
    preparation.require_answers()
    assert [record.message for record in caplog.records].count("new index not opened") == 1
