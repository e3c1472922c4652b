"""Which stored documents are superseded or repealed by others: drawn from what they state.

A setting is there while what is drawn is of what is stored; whatever changes the store takes it
away, so that a process that dies half-way leaves the drawing to the next.
"""

from sqlalchemy import Connection, delete, insert, select

from corpus import rows
from corpus.schema import documents, settings, successions
from corpus.versions import Succession, successions_of

_LINKS = "links"
_drawn = select(settings.c.name).where(settings.c.name == _LINKS)


def read_successions(
    connection: Connection, document_id: str | None = None
) -> dict[str, Succession]:
    """Return the links by document, of all or of one."""
    query = select(successions.c.document_id, successions.c.succession)
    if document_id is not None:
        query = query.where(successions.c.document_id == document_id)
    return {id_: rows.succession_of(json) for id_, json in connection.execute(query)}


def draw_successions(connection: Connection) -> None:
    """Draw the links anew; where nothing has changed since, it costs one look."""
    if connection.execute(_drawn).first():
        return
    query = select(documents.c.id, documents.c.metadata).order_by(documents.c.id)
    stated = [(id_, rows.metadata_of(json)) for id_, json in connection.execute(query)]
    wanted, known = successions_of(stated), read_successions(connection)
    changed = {id_ for id_ in wanted.keys() | known if wanted.get(id_) != known.get(id_)}
    for id_ in sorted(changed):
        connection.execute(delete(successions).where(successions.c.document_id == id_))
    new = [
        {"document_id": id_, "succession": rows.succession_json(wanted[id_])}
        for id_ in sorted(changed & wanted.keys())
    ]
    if new:
        connection.execute(insert(successions), new)
    connection.execute(insert(settings).values(name=_LINKS, value="drawn"))


def outdate_successions(connection: Connection) -> None:
    """Have the links drawn anew next time."""
    connection.execute(delete(settings).where(settings.c.name == _LINKS))
