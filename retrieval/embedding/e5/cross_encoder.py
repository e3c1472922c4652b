"""A question and a sentence read together: both in, how sure it is that the one answers the other.

A cross-encoder (Nogueira and Cho 2019, Passage Re-ranking with BERT): the tokens of question and
sentence attend to one another, where the embedding sees each alone. It has the first six layers of
multilingual-e5-small, trained further by `benchmarks/cross_encoder`; pieces and places are those of
the bundled model. It was trained with its weights rounded to seven bits, and what they are
multiplied with to eight, so that rounding costs it next to nothing. Seven, as products of eight
overflow on processors without instructions for them (AVX-512 VNNI).
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.contracts import Vectors
from retrieval.embedding.e5.encoder import Encoder
from retrieval.embedding.e5.known_odds import KnownOdds, Told
from retrieval.embedding.e5.model import (
    PASSAGE,
    QUESTION,
    E5Model,
    Norm,
    normalised,
    shared_model,
)
from retrieval.embedding.e5.weights import Whole

WEIGHTS_FILE = Path(__file__).with_name("cross_encoder.npz")
# As it was trained: what is longer is cut. A sentence of 88 tokens has about 130 characters.
QUESTION_TOKENS, CONTEXT_TOKENS, SENTENCE_TOKENS = 48, 48, 88
_AT_ONCE = 8  # pairs; more at once are no faster on two cores
LARGEST = 63  # of the whole numbers that weights are rounded to


class Pair(NamedTuple):
    """The tokens of question, context and sentence, and whose each is."""

    ids: list[int]
    parts: list[int]


class _Part:
    """Whose a token is; the order is that of the rows of `parts` in the weights."""

    QUESTION, CONTEXT, SENTENCE = range(3)


class CrossEncoder:
    """Reads questions with sentences. Threads may share it."""

    def __init__(self, model: E5Model, file: Path = WEIGHTS_FILE) -> None:
        """Read the weights.

        Args:
            model: where pieces and their vectors come from.
            file: what `save` wrote.

        Raises:
            OSError: the file cannot be read.
        """
        self._model = model
        weights = KeptWeights(file)
        self._parts = weights.floats("parts").reshape(3, -1)
        self._norm = Norm(weights.floats("eln.w"), weights.floats("eln.b"), weights.epsilon)
        hidden = weights.floats("head0.b").size
        self._inner = weights.floats("head0.w").reshape(hidden, -1), weights.floats("head0.b")
        self._outer = weights.floats("head1.w"), float(weights.floats("head1.b")[0])
        self._encoder = Encoder(weights)
        self._known = KnownOdds()

    def read(self, question: str, sentences: Sequence[Told]) -> list[float]:
        """Return for each sentence the log odds that it answers, against that none of them does."""
        odds = self._known.of(question, sentences)
        new = [one for one in dict.fromkeys(sentences) if one not in odds]
        pairs = {told: pair_of(self._model, question, told) for told in new}
        new.sort(key=lambda told: len(pairs[told].ids))
        for start in range(0, len(new), _AT_ONCE):
            batch = new[start : start + _AT_ONCE]
            values = self._read([pairs[told] for told in batch])
            odds |= {told: float(value) for told, value in zip(batch, values, strict=True)}
        self._known.keep(question, {told: odds[told] for told in new})
        return [odds[told] for told in sentences]

    def _read(self, pairs: Sequence[Pair]) -> Vectors:
        """Return the log odds of pairs that are run together, (pairs,)."""
        lengths = np.array([len(ids) for ids, _ in pairs], dtype=np.int32)
        ids = np.zeros((len(pairs), int(lengths.max())), dtype=np.int64)
        parts = np.full(ids.shape, _Part.CONTEXT)
        for row, (tokens, whose) in enumerate(pairs):
            ids[row, : len(tokens)], parts[row, : len(tokens)] = tokens, whose
        begun = normalised(self._model.placed(ids) + self._parts[parts], self._norm)
        encoded = self._encoder.encode(begun, lengths)
        asked = _mean(encoded, parts == _Part.QUESTION)
        told = _mean(encoded, parts == _Part.SENTENCE)
        # As in training: the product of the means is small beside the others.
        joined = np.concatenate([encoded[:, 0], asked * told * 10, np.abs(asked - told)], axis=1)
        (inner, bias), (outer, last) = self._inner, self._outer
        odds: Vectors = np.tanh(joined @ inner.T + bias) @ outer + last
        return odds


def pair_of(model: E5Model, question: str, told: Told) -> Pair:
    """Return question and sentence as they are read together, each cut where it is too long."""
    vocabulary = model.vocabulary
    texts = (
        model.tokens(f"{QUESTION}{question}")[:QUESTION_TOKENS],
        model.tokens(told.context)[:CONTEXT_TOKENS],
        model.tokens(f"{PASSAGE}{told.sentence}")[:SENTENCE_TOKENS],
    )
    ids, parts = [vocabulary.beginning], [_Part.QUESTION]
    for part, text in enumerate(texts):
        ids += [*text, vocabulary.end]
        parts += [part] * (len(text) + 1)
    return Pair(ids, parts)


class KeptWeights:
    """The layers of a cross-encoder and what is around them, from the file that `save` writes."""

    def __init__(self, file: Path) -> None:
        with np.load(file, allow_pickle=False) as kept:
            self._kept = {name: kept[name] for name in kept.files}
        self.hidden, self.inner, self.heads, self.layers = (int(n) for n in self._kept["shape"])
        self.epsilon = float(self._kept["epsilon"])

    def floats(self, name: str) -> Vectors:
        """Return what is not a matrix of a layer: float32, flat."""
        values: Vectors = self._kept[name].astype(np.float32).reshape(-1)
        return values

    def matrix(self, name: str, columns: int) -> Whole:
        """Return a matrix of a layer."""
        numbers: NDArray[np.int8] = self._kept[name].reshape(-1, columns)
        least, greatest = (float(end) for end in self._kept[f"{name}.range"])
        return Whole(numbers, self._kept[f"{name}.scales"], least, greatest)


def rounded(matrix: Vectors, ends: tuple[float, float]) -> Whole:
    """Return a float32 matrix, (rows, columns), in seven bits, each row by its largest weight.

    `ends` are the least and the greatest of what it is multiplied with.
    """
    scales = np.abs(matrix).max(axis=1) / LARGEST + np.float32(1e-12)
    numbers: NDArray[np.int8] = np.round(matrix / scales[:, None]).astype(np.int8)
    return Whole(numbers, scales, *ends)


def save(
    file: Path,
    matrices: dict[str, Whole],
    floats: dict[str, Vectors],
    *,
    shape: Sequence[int],
    epsilon: float,
) -> None:
    """Write the weights.

    Args:
        file: an .npz file.
        matrices: those of the layers by name.
        floats: all others.
        shape: hidden, inner, heads, layers.
        epsilon: of the normalisations.
    """
    kept: dict[str, NDArray[np.generic]] = {
        "shape": np.array(shape, dtype=np.int32),
        "epsilon": np.array(epsilon, dtype=np.float64),
        **{name: values.astype(np.float16) for name, values in floats.items()},
    }
    for name, held in matrices.items():
        kept[name], kept[f"{name}.scales"] = held.numbers, held.scales
        kept[f"{name}.range"] = np.array([held.least, held.greatest], dtype=np.float32)
    np.savez_compressed(file, allow_pickle=False, **kept)


@cache
def shared_cross_encoder() -> CrossEncoder:
    """Return the cross-encoder of this process, read once.

    Raises:
        ImportError, OSError, RuntimeError: the bundled model or the file is missing.
    """
    return CrossEncoder(shared_model())


def _mean(encoded: Vectors, chosen: NDArray[np.bool_]) -> Vectors:
    """Return the mean of the chosen tokens of each text, (texts, hidden)."""
    counts = np.maximum(chosen.sum(axis=1, keepdims=True), 1)
    means: Vectors = np.einsum("nth,nt->nh", encoded, (chosen / counts).astype(np.float32))
    return means
