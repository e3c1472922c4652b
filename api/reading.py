"""Documents into the store: those that come with the product, and those that a caller names.

The bundled ones are read on the first run only: whoever removes one of them, or fills the store
with documents of their own, is not given them again. A mark in the data directory tells a first
run that was cut short from a later one.
"""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.assembly import Product
from corpus import CorpusStore, IngestReport

log = logging.getLogger(__name__)

UNFINISHED = "bundled.unfinished"


def has_bundled_to_read(store: CorpusStore, data_dir: Path) -> bool:
    """Return whether nothing was ever read, or the first reading did not end."""
    return (data_dir / UNFINISHED).exists() or not store.document_count()


def read_bundled(product: Product, *, on_document: Callable[[int], None]) -> None:
    """Read the bundled documents into the store."""
    mark = product.settings.data_dir / UNFINISHED
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    report = product.ingest_bundled(lambda done, _: on_document(done))
    for failure in report.failed:
        log.error("bundled document not read", extra={"path": failure.path, "why": failure.reason})
    mark.unlink()


def read_paths(
    product: Product,
    paths: Sequence[Path],
    *,
    prune: bool,
    on_document: Callable[[int, str], None],
    on_page: Callable[[str, int, int], None],
) -> IngestReport:
    """Read files and folders, each with the catalog that lies in its folder."""
    return product.ingest(paths, prune=prune, on_progress=on_document, on_page=on_page)
