"""Our retriever as a langchain one: the border to those who build with langchain, nothing else."""

import asyncio
from typing import Any

from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from retrieval.contracts import Retriever
from retrieval.passage import Passage, Scope


class PolicyRetriever(BaseRetriever):
    """Answers `invoke` and `ainvoke` with the passages of any of our retrievers."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    # A protocol cannot be validated by pydantic: whatever has `retrieve` will do.
    retriever: Any
    k: int = Field(default=8, ge=1, le=1_000)
    scope: Scope | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - langchain passes it
    ) -> list[Document]:
        return self._documents(query)

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,  # noqa: ARG002 - langchain passes it
    ) -> list[Document]:
        return await asyncio.to_thread(self._documents, query)

    def _documents(self, query: str) -> list[Document]:
        retriever: Retriever = self.retriever
        passages = retriever.retrieve(query, k=self.k, scope=self.scope)
        return [_document(passage) for passage in passages]


def _document(passage: Passage) -> Document:
    chunk, metadata = passage.chunk, passage.metadata
    return Document(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "document_id": chunk.document_id,
            "title": metadata.title,
            "issuer": chunk.issuer or metadata.issuer,
            "region": metadata.region,
            "published": metadata.published.isoformat() if metadata.published else None,
            "section": list(chunk.section),
            "start": chunk.span.start,
            "end": chunk.span.end,
            "rank": passage.rank,
            "score": passage.score,
        },
    )
