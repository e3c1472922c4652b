"""The documents that come with the product: read on the first run, and on the first run only.

Whoever removes one of them, or fills the store with documents of their own, is not given them
again. A mark in the data directory tells a first run that was cut short from a later one.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from bot.assembly import Product
from corpus import CorpusStore

log = logging.getLogger(__name__)

UNFINISHED = "bundled.unfinished"


def has_bundled_to_read(store: CorpusStore, data_dir: Path) -> bool:
    """Return whether nothing was ever read, or the first reading did not end."""
    return (data_dir / UNFINISHED).exists() or not store.records()


def read_bundled(product: Product, *, on_document: Callable[[int], None]) -> None:
    """Read the bundled documents into the store."""
    mark = product.settings.data_dir / UNFINISHED
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    report = product.ingest_bundled(lambda done, _: on_document(done))
    for failure in report.failed:
        log.error("bundled document not read", extra={"path": failure.path, "why": failure.reason})
    mark.unlink()
