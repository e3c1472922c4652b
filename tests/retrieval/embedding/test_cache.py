"""Vectors are remembered by model and text, and a spoilt file does no harm."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from retrieval.contracts import Vectors
from retrieval.embedding.cache import VectorCache
from retrieval.embedding.embedders import CachedEmbedder
from retrieval.fakes import HashingEmbedder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "embeddings.sqlite3"


def test_text_is_embedded_once_even_across_processes(path: Path) -> None:
    first, second = HashingEmbedder(), HashingEmbedder()
    CachedEmbedder(first, VectorCache(path)).embed_passages(["免罚", "注销", "免罚"])

    CachedEmbedder(second, VectorCache(path)).embed_passages(["注销", "贷款"])

    assert first.embedded == ["免罚", "注销"]
    assert second.embedded == ["贷款"]


def test_remembered_vector_equals_the_one_first_given(path: Path) -> None:
    embedder = CachedEmbedder(HashingEmbedder(), VectorCache(path))
    first = embedder.embed_passages(["免罚", "注销"])

    assert np.array_equal(embedder.embed_passages(["注销", "免罚"]), first[::-1])


def test_vectors_stay_nearly_of_unit_length(path: Path) -> None:
    vectors = CachedEmbedder(HashingEmbedder(), VectorCache(path)).embed_passages(["优化营商环境"])

    assert np.linalg.norm(vectors[0]) == pytest.approx(1.0, abs=1e-3)


def test_another_model_has_its_own_vectors(path: Path) -> None:
    CachedEmbedder(HashingEmbedder("a"), VectorCache(path)).embed_passages(["免罚"])
    other = HashingEmbedder("b")

    CachedEmbedder(other, VectorCache(path)).embed_passages(["免罚"])

    assert other.embedded == ["免罚"]


def test_no_texts_give_no_vectors(path: Path) -> None:
    assert CachedEmbedder(HashingEmbedder(), VectorCache(path)).embed_passages([]).shape == (0, 256)


def test_damaged_file_is_started_anew(path: Path) -> None:
    path.write_bytes(b"this is no database, " * 100)
    embedder = HashingEmbedder()

    CachedEmbedder(embedder, VectorCache(path)).embed_passages(["免罚"])

    assert embedder.embedded == ["免罚"]
    assert "免罚" in VectorCache(path).read("hashing", ["免罚"])


def test_last_used_vectors_need_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.embedding.cache.VECTORS_IN_MEMORY", 2)
    cache = VectorCache(path)
    CachedEmbedder(HashingEmbedder(), cache).embed_passages(["免罚", "注销", "贷款"])
    cache.close()
    path.unlink()

    assert set(cache.read("hashing", ["免罚", "注销", "贷款"])) == {"注销", "贷款"}


def test_threads_share_a_cache(path: Path) -> None:
    cache = VectorCache(path)
    texts = [f"第{n}条" for n in range(60)]

    def embed(start: int) -> int:
        embedder = CachedEmbedder(HashingEmbedder(), cache)
        return len(embedder.embed_passages(texts[start : start + 30]))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(embed, [0, 10, 20, 30] * 5)) == [30] * 20
    assert set(VectorCache(path).read("hashing", texts)) == set(texts)


def test_question_is_embedded_once() -> None:
    class Counting(HashingEmbedder):
        asked = 0

        def embed_question(self, text: str) -> Vectors:
            self.asked += 1
            return super().embed_question(text)

    counting = Counting()
    embedder = CachedEmbedder(counting, VectorCache(Path("never-written")))
    embedder.embed_question("免罚")
    embedder.embed_question("免罚")

    assert counting.asked == 1
