"""How near single sentences are to a question: cosines of vectors that the index was built from."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from retrieval.contracts import Vectors
from retrieval.sentence_texts import embedded_text

# Embedded while the asker waits, where vectors are missing: half a second on two cores.
MAX_EMBEDDED_NOW = 8


class RememberingEmbedder(Protocol):
    """An embedder that can tell which vectors it has at hand."""

    def known_passages(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that need no embedding, by text."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors, `(len(texts), dimensions)`, of unit length."""
        ...

    def embed_question(self, text: str) -> Vectors:
        """Return one float32 vector, `(dimensions,)`, of unit length."""
        ...


def sentence_similarities(
    embedder: RememberingEmbedder, question: str, sentences: Sequence[str]
) -> list[float]:
    """Return the cosine of the question with each sentence, in their order.

    Sentences without a vector are embedded now, the first `MAX_EMBEDDED_NOW` of them; the rest get
    the mean of the others, which neither favours nor buries them.

    Raises:
        EmbeddingUnavailable: the question or a missing sentence could not be embedded.
    """
    if not sentences:
        return []
    texts = [embedded_text(sentence) for sentence in sentences]
    vector = embedder.embed_question(question)
    known = embedder.known_passages(texts)
    missing = [text for text in dict.fromkeys(texts) if text not in known][:MAX_EMBEDDED_NOW]
    if missing:
        known |= dict(zip(missing, embedder.embed_passages(missing), strict=True))
    cosines = dict(zip(known, (np.stack(list(known.values())) @ vector).tolist(), strict=True))
    mean = sum(cosines.values()) / len(cosines)
    return [cosines.get(text, mean) for text in texts]
