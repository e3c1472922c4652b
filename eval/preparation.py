"""Make the product ready to be examined: settings in, documents read and indexed, subject out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.assembly import BUNDLED_DOCUMENTS, Product, build, today_in_china
from bot.evidence.close_reading import CloseReader
from bot.reader import Reader
from bot.settings import load_settings
from corpus import Document, catalog_beside, load_paths
from eval.errors import RunUnusable
from eval.sources import Sources
from eval.subject import Subject
from retrieval import (
    CachedEmbedder,
    Segmenter,
    VectorCache,
    bundled_cross_encoder,
    bundled_embedder,
)

# Progress is said once per this many chunks.
STEP = 100

Say = Callable[[str], None]


def prepare(data_dir: Path | None, documents: Sequence[Path] = (), *, say: Say) -> Subject:
    """Make the product ready and return the parts of it that a run touches.

    Raises:
        RunUnusable: as `prepare_product` does.
    """
    product = prepare_product(data_dir, documents, say=say)
    return Subject(product.assistant, product.searcher, product.store, product.settings)


def prepare_product(data_dir: Path | None, documents: Sequence[Path] = (), *, say: Say) -> Product:
    """Build the product over documents, with keyword index and vectors complete.

    A run over keyword search alone would measure another product, so this waits for the vectors.

    Args:
        data_dir: where it is kept; None for that of the settings.
        documents: files and folders; none for those that are bundled.
        say: is told of progress.

    Raises:
        RunUnusable: a document could not be read, or other documents would come among those that
            the settings' data directory holds.
    """
    if documents and data_dir is None:
        raise RunUnusable("用别的资料提问，要用 --data-dir 给它们另指定一个数据目录")
    product = build(load_settings(data_dir=data_dir))
    bring_up(product, documents or [BUNDLED_DOCUMENTS], say=say)
    return product


def bring_up(product: Product, paths: Sequence[Path], *, say: Say) -> None:
    """Ingest files and folders and complete the indexes.

    Raises:
        RunUnusable: one of them could not be read.
    """
    ingested = product.ingest(paths, on_progress=lambda done, name: say(f"已读 {done} 份：{name}"))
    if ingested.failed:
        reasons = "；".join(f"{failure.path}：{failure.reason}" for failure in ingested.failed)
        raise RunUnusable(f"资料读不全，不能评测：{reasons}")
    product.indexer.sync_keywords(_counted("关键词索引", say))
    product.indexer.sync_vectors(_counted("向量", say))


@contextmanager
def reader(*, words_only: bool) -> Iterator[Reader]:
    """Return a reader of given passages; it needs no data directory and leaves nothing behind."""
    bundled = None if words_only else bundled_embedder()
    with TemporaryDirectory() as folder:
        # The same passage comes with several questions: its vectors are kept while this lasts.
        cache = VectorCache(Path(folder) / "embeddings.sqlite3")
        embedder = CachedEmbedder(bundled, cache) if bundled else None
        encoder = None if words_only else bundled_cross_encoder()
        yield Reader(
            segmenter=Segmenter(),
            embedder=embedder,
            today=today_in_china,
            reader=CloseReader(encoder),
        )
        cache.close()


def sources_of(documents: Sequence[Path]) -> Sources:
    """Return the source texts of documents, of the bundled ones where none are given."""
    return Sources({one.id: one.source_text for one in _read(documents or [BUNDLED_DOCUMENTS])})


def bundled_documents() -> list[Document]:
    """Return the bundled documents, read afresh."""
    return _read([BUNDLED_DOCUMENTS])


def bundled_sources() -> Sources:
    """Return the source texts of the bundled documents, read afresh."""
    return sources_of(())


def _read(paths: Sequence[Path]) -> list[Document]:
    loaded = load_paths(paths, catalog_beside(paths))
    return [each for each in loaded if isinstance(each, Document)]


def _counted(what: str, say: Say) -> Callable[[int, int], None]:
    def on_progress(done: int, total: int) -> None:
        if done % STEP == 0 or done == total:
            say(f"{what} {done}/{total}")

    return on_progress
