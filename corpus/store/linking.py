"""Parallel statements in SQL: what documents state is linked to what is stored, in one pass.

A look-up by fingerprints finds the few statements that share words, so that each document costs
the same however many are stored. A fingerprint that many statements share is boilerplate: it is no
longer looked up, and kept for no more of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select

from corpus.parallels import (
    Agreement,
    Likeness,
    Parallel,
    Restatements,
    Statement,
    compare,
    mask,
)
from corpus.store.schema import chunks, fingerprints, parallels, statements

_BATCH = 500
# More statements than this that share a fingerprint share a turn of phrase, not a fact.
_MAX_SHARING = 16
_MAX_CANDIDATES = 40
_MAX_LINKS = 12


def write_statements(
    connection: Connection, found: Sequence[Statement], prints_of: Sequence[frozenset[int]]
) -> None:
    """Store statements with the fingerprints of each, and link each to those like it."""
    ids = [_id(statement) for statement in found]
    by_id = dict(zip(ids, found, strict=True))
    if not by_id:
        return
    rows = [
        {"id": id_, "document_id": one.document_id, "chunk_id": one.chunk_id,
         "start_char": one.start, "end_char": one.end}
        for id_, one in by_id.items()
    ]  # fmt: skip
    connection.execute(insert(statements), rows)
    candidates = _share_fingerprints(connection, dict(zip(ids, prints_of, strict=True)))
    stored = {other for others in candidates.values() for other in others} - by_id.keys()
    known = by_id | _statements(connection, stored)
    if links := list(_links(candidates, known)):
        connection.execute(insert(parallels), links)


def delete_statements(connection: Connection, document_id: str) -> None:
    """Remove what a document states, with all links to it."""
    own = select(statements.c.id).where(statements.c.document_id == document_id)
    for table, columns in (
        (parallels, (parallels.c.one, parallels.c.other)),
        (fingerprints, (fingerprints.c.statement_id,)),
    ):
        connection.execute(delete(table).where(or_(*(c.in_(own) for c in columns))))
    connection.execute(delete(statements).where(statements.c.document_id == document_id))


def read_parallels(connection: Connection, chunk_id: str, start: int, end: int) -> list[Parallel]:
    """Return the links of the statements that meet a clean range of a chunk, nearest first."""
    query = select(statements.c.id).where(
        statements.c.chunk_id == chunk_id,
        statements.c.start_char < end,
        statements.c.end_char > start,
    )
    own = set(connection.execute(query).scalars())
    linked = select(parallels).where(or_(parallels.c.one.in_(own), parallels.c.other.in_(own)))
    rows = connection.execute(linked).all() if own else []
    found = [one for ours, one in _both_ways(rows, _ends(connection, rows)) if ours in own]
    return sorted(found, key=lambda one: (-one.overlap, one.other.chunk_id, one.other.start))


def read_document_parallels(connection: Connection, document_id: str) -> list[Parallel]:
    """Return the links of all statements of a document, its own end first."""
    own_ids = select(statements.c.id).where(statements.c.document_id == document_id)
    own = set(connection.execute(own_ids).scalars())
    linked = select(parallels).where(
        or_(parallels.c.one.in_(own_ids), parallels.c.other.in_(own_ids))
    )
    rows = connection.execute(linked).all() if own else []
    return [one for ours, one in _both_ways(rows, _ends(connection, rows)) if ours in own]


def read_restatements(connection: Connection, chunk_ids: Sequence[str]) -> Restatements:
    """Return the links between some chunks, and all statements of those that are linked."""
    one, other = statements.alias(), statements.alias()
    query = (
        select(parallels, one.c.chunk_id.label("ours"), other.c.chunk_id.label("theirs"))
        .join(one, one.c.id == parallels.c.one)
        .join(other, other.c.id == parallels.c.other)
        .where(
            one.c.chunk_id.in_(chunk_ids),
            other.c.chunk_id.in_(chunk_ids),
            one.c.chunk_id != other.c.chunk_id,
        )
    )
    rows = connection.execute(query).all()
    linked = {chunk_id for row in rows for chunk_id in (row.ours, row.theirs)}
    known = _statements_where(connection, statements.c.chunk_id.in_(linked)) if linked else {}
    links = tuple(link for _, link in _both_ways(rows, known))
    return Restatements(tuple(known.values()), links)


def _share_fingerprints(
    connection: Connection, prints: Mapping[int, frozenset[int]]
) -> dict[int, list[int]]:
    """Store the fingerprints of statements; return who shares most with each, those before it."""
    sharing = _sharing(connection, set().union(*prints.values()))
    candidates: dict[int, list[int]] = {}
    new: list[dict[str, int]] = []
    for id_, values in prints.items():
        shared: Counter[int] = Counter()
        for value in values:
            if len(sharing[value]) < _MAX_SHARING:
                shared.update(sharing[value])
                sharing[value].append(id_)
                new.append({"value": value, "statement_id": id_})
        # Whatever order they were found in: a store does not depend on how it was filled.
        nearest = sorted(shared, key=lambda other: (-shared[other], other))
        candidates[id_] = nearest[:_MAX_CANDIDATES]
    if new:
        connection.execute(insert(fingerprints), new)
    return candidates


def _ends(connection: Connection, links: Sequence[Row[Any]]) -> dict[int, Statement]:
    """Return the statements that links lead from and to, by id."""
    return _statements(connection, {id_ for row in links for id_ in (row.one, row.other)})


def _both_ways(
    links: Sequence[Row[Any]], known: Mapping[int, Statement]
) -> Iterator[tuple[int, Parallel]]:
    """Yield each link from either end, with the id of the statement that it starts from."""
    for row in links:
        for ours, theirs in ((row.one, row.other), (row.other, row.one)):
            agreement = Agreement(row.agreement)
            yield ours, Parallel(known[ours], known[theirs], agreement, row.overlap)


def _sharing(connection: Connection, values: Iterable[int]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for batch in _batches(sorted(values)):
        query = select(fingerprints).where(fingerprints.c.value.in_(batch))
        for row in connection.execute(query):
            found[row.value].append(row.statement_id)
    return found


def _statements(connection: Connection, ids: Iterable[int]) -> dict[int, Statement]:
    found: dict[int, Statement] = {}
    for batch in _batches(sorted(ids)):
        found |= _statements_where(connection, statements.c.id.in_(batch))
    return found


def _statements_where(
    connection: Connection, condition: ColumnElement[bool]
) -> dict[int, Statement]:
    query = (
        select(statements, chunks.c.text)
        .join(chunks, chunks.c.id == statements.c.chunk_id)
        .where(condition)
    )
    found: dict[int, Statement] = {}
    for row in connection.execute(query):
        text = row.text[row.start_char : row.end_char]
        found[row.id] = Statement(row.document_id, row.chunk_id, row.start_char, row.end_char, text)
    return found


def _compared(one: Statement, other: Statement) -> Likeness | None:
    return compare(
        mask(one.text), mask(other.text), one_document=one.document_id == other.document_id
    )


def _links(
    candidates: Mapping[int, Sequence[int]], known: Mapping[int, Statement]
) -> Iterator[dict[str, int | float | str]]:
    for id_, others in candidates.items():
        likenesses = [
            (likeness, other)
            for other in others
            if (likeness := _compared(known[id_], known[other]))
        ]
        # What differs is told first: it must not be crowded out by copies that agree.
        likenesses.sort(key=lambda one: (one[0].agreement is not Agreement.DIFFER, -one[0].overlap))
        for likeness, other in likenesses[:_MAX_LINKS]:
            yield {
                "one": id_, "other": other,
                "agreement": likeness.agreement.value, "overlap": likeness.overlap,
            }  # fmt: skip


def _batches(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(values), _BATCH):
        yield values[at : at + _BATCH]


def _id(statement: Statement) -> int:
    """Return the id of a statement: a hash of its place, the same at every ingest."""
    place = f"{statement.chunk_id}\x1f{statement.start}".encode()
    return int.from_bytes(blake2b(place, digest_size=8).digest(), "big", signed=True)
