"""Failures of reading and keeping documents, by who must act."""


class CorpusError(Exception):
    """Base of all failures of this package."""


class DocumentUnreadable(CorpusError):
    """The supplier of a file must act: it is empty, binary, damaged, or of no known format.

    The message is a Chinese sentence that can be shown to people; it does not name the file.
    """


class PictureBusy(CorpusError):
    """Nobody yet: other pages are being read; the picture of this one may be asked for again."""


class CatalogInvalid(CorpusError):
    """The operator must act: catalog.toml names unknown fields, files or parts."""


class StoreUnavailable(CorpusError):
    """The operator must act: the database cannot be opened, or is read-only."""
