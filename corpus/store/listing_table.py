"""What documents are looked up by, a row for each: found and counted by the database.

Metadata is kept as JSON; here is what of it is asked for, with the links to other versions. So a
list shows one page without reading of the others, and versions are drawn from laws alone.

Counts over all documents, filters and words of a title look at every row: 0.2, 0.05 and 0.1 s of
processor for 100,000 documents. The counts are remembered until the store changes. For millions
they would have to be kept, and titles be indexed by words.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, case, func, insert, or_, select, update

from corpus.document import Metadata, Validity
from corpus.figures.day_numbers import NEVER, day_number
from corpus.law_titles import is_law
from corpus.metadata.document_numbers import number_alike
from corpus.metadata.repeals import cited_name
from corpus.store import rows
from corpus.store.schema import documents, listings

# Names of what a list is filtered by.
FILTERS = ("region", "issuer", "kind", "year", "validity")
_BATCH = 500
# PostgreSQL indexes no value of more than 2,704 bytes; what begins alike is told apart later.
_MAX_INDEXED_CHARS = 300


def listing_row(document_id: str, metadata: Metadata) -> rows.NewRow:
    """Return the row of a document, from its metadata with its links."""
    published = metadata.published
    return {
        "document_id": document_id,
        "file": (metadata.file_name or "").partition("/")[0],
        "is_law": int(is_law(metadata.title)),
        "repeals": int(bool(metadata.repeals)),
        "name": cited_name(metadata.title)[:_MAX_INDEXED_CHARS],
        "doc_no": metadata.doc_no[:_MAX_INDEXED_CHARS] if metadata.doc_no else None,
        "number": number_alike(metadata.doc_no)[:_MAX_INDEXED_CHARS] if metadata.doc_no else None,
        "said": f"{metadata.title} {metadata.doc_no or ''}".lower(),
        "region": metadata.region,
        "issuer": metadata.issuer,
        "kind": metadata.kind,
        "year": str(published.year) if published else None,
        "published": day_number(published, unknown=0),
        "effective": day_number(metadata.effective_from, unknown=NEVER),
        "repealed": day_number(metadata.repealed_on, unknown=NEVER),
        "superseded": int(metadata.superseded_by is not None),
        "digest": sha256(rows.metadata_json(metadata).encode()).hexdigest()[:24],
    }


def write_listings(connection: Connection, stated: Mapping[str, Metadata]) -> None:
    """Write the rows of documents that have none."""
    if stated:
        new = [listing_row(id_, metadata) for id_, metadata in stated.items()]
        connection.execute(insert(listings), new)


def rewrite_listing(connection: Connection, document_id: str, metadata: Metadata) -> None:
    """Write the row of a document anew."""
    row = listing_row(document_id, metadata)
    connection.execute(update(listings).where(listings.c.document_id == document_id).values(row))


def unlisted(connection: Connection) -> list[str]:
    """Return ids of documents without a row, some at a time; a former store has none."""
    query = (
        select(documents.c.id)
        .outerjoin(listings, listings.c.document_id == documents.c.id)
        .where(listings.c.document_id.is_(None))
        .limit(_BATCH)
    )
    return list(connection.execute(query).scalars())


def find_listed(
    connection: Connection,
    chosen: Mapping[str, str],
    *,
    words: Sequence[str],
    day: date,
    limit: int,
    offset: int,
) -> tuple[int, list[str]]:
    """Return how many documents fit, and the ids of a page of them, the latest first."""
    conditions = [
        _filtered(name, day) == value for name, value in chosen.items() if name in FILTERS
    ]
    conditions += [listings.c.said.contains(word.lower(), autoescape=True) for word in words]
    query = (
        select(listings.c.document_id)
        .where(*conditions)
        .order_by(listings.c.published.desc(), listings.c.document_id.desc())
        .limit(limit)
        .offset(offset)
    )
    if conditions:
        # All rows are looked at to find those that fit: counted on the same way.
        query = query.add_columns(func.count().over().label("fitting"))
        if found := connection.execute(query).all():
            return found[0].fitting, [row.document_id for row in found]
    total = connection.execute(select(func.count()).select_from(listings).where(*conditions))
    return total.scalar_one(), list(connection.execute(query).scalars())


def count_listed(connection: Connection, *, day: date) -> dict[str, dict[str, int]]:
    """Return how many documents have each value of each filter, the most frequent first."""
    found: dict[str, dict[str, int]] = {}
    for name in FILTERS:
        many = func.count().label("many")
        query = (
            select(_filtered(name, day).label("value"), many)
            .group_by("value")
            .order_by(many.desc(), "value")
        )
        found[name] = {row.value: row.many for row in connection.execute(query) if row.value}
    return found


def read_regions(connection: Connection) -> list[str]:
    """Return the regions that documents are of."""
    query = select(listings.c.region).where(listings.c.region.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars())


def find_laws(connection: Connection) -> list[str]:
    """Return the ids of laws and regulations, in order."""
    query = select(listings.c.document_id).where(listings.c.is_law == 1)
    return list(connection.execute(query.order_by(listings.c.document_id)).scalars())


def find_numbered(connection: Connection, number: str) -> list[str]:
    """Return the ids of documents with a number (文号), in order."""
    query = select(listings.c.document_id).where(
        listings.c.number == number_alike(number)[:_MAX_INDEXED_CHARS]
    )
    return list(connection.execute(query.order_by(listings.c.document_id)).scalars())


def find_received_as(connection: Connection, file: str) -> list[str]:
    """Return the ids of documents that came in a file or archive of this name, in order."""
    query = select(listings.c.document_id).where(listings.c.file == file)
    return list(connection.execute(query.order_by(listings.c.document_id)).scalars())


def read_digests(connection: Connection) -> dict[str, str]:
    """Return for each document what changes when anything of it that is indexed does."""
    query = select(
        documents.c.id, documents.c.sha256, documents.c.revision, listings.c.digest
    ).join(listings, listings.c.document_id == documents.c.id)
    return {
        id_: sha256("\0".join(content).encode()).hexdigest()[:24]
        for id_, *content in connection.execute(query)
    }


def find_linking(connection: Connection) -> set[str]:
    """Return the ids of documents that link others: laws, and what repeals others by name."""
    query = select(listings.c.document_id).where(
        or_(listings.c.is_law == 1, listings.c.repeals == 1)
    )
    return set(connection.execute(query).scalars())


def find_called(connection: Connection, names: Iterable[str]) -> set[str]:
    """Return the ids of documents that are cited by these names or numbers, maybe some more."""
    wanted, found = sorted({name[:_MAX_INDEXED_CHARS] for name in names}), set[str]()
    for at in range(0, len(wanted), _BATCH):
        batch = wanted[at : at + _BATCH]
        query = select(listings.c.document_id).where(
            or_(listings.c.name.in_(batch), listings.c.doc_no.in_(batch))
        )
        found.update(connection.execute(query).scalars())
    return found


def _filtered(name: str, day: date) -> ColumnElement[str]:
    return _validity(day) if name == "validity" else listings.c[name]


def _validity(day: date) -> ColumnElement[str]:
    """Say in SQL what `Metadata.validity_on` decides."""
    today = day_number(day, unknown=0)
    is_over = listings.c.repealed <= today
    return case(
        (is_over & (listings.c.superseded == 1), Validity.AMENDED.value),
        (is_over, Validity.REPEALED.value),
        (listings.c.effective <= today, Validity.IN_FORCE.value),
        else_=Validity.UNKNOWN.value,
    )
