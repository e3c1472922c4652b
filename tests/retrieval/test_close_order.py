"""The first passages read with the question and put in order."""

from collections.abc import Callable, Sequence
from datetime import date

from corpus import Chunk, CorpusStore, Document, Metadata
from retrieval import HybridRetriever, Indexer, Nearness, Passage, Searcher, Told
from retrieval.close_order import READ_PASSAGES, closely_ordered

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]


class Reader:
    """Is sure of sentences that hold a word, and notes what it was given."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.given: list[Told] = []

    def read(self, question: str, sentences: Sequence[Told]) -> list[float]:
        assert question
        self.given += sentences
        return [9.0 if self.word in told.sentence else -9.0 for told in sentences]


def passages(make_document: MakeDocument, *texts: str) -> list[Passage]:
    found = []
    for rank, text in enumerate(texts, start=1):
        metadata = Metadata(f"文件{rank}")
        _, chunks = make_document(f"d{rank}", metadata, (text,))
        found.append(Passage(chunks[0], metadata, 1 / rank, rank))
    return found


def unknown(_question: str, _sentences: Sequence[str]) -> list[Nearness] | None:
    return None


def test_passage_whose_sentence_answers_comes_first(make_document: MakeDocument) -> None:
    found = passages(make_document, "企业应当公示。", "其他事项。", "贷款贴息两个百分点。")

    ordered = closely_ordered(found, "贷款贴多少", Reader("贴息"), similarities=unknown)

    assert ordered == [found[2], found[0], found[1]]


def test_of_a_passage_the_likeliest_sentence_is_read(make_document: MakeDocument) -> None:
    reader = Reader("")
    found = passages(make_document, "企业应当公示。贷款贴息两个百分点。其他事项从其规定。")

    closely_ordered(found, "贷款贴息多少", reader, similarities=unknown)

    assert reader.given == [Told("文件1 一、主要做法 企业应当公示。", "贷款贴息两个百分点。")]


def test_nearness_in_meaning_counts_for_the_choice(make_document: MakeDocument) -> None:
    def near(_question: str, sentences: Sequence[str]) -> list[Nearness]:
        values = [1.0 if "注销" in sentence else 0.0 for sentence in sentences]
        return [Nearness(value, value) for value in values]

    reader = Reader("")
    found = passages(make_document, "开店应当登记。注销当日办结。")

    closely_ordered(found, "开店不想干了", reader, similarities=near)

    assert [told.sentence for told in reader.given] == ["注销当日办结。"]


def test_what_lies_behind_the_first_is_left_as_it_is(make_document: MakeDocument) -> None:
    reader = Reader("贴息")
    found = passages(make_document, *["其他事项。"] * READ_PASSAGES, "贷款贴息。", "贷款贴息。")

    ordered = closely_ordered(found, "贷款贴息", reader, similarities=unknown)

    assert ordered == found
    assert len(reader.given) == READ_PASSAGES


def test_what_a_question_finds_is_read(full_indexer: Indexer, store: CorpusStore) -> None:
    retriever = HybridRetriever(full_indexer.indexes, store, reader=Reader("简易注销"))

    assert "简易注销" in retriever.retrieve("企业办事要跑几个窗口")[0].chunk.text


def test_what_a_look_up_finds_is_not_read(full_indexer: Indexer, store: CorpusStore) -> None:
    reader = Reader("简易注销")

    HybridRetriever(full_indexer.indexes, store, reader=reader).retrieve("科技贷")

    assert reader.given == []


def test_what_is_of_another_place_is_not_read_first(
    full_indexer: Indexer, store: CorpusStore
) -> None:
    reader = Reader("")

    HybridRetriever(full_indexer.indexes, store, reader=reader).retrieve(
        "鹤壁小微企业贷款风险补偿金"
    )

    # Of 西平's paragraph every word stands in the question, but it is of another place.
    assert "西平" not in reader.given[0].sentence


def test_pages_of_a_search_that_is_read_make_one_order(
    full_indexer: Indexer, store: CorpusStore
) -> None:
    indexes, question = full_indexer.indexes, "企业办事要跑几个窗口"
    searcher = Searcher(
        indexes, store, reader=Reader("企业服务日"), today=lambda: date(2026, 11, 28)
    )

    whole = [hit.passage.chunk.id for hit in searcher.search(question, limit=4).hits]
    pages = [searcher.search(question, limit=2, offset=offset) for offset in (0, 2)]

    assert whole[0] == "xuchang-1"
    assert [hit.passage.chunk.id for page in pages for hit in page.hits] == whole
