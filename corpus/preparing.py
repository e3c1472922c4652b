"""Second step of reading: a source in, all that is stored of it out.

Nothing but the text is needed; what other documents say is looked at when it is stored. Spread over
two processes it took half as much processor time again, for carrying documents to and fro.
"""

from dataclasses import dataclass

from corpus.catalog import Catalog
from corpus.chunking import CHUNKING_VERSION, chunk_document
from corpus.defects import SourceDefect, source_defects
from corpus.document import Chunk, Document
from corpus.loading import Source
from corpus.parallels import Statement, statements_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is stored of one document, as far as it follows from its text alone.

    `fingerprints` are those of each of `statements`.
    """

    document: Document
    chunks: tuple[Chunk, ...]
    revision: str = CHUNKING_VERSION
    defects: tuple[SourceDefect, ...] = ()
    statements: tuple[Statement, ...] = ()
    fingerprints: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Preparation:
    """How documents are taken apart."""

    catalog: Catalog
    max_tokens: int

    def revision(self, document_id: str) -> str:
        """Return what changes when a document would be cut or catalogued otherwise."""
        return f"{CHUNKING_VERSION}:{self.max_tokens}:{self.catalog.fingerprint(document_id)}"

    def prepared(self, source: Source) -> Prepared:
        """Take one document apart.

        Raises:
            CatalogInvalid: the catalog names a part that the document does not have.
        """
        document = source.document(self.catalog)
        chunks = chunk_document(document, max_tokens=self.max_tokens)
        statements = statements_of(chunks)
        return Prepared(
            document,
            tuple(chunks),
            self.revision(source.id),
            tuple(source_defects(document, chunks)),
            tuple(statements),
            tuple(one.fingerprints for one in statements),
        )


def max_tokens_of(revision: str) -> int | None:
    """Return the bound that a stored document was cut with, None if the revision does not say."""
    parts = revision.split(":")
    return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else None
