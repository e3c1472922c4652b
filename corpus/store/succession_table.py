"""Which stored documents are superseded or repealed by others: drawn from what they state.

A setting is there while what is drawn is of what is stored; whatever changes the store takes it
away, so that a process that dies half-way leaves the drawing to the next.
"""

from collections.abc import Iterable, Sequence
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from corpus.document import Metadata
from corpus.metadata.repeals import cited_name
from corpus.metadata.versions import Succession, successions_of, with_succession
from corpus.store import rows
from corpus.store.listing_table import find_called, find_linking, rewrite_listing
from corpus.store.schema import documents, settings, successions

_LINKS = "links"
_STATE = "state"
_BATCH = 500
_drawn = select(settings.c.name).where(settings.c.name == _LINKS)


def read_successions(
    connection: Connection, document_ids: Sequence[str] | None = None
) -> dict[str, Succession]:
    """Return the links by document, of all or of some."""
    query = select(successions.c.document_id, successions.c.succession)
    if document_ids is not None:
        query = query.where(successions.c.document_id.in_(document_ids))
    return {id_: rows.succession_of(json) for id_, json in connection.execute(query)}


def draw_successions(connection: Connection) -> None:
    """Draw the links anew; where nothing has changed since, it costs one look.

    Only documents that link others, and those that these name, are read: all laws. With a million
    of them the works that have changed would have to be drawn alone.
    """
    if connection.execute(_drawn).first():
        return
    _note_change(connection)
    stated = _stated(connection, find_linking(connection))
    named = {name for metadata in stated.values() for name in metadata.repeals}
    called = find_called(connection, named | {cited_name(name) for name in named})
    stated |= _stated(connection, called - stated.keys())
    wanted, known = successions_of(sorted(stated.items())), read_successions(connection)
    changed = {id_ for id_ in wanted.keys() | known if wanted.get(id_) != known.get(id_)}
    for id_ in sorted(changed):
        connection.execute(delete(successions).where(successions.c.document_id == id_))
    new = [
        {"document_id": id_, "succession": rows.succession_json(wanted[id_])}
        for id_ in sorted(changed & wanted.keys())
    ]
    if new:
        connection.execute(insert(successions), new)
    for id_, metadata in _stated(connection, changed).items():
        rewrite_listing(connection, id_, with_succession(metadata, wanted.get(id_)))
    connection.execute(insert(settings).values(name=_LINKS, value="drawn"))


def _stated(connection: Connection, ids: Iterable[str]) -> dict[str, Metadata]:
    """Return what documents say, before any link."""
    wanted, found = sorted(ids), dict[str, Metadata]()
    for at in range(0, len(wanted), _BATCH):
        query = select(documents.c.id, documents.c.metadata)
        query = query.where(documents.c.id.in_(wanted[at : at + _BATCH]))
        found |= {id_: rows.metadata_of(json) for id_, json in connection.execute(query)}
    return found


def outdate_successions(connection: Connection) -> None:
    """Have the links drawn anew next time, and note that the store has changed."""
    connection.execute(delete(settings).where(settings.c.name == _LINKS))
    _note_change(connection)


def read_state(connection: Connection) -> str:
    """Return what changes whenever a document or a link between documents does."""
    query = select(settings.c.value).where(settings.c.name == _STATE)
    return connection.execute(query).scalar_one_or_none() or ""


def _note_change(connection: Connection) -> None:
    new, row = uuid4().hex, settings.c.name == _STATE
    if not connection.execute(update(settings).where(row).values(value=new)).rowcount:
        connection.execute(insert(settings).values(name=_STATE, value=new))
