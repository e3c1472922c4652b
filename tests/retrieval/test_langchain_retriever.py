"""Our passages as langchain documents, called the way langchain calls."""

import asyncio

from corpus import CorpusStore
from retrieval import HybridRetriever, Indexer
from retrieval.langchain_retriever import PolicyRetriever


def test_invoke_gives_documents_with_their_source(indexer: Indexer, store: CorpusStore) -> None:
    retriever = PolicyRetriever(retriever=HybridRetriever(indexer.indexes, store), k=2)

    first = retriever.invoke("科技贷累计放款")[0]

    assert first.id == "henan-0"
    assert first.page_content.startswith("“科技贷”业务累计放款")
    assert first.metadata["issuer"] == "省科技厅"
    assert first.metadata["published"] == "2022-09-19"
    assert (first.metadata["start"], first.metadata["end"]) == (0, len(first.page_content))


def test_ainvoke_gives_the_same(indexer: Indexer, store: CorpusStore) -> None:
    retriever = PolicyRetriever(retriever=HybridRetriever(indexer.indexes, store), k=2)

    assert asyncio.run(retriever.ainvoke("科技贷")) == retriever.invoke("科技贷")
