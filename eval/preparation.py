"""Make the product ready to be examined: settings in, documents read and indexed, subject out."""

from collections.abc import Callable
from pathlib import Path

import corpus
from bot.assembly import Product, build
from bot.settings import load_settings
from corpus import ingest, load_catalog
from eval.errors import RunUnusable
from eval.sources import Sources
from eval.subject import Subject

BUNDLED = Path(corpus.__file__).parent / "documents"
# Progress is said once per this many chunks.
STEP = 100

Say = Callable[[str], None]


def prepare(data_dir: Path | None, *, say: Say) -> Subject:
    """Build the product over the bundled documents, with keyword index and vectors complete.

    A run over keyword search alone would measure another product, so this waits for the vectors.

    Raises:
        RunUnusable: a bundled document could not be read.
    """
    product = build(load_settings(data_dir=data_dir))
    _ingest(product, say)
    product.indexer.sync_keywords(_counted("关键词索引", say))
    product.indexer.sync_vectors(_counted("向量", say))
    return Subject(product.assistant, product.retriever, product.store, product.settings)


def bundled_sources() -> Sources:
    """Return the source texts of the bundled documents, read afresh."""
    loaded = corpus.load_paths([BUNDLED], load_catalog(BUNDLED / "catalog.toml"))
    documents = [each for each in loaded if isinstance(each, corpus.Document)]
    return Sources({document.id: document.source_text for document in documents})


def _ingest(product: Product, say: Say) -> None:
    report = ingest(
        [BUNDLED],
        product.store,
        catalog=load_catalog(BUNDLED / "catalog.toml"),
        max_tokens=product.settings.index.max_tokens,
        on_progress=lambda done, name: say(f"已读 {done} 份：{name}"),
    )
    if report.failed:
        reasons = "；".join(f"{failure.path}：{failure.reason}" for failure in report.failed)
        raise RunUnusable(f"随附资料读不全，不能评测：{reasons}")


def _counted(what: str, say: Say) -> Callable[[int, int], None]:
    def on_progress(done: int, total: int) -> None:
        if done % STEP == 0 or done == total:
            say(f"{what} {done}/{total}")

    return on_progress
