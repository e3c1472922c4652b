"""Failures of the product, by who must act.

    CorpusError                    corpus/errors.py
    ├── DocumentUnreadable         supplier of the file
    ├── CatalogInvalid             operator
    └── StoreUnavailable           operator
    RetrievalError                 retrieval/errors.py
    ├── IndexStale                 operator: rebuild the index
    └── EmbeddingUnavailable       nobody yet: retried, then keyword search alone
    BotError                       here
    ├── QuestionRejected           asker
    ├── AnswerUnknown              asker: speaks of an answer that was never given
    ├── SettingsInvalid            operator
    ├── FeedbackNotKept            operator: the database cannot be written
    └── ModelUnavailable           nobody yet: retried, then the extractive answer
        └── ModelRefused           operator: key, name or address; the extractive answer meanwhile

Abstaining is an answer, not an exception.
"""


class BotError(Exception):
    """Base of all failures of this package."""


class QuestionRejected(BotError):
    """The asker must act; the message is a Chinese sentence that says what to do."""


class AnswerUnknown(BotError):
    """The asker must act: no answer with this id was given here."""


class SettingsInvalid(BotError):
    """The operator must act; the message names the setting and its value."""


class FeedbackNotKept(BotError):
    """The operator must act: what an asker said of an answer could not be written."""


class ModelUnavailable(BotError):
    """The model endpoint is away, slow, or not configured."""


class ModelRefused(ModelUnavailable):
    """The model endpoint refuses the request; the operator must mend key, name or address."""
