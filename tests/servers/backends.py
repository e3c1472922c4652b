"""Where vectors can be kept, one after the other: what retrieval tests are run over."""

from dataclasses import dataclass
from pathlib import Path

from corpus import CorpusStore
from retrieval import Embedder, Indexer
from retrieval.contracts import SentenceIndex
from retrieval.vectors.milvus_index import MilvusIndex
from retrieval.vectors.vector_index import VectorIndex

BACKENDS = ("embedded", "chroma", "milvus")


@dataclass(frozen=True)
class Backend:
    """One way to keep vectors. `tag` names the embedder: on a server, each test has its own."""

    tag: str = "hashing"
    chroma_url: str | None = None
    milvus_uri: str | None = None

    def indexer(self, store: CorpusStore, data_dir: Path, embedder: Embedder) -> Indexer:
        return Indexer(
            store,
            data_dir,
            embedder=embedder,
            chroma_url=self.chroma_url,
            milvus_uri=self.milvus_uri,
        )

    def index(self, folder: Path, embedder: Embedder) -> SentenceIndex:
        """Open an index of its own, apart from any indexer's."""
        name = f"zhengce-small-{embedder.name}"
        if self.milvus_uri:
            return MilvusIndex.on_server(self.milvus_uri, name, embedder)
        if self.chroma_url:
            return VectorIndex.on_server(self.chroma_url, name, embedder)
        return VectorIndex.embedded(folder / "small", name, embedder)
