"""Slips are mended by the words of the documents, and nothing else is touched."""

from collections.abc import Callable

import pytest

from corpus import Chunk, CorpusStore, Document, Metadata
from retrieval import Indexer
from retrieval.vocabulary.correcting import Corrector
from retrieval.words.alike import RARE_READING, SAME_SOUND, alike
from retrieval.words.spelling import Correction, mended

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]


@pytest.fixture
def corrector(indexer: Indexer, store: CorpusStore) -> Corrector:
    return Corrector(indexer.indexes, store)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("社保换缴怎么办", "社保缓缴怎么办"),  # the same sound
        ("简易住销要多久", "简易注销要多久"),  # alike in shape and sound
        ("西平县费用还缴期", "西平县费用缓缴期"),  # a rarer reading
        ("许畅市的企业服务日", "许昌市的企业服务日"),  # a place
        ("鹤壁市企叶开办", "鹤壁市企业开办"),
    ],
)
def test_slip_is_mended_by_the_words_of_the_documents(
    corrector: Corrector, typed: str, meant: str
) -> None:
    assert corrector.corrected(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "欠咱的钱",  # a pronoun is meant as typed, however near 欠账 is
        "企业注销怎么走",  # words of the documents
        "环境保护和环节",  # words of the dictionary alone
        "融资旦保",  # 担保 stands in no document
        "公司不干了咋关掉",  # a colloquial phrase of the lexicon
        "欠费不停供",  # stands so in a document
        "我能去哪儿交",
        "",
        "😀 x AND (",
        "\ud800",
    ],
)
def test_nothing_else_is_changed(corrector: Corrector, text: str) -> None:
    assert corrector.corrections(text) == ()


def test_correction_tells_where_it_stands(corrector: Corrector) -> None:
    text = "请问，社保换缴"

    (made,) = corrector.corrections(text)

    assert made == Correction(start=5, typed="换缴", meant="缓缴")
    assert text[made.start : made.end] == "换缴"
    assert mended(text, [made]) == "请问，社保缓缴"


def test_word_is_known_as_soon_as_a_document_with_it_is_indexed(
    indexer: Indexer, store: CorpusStore, corrector: Corrector, make_document: MakeDocument
) -> None:
    assert corrector.corrected("融资旦保") == "融资旦保"

    document, chunks = make_document("bank", Metadata("融资担保办法"), ("融资担保费率降低。",))
    store.put(document, chunks)
    indexer.sync_keywords()

    assert corrector.corrected("融资旦保") == "融资担保"


def test_without_an_index_nothing_is_changed(indexer: Indexer, store: CorpusStore) -> None:
    indexer.indexes.keyword = None

    assert Corrector(indexer.indexes, store).corrected("社保换缴") == "社保换缴"


def test_rarer_readings_cost_more() -> None:
    assert alike("换")["缓"] == SAME_SOUND
    assert alike("还")["环"] == RARE_READING
    assert "换" not in alike("换")
