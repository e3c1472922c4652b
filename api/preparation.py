"""From a data directory to answers: documents, then the keyword index, then vectors behind them.

The server runs this in the background, so that `/healthz` answers at once and questions as soon as
words can be searched; the command line runs the first two steps before it asks.
"""

import logging
import threading
import time
from collections.abc import Callable

from api.errors import NotReady, PreparationFailed
from api.readiness import Endpoints, Readiness, readiness_of
from api.reading import has_bundled_to_read, read_bundled
from bot.assembly import Product
from corpus import CorpusError
from retrieval import EmbeddingUnavailable, RetrievalError
from retrieval.errors import IndexBusy, IndexUnavailable
from retrieval.writer_lock import writing_alone

log = logging.getLogger(__name__)

# An embedding endpoint or a vector server that is away is asked again after this long.
VECTOR_RETRY_S = 10.0
# So often it is looked whether servers that nobody asks still answer.
LOOK_S = 15.0
# A batch takes a second or two; on a machine under load it has been seen to take over five.
STOP_WAIT_S = 30.0
# Another process that builds the vectors is looked after so often.
BUSY_RETRY_S = 5.0
# So often it is looked whether another process has read documents in or removed some.
FOLLOW_S = 2.0

# Who reads the bundled documents, where several processes start on an empty data directory.
READING_LOCK = "reading.lock"
READING_WAIT_S = 300.0

# Called with the step's Chinese name, how many are done, and of how many where that is known.
OnStep = Callable[[str, int, int | None], None]


def prepare_words(product: Product, *, on_step: OnStep) -> None:
    """Read the bundled documents on the first run, and bring the keyword index up to date."""
    if product.store.is_writable and has_bundled_to_read(product.store, product.settings.data_dir):
        _read_bundled_alone(product, on_step)
    product.indexer.sync_keywords(lambda done, total: on_step("关键词索引", done, total))


def _read_bundled_alone(product: Product, on_step: OnStep) -> None:
    """Read the bundled documents, unless another process that started beside us does."""
    data_dir = product.settings.data_dir
    with writing_alone(data_dir / READING_LOCK, wait_s=READING_WAIT_S):
        if has_bundled_to_read(product.store, data_dir):
            read_bundled(product, on_document=lambda done: on_step("读取文件", done, None))


class BackgroundPreparation:
    """Prepares one product in a thread of its own, tells how far it is, and keeps it up to date.

    A second thread looks at what other processes do to the same data directory, such as `zhengce
    ingest` beside the server: it opens their indexes and has the vectors completed.
    """

    def __init__(self, product: Product, *, follow_s: float = FOLLOW_S) -> None:
        self._product = product
        self._follow_s = follow_s
        self._has_words = threading.Event()
        self._has_changed = threading.Event()
        self._stopping = threading.Event()
        self._is_retrying = False
        self._next_look = 0.0
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="preparation", daemon=True)
        self._follower = threading.Thread(target=self._follow, name="following", daemon=True)

    def start(self) -> None:
        """Begin, without waiting."""
        self._thread.start()
        self._follower.start()

    def stop(self) -> None:
        """End at the next batch and let go of the index files."""
        self._stopping.set()
        self._has_changed.set()
        self._thread.join(timeout=STOP_WAIT_S)
        self._follower.join(timeout=STOP_WAIT_S)

    def documents_changed(self) -> None:
        """Have the vectors follow documents that this process has changed."""
        self._has_changed.set()

    def require_answers(self) -> None:
        """Raise `NotReady` or `PreparationFailed` while questions cannot be answered."""
        if self._has_words.is_set():
            return
        raise PreparationFailed if self._failure else NotReady

    def readiness(self) -> Readiness:
        """Return how far each part is; a database that does not answer is a part not ready."""
        endpoints = _endpoints(self._product)
        try:
            status = self._product.indexer.status()
        except CorpusError:
            return readiness_of(None, has_words=False, endpoints=endpoints)
        return readiness_of(status, has_words=self._has_words.is_set(), endpoints=endpoints)

    def _run(self) -> None:
        try:
            while not self._has_words_ready():
                if self._stopping.wait(BUSY_RETRY_S):
                    return
            self._has_words.set()
            log.info("questions can be answered")
            while not self._stopping.is_set():
                self._has_changed.clear()
                wait_s = self._build_vectors()
                self._is_retrying = wait_s is not None
                self._has_changed.wait(wait_s)
        except (CorpusError, RetrievalError, OSError) as error:
            self._failure = error
            log.exception("preparation failed")

    def _has_words_ready(self) -> bool:
        try:
            prepare_words(self._product, on_step=_log_step)
        except IndexBusy:
            return False
        return True

    def _build_vectors(self) -> float | None:
        """Bring the vectors up to date; return after how many seconds to try again, if at all."""
        try:
            self._product.indexer.sync_vectors(
                lambda done, total: _log_step("语义索引", done, total), stop=self._stopping
            )
        except EmbeddingUnavailable as error:
            log.warning("vectors wait for the embedding endpoint", extra={"reason": str(error)})
            return VECTOR_RETRY_S
        except IndexBusy:
            return BUSY_RETRY_S
        except IndexUnavailable as error:
            log.warning("vectors wait for their server", extra={"reason": str(error)})
            return VECTOR_RETRY_S
        return None

    def _follow(self) -> None:
        was_changed, complaint = False, ""
        while not self._stopping.wait(self._follow_s):
            if not self._has_words.is_set():
                continue
            self._look_at_servers()
            if was_changed:
                # One look later than the change: who made it mostly builds its vectors too.
                self._has_changed.set()
            try:
                was_changed = self._product.indexer.follow()
            except (CorpusError, RetrievalError, OSError) as error:
                was_changed = False
                if str(error) != complaint:
                    log.warning("new index not opened", extra={"reason": str(error)})
                complaint = str(error)
            if was_changed:
                log.info("documents changed by another process")

    def _look_at_servers(self) -> None:
        """Notice a server that went away, and have the vectors completed when it is back."""
        outages, is_first = self._product.outages, self._next_look == 0.0
        # An endpoint may cost money: it is asked once at the start, and while it is away.
        if is_first or outages.rerank_reason:
            outages.look()
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + LOOK_S
            self._product.indexer.look()
        if self._product.indexer.indexes.semantic_loss and not self._is_retrying:
            self._has_changed.set()


def _endpoints(product: Product) -> Endpoints:
    settings, outages, writer = product.settings, product.outages, product.model_writer
    return Endpoints(
        has_model=writer is not None,
        is_model_ready=writer is not None and writer.is_ready,
        has_embedding=settings.embedding.is_configured,
        has_rerank=settings.rerank.is_configured,
        embedding_reason=outages.embedding_reason,
        rerank_reason=outages.rerank_reason,
    )


def _log_step(step: str, done: int, total: int | None) -> None:
    # Each tenth and the last: enough to see that it moves.
    if total is None or done == total or done % max(total // 10, 1) == 0:
        log.info("preparing", extra={"step": step, "done": done, "total": total})
