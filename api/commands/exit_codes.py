"""Which exit code a failure ends the command line with: 1 failed on the way, 2 wrong usage."""

from api.commands.command_failed import CommandFailed
from bot.errors import BotError, ModelUnavailable, QuestionRejected, SettingsInvalid
from corpus import CatalogInvalid, CorpusError, StoreUnavailable
from retrieval import IndexStale, RetrievalError

EXIT_FAILED = 1
EXIT_USAGE = 2

# Which failures the caller mends by another call or setting; the rest failed on the way.
EXIT_CODES: tuple[tuple[type[Exception], int], ...] = (
    (SettingsInvalid, EXIT_USAGE),
    (QuestionRejected, EXIT_USAGE),
    (ModelUnavailable, EXIT_USAGE),
    (CatalogInvalid, EXIT_USAGE),
    (StoreUnavailable, EXIT_USAGE),
    (IndexStale, EXIT_USAGE),
    (CommandFailed, EXIT_USAGE),
    (BotError, EXIT_FAILED),
    (CorpusError, EXIT_FAILED),
    (RetrievalError, EXIT_FAILED),
    # A data directory that cannot be written, a disk that is full.
    (OSError, EXIT_USAGE),
)


def exit_code_of(error: Exception) -> int | None:
    """Return the exit code of a failure; None for one that nobody foresaw."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), None)
