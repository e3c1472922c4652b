"""Passages in the learnt order."""

from collections.abc import Callable
from math import log

import pytest

from corpus import Chunk, Document, Metadata
from retrieval import Passage, Segmenter, understand
from retrieval.passage_order import learnt_order, order_features, rarity_among

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]
QUESTION = "小微企业贷款贴息"


def passages(make_document: MakeDocument, *texts: str) -> list[Passage]:
    """Passages with these texts, best first, found by words only."""
    found = []
    for rank, text in enumerate(texts, start=1):
        metadata = Metadata(f"文件{rank}")
        _, chunks = make_document(f"d{rank}", metadata, (text,))
        found.append(Passage(chunks[0], metadata, 1 / (10 + rank), rank, {"keyword": rank}))
    return found


def test_what_speaks_of_the_whole_question_goes_before_what_speaks_of_a_part(
    make_document: MakeDocument,
) -> None:
    found = passages(make_document, "企业年度报告应当公示。", "对小微企业贷款贴息两个百分点。")

    ordered = learnt_order(found, understand(QUESTION, Segmenter()), lambda _: 1.0)

    assert ordered == [found[1], found[0]]


def test_features_are_shares_of_the_question(make_document: MakeDocument) -> None:
    found = passages(make_document, "对小微企业贷款贴息两个百分点。", "其他事项。")

    whole, nothing = order_features(found, understand(QUESTION, Segmenter()), lambda _: 1.0)

    assert (whole.fused, whole.word_rank, whole.meaning_rank) == (1.0, 1.0, 0.0)
    assert (whole.covered, whole.characters, whole.pairs) == pytest.approx((1.0, 1.0, 1.0))
    assert (nothing.covered, nothing.characters, nothing.pairs) == (0.0, 0.0, 0.0)
    assert nothing.word_rank == pytest.approx(11 / 12)


def test_equal_passages_keep_their_order_and_none_is_none(make_document: MakeDocument) -> None:
    query = understand("。", Segmenter())

    assert learnt_order([], query, lambda _: 1.0) == []
    found = passages(make_document, "甲。", "甲。", "甲。")
    assert learnt_order(found, understand("乙", Segmenter()), lambda _: 1.0) == found


def test_a_word_that_every_chunk_holds_still_counts_a_little() -> None:
    rarity = rarity_among(99, {"政策": 99, "贴息": 9}.__getitem__)

    assert rarity("政策") == 0.1
    assert rarity("贴息") == pytest.approx(log(10))
