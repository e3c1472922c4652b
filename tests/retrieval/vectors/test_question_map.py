"""A learnt map moves questions, never passages, and only where it was learnt for."""

import numpy as np
import pytest

from retrieval.embedding.embedders import BUNDLED_DIMENSIONS, BUNDLED_MODEL
from retrieval.fakes import HashingEmbedder
from retrieval.vectors.question_map import MappedQuestions, for_searching, learnt_map, moved


def test_question_is_moved_by_the_map() -> None:
    turned = np.array([[0.0, -1.0], [1.0, 0.0]], dtype=np.float32)

    # (1, 0) + (0, 1) = (1, 1), of length √2
    assert moved(np.array([1.0, 0.0], dtype=np.float32), turned) == pytest.approx([0.5**0.5] * 2)


def test_passages_stay_where_they_are() -> None:
    embedder = HashingEmbedder(dimensions=8)
    mapped = MappedQuestions(embedder, np.ones((8, 8), dtype=np.float32))

    assert np.array_equal(mapped.embed_passages(["注销"]), embedder.embed_passages(["注销"]))


def test_map_applies_to_whole_chunks_of_the_bundled_model_only() -> None:
    bundled, other = HashingEmbedder(BUNDLED_MODEL), HashingEmbedder()

    assert isinstance(for_searching(bundled, unit="chunk"), MappedQuestions)
    assert for_searching(bundled, unit="sentence") is bundled
    assert for_searching(other, unit="chunk") is other


def test_map_of_the_product_fits_its_model() -> None:
    assert learnt_map().shape == (BUNDLED_DIMENSIONS, BUNDLED_DIMENSIONS)
    assert np.isfinite(learnt_map()).all()
