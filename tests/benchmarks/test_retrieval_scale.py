"""The synthetic corpus is the same each time, and its chunks lie in their documents."""

from benchmarks.retrieval_scale import CHUNKS_A_DOCUMENT, RandomEmbedder, made_documents
from benchmarks.statutes import Article

ARTICLES = [
    Article(id=n, title=f"第{n}号条例", article="第一条", text=f"甲{n}规定，乙{n}执行。")
    for n in range(7)
]


def test_same_numbers_make_the_same_documents() -> None:
    first = list(made_documents(ARTICLES, range(2)))

    assert first == list(made_documents(ARTICLES, range(2)))
    assert first[0][0].id != first[1][0].id


def test_chunks_lie_in_their_document() -> None:
    ((document, chunks),) = made_documents(ARTICLES, range(1))

    assert len(chunks) == CHUNKS_A_DOCUMENT
    for chunk in chunks:
        assert document.source_text[chunk.span.start : chunk.span.end] == chunk.text


def test_a_text_has_one_direction() -> None:
    embedder = RandomEmbedder()
    one, same, other = embedder.embed_passages(["甲", "甲", "乙"])

    assert (one == same).all()
    assert float(one @ one) > 0.999 > float(one @ other)
