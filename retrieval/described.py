"""Chunks with what is known of their documents: chunks in, pairs out, some in memory at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice

from corpus import Chunk, Metadata
from corpus.store.corpus_store import CorpusStore

_BATCH = 500


def described(chunks: Iterable[Chunk], store: CorpusStore) -> Iterator[tuple[Chunk, Metadata]]:
    """Yield chunks in their order, each with its document's metadata, while that is stored."""
    rest = iter(chunks)
    while batch := list(islice(rest, _BATCH)):
        ids = dict.fromkeys(chunk.document_id for chunk in batch)
        known = {record.id: record.metadata for record in store.records_of(list(ids))}
        yield from ((one, known[one.document_id]) for one in batch if one.document_id in known)
