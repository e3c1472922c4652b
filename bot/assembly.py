"""Wire the product: the only file that knows every concrete class."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import endpoints
from bot.answer_ids import AnswerIds, stored_key
from bot.answering.citations import CitationMaker
from bot.assistant import Assistant
from bot.conversations import Conversations
from bot.evidence.close_reading import CloseReader
from bot.evidence.finding import Finder
from bot.evidence.scoring import load_weights
from bot.examples import Examples
from bot.feedback import FeedbackLog
from bot.follow_ups import FollowUps
from bot.law_versions import LawVersions
from bot.settings import Settings
from bot.writing import ExtractiveWriter, ModelWriter
from corpus import (
    CorpusStore,
    IngestReport,
    catalog_beside,
    engine_for,
    ingest,
    max_tokens_of,
)
from retrieval import (
    DistinctRetriever,
    ExactSearcher,
    HybridRetriever,
    Indexer,
    IndexStale,
    IndexVocabulary,
    Outages,
    PhraseChunks,
    Reranker,
    Searcher,
    SentenceReader,
    bundled_cross_encoder,
)

logger = logging.getLogger(__name__)

BUNDLED_DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Product:
    """Everything that the skins may touch."""

    settings: Settings
    store: CorpusStore
    indexer: Indexer
    retriever: HybridRetriever  # reads the first passages of a question, as the searcher does
    facts: DistinctRetriever
    searcher: ExactSearcher
    assistant: Assistant
    conversations: Conversations
    feedback: FeedbackLog
    follow_ups: FollowUps
    examples: Examples
    finder: Finder
    vocabulary: IndexVocabulary
    outages: Outages
    model_writer: ModelWriter | None = None

    def ingest_bundled(self, on_progress: Callable[[int, str], None] | None = None) -> IngestReport:
        """Bring the bundled documents into the store; unchanged ones cost nothing."""
        return self.ingest([BUNDLED_DOCUMENTS], on_progress=on_progress)

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        owner_of: Callable[[str], str | None] | None = None,
        on_progress: Callable[[int, str], None] | None = None,
        on_page: Callable[[str, int, int], None] | None = None,
    ) -> IngestReport:
        """Bring files and folders into the store, each folder with the catalog that lies in it."""
        return ingest(
            paths,
            self.store,
            catalog=catalog_beside(paths),
            prune=prune,
            owner_of=owner_of,
            max_tokens=self.settings.index.max_tokens,
            on_progress=on_progress,
            on_page=on_page,
        )

    def close(self) -> None:
        """Let go of files and connections."""
        self.indexer.close()
        self.conversations.close()
        self.feedback.close()
        self.store.close()


def build(
    settings: Settings,
    *,
    rebuild: bool = False,
    today: Callable[[], date] | None = None,
    with_vectors: bool = True,
    embedding_cache: Path | None = None,
) -> Product:
    """Build the product over a data directory; nothing is ingested or indexed yet.

    Args:
        settings: as read at the start.
        rebuild: whether the indexes there are dropped, so that the next sync builds them anew.
        today: the day that validity is judged by; by default today in China.
        with_vectors: whether meaning is searched and read beside words, where there are models.
        embedding_cache: the file in which vectors are kept by content; by default in the data
            directory.

    Raises:
        StoreUnavailable: the database cannot be opened.
        IndexStale: the index was built with other settings.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = CorpusStore(settings.store_url)
    indexer = _indexer(settings, store, with_vectors=with_vectors, embedding_cache=embedding_cache)
    if rebuild:
        indexer.rebuild()
    else:
        _require_same_cut(store, settings.index.max_tokens)
    indexer.open()
    encoder = bundled_cross_encoder() if with_vectors else None
    return _product(settings, store, indexer, encoder, today=today or today_in_china)


def _product(
    settings: Settings,
    store: CorpusStore,
    indexer: Indexer,
    encoder: SentenceReader | None,
    *,
    today: Callable[[], date],
) -> Product:
    """Put the parts together over an open store and open indexes."""
    reranker = endpoints.reranker(settings.rerank)
    # An answer is made of sentences, which are read by themselves: what finds its passages reads
    # none. Who searches for passages finds them read and put in order.
    unread = HybridRetriever(indexer.indexes, store, reranker=reranker)
    facts = DistinctRetriever(unread, store, today=today)
    retriever = HybridRetriever(indexer.indexes, store, reranker=reranker, reader=encoder)
    finder = Finder(
        facts,
        similarities=unread.similarities,
        weights=load_weights(),
        today=today,
        reader=CloseReader(encoder),
    )
    engine = engine_for(settings.store_url)
    parts = _Parts(
        finder=finder,
        vocabulary=IndexVocabulary(indexer.indexes, store),
        conversations=Conversations(engine),
        outages=Outages(indexer.indexes, reranker),
        model_writer=endpoints.model_writer(settings.model),
        answer_ids=AnswerIds(stored_key(engine)),
    )
    assistant = _assistant(parts, store, today=today)
    return Product(
        settings=settings,
        store=store,
        indexer=indexer,
        retriever=retriever,
        facts=facts,
        searcher=_searcher(indexer, store, reranker, encoder, today=today),
        assistant=assistant,
        conversations=parts.conversations,
        feedback=FeedbackLog(engine, is_known=parts.answer_ids.is_ours),
        follow_ups=FollowUps(facts, assistant.cited_for, parts.vocabulary),
        examples=Examples(store, assistant.cited_for),
        finder=parts.finder,
        vocabulary=parts.vocabulary,
        model_writer=parts.model_writer,
        outages=parts.outages,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What both the assistant and the skins touch."""

    finder: Finder
    vocabulary: IndexVocabulary
    conversations: Conversations
    outages: Outages
    model_writer: ModelWriter | None
    answer_ids: AnswerIds


def _assistant(parts: _Parts, store: CorpusStore, *, today: Callable[[], date]) -> Assistant:
    citations = CitationMaker(store.document, today=today)
    return Assistant(
        finder=parts.finder,
        vocabulary=parts.vocabulary,
        citations=citations,
        sources=store,
        versions=LawVersions(store, citations, today=today),
        writer=ExtractiveWriter(),
        model_writer=parts.model_writer,
        conversations=parts.conversations,
        outages=parts.outages,
        today=today,
        new_answer_id=parts.answer_ids.new,
    )


def _searcher(
    indexer: Indexer,
    store: CorpusStore,
    reranker: Reranker | None,
    encoder: SentenceReader | None,
    *,
    today: Callable[[], date],
) -> ExactSearcher:
    return ExactSearcher(
        Searcher(indexer.indexes, store, reranker=reranker, reader=encoder, today=today),
        store,
        phrases=PhraseChunks(indexer.indexes, store),
        today=today,
    )


def _indexer(
    settings: Settings, store: CorpusStore, *, with_vectors: bool, embedding_cache: Path | None
) -> Indexer:
    milvus = settings.index.milvus_uri
    return Indexer(
        store,
        settings.data_dir,
        embedder=endpoints.embedder(settings.embedding) if with_vectors else None,
        embedding_cache=embedding_cache,
        chroma_url=settings.index.chroma_url,
        milvus_uri=milvus.get_secret_value() if milvus else None,
    )


def _require_same_cut(store: CorpusStore, max_tokens: int) -> None:
    for id_, (_, revision) in store.stamps().items():
        cut = max_tokens_of(revision)
        if cut is not None and cut != max_tokens:
            raise IndexStale(
                f"资料 {id_!r} 按 max_tokens={cut} 切分，现在的设置是 {max_tokens}；"
                "请改回设置，或运行 zhengce ingest --rebuild 加资料路径重新读入"
            )


def today_in_china() -> date:
    """Return the day that it is in China."""
    return datetime.now(CHINA).date()
