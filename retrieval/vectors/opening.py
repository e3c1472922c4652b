"""Opening a vector index with the settings of now: a generation's folder in, an index out.

Whether an index fits is settled by its manifest, before anything is opened.
"""

import hashlib
import logging
from pathlib import Path

from corpus.store.corpus_store import CorpusStore
from retrieval.contracts import SentenceIndex
from retrieval.embedding.embedders import CachedEmbedder
from retrieval.errors import EmbeddingUnavailable
from retrieval.manifest import VectorSettings, read_vector_manifest, require_same
from retrieval.vectors.place import VectorPlace
from retrieval.vectors.question_map import for_searching
from retrieval.vectors.sentence_texts import SENTENCES_VERSION
from retrieval.vectors.sync import VECTOR_SCHEMA_VERSION, unit_of, vector_settings

logger = logging.getLogger(__name__)


class VectorOpener:
    """Knows what an index built now depends on, and opens those that were built so."""

    def __init__(self, store: CorpusStore, embedder: CachedEmbedder, place: VectorPlace) -> None:
        self._store = store
        self._embedder = embedder
        self._place = place

    def settings(self) -> VectorSettings:
        """Return what an index built now depends on.

        Raises:
            EmbeddingUnavailable: the endpoint has not told yet what its vectors are.
        """
        return vector_settings(self._embedder, unit=unit_of(self._store))

    def fits(self, folder: Path) -> bool:
        """Return whether the index of a folder can be used.

        One that another version of the product wrote is passed over: the next sync builds it anew,
        and nobody loses anything. What an operator chose otherwise is for an operator to settle.

        Raises:
            IndexStale: the index was built with other settings.
        """
        built = read_vector_manifest(folder).settings
        now = self._settings_like(built)
        require_same(built.in_form_of(now), now)
        if built != now:
            versions = {"built": built.schema_version, "now": now.schema_version}
            logger.info("vector index of another version, to be built anew", extra=versions)
        return built == now

    def opened(self, folder: Path) -> SentenceIndex:
        """Open or make the index of a folder.

        Raises:
            IndexUnavailable: the server does not answer, or the index is damaged.
        """
        # Defaults are left out, so that a setting that is new does not rename what exists.
        settings = self.settings().model_dump_json(exclude_defaults=True)
        embedder = for_searching(self._embedder, unit=unit_of(self._store))
        name = f"zhengce-{hashlib.sha256(settings.encode()).hexdigest()[:12]}"
        return self._place.open(folder, name, embedder)

    def _settings_like(self, built: VectorSettings) -> VectorSettings:
        """Return the settings of now; an endpoint that is away is taken to be as it was."""
        try:
            return self.settings()
        except EmbeddingUnavailable as error:
            logger.warning("embedding endpoint away", extra={"reason": str(error)})
            now = {"schema_version": VECTOR_SCHEMA_VERSION, "text_version": SENTENCES_VERSION}
            return built.model_copy(update={**now, "model": self._embedder.name})
