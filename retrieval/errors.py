"""Failures of retrieval, by who must act."""


class RetrievalError(Exception):
    """Base of all failures of this package."""


class IndexStale(RetrievalError):
    """The operator must act: the index was built otherwise; the message says what to run."""


class EmbeddingUnavailable(RetrievalError):
    """Nobody must act yet: the embedding endpoint is away or slow; keyword search goes on."""


class IndexUnavailable(RetrievalError):
    """The operator must act: the index is not there, is damaged, or is being written elsewhere."""


class IndexBusy(IndexUnavailable):
    """Nobody must act yet: another process is writing the index."""
