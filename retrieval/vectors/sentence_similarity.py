"""How near single sentences are to a question: cosines of vectors that the index was built from."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from retrieval.contracts import Nearness, Vectors
from retrieval.vectors.sentence_texts import pieces

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
    embedder: RememberingEmbedder,
    question: str,
    sentences: Sequence[str],
    *,
    max_embedded: int = MAX_EMBEDDED_NOW,
) -> list[Nearness]:
    """Return how near the question is to each sentence, in their order.

    Pieces without a vector are embedded now, `max_embedded` of them, first those that share most
    characters with the question; a sentence that has none gets the mean of the others, which
    neither favours nor buries it.

    Raises:
        EmbeddingUnavailable: the question or a missing sentence could not be embedded.
    """
    if not sentences:
        return []
    vector = embedder.embed_question(question)
    texts = list(dict.fromkeys(piece for sentence in sentences for piece in pieces(sentence)))
    known = embedder.known_passages(texts)
    missing = _most_alike(question, [text for text in texts if text not in known])[:max_embedded]
    if missing:
        known |= dict(zip(missing, embedder.embed_passages(missing), strict=True))
    found = [_nearness(vector, sentence, known) for sentence in sentences]
    told = [one for one in found if one is not None]
    if not told:  # blanks alone have no pieces
        return [Nearness(0.0, 0.0)] * len(sentences)
    middle = Nearness(*(sum(values) / len(told) for values in zip(*told, strict=True)))
    return [one or middle for one in found]


def _most_alike(question: str, texts: Sequence[str]) -> list[str]:
    """Order texts by the share of the question's characters that they hold, else as they are."""
    asked = set(question)
    return sorted(texts, key=lambda text: -len(asked.intersection(text)))


def _nearness(question: Vectors, sentence: str, known: dict[str, Vectors]) -> Nearness | None:
    vectors = [known[piece] for piece in pieces(sentence) if piece in known]
    if not vectors:
        return None
    stacked = np.stack(vectors)
    mean = stacked.mean(axis=0)
    cosine = float(mean @ question / np.linalg.norm(mean))
    return Nearness(float((stacked @ question).max()), cosine)
