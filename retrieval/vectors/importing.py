"""Vectors computed elsewhere, brought into the embedding cache: rows by document in.

Embedding a large corpus takes hours; whoever has its vectors from the same model already gives
them with the documents. A row is taken for each chunk of its document, as if its text had just
been embedded, and the next sync of the vectors finds all in the cache.
"""

from collections.abc import Iterator, Sequence

from corpus.store.corpus_store import CorpusStore
from retrieval.contracts import Vectors
from retrieval.embedding.embedders import CachedEmbedder
from retrieval.errors import RetrievalError
from retrieval.vectors.sentence_texts import chunk_text
from retrieval.vectors.sync import unit_of

WRITTEN_AT_ONCE = 5_000


class VectorsDoNotFit(RetrievalError):
    """The operator must act: the vectors given are not vectors of these documents.

    Only the command line takes vectors, so the web application has no translation of it.
    """


def import_vectors(
    document_ids: Sequence[str],
    vectors: Vectors,
    *,
    store: CorpusStore,
    embedder: CachedEmbedder,
) -> int:
    """Remember row n as the vector of document n; return for how many chunks.

    Unknown documents are passed over.

    Raises:
        VectorsDoNotFit: not a row of this size a document, or the corpus is small enough to have
            vectors of sentences, which cannot be had from vectors of documents.
    """
    wanted = (len(document_ids), embedder.dimensions)
    if vectors.shape != wanted:
        raise VectorsDoNotFit(f"向量是 {vectors.shape}，应为 {wanted}：每份文件一行。")
    if unit_of(store) != "chunk":
        raise VectorsDoNotFit("资料不多时按句建立向量，不能用整份文件的向量；请直接读入。")
    rows = dict(zip(document_ids, vectors, strict=True))
    imported = 0
    for some in _batches(store, rows):
        embedder.remember(some)
        imported += len(some)
    return imported


def _batches(store: CorpusStore, rows: dict[str, Vectors]) -> Iterator[dict[str, Vectors]]:
    titles = {record.id: record.metadata.title for record in store.records()}
    batch: dict[str, Vectors] = {}
    for chunk in store.iter_chunks():
        if chunk.document_id in rows:
            text = chunk_text(chunk, titles[chunk.document_id])
            batch[text] = rows[chunk.document_id]
        if len(batch) == WRITTEN_AT_ONCE:
            yield batch
            batch = {}
    if batch:
        yield batch
